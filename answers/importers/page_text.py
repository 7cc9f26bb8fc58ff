"""A page written as plain text, as its parts; it knows no database and does not read citation marks."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from django.utils.translation import gettext as _

from answers.importers import headings, paragraphs, sections
from answers.importers.choices import NONE, Choices
from answers.importers.page import NotAPage, Page, Reference, refuse_long
from answers.importers.sections import Item

LARGEST = 1_000_000
"""Of a file, in bytes: a megabyte is something else than a page."""

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_SPACES = re.compile(r"[\t \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b\u2060\ufeff]")
_WEB_PAGE = re.compile(r"\s*<(?:!doctype|html|head|body|div|p)\b", re.IGNORECASE)
LABEL = re.compile(r"^(?:#+\s*|(?:question|q)\s*:\s*)", re.IGNORECASE)
_ENTRY = re.compile(r"^(?:\[(?P<a>\d{1,3})\]|(?P<b>\d{1,3})[.):])\s*(?P<text>\S.*)$")
QUESTION_ENDS = ("?", "？", "؟", ";")


def decode(stored: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark; NotAPage for anything else."""
    if len(stored) > LARGEST:
        raise NotAPage(_("This file is larger than 1 MB. A page as plain text is much smaller."))
    if stored.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotAPage(_("This file is written in UTF-16. Save it as UTF-8 and try again."))
    if b"\x00" in stored:
        raise NotAPage(_("This file is not plain text. Save the page as plain text (UTF-8) and try again."))
    try:
        return stored.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotAPage(_("This file is not written in UTF-8. Save it as UTF-8 and try again.")) from problem


def read(text: str, choices: Choices = NONE) -> Page:
    """The page that this text holds: its question, its parts and its topic. NotAPage if it is none."""
    lines = _lines(text)
    page = _read(lines, NONE).with_digest()
    if not choices.parts and not choices.question:
        return page
    return replace(_read(lines, choices), digest=page.digest)


def _read(lines: list[str], choices: Choices) -> Page:
    question, rest = _question(lines)
    closing, rest = _without_closing(rest)
    division = sections.divide(map(Item, rest), choices.parts)
    parts = {part: [item.text for item in division.of(part)] for part in headings.PARTS}
    questions, ignored = _doctor_questions(parts["doctor_questions"])
    return Page(
        question=choices.question or question,
        short_answer=paragraphs.read(parts["short_answer"]),
        research=paragraphs.read(parts["research"]),
        unknowns=paragraphs.read(parts["unknowns"]),
        doctor_questions=questions,
        references=_references(parts["references"]),
        topic=sections.topic(closing),
        ignored=ignored,
        headings=division.headings,
        first_line="" if question else next(filter(None, lines)),
    )


def _lines(text: str) -> list[str]:
    refuse_long(len(text))
    if "\x00" in text:
        raise NotAPage(_("This is not plain text. Save the page as plain text (UTF-8) and try again."))
    if _WEB_PAGE.match(text):
        raise NotAPage(_("This is the code of a web page. Copy the page's text and save it as plain text."))
    plain = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    lines = [_SPACES.sub(" ", line).strip() for line in unicodedata.normalize("NFC", plain).split("\n")]
    if not any(lines):
        raise NotAPage(_("There is no text here. Choose a file that holds a page."))
    return lines


def _question(lines: list[str]) -> tuple[str, list[str]]:
    """The first lines up to the question mark, and what follows them; a title without one says nothing."""
    first = next(place for place, line in enumerate(lines) if line)
    for last in range(first, min(first + 3, len(lines))):
        if not lines[last] or headings.ours(lines[last]):
            break
        if lines[last].rstrip("*_ ").endswith(QUESTION_ENDS):
            joined = " ".join(lines[first : last + 1])
            return LABEL.sub("", joined).strip("*_ "), lines[last + 1 :]
    is_title = not lines[first].endswith((".", "!", ":"))
    return "", lines[first + 1 :] if is_title else lines


def _without_closing(lines: list[str]) -> tuple[str, list[str]]:
    """The closing line, wrapped or not, and the other lines."""
    start = next((place for place, line in enumerate(lines) if sections.is_closing(line)), None)
    if start is None:
        return "", lines
    end = start
    while end < len(lines) and lines[end] and not headings.ours(lines[end]):
        end += 1
    return " ".join(lines[start:end]), lines[:start] + lines[end:]


def _doctor_questions(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The listed questions; text beside the list is handed back, so that the report can name it."""
    has_bullets = any(paragraphs.bullet(line) for line in lines)
    questions: list[str] = []
    ignored: list[str] = []
    for line in filter(None, lines):
        bullet = paragraphs.bullet(line)
        if bullet or not has_bullets:
            questions.append(bullet.text if bullet else line)
        elif questions and not questions[-1].endswith(("?", ".", "!")):
            questions[-1] += f" {line}"
        else:
            ignored.append(line)
    return tuple(questions), tuple(ignored)


def _references(lines: list[str]) -> tuple[Reference, ...]:
    """The numbered entries, wrapped lines joined; a list without numbers is counted from 1."""
    filled = [line for line in lines if line]
    if not any(_ENTRY.match(line) for line in filled):
        texts = [bullet.text if (bullet := paragraphs.bullet(line)) else line for line in filled]
        return tuple(Reference(number, text) for number, text in enumerate(texts, start=1))
    found: list[Reference] = []
    for line in filled:
        entry = _ENTRY.match(line)
        number = int(entry.group("a") or entry.group("b")) if entry else 0
        if entry and number > (found[-1].number if found else 0):
            found.append(Reference(number, entry.group("text")))
        elif found:
            found[-1] = Reference(found[-1].number, f"{found[-1].text} {line}")
    return tuple(found)
