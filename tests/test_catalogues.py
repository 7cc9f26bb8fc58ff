"""The site speaks each of its languages wholly: no sentence without its translation, no catalogue behind."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import parts
from tests.conftest import needs

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "qa_site" / "locale"
READERS = ("templates/answers/", "templates/base.html", "answers/views/", "answers/public/", "answers/pages/")
"""What readers see: Arabic is there for them, and staff work in English or Spanish."""

HOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sentence that the code and the templates mark today, from a copy of them."""
    needs(parts.gettext())
    copy = tmp_path_factory.mktemp("site")
    for name in ("manage.py", "qa_site", "answers", "sources", "templates"):
        place = ROOT / name
        if place.is_dir():
            shutil.copytree(place, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(place, copy / name)
    run([sys.executable, "manage.py", "makemessages", "--keep-pot", "-l", "es"], copy)
    return copy / "qa_site" / "locale" / "django.pot"


def run(command: list[str], where: Path = ROOT) -> str:
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "DATA_DIR": str(where / "build")}
    done = subprocess.run(command, cwd=where, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


def messages(path: Path, *options: str) -> list[str]:
    """The entries of a catalogue as msgattrib prints them, without its header."""
    printed = run(["msgattrib", "--no-wrap", *options, str(path)])
    return [each for each in printed.split("\n\n") if 'msgid ""\nmsgstr ""\n"' not in each and each.strip()]


def catalogue(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def test_every_sentence_has_its_spanish(extracted: Path) -> None:
    run(["msgcmp", "--use-untranslated", str(catalogue("es")), str(extracted)])

    assert messages(catalogue("es"), "--untranslated", "--no-obsolete") == []


def test_every_sentence_for_readers_has_its_arabic(extracted: Path) -> None:
    run(["msgcmp", "--use-untranslated", str(catalogue("ar")), str(extracted)])

    bare = messages(catalogue("ar"), "--untranslated", "--no-obsolete")
    assert [each for each in bare if _is_for_readers(each)] == []


@pytest.mark.parametrize("language", ["es", "ar"])
def test_nothing_is_half_translated_or_left_over(language: str) -> None:
    needs(parts.gettext())

    assert messages(catalogue(language), "--only-fuzzy") == []
    assert messages(catalogue(language), "--only-obsolete") == []


@pytest.mark.parametrize("language", ["es", "ar"])
def test_what_runs_was_made_from_what_is_read(language: str, tmp_path: Path) -> None:
    needs(parts.gettext())
    made = tmp_path / "django.mo"

    run(["msgfmt", "--check-format", "-o", str(made), str(catalogue(language))])

    assert made.read_bytes() == catalogue(language).with_suffix(".mo").read_bytes()


@pytest.mark.parametrize("language", ["es", "ar"])
def test_a_translation_holds_the_same_tags_and_places_for_values(language: str) -> None:
    needs(parts.gettext())

    wrong = [
        each
        for each in messages(catalogue(language), "--translated")
        if "msgid_plural" not in each and _held(each, "msgid") != _held(each, "msgstr")
    ]

    assert wrong == []


def _is_for_readers(entry: str) -> bool:
    places = " ".join(line[3:] for line in entry.splitlines() if line.startswith("#: ")).split()
    return any(place.startswith(READERS) for place in places)


def _held(entry: str, part: str) -> list[str]:
    lines = re.search(rf'^{part} ((?:".*"\n?)+)', entry, re.MULTILINE)
    return sorted(HOLDER.findall(lines[1])) if lines else []
