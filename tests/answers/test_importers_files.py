"""Which kind of page a file is, by its bytes; archives of pages; what is refused, and with which advice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from answers.importers import files
from answers.importers.documents import Document
from answers.importers.page import NotAPage
from tests.answers.word_files import archive, docx, p

FILES = Path(__file__).with_name("files")
TEXT = "Does it help?\nYes.\n"
WEB_ARCHIVE = b"""From: <Saved by a browser>
Subject: Does it help?
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----part"

------part
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<!DOCTYPE html><html><head><meta charset=3D"utf-8"></head><body><h1>Does it=
 help?</h1><p>caf=C3=A9</p></body></html>
------part--
"""


def said(found: files.Original) -> str:
    return found if isinstance(found, str) else " ".join(each.html for each in found.blocks)


@pytest.mark.parametrize(
    ("name", "stored", "text"),
    [
        ("a.txt", TEXT.encode(), TEXT),
        ("without an ending", b"<!DOCTYPE html><p>Web</p>", "<p>Web</p>"),
        ("a.txt", b"\xef\xbb\xbf <html><p>Web</p>", "<p>Web</p>"),
        ("a.html", b"<!-- saved from url=(1)x -->\n<html><p>Web</p>", "<p>Web</p>"),
        ("a.xhtml", b'<?xml version="1.0"?><!DOCTYPE html><html><p>Web</p></html>', "<p>Web</p>"),
        ("a.html", "<html><p>Web</p>".encode("utf-16"), "<p>Web</p>"),
        ("a.mhtml", WEB_ARCHIVE, "Does it help? <p>café</p>"),
        ("a.mht", WEB_ARCHIVE.replace(b"\n", b"\r\n"), "Does it help? <p>café</p>"),
        ("a.pdf", docx(p("Word")), "<p>Word</p>"),
    ],
)
def test_the_bytes_tell_the_kind_and_not_the_name(name: str, stored: bytes, text: str) -> None:
    assert said(files.read(name, stored)) == text


@pytest.mark.parametrize(
    ("stored", "advice"),
    [
        (b"\xd0\xcf\x11\xe0" + b"WordDocument", "Save it as .docx"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"%PDF-1.7", "“PDF”"),
        (b"{\\rtf1", "“RTF”"),
        (b"\x00\x01", "not plain text"),
        (b"a" * 30_000_001, "larger than 30 MB"),
        (b"<html>" + b"a" * 10_000_001, "larger than 10 MB"),
        (
            b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x--\n",
            "no page in this web archive",
        ),
    ],
)
def test_another_file_is_refused_with_what_to_do(stored: bytes, advice: str) -> None:
    with pytest.raises(NotAPage, match=advice):
        files.read("a", stored)


@pytest.mark.parametrize(
    ("text", "rich", "kind"),
    [
        (TEXT, "", str),
        (TEXT, "<p>Does it help?</p>", Document),
        ("<!DOCTYPE html><p>Code</p>", "", Document),
        ("5 <6 and <b>", "", str),
    ],
)
def test_a_paste_is_read_with_its_formatting_where_it_has_any(text: str, rich: str, kind: type) -> None:
    assert isinstance(files.pasted(text, rich), kind)


def test_an_archive_gives_its_pages_in_order_and_passes_over_what_stands_beside_them() -> None:
    stored = archive(
        {
            "pages/b.html": "b",
            "pages/a.txt": "a",
            "pages/b_files/frame.html": "frame",
            "__MACOSX/pages/._a.txt": "x",
            "pages/.hidden.txt": "x",
            "pages/~$c.docx": "x",
            "pages/picture.png": "x",
            "old.doc": "old",
        }
    )

    assert files.is_archive(stored)
    assert list(files.unpacked(stored)) == [("old.doc", b"old"), ("a.txt", b"a"), ("b.html", b"b")]


@pytest.mark.parametrize(
    "name", ["../../etc/passwd.txt", "/etc/x.txt", "..\\..\\x.txt", "C:\\x.txt", "a/\x1b[2Jx.txt"]
)
def test_a_path_in_an_archive_leads_nowhere_and_is_shown_as_a_name(name: str) -> None:
    ((shown, _content),) = files.unpacked(archive({name: "x"}))

    assert shown in ("passwd.txt", "x.txt", "[2Jx.txt")


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (archive({"a.png": "x"}), "no page in this archive"),
        (archive({f"{number}.txt": "x" for number in range(201)}), "more than 200 pages"),
        (archive({f"{number}.txt": b"\0" * 30_000_000 for number in range(5)}), "more than 100 MB"),
    ],
)
def test_an_archive_has_its_limits(stored: bytes, sentence: str) -> None:
    with pytest.raises(NotAPage, match=sentence):
        list(files.unpacked(stored))


def test_a_word_file_is_no_archive_of_pages() -> None:
    assert not files.is_archive(docx(p("x")))
    assert not files.is_archive(b"PK\x03\x04 broken")
    assert not files.is_archive(b"text")


def test_a_broken_file_in_an_archive_is_empty_and_stops_no_other() -> None:
    stored = bytearray(archive({"a.txt": "first " * 50, "b.txt": "second"}))
    with zipfile.ZipFile(io.BytesIO(stored)) as opened:
        start = opened.getinfo("a.txt").header_offset + 40
    stored[start : start + 6] = b"\xff" * 6

    assert [content for _name, content in files.unpacked(bytes(stored))] == [b"", b"second"]
