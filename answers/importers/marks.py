"""Where the numbers of sources stand in plain text, and what looks like one and is none; it knows no source.

A number of a source is glued to its word (“tocilizumab6”), to the stop after it (“word.6 Next”), stands
before the stop after a space (“patients 6.”), in brackets (“[6]”) or is raised (“word⁶”).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from answers.importers import vocabulary
from answers.importers.runs import Reading

MOST = 2000
"""A page has fewer marks than this."""

LONGEST_RANGE = 200
_NEAR = 80
"""How far around a number is looked; keeps a huge line from taking long."""

RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻", "0123456789,-")
_RANGE = r"\d{1,60}(?:\s?[-–]\s?\d{1,60})?"
_LIST = rf"{_RANGE}(?:\s?[,;]\s?{_RANGE}){{0,20}}"
_CANDIDATE = re.compile(
    rf"(?P<bracketed>\s?\[(?P<b>{_LIST})\])"
    r"|(?P<raised>(?P<r>[⁰¹²³⁴-⁹]{1,60}(?:[,˒⁻–-]\s?[⁰¹²³⁴-⁹]{1,60}){0,60}))"
    rf"|(?P<spaced>(?<=\S)\s+(?P<s>{_LIST})(?=[.,;:!?)](?!\d)|$))"
    rf"|(?P<glued>(?<![\s\d])(?P<g>{_LIST})(?=[\s.,;:!?)”\"’»]|$)(?![.,]\d))"
)
_LAST_WORD = re.compile(r"[^\s(\[“\"«/]+$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")
_UNIT = re.compile(rf"\s*(?:%|°|(?:{'|'.join(sorted(vocabulary.UNITS))})\b)")
_ENDS_SENTENCE = re.compile(r"\s*$|\s+[\"“«(\[]?[A-Z0-9À-ÞΑ-ΩА-Я]|\s*\n|\s+[^\x00-\u024f]|[)”\"’»]")
_NUMBER = re.compile(r"[^\s(\[“\"«]{0,60}\d[^\s)\]”»]{0,60}")


@dataclass(frozen=True)
class Mark:
    """What stands between two offsets of a text and may be a citation.

    `digits` is set for a number written without separators, which may be a run; `reading` for one that says
    itself what it means. An unsure mark is never taken without an editor's word. A raised one stands by
    itself: it is one number where the list has it. `is_guess` says that only its place makes it a mark.
    """

    start: int
    end: int
    text: str
    digits: str = ""
    reading: Reading = ()
    is_spaced: bool = False
    is_unsure: bool = False
    is_raised: bool = False
    is_guess: bool = False


def find(text: str, words: Collection[str] = ()) -> tuple[Mark, ...]:
    """The marks of one paragraph, MOST and one at most; `words` stand on the page without a number."""
    found = (_mark(text, match, words) for match in _CANDIDATE.finditer(text))
    return tuple(islice((mark for mark in found if mark), MOST + 1))


def left_alone(text: str, found: Collection[Mark]) -> Iterator[str]:
    """The words with digits that are no marks: years, doses, names such as “IL-6”."""
    taken = {place for mark in found for place in range(mark.start, mark.end)}
    for match in _NUMBER.finditer(text):
        if taken.isdisjoint(range(*match.span())):
            yield match.group().rstrip(".,;:!?")


def _mark(text: str, match: re.Match[str], words: Collection[str]) -> Mark | None:
    form = next(name for name in ("bracketed", "raised", "spaced", "glued") if match.group(name))
    written = (match.group(form[0]) or "").strip()
    plain = written.translate(RAISED)
    before, after = (
        text[max(match.start() - _NEAR, 0) : match.start()],
        text[match.end() : match.end() + _NEAR],
    )
    doubt = _DOUBTS[form](before, after, plain, words)
    if doubt is None or not before.strip():
        return None
    is_bare = plain.isdigit()
    reading = () if is_bare and len(plain) > 1 else explicit(plain)
    digits = plain if is_bare and len(plain) > 1 else ""
    if not reading and (not digits or digits.startswith("0")):
        return None
    start = match.start() + (len(before) - len(before.rstrip()) if form == "glued" else 0)
    return Mark(
        start,
        match.end(),
        written,
        digits,
        reading,
        is_spaced=form == "spaced",
        is_unsure=doubt or is_year(plain),
        is_guess=form in ("spaced", "glued"),
    )


def explicit(written: str) -> Reading:
    """The numbers of “6,7” or “1-5”; nothing when they do not increase, or where “1,000” is one number."""
    if _THOUSANDS.fullmatch(written):
        return ()
    numbers: list[int] = []
    for part in re.split(r"\s?[,;]\s?", written):
        first, *last = (int(number) for number in re.split(r"\s?[-–]\s?", part))
        if last and not first < last[0] < first + LONGEST_RANGE:
            return ()
        numbers.extend(range(first, last[0] + 1) if last else [first])
    is_increasing = all(one < other for one, other in zip([0, *numbers], numbers, strict=False))
    return tuple(numbers) if is_increasing else ()


def is_year(written: str) -> bool:
    """Whether it could be a year of our time."""
    return _YEAR.fullmatch(written) is not None


def last_word(text: str) -> str:
    """The last word of a text, with the marks that end it."""
    found = _LAST_WORD.search(text.rstrip())
    return found.group() if found else ""


# Each of these says whether the form is a mark: None for no, True for "ask first", False for yes.


def _bracketed(before: str, after: str, written: str, words: Collection[str]) -> bool | None:
    return None if is_year(written) else False


def _raised(before: str, after: str, written: str, words: Collection[str]) -> bool | None:
    """A power or a unit has no source: 10⁹, m²."""
    if not before or before[-1].isdigit() or before[-1].isspace():
        return None
    return None if last_word(before).split("/")[-1] in vocabulary.RAISED_UNITS else False


def _spaced(before: str, after: str, written: str, words: Collection[str]) -> bool | None:
    word = last_word(before)
    bare = word.strip("“”\"'’()[].,;:").casefold()
    if is_year(written) or not re.search(r"[\w)”\"’»%\].!?]$", word):
        return None
    if bare in vocabulary.BEFORE_A_QUANTITY or bare in vocabulary.NUMBERED:
        return None
    if word[-1] in ".!?":
        return None if after.strip() else False
    is_list = not written.isdigit()
    if is_list and bare.removesuffix("s") in vocabulary.NUMBERED | vocabulary.SERIES:
        return None
    has_stop = after.startswith((".", "!", "?", ")"))
    return not has_stop or not bare or bare in vocabulary.OFTEN_NUMBERED or _may_be_numbered(word, words)


def _may_be_numbered(word: str, words: Collection[str]) -> bool:
    """“JAK 2” may be a name, “CRS 6” is none where CRS stands alone elsewhere; a year has no number."""
    if not word[-1].isalnum() or word in words or is_year(word):
        return False
    return word.isdigit() or any(each.isupper() or each.isdigit() for each in word[1:])


def _glued(before: str, after: str, written: str, words: Collection[str]) -> bool | None:
    last = before[-1:]
    if last.isalpha():
        return _glued_to_word(last_word(before), after, words)
    if last in ".,;:!?":
        return _glued_to_stop(before, last, after, written)
    if last in ')”"’»]%':
        return last == "%"
    return None


def _glued_to_word(word: str, after: str, words: Collection[str]) -> bool | None:
    """“patients6” has a mark, “CD3” is a name; one that stands elsewhere without a number is asked about."""
    letters = [letter for letter in word if letter.isalpha()]
    if word.casefold() in vocabulary.NAMES or _UNIT.match(after):
        return None
    if any(each.isdigit() for each in word) or len(letters) < vocabulary.SHORTEST_WORD:
        return None
    if word[1:].islower() or ("-" in word and word.rpartition("-")[2].islower()):
        return False
    return True if word in words else None


def _glued_to_stop(before: str, stop: str, after: str, written: str) -> bool | None:
    word = last_word(before[:-1].rstrip('”"’»)')) or before[-2:-1]
    if len(before) < 2 or before[-2].isdigit() or before[-2].isspace() or _UNIT.match(after):
        return None
    if word.strip(".").casefold() in vocabulary.ABBREVIATIONS or "/" in word or "@" in word:
        return None
    if stop == ":":
        return True
    return stop in ".!?" and not _ENDS_SENTENCE.match(after)


_DOUBTS = {"bracketed": _bracketed, "raised": _raised, "spaced": _spaced, "glued": _glued}
