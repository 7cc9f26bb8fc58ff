"""Parts of a reference that the styles share; it knows no style."""

from __future__ import annotations

import re
from collections.abc import Callable

from sources.formatting.work import Work

_ORDINALS = {1: "st", 2: "nd", 3: "rd"}
_EDITION = re.compile(r"(?:^|\s+)ed(?:ition|n)?\.?$|\.$", re.IGNORECASE)
_WORDS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"
_NUMBERED = {word: str(number) for number, word in enumerate(_WORDS.split(), start=1)}


def joined(*parts: str) -> str:
    """The parts that are there, one space between them."""
    return " ".join(part for part in parts if part)


def container(work: Work) -> str:
    """The journal in its short form where that is known, without the points of its abbreviations."""
    return (work.container_short or work.container_title).replace(".", "")


def is_in_journal(work: Work) -> bool:
    """Articles, and guidelines, reports and conference papers that stand in a volume of a journal."""
    if work.kind == "article":
        return True
    return work.kind in ("guideline", "report", "conference paper") and bool(work.volume and container(work))


def place_in_issue(work: Work, page_range: Callable[[str], str]) -> str:
    """Volume, issue and pages ("387(6):495-505"), as far as they are known."""
    issue = f"({work.issue})" if work.issue else ""
    pages = page_range(work.pages) or work.article_number
    return f"{work.volume}{issue}" + (f":{pages}" if pages else "")


def dated(when: str, place: str) -> str:
    """Year and place ("2022;387(6):495"); without volume and issue "2020:e12" (Citing Medicine)."""
    if not when:
        return place.removeprefix(":")
    return f"{when}{place}" if place.startswith(":") else ";".join(filter(None, [when, place]))


def edition(work: Work) -> str:
    """ "21" gives "21st ed.", "Third" gives "3rd ed."; other words stay; a first edition is not named."""
    text = _EDITION.sub("", work.edition.strip())
    text = _NUMBERED.get(text.lower(), text)
    if text in ("", "1", "1st"):
        return ""
    if not text.isdigit():
        return f"{text} ed."
    number = int(text)
    ending = "th" if 10 <= number % 100 <= 20 else _ORDINALS.get(number % 10, "th")
    return f"{number}{ending} ed."
