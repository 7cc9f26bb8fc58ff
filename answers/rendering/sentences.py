"""Where a sentence ends in plain text, around abbreviations, initials and brackets; it knows no markup."""

from __future__ import annotations

import re
from collections.abc import Collection

Span = tuple[int, int]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_STOP = re.compile(r"[.?!…؟]+[\"”’'»)\]]*|[。！？]+[」』）”’]*|\n\s*\n")
_NEXT = re.compile(r"\s*([\"“‘«(\[¿¡']*)(\S*)")
_LAST_WORD = re.compile(r"[^\s()\[\]“”\"‘’«»—–/]*\Z")
_NUMBERED = re.compile(r"(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})")
_INITIALS = re.compile(r"(?:[A-Za-z]\.-?)+[A-Za-z]|[A-Z]|Ph\.D")
_NUMBER = re.compile(r"[A-Z]?\d")
_SMALL_THEN_CAPITAL = re.compile(r"[a-z]{1,3}[A-Z]")

_NEVER_LAST = _words("dr mr mrs ms mx prof st rev hon vs v e.g eg i.e ie cf viz approx ca resp incl")
"""Short forms that something always follows."""

_BEFORE_NUMBER = _words(
    "no nos fig figs vol p pp eq eqs ref refs sec ch tab suppl art max min "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
"""Short forms only when a number follows: “The answer is no. Ask …” ends a sentence, “No. 5” does not."""

_LETTERED = _words("vitamin hepatitis type group class stage factor protein arm plan part panel grade level")
"""Words before a letter that is no initial, as in “vitamin D.”"""

_STARTERS = _words(
    "the a an this that these those it its they their there then we our you your he his she her if in "
    "on at for from with when while where what which who why how but and or so yet however although "
    "though because since after before during most some many few several all both each every no not one "
    "two three ask talk tell call take do does is are can could should may people patients doctors "
    "researchers studies other others another as by to of under only even still also more less about "
    "among between until once nobody nothing such"
)
"""Words that seldom stand capitalised inside a sentence, so that “in the U.S. The drug” is two sentences."""


_BRACKET = re.compile(r"[()\[\]]")


def split(text: str, marks: Collection[int] = ()) -> tuple[Span, ...]:
    """The sentences of one line of text, as offsets; between them stands nothing but white space.

    A citation mark (an offset) directly after a full stop ends a sentence like a space does.
    """
    spans = []
    start = _skip(text, 0)
    brackets = _brackets(text)
    inside_until = -1
    for stop in _STOP.finditer(text):
        while brackets and brackets[-1][0] < stop.start():
            opened, closed = brackets.pop()
            inside_until = max(inside_until, closed if opened > start else -1)
        if stop.start() >= start and inside_until < stop.end() and _ends(text, start, stop, marks):
            spans.append((start, start + len(text[start : stop.end()].rstrip())))
            start = _skip(text, stop.end())
    if start < len(text.rstrip()):
        spans.append((start, len(text.rstrip())))
    return tuple(spans)


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _brackets(text: str) -> list[Span]:
    """The pairs of brackets, the first one last; a stop inside one does not end the sentence around it."""
    pairs = []
    opened = []
    for bracket in _BRACKET.finditer(text):
        if bracket.group() in "([":
            opened.append(bracket.start())
        elif opened:
            pairs.append((opened.pop(), bracket.start()))
    return sorted(pairs, reverse=True)


def _ends(text: str, start: int, stop: re.Match[str], marks: Collection[int]) -> bool:
    end = stop.end()
    if stop.group()[0] in "\n。！？" or end == len(text):
        return stop.start() > start
    if not (text[end].isspace() or end in marks):
        return False
    following = _NEXT.match(text, end)
    if following is None or not _opens(following.group(2)):
        return not following or not following.group(2)
    if stop.group() != ".":
        return True
    return not _is_short_form(text[start : stop.start()], following.group(1), following.group(2))


def _opens(word: str) -> bool:
    """Whether a sentence can begin with this word: “mTOR” may, “and” may not."""
    first = word[:1]
    if first.islower():
        return _SMALL_THEN_CAPITAL.match(word) is not None
    return first.isalnum() or first not in ",;:.?!…)]}-–—%&/"


def _is_short_form(before: str, opener: str, following: str) -> bool:
    match = _LAST_WORD.search(before[-40:])
    word = match.group() if match else ""
    lower = word.lower()
    if _NUMBERED.fullmatch(before) or lower in _NEVER_LAST:
        return True
    if lower in _BEFORE_NUMBER and not (len(word) == 1 and word.isupper()):
        return _NUMBER.match(following) is not None
    if lower == "al":
        return opener[:1] in ("(", "[") or following[:1].isdigit()
    if lower in ("a.m", "p.m") or not _INITIALS.fullmatch(word):
        return False
    previous = before[: -len(word)].split()[-1:]
    if len(word) == 1 and previous and previous[0].lower() in _LETTERED:
        return False
    return following.rstrip(",;:.?!’'").lower() not in _STARTERS
