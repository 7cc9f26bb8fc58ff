"""Where a work stands in its journal or book, and where title and journal meet; it knows no style."""

from __future__ import annotations

import re
from typing import NamedTuple

from sources.importers.formats import words

YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?|Spring|Summer|Autumn|Fall|Winter"
PAGE = r"(?:Article\s)?[A-Za-z]{0,4}\d[\w.]*(?<!\.)"
PAGES = rf"{PAGE}(?:\s?[-–—]\s?{PAGE})?(?:,\s?{PAGE}(?:\s?[-–—]\s?{PAGE})?){{0,3}}"
VOLUME = r"[A-Z]{0,3}\d{1,4}[A-Za-z]?(?:\s?[-/–]\s?\d{1,4})?(?:\s(?:Suppl|Pt)\.?(?:\s\w{1,4})?)?"

IN_ISSUE = re.compile(
    rf"[,.]?\s+(?:vol(?:ume|\.)?\s*)?(?P<volume>{VOLUME})"
    r"\s?(?:\((?P<issue>[^()]{1,40})\)|,\s(?:no|issue|iss|nr)\.?\s?(?P<number>[\w/–-]{1,12}))?"
    rf"(?:\s?[:,;]\s?(?:pp?\.?\s?)?(?P<pages>{PAGES}))?[.,]?$",
    re.IGNORECASE,
)
"""The end of an entry whose year was told before: “, 387(6), 495–505.”"""

_EVERY_END = re.compile(r"(?<=[.?!])\s+")
_INNER_STOP = re.compile(r"\b[A-Z]\w{0,5}\. ")
_ABBREVIATED = re.compile(r"(?:[A-Z][A-Za-z]{0,3}|Transl|H(?:a?e)matol|Immunol|Oncol|Pharmacol)\.")
_QUOTED = re.compile(r"^[“\"‘'](?P<title>.{2,}?)[,.]?[”\"’'](?=[\s,.(]|$)[,.]?\s*(?P<rest>.*)$")
_LONGEST_JOURNAL = 160


class Titles(NamedTuple):
    """A title and the journal, book or site after it."""

    title: str
    container: str


def pieces(text: str) -> list[str]:
    """The sentences of an entry, each with the mark that ends it."""
    return [piece for piece in _EVERY_END.split(text.strip()) if piece]


def titles(text: str) -> Titles | None:
    """Title and journal of “A study of sleep. N. Engl. J. Med.”; None where there is only one part."""
    if quoted := _QUOTED.match(text):
        container = re.sub(r"^in:?\s+", "", _bare(quoted["rest"]), flags=re.IGNORECASE)
        return Titles(quoted["title"].strip(), container) if is_container(container) else None
    parts = pieces(text)
    first = len(parts) - 1
    while first > 1 and _ABBREVIATED.fullmatch(parts[first - 1]) and len(parts[first].split()) < 4:
        first -= 1
    container = _bare(" ".join(parts[first:]))
    title = _bare(" ".join(parts[:first]))
    return Titles(title, container) if title and is_container(container) else None


def quoted_title(text: str) -> tuple[str, str]:
    """A title in quotation marks and what follows it; nothing when none opens the text."""
    found = _QUOTED.match(text)
    return (found["title"].strip(), _bare(found["rest"])) if found else ("", text)


def is_container(text: str) -> bool:
    """Whether it can be the name of a journal or book: some letters, and no year."""
    letters = sum(letter.isalpha() for letter in text)
    return letters > 1 and len(text) <= _LONGEST_JOURNAL and not re.search(rf"\b{YEAR}\b", text)


def in_issue(found: re.Match[str]) -> dict[str, str]:
    """Volume, issue and pages of a match that has these names."""
    said = {name: value for name, value in found.groupdict().items() if value}
    pages = said.get("pages", "")
    is_article = pages.lower().startswith("article ")
    told = {
        "volume": said.get("volume", ""),
        "issue": said.get("issue") or said.get("number", ""),
        "pages": "" if is_article else words.pages(pages),
        "article_number": pages[len("article ") :] if is_article else "",
    }
    return {name: value.strip() for name, value in told.items() if value}


def _bare(text: str) -> str:
    """Without the full stop of the entry; that of an abbreviation among others stays."""
    text = text.strip(" ,;:")
    is_ended = text.endswith(".") and not text.endswith("..") and not _INNER_STOP.search(text)
    return text[:-1].rstrip() if is_ended else text
