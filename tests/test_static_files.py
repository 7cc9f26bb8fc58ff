"""Files are packed for who asks for them, once, and never from a copy that does not hold what they hold."""

from __future__ import annotations

from pathlib import Path

import brotli
import pytest
from django.conf import LazySettings
from django.core.management import call_command
from whitenoise.compress import Compressor

FILES = ["site.css", "editor.js", "list.js", "list.min.js"]
TEXT = b"p { color: red }\n" * 100


@pytest.fixture
def files(settings: LazySettings, tmp_path: Path) -> Path:
    """Where the files of a small site stand once they are collected."""
    own = tmp_path / "own"
    own.mkdir()
    for name in FILES:
        (own / name).write_bytes(TEXT + name.encode())
    settings.STATICFILES_DIRS = [own]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "qa_site.static_files.Storage"}}
    collect()
    return tmp_path / "static"


def collect() -> None:
    call_command("collectstatic", interactive=False, verbosity=0)


def packed(files: Path, like: str = "*.br") -> list[str]:
    """By the names that the files have without the digest."""
    return sorted(f"{path.name.split('.')[0]}{''.join(path.suffixes[-2:])}" for path in files.glob(like))


def test_the_names_that_pages_ask_for_are_packed_and_of_twins_the_smaller_one(files: Path) -> None:
    assert packed(files) == ["editor.js.br", "list.js.br", "site.css.br"]
    assert packed(files, "*.gz") == ["editor.js.gz", "list.js.gz", "site.css.gz"]
    assert [path.name.split(".")[1] for path in files.glob("list.*.br")] == ["min"]
    assert not (files / "site.css.br").exists()


def test_what_an_older_release_packed_is_not_sent_in_place_of_a_file(files: Path) -> None:
    (files / "site.css.br").write_bytes(brotli.compress(b"older"))

    collect()

    assert not (files / "site.css.br").exists()


def test_what_is_packed_already_is_not_packed_again(files: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Compressor, "compress_brotli", lambda data: pytest.fail("packed again"))

    collect()

    assert packed(files) == ["editor.js.br", "list.js.br", "site.css.br"]


@pytest.mark.parametrize("left", [b"", brotli.compress(TEXT)[:-5], brotli.compress(b"other")])
def test_a_packed_copy_that_holds_anything_else_is_made_anew(files: Path, left: bytes) -> None:
    [copy] = files.glob("site.*.css.br")
    copy.write_bytes(left)

    collect()

    assert brotli.decompress(copy.read_bytes()) == TEXT + b"site.css"
