"""Figures that readers take wrongly: a bare percentage, a difference without what it differs from."""

from __future__ import annotations

import re
from collections.abc import Sequence


def _words(text: str) -> list[str]:
    return text.split()


_PERCENT = re.compile(r"\d+(?:[.,]\d+)?\s?(?:%|percent\b|per cent\b|por ciento\b)", re.IGNORECASE)
_NUMBER = (
    r"(?:\d+(?:[.,]\d+)*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|half|a hundred"
    r"|a thousand|un[oa]?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|cien|mil))\b"
)
_PEOPLE = re.compile(
    rf"{_NUMBER}\s+(?:in|of|out of|de)\s+(?:the\s+|every\s+|each\s+|cada\s+|las\s+|los\s+)?{_NUMBER}",
    re.IGNORECASE,
)
_MORE = (
    r"(?:lower|higher|less|more|fewer|greater|smaller|larger|reduced|increased|reduction|increase|decrease|drop|rise|"
    r"fall|decline|improvement|menos|más|menor|mayor|reducción|aumento)"
)
_PART = (
    r"(?:\d+(?:[.,]\d+)?\s?(?:%|percent|per cent|por ciento)|half(?! an? )|a half|a third|a quarter|"
    r"two[\s-]thirds|three[\s-]quarters|"
    r"(?:two|three|four|five|six|ten|\d+(?:[.,]\d+)?)[\s-]?(?:times|fold)|la mitad|un tercio|\d+ veces)"
)
_RELATIVE = re.compile(
    "|".join(
        (
            rf"\b{_PART}\s+(?:as\s+)?(?:\w+ly\s+)?"
            rf"(?:{_MORE}|relative|as (?:likely|common|high|many|often))\b",
            rf"\b(?:by|by about|by around|by up to|by more than|by over|por|en un)\s+{_PART}(?![\w%])",
            rf"\b{_MORE}\s+(?:of|by|de|en)\s+(?:about\s+|around\s+|up to\s+|un\s+)?{_PART}",
            r"(?<!dose )(?<!dose is )(?<!dose was )\b(?:halve[sd]?|(?:double|triple|quadruple)[sd]?)\b",
            r"\btwice\s+(?:as|the|more)\b|\bthe (?:relative risk|hazard ratio|odds ratio)\b|\bel doble de\b",
            r"\b(?:duplica|triplica|reduce a la mitad)n?\b|\b(?:HR|RR|OR)\s*[=:]?\s*\d",
        )
    ),
    re.IGNORECASE,
)


_HINTS = (
    *_words("% cent ciento half halv third quarter times fold double triple quadrupl twice ratio risk mitad"),
    *_words("tercio veces doble duplic triplic hr= rr= or= hr: rr: or:"),
    *("hr ", "rr ", "or "),
)
"""Without one of these a sentence compares nothing, and is not looked at closely."""


def bare_percentage(sentence: str) -> str:
    """The first percentage of a sentence that does not say it in people: “14.3%”, not “1 in 7 (14.3%)”."""
    match = _PERCENT.search(sentence)
    return match.group() if match and not _PEOPLE.search(sentence) else ""


def lone_difference(sentences: Sequence[str], place: int) -> str:
    """What a sentence says about a difference, where neither it nor its neighbours say of how many people.

    “Half as many strokes” frightens or pleases as much from 2 in 1,000 as from 2 in 10.
    """
    sentence = sentences[place]
    lower = sentence.lower()
    match = _RELATIVE.search(sentence) if any(hint in lower for hint in _HINTS) else None
    near = sentences[max(place - 1, 0) : place + 2]
    return match.group() if match and not any(_PEOPLE.search(each) for each in near) else ""
