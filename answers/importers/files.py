"""Which kind of page a file holds, by its bytes; files of no such kind are refused with what to do."""

from __future__ import annotations

import email
import email.policy
import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import PurePosixPath

from django.utils.translation import gettext as _

from answers.importers import page_text, web, word
from answers.importers.documents import Document
from answers.importers.page import NotAPage

Original = str | Document
"""A page before it is read: plain text, or what a file of Word or HTML holds."""

LARGEST = 30_000_000
"""Bytes of one file, and of an archive of files."""

ENDINGS = frozenset({".txt", ".md", ".docx", ".htm", ".html", ".xhtml", ".mht", ".mhtml"})
REFUSED_ENDINGS = frozenset({".doc", ".docm", ".dotm", ".odt", ".pages", ".pdf", ".rtf"})
MOST_IN_ARCHIVE = 200
_LARGEST_ARCHIVE = 100_000_000
_HIDDEN = re.compile(r"\.[^.]")
_LONGEST_NAME = 120
_LARGEST_WEB_PAGE = 10_000_000

_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_COMPOUND = b"\xd0\xcf\x11\xe0"
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype html|html|head|body|meta|article|main|div|p|h1)\b",
    re.IGNORECASE | re.DOTALL,
)
_MHTML = re.compile(
    rb"(?:[\w-]+:[^\n]{0,500}\n(?:[ \t][^\n]{0,500}\n){0,20}){0,15}?Content-Type:\s*multipart/related",
    re.IGNORECASE,
)


def read(name: str, stored: bytes) -> Original:
    """The page of one file; raises NotAPage with a sentence for anything else."""
    if len(stored) > LARGEST:
        raise NotAPage(_("This file is larger than 30 MB. Take the pictures out of it and try again."))
    if stored.startswith(_ZIP):
        return word.read(stored)
    _refuse_known(stored)
    head = stored[:8192].lstrip(b"\xef\xbb\xbf")
    if _MHTML.match(head.replace(b"\r\n", b"\n")):
        return web.read(_web_page(web.decoded(_of_archive(stored))))
    if _HTML.match(head) or (head.startswith((b"\xff\xfe", b"\xfe\xff")) and _is_html_name(name)):
        return web.read(_web_page(web.decoded(stored)))
    return page_text.decode(stored)


def pasted(text: str, rich: str = "") -> Original:
    """What was pasted: with its formatting where the browser sent it, else the text; HTML is read as such."""
    if rich.strip():
        return web.read(_web_page(rich))
    return web.read(_web_page(text)) if _HTML.match(text[:8192].encode()) else text


def is_archive(stored: bytes) -> bool:
    """Whether it is a folder of files in one archive, and not a file of Word."""
    if not stored.startswith(_ZIP):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(stored)) as archive:
            return not word.is_word(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False


def unpacked(stored: bytes) -> Iterator[tuple[str, bytes]]:
    """The pages of an archive by name, in order; pictures and styles beside them are passed over.

    Nothing is written to disk, so that a name can lead nowhere. Raises NotAPage for what is no use.
    """
    with zipfile.ZipFile(io.BytesIO(stored)) as archive:
        members = [each for each in archive.infolist() if is_page(each.filename) and not each.is_dir()]
        if not members:
            raise NotAPage(_("There is no page in this archive: no text, Word or HTML file."))
        if len(members) > MOST_IN_ARCHIVE:
            message = _("This archive holds more than %(most)s pages. Divide it.")
            raise NotAPage(message % {"most": MOST_IN_ARCHIVE})
        left = _LARGEST_ARCHIVE
        for each in sorted(members, key=lambda member: member.filename):
            content = _member(archive, each, min(left, LARGEST + 1))
            left -= len(content)
            if left <= 0:
                raise NotAPage(_("This archive unpacks to more than 100 MB. Divide it."))
            yield shown_name(each.filename), content


def shown_name(name: str) -> str:
    """The name of a file without its folders, as it may be shown."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(each for each in last if each.isprintable())[:_LONGEST_NAME]


def is_page(name: str) -> bool:
    """Whether a file in a folder is meant to be a page, so that its refusal is worth a line.

    Browsers save pictures and frames beside a page, and a Mac its own notes.
    """
    path = PurePosixPath(name.replace("\\", "/"))
    is_beside = any(
        each.endswith("_files") or each == "__MACOSX" or _HIDDEN.match(each) for each in path.parts[:-1]
    )
    is_hidden = path.name.startswith((".", "~$"))
    return path.suffix.lower() in ENDINGS | REFUSED_ENDINGS and not is_beside and not is_hidden


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes:
    """At most so many bytes of a file, whatever its head says of its size; a broken one is empty."""
    try:
        with archive.open(member) as file:
            return file.read(most)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError):
        return b""


def _is_html_name(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in (".htm", ".html", ".xhtml")


def _web_page(text: str) -> str:
    if len(text) > _LARGEST_WEB_PAGE:
        raise NotAPage(_("This web page is larger than 10 MB. Save its text alone and try again."))
    return text


def _of_archive(stored: bytes) -> bytes:
    """The page in a web archive, as browsers save one with its pictures in a single file."""
    message = email.message_from_bytes(stored, policy=email.policy.default)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return content if isinstance(content, bytes) else b""
    raise NotAPage(_("There is no page in this web archive. Save the page anew as HTML."))


def _refuse_known(stored: bytes) -> None:
    """Files that people choose by mistake, with the way that leads on."""
    if stored.startswith(_COMPOUND):
        if "EncryptedPackage".encode("utf-16-le") in stored:
            raise NotAPage(_("This file is protected by a password. Save it without one and try again."))
        raise NotAPage(_("This is a file of Word's old kind (.doc). Save it as .docx and try again."))
    for beginning, kind in ((b"%PDF", "PDF"), (b"{\\rtf", "RTF")):
        if stored.startswith(beginning):
            raise NotAPage(
                _("This is a file of the kind “%(name)s”. Save the page as Word (.docx) or plain text.")
                % {"name": kind}
            )
