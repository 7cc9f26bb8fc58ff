"""Knows how to read one value from the environment and how to refuse a wrong one in a sentence.

It does not know what the values are for; `settings` do.
"""

import difflib
import ipaddress
import os
import re
import secrets
import zoneinfo
from collections.abc import Callable, Collection
from email.utils import parseaddr
from importlib import util
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from qa_site import settings_file

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

PACKAGES = {"postgres": "psycopg", "postgresql": "psycopg", "redis": "redis", "rediss": "redis"}
"""What only some sites need, by how an address begins."""

OF_THE_SERVER = {"WEB_BIND", "WEB_WORKERS", "WEB_THREADS"}
"""Settings that deploy/gunicorn.py reads."""

_HOST = re.compile(r"(\*|\*?\.)?([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])|\*")
_ADDRESS = re.compile(r"https?://([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?")

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}

_asked: set[str] = set()
"""Every name that was asked for, so that a name which is almost one of them can be told."""


def read_file(name: str) -> None:
    """Take what the environment lacks from the file that it names, so that a command typed by hand has the
    settings of the site."""
    for setting, value in settings_file.read(name, text(name, "")).items():
        os.environ.setdefault(setting, value)


def refuse_misspelt(name: str) -> None:
    """Once everything was asked for: a name in that file which is almost a setting does nothing, silently."""
    for setting in settings_file.read(name, text(name, "")):
        if meant := almost(setting):
            raise ImproperlyConfigured(
                f"{name} is {text(name, '')}, which sets {setting}, and there is no such setting. "
                f"Is {meant} meant?"
            )


def almost(name: str) -> str:
    """The setting that a name is almost, or nothing. Names unlike any may be for another program."""
    if name in _asked | OF_THE_SERVER:
        return ""
    return next(iter(difflib.get_close_matches(name, sorted(_asked | OF_THE_SERVER), n=1, cutoff=0.75)), "")


def text(name: str, default: str) -> str:
    """An empty value counts as not set, so that a blank line in a unit file changes nothing. Quotes around a
    value belong to it nowhere: some programs that start containers leave them there."""
    _asked.add(name)
    word = settings_file.unquoted(os.environ.get(name, "").strip()).strip()
    try:
        word.encode()
    except UnicodeEncodeError as error:
        raise ImproperlyConfigured(f"{name} holds letters that are not UTF-8. Write it in UTF-8.") from error
    return word or default


def flag(name: str, *, default: bool) -> bool:
    word = text(name, "").lower()
    if not word:
        return default
    if word not in YES | NO:
        raise ImproperlyConfigured(f"{name} is “{word}”. Write 1 or 0.")
    return word in YES


def number(name: str, *, default: int, least: int, most: int) -> int:
    word = text(name, str(default))
    if not (word.isascii() and word.isdigit() and least <= int(word) <= most):
        raise ImproperlyConfigured(f"{name} is “{word}”. Write a whole number from {least} to {most}.")
    return int(word)


def ports(name: str, *, default: list[int]) -> list[int]:
    found = words(name)
    if not all(word.isascii() and word.isdigit() and 0 < int(word) < 2**16 for word in found):
        raise ImproperlyConfigured(f"{name} is “{','.join(found)}”. Write ports like 443 or 443,8443.")
    return [int(word) for word in found] or default


def choice(name: str, *, default: str, options: Collection[str]) -> str:
    word = text(name, default)
    if word not in options:
        raise ImproperlyConfigured(f"{name} is “{word}”. Write one of: {', '.join(sorted(options))}.")
    return word


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name, "").split(",") if word.strip()]


def hosts(name: str) -> list[str]:
    """Names of machines alone: what else stands there would never be what a browser asks for."""
    for word in (found := words(name)):
        if not _HOST.fullmatch(word):
            raise ImproperlyConfigured(
                f"{name} holds “{word}”. Write names alone, parted by commas, like "
                "answers.example.org; letters outside a-z as browsers send them (xn--…)."
            )
    return found


def languages(name: str, *, default: str, spoken: dict[str, str], first: str) -> list[tuple[str, str]]:
    """The languages in which readers find the site, each with its own name; `first` is always among them."""
    wanted = [word.strip() for word in text(name, default).split(",") if word.strip()]
    unknown = [word for word in wanted if word not in spoken]
    if unknown or first not in wanted:
        raise ImproperlyConfigured(
            f"{name} is “{text(name, default)}”. Write languages out of {', '.join(spoken)}, with {first} "
            f"among them, like {first},{next(word for word in spoken if word != first)}."
        )
    return [(word, spoken[word]) for word in dict.fromkeys([first, *wanted])]


def time_zone(name: str, *, default: str) -> str:
    word = text(name, default)
    try:
        zoneinfo.ZoneInfo(word)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ImproperlyConfigured(
            f"{name} is “{word}”. Write a name such as UTC or Europe/Berlin."
        ) from error
    return word


