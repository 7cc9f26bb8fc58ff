"""Knows the file that holds a site's settings: a line each, NAME=value or NAME="value", as systemd reads it.

It changes no environment and knows no setting: a server reads it anew whenever it is told to.
"""

import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

_LINE = re.compile(r"(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)")
QUOTES = ("'", '"')


def read(name: str, word: str) -> dict[str, str]:
    """What the file says; `name` is the variable that names it, for the sentence that refuses it."""
    if not word:
        return {}
    said = f"{name} is {word}"
    values: dict[str, str] = {}
    for number, line in enumerate(_lines(said, Path(word)), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        found = _LINE.fullmatch(line.strip())
        if found is None:
            raise ImproperlyConfigured(
                f"{said}, whose line {number} is not NAME=value, in capitals and without spaces around “=”."
            )
        if found["name"] in values:
            raise ImproperlyConfigured(f"{said}, whose line {number} sets {found['name']} a second time.")
        value = found["value"].strip()
        if value.startswith(QUOTES) and (len(value) < 2 or value[-1] != value[0]):
            raise ImproperlyConfigured(f"{said}, whose line {number} opens a quote and does not end with it.")
        values[found["name"]] = unquoted(value)
    return values


def _lines(said: str, path: Path) -> list[str]:
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()  # some editors put a mark before the text
    except UnicodeDecodeError as error:
        raise ImproperlyConfigured(
            f"{said}, which holds letters that are not UTF-8. Save it as UTF-8."
        ) from error
    except OSError as error:
        raise ImproperlyConfigured(f"{said}, which cannot be read: {error.strerror}.") from error


def unquoted(value: str) -> str:
    if len(value) < 2 or value[0] != value[-1] or value[0] not in QUOTES:
        return value
    inside = value[1:-1]
    return re.sub(r"\\(.)", r"\1", inside) if value[0] == '"' else inside
