"""A page that was written in Word or HTML, as its parts; it knows no database and reads no mark."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from django.utils.translation import gettext as _

from answers.importers import headings, listed, paragraphs, sections
from answers.importers.choices import NONE, Choices
from answers.importers.documents import Document
from answers.importers.linked import resolved, without_marks
from answers.importers.listed import ReferenceList
from answers.importers.page import NotAPage, Page, refuse_long
from answers.importers.page_text import LABEL, QUESTION_ENDS
from answers.importers.sections import Item
from answers.rendering import markup
from answers.rendering.markup import Box, Line, Run, Tree

_DATE = r"(?:[A-Z]\w{2,8}\.? )?(?:\d{1,2}\.?,? )?(?:[A-Z]\w{2,8}\.? )?(?:19|20)\d\d\b"
_BYLINE = re.compile(
    r"(?:(?:[Ww]ritten|(?:[Mm]edically |[Cc]linically )?[Rr]eviewed|[Cc]hecked|[Ee]dited) by\b"
    r"|(?:By|Authors?):? [A-Z][\w.’'-]* [A-Z]"
    rf"|(?:Last )?(?:[Rr]eviewed|[Uu]pdated|[Pp]ublished)(?: on)?:? {_DATE})"
)
_LONGEST_BYLINE = 160
_LONGEST_HEADING = 80
_LONGEST_QUESTION = 300
_FIRST = 5
_FAKE = 6
"""The level of a paragraph that only looks like a heading."""

_SITE_NAME = re.compile(r"\s+[|–—·-]\s+[^|–—·-]*$")


def read(document: Document, choices: Choices = NONE) -> Page:
    """The page that this document holds: its question, its parts and its topic. NotAPage if it is none."""
    items = [item for item in _items(document) if item.text]
    if not items:
        raise NotAPage(_("There is no text here. Choose a file that holds a page."))
    refuse_long(sum(len(item.text) for item in items))
    page = _read(document, items, NONE).with_digest()
    if not choices.parts and not choices.question:
        return page
    return replace(_read(document, items, choices), digest=page.digest)


def _read(document: Document, items: list[Item], choices: Choices) -> Page:
    question, before, rest = _question(document, items)
    bylines = list(_bylines(rest))
    closing = [item for item in rest if sections.is_closing(item.text)]
    aside = {id(item) for item in (*bylines, *closing)}
    division = sections.divide((item for item in rest if id(item) not in aside), choices.parts)
    found = listed.read(division.of("references"), document.notes)
    questions, ignored = _doctor_questions(division.of("doctor_questions"), found)
    return Page(
        question=choices.question or question,
        short_answer=_tree(division.of("short_answer"), found),
        research=_tree(division.of("research"), found),
        unknowns=_tree(division.of("unknowns"), found),
        doctor_questions=questions,
        references=tuple(found.references),
        topic=sections.topic(" ".join(item.text for item in closing)),
        ignored=(*(item.text for item in (*before, *bylines)), *ignored),
        headings=division.headings,
        remarks=(*document.remarks, *_said_of(found)),
        first_line="" if question else (document.title or items[0].text),
    )


def _items(document: Document) -> Iterator[Item]:
    for block in document.blocks:
        for node in markup.parse(f"<p>{block.html}</p>" if block.level else block.html):
            for each in _parted(node) if isinstance(node, Line) else [node]:
                yield Item(_text(each), block.level or _fake_level(each), each)


def _parted(line: Line) -> Iterator[Line]:
    """The lines of a paragraph by themselves where one of them is a heading: typed with Shift and Enter."""
    lines = line.text.split("\n")
    if len(lines) == 1 or not any(headings.ours(each) or headings.alike(each) for each in lines):
        yield Line("p", line.runs)
        return
    position = 0
    for each in lines:
        yield Line("p", markup.cut(line.runs, position, position + len(each)))
        position += len(each) + 1


def _fake_level(node: Box | Line) -> int:
    """A short line in bold without a full stop is meant as a heading."""
    if not isinstance(node, Line) or node.tag != "p" or len(node.text) > _LONGEST_HEADING:
        return 0
    is_bold = bool(node.runs) and all("strong" in run.marks for run in node.runs)
    return _FAKE if is_bold and not node.text.rstrip().endswith((".", ",", ";", ":")) else 0


def _question(document: Document, items: list[Item]) -> tuple[str, list[Item], list[Item]]:
    """The question, what stands before it and what after it.

    It is the title, else one of the first lines, else what the browser's tab says; a title that is no
    question is left out.
    """
    title = next((place for place, item in enumerate(items) if item.level == 1), None)
    places = [*([title] if title is not None else []), *range(min(_FIRST, len(items)))]
    for place in places:
        text = LABEL.sub("", items[place].text).strip()
        is_heading = headings.ours(text) or headings.alike(text)
        if text.endswith(QUESTION_ENDS) and len(text) <= _LONGEST_QUESTION and not is_heading:
            return text, items[:place], items[place + 1 :]
    tab = _SITE_NAME.sub("", document.title)
    before = title + 1 if title is not None else 0
    return tab if tab.endswith(QUESTION_ENDS) else "", items[:before], items[before:]


def _bylines(items: list[Item]) -> Iterator[Item]:
    """Who wrote it and when, before the first heading: the site says so itself."""
    for item in items:
        if item.level or headings.ours(item.text):
            return
        if len(item.text) <= _LONGEST_BYLINE and _BYLINE.match(item.text):
            yield item


def _tree(items: list[Item], found: ReferenceList) -> Tree:
    """The blocks of a part, its own headings in two levels."""
    highest = min((item.level for item in items if item.level), default=0)
    tags = {item.level: "h3" if item.level == highest else "h4" for item in items}
    nodes = (
        Line(tags[item.level], _unbold(item.node))
        if item.level and isinstance(item.node, Line)
        else item.node
        for item in items
    )
    return tuple(resolved(node, found) for node in paragraphs.listed(filter(None, nodes)))


def _unbold(line: Line) -> tuple[Run, ...]:
    """A heading is bold by itself."""
    return tuple(
        Run(run.text, tuple(mark for mark in run.marks if mark != "strong"), run.href) for run in line.runs
    )


def _doctor_questions(items: list[Item], found: ReferenceList) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The entries of the lists; without a list, each paragraph. Text beside a list is handed back."""
    nodes = list(paragraphs.listed(item.node for item in items if item.node is not None))
    has_lists = any(isinstance(node, Box) for node in nodes)
    lines = [(isinstance(node, Box), without_marks(line)) for node in nodes for line in markup.lines((node,))]
    questions = (text for is_listed, text in lines if text and is_listed == has_lists)
    ignored = (text for is_listed, text in lines if text and is_listed != has_lists)
    return tuple(questions), tuple(ignored)


def _said_of(found: ReferenceList) -> Iterator[str]:
    for text in found.remarks.values():
        if text:
            yield _("A note is no source and stands in brackets in the text: “%(text)s”") % {"text": text}


def _text(node: Box | Line) -> str:
    return " ".join(" ".join(line.text.split()) for line in markup.lines((node,))).strip()