def site_address(name: str, *, default: str) -> str:
    """Where readers find the site: scheme and host only, because paths are ours to give."""
    address = text(name, default).rstrip("/")
    if not _ADDRESS.fullmatch(address):
        raise ImproperlyConfigured(f"{name} is “{address}”. Write it like https://answers.example.org.")
    return address


def purge_address(name: str) -> str:
    """Where a network in front of the site takes the names of pages to forget, or nothing."""
    address = text(name, "")
    if address and (urlsplit(address).scheme not in {"http", "https"} or not urlsplit(address).hostname):
        raise ImproperlyConfigured(
            f"{name} is “{address}”. Write it like https://cdn.example.org/purge, or leave it out."
        )
    return address


def mail_address(name: str) -> str:
    """One plain mail address, or nothing."""
    address = text(name, "")
    if address and not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", address):
        raise ImproperlyConfigured(f"{name} is “{address}”. Write one mail address, or leave it out.")
    return address


def contact(name: str, *, default: str) -> str:
    """Where somebody can be told something, as an address that a program can open."""
    address = text(name, default)
    if not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+|https://[^\s/]+\S*|tel:\+[\d-]+", address):
        raise ImproperlyConfigured(
            f"{name} is “{address}”. Write it like mailto:security@example.org or https://example.org/report."
        )
    return address


def networks(name: str) -> list[Network]:
    try:
        found = [ipaddress.ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} holds something that is no address: {error}. Write it like 10.0.0.5 or 10.0.0.0/8."
        ) from error
    if any(not network.prefixlen for network in found):
        raise ImproperlyConfigured(
            f"{name} holds every address there is, so that anybody could say they are "
            "anybody. Name the proxies."
        )
    return found


def service(
    name: str, *, default: str, schemes: Collection[str], read: Callable[[str], dict[str, Any]]
) -> dict[str, Any]:
    """A service's address as Django's settings; the value itself is never shown, it may hold a password."""
    address = text(name, default)
    scheme = address.partition(":")[0]
    if scheme not in schemes:
        raise ImproperlyConfigured(
            f"{name} begins with “{scheme}:”. It must begin with one of: {', '.join(sorted(schemes))}."
        )
    package = PACKAGES.get(scheme, "")
    if package and util.find_spec(package) is None:
        raise ImproperlyConfigured(
            f"{name} needs the package {package}. Install it: .venv/bin/pip install -r deploy/production.txt"
        )
    try:
        return read(address)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read as an address. Check its form and its port."
        ) from error


def database(name: str, *, default: str, beside: Path) -> dict[str, Any]:
    """One that is kept, and in the same place wherever the command is typed: a path that begins nowhere
    begins `beside`."""
    address = text(name, default)
    if address.startswith("sqlite:") and not address.startswith("sqlite:///"):
        raise ImproperlyConfigured(
            f"{name} names no file. Write it with four strokes, like sqlite:////var/lib/citewell/db.sqlite3."
        )
    told = service(
        name, default=default, schemes=["sqlite", "postgres", "postgresql"], read=environ.Env.db_url_config
    )
    if not told["NAME"]:
        raise ImproperlyConfigured(
            f"{name} names no database. Write it like postgres://citewell:password@10.0.0.5:5432/citewell."
        )
    if told["ENGINE"].endswith("sqlite3") and told["NAME"] != ":memory:":
        told["NAME"] = str(beside / told["NAME"])
    return told


def sender(name: str, *, default: str) -> str:
    """Who sends our mail: an address, with or without a name."""
    word = text(name, default)
    if not re.fullmatch(r"[^\s@]+@[^\s@]+", parseaddr(word)[1]):
        raise ImproperlyConfigured(
            f"{name} is “{word}”. Write it like Citewell <citewell@answers.example.org>."
        )
    return word


def file(name: str) -> str:
    """A file that is there and may be read, or nothing."""
    word = text(name, "")
    if word and not (Path(word).is_file() and os.access(word, os.R_OK)):
        raise ImproperlyConfigured(f"{name} is {word}, which is no file that can be read here.")
    return word


def folder(name: str, *, default: Path) -> Path:
    """A folder we may write in; made when it is missing."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"{name} is {path}, which cannot be made: {error.strerror}. Name a folder you may write in."
        ) from error
    return path


def kept_secret(path: Path) -> str:
    """A random secret, made once and kept readable by its owner only."""
    try:
        if not path.exists():
            draft = path.with_name(f"{path.name}.{os.getpid()}")
            draft.touch(mode=0o600)
            draft.write_text(secrets.token_urlsafe(64))
            draft.replace(path)
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in {path}: {error.strerror}. "
            "Set DATA_DIR to a folder you may write in."
        ) from error
