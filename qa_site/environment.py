"""Knows how to read one value from the environment and how to refuse a wrong one in a sentence.

It does not know what the values are for; `settings` do.
"""

import ipaddress
import os
import re
import secrets
import zoneinfo
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

env = environ.Env()

YES = {"1", "true", "yes", "on"}
NO = {"0", "false", "no", "off"}


_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)")


def read_file(name: str) -> None:
    """Take what the environment lacks from the file that it names, so that a command typed by hand has the
    settings of the site: a line each, NAME=value or NAME="value", as systemd reads them too."""
    word = os.environ.get(name, "").strip()
    if not word:
        return
    try:
        lines = Path(word).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ImproperlyConfigured(f"{name} is {word}, which cannot be read: {error}.") from error
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise ImproperlyConfigured(f"{name} is {word}, whose line {number} is not NAME=value.")
        os.environ.setdefault(found["name"], _unquoted(found["value"].strip()))


def quoted(value: str) -> str:
    """A value as such a file holds it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(value: str) -> str:
    if len(value) < 2 or value[0] != value[-1] or value[0] not in "\"'":
        return value
    inside = value[1:-1]
    return re.sub(r"\\(.)", r"\1", inside) if value[0] == '"' else inside


def text(name: str, default: str) -> str:
    """An empty value counts as not set, so that a blank line in a unit file changes nothing."""
    return str(env.str(name, default="")).strip() or default


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
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path or parts.query:
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
        return [ipaddress.ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} holds something that is no address: {error}. Write it like 10.0.0.5 or 10.0.0.0/8."
        ) from error


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
    try:
        return read(address)
    except (ValueError, ImproperlyConfigured) as error:
        raise ImproperlyConfigured(
            f"{name} cannot be read as an address. Check its form and its port."
        ) from error


def folder(name: str, *, default: Path) -> Path:
    """A folder we may write in; made when it is missing."""
    path = Path(text(name, str(default))).expanduser().absolute()
    try:
        path.mkdir(parents=True, exist_ok=True)
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
