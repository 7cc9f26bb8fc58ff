"""How an empty site comes to be: its settings in a file, its tables, its first person; and what it lacks.

The steps are commands in a process of their own that has these settings and no others, as the site itself
will have them.
"""

from __future__ import annotations

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from answers.management import steps
from answers.management.steps import Said
from answers.models import Refused

LEFT_BY_TRYING = {"secret_key"}
"""What this very command leaves in an empty folder, because it must have some settings to start with."""

_WARNING = re.compile(r"^\?: \([\w.]+\) (.+?)\n\tHINT: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Wish:
    """What a site is called, who answers for it, and who begins there."""

    name: str
    address: str
    publisher: str
    contact: str
    funding: str
    emergency: str
    editor: str
    editor_mail: str
    mail: str
    database: str
    cache: str
    proxies: str

    def settings(self, data: Path) -> dict[str, str]:
        """As the file of settings holds them; what was not said is left out."""
        host = urlsplit(self.address).hostname or ""
        sender = self.contact if "@" in self.contact else f"citewell@{host}"
        told = {
            "SECRET_KEY": secrets.token_urlsafe(64),
            "ALLOWED_HOSTS": host,
            "SITE_URL": self.address.rstrip("/"),
            "DATA_DIR": str(data),
            "TRUSTED_PROXIES": self.proxies,
            "SITE_NAME": self.name,
            "PUBLISHER_NAME": self.publisher,
            "PUBLISHER_CONTACT": self.contact,
            "PUBLISHER_FUNDING": self.funding,
            "EMERGENCY_NUMBER": self.emergency,
            "DEFAULT_FROM_EMAIL": f"{self.name} <{sender}>",
            "EMAIL_URL": self.mail,
            "DATABASE_URL": self.database,
            "CACHE_URL": self.cache,
        }
        return {name: value for name, value in told.items() if value}


@dataclass(frozen=True)
class Started:
    """The new site, and what is still to be done."""

    file: Path
    link: str
    checked: Mapping[str, bool]
    missing: tuple[str, ...]


def start(wish: Wish, *, data: Path, file: Path) -> Started:
    """Make the site. Raises Refused, and leaves nothing behind, when it cannot be made."""
    _refuse_wrong(wish)
    _refuse_taken(data, file)
    was_there = data.exists()
    person = ["--group", "Managing editors", "--mail", wish.editor_mail]
    must = [
        ["migrate", "--no-input", "--verbosity", "0"],
        ["check"],
        ["collectstatic", "--no-input", "--verbosity", "0"],
        ["create_staff", wish.editor, *person],
    ]
    tried = {"timed work": ["run_due"], "backup": ["backup", str(data / "backups"), "--verbosity", "0"]}
    if wish.mail:
        tried["mail"] = ["sendtestmail", wish.editor_mail]
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        _write(file, wish.settings(data))
        made, others = _run(file, must, [*tried.values(), ["check", "--deploy"]])
    except BaseException:
        file.unlink(missing_ok=True)
        _empty(data, was_there=was_there)
        raise
    *trials, looked = others
    checked = {what: said.went for what, said in zip(tried, trials, strict=True)}
    link = made[-1].out.strip().splitlines()[-1]
    return Started(file, link, checked, tuple(_missing(wish, looked.err, checked)))


def _refuse_wrong(wish: Wish) -> None:
    parts = urlsplit(wish.address)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        raise Refused(f"The address is “{wish.address}”. Write it like https://answers.example.org.")
    if "@" not in wish.editor_mail:
        raise Refused(f"“{wish.editor_mail}” is no mail address for “{wish.editor}”.")
    told = "\n".join(map(str, vars(wish).values()))
    if len(told.splitlines()) != len(vars(wish)):
        raise Refused("Each of these is one line.")


def _refuse_taken(data: Path, file: Path) -> None:
    if file.exists():
        raise Refused(f"“{file}” is there already: this site was started. Nothing was changed.")
    if data.exists() and (there := {path.name for path in data.iterdir()} - LEFT_BY_TRYING):
        raise Refused(
            f"“{data}” is not empty (it holds {', '.join(sorted(there)[:3])}). A new site begins in an empty "
            "folder; samples and older sites stay where they are. Name another one with --data."
        )


def _write(file: Path, values: Mapping[str, str]) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write("# Made by start_site. Every setting there is: deploy/site.env.example\n")
        for name, value in values.items():
            escaped = value.replace("\\", "\\\\").replace('"', '\\"')
            out.write(f'{name}="{escaped}"\n')


def _run(file: Path, must: list[list[str]], may: list[list[str]]) -> tuple[list[Said], list[Said]]:
    """Raises Refused when one that must go well does not; and what was not come to went badly."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "LC_ALL") if name in os.environ}
    finished = subprocess.run(  # noqa: S603 -- our own commands
        [sys.executable, "-m", steps.__name__],
        cwd=settings.BASE_DIR,
        env=kept | {"ENV_FILE": str(file)},
        input=json.dumps({"must": must, "may": may}),
        capture_output=True,
        text=True,
        check=False,
    )
    said = [Said(**json.loads(line)) for line in finished.stdout.splitlines()]
    said += [Said(went=False, out="", err=finished.stderr)] * (len(must) + len(may) - len(said))
    for command, each in zip(must, said, strict=False):
        if not each.went:
            why = each.err.strip().splitlines()
            raise Refused(f"“{command[0]}” did not finish: {why[-1] if why else 'it did not say why'}")
    return said[: len(must)], said[len(must) :]


def _empty(data: Path, *, was_there: bool) -> None:
    """As it was before: an empty folder, or none."""
    for path in data.iterdir() if data.exists() else ():
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
    if not was_there and data.exists():
        data.rmdir()


def _missing(wish: Wish, looked: str, checked: Mapping[str, bool]) -> Iterator[str]:
    """In the order in which it matters."""
    for what, went in checked.items():
        if not went:
            yield f"The test of the {what} failed. Run it by hand to see why (docs/operating.md)."
    for told, hint in _WARNING.findall(looked):
        yield f"{told} {hint}"
    if not wish.funding:
        yield "Readers do not learn who pays for the site. Set PUBLISHER_FUNDING, or write it on “About”."
    if not wish.emergency:
        yield "Readers are not told whom to call in an emergency. Set EMERGENCY_NUMBER, for example 112."
    yield "A second person, because nobody approves their own text: citewell create_staff NAME --group …"
    yield "The timed work must run all the time: systemctl enable --now citewell-due.service"
    yield "A backup every night, copied to another machine: systemctl enable --now citewell-backup.timer"
    yield "The texts “About”, “Terms”, “Privacy” and “Accessibility” wait for your own words, in the admin."
