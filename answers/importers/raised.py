"""Numbers of sources that a format itself marks: raised ones, and links to notes; it guesses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from answers.importers import marks, vocabulary
from answers.importers.marks import Mark
from answers.importers.runs import Reading
from answers.rendering.markup import Line, Run

NOTE = "#note-"
"""Where a link to a note leads; its number follows."""

APART = "\u2063"
"""Stands between two marks that a file keeps apart, as “¹” and “²” in two elements: 1 and 2, never 12."""

_BETWEEN = re.compile(rf"[\s,;{APART}]*[-–]?[\s,;{APART}]*")
_NUMBERS = re.compile(rf"[\[(]?\s?(?P<list>\d{{1,60}}(?:\s?[-–,;{APART}]\s?\d{{1,60}})*)\s?[\])]?")
_RAISED = str.maketrans("0123456789,-–", "⁰¹²³⁴⁵⁶⁷⁸⁹˒⁻⁻")
_STOP = re.compile(r"[.,;:!?)]|$")
_LONGEST_VARIABLE = 2
_NEAR = 80


@dataclass(frozen=True)
class _Stretch:
    """A raised or linked run; `number` is that of the note it links to."""

    start: int
    end: int
    text: str
    number: str


def find(line: Line) -> tuple[Mark, ...]:
    """The marks of one line that its format vouches for; an exponent and an isotope are none."""
    text = line.text
    found = (_mark(text, group) for group in _groups(text, list(_stretches(line.runs))))
    return tuple(mark for mark in found if mark)


def without(text: str, found: Sequence[Mark]) -> str:
    """The text of the same length in which nothing can be taken for a mark a second time."""
    for mark in found:
        text = f"{text[: mark.start]}{APART * (mark.end - mark.start)}{text[mark.end :]}"
    return text


def shown(text: str) -> str:
    """The text as a person reads it."""
    return text.replace(APART, ",").strip()


def spelled(runs: Iterable[Run]) -> str:
    """What runs say in plain letters, with raised figures as such."""
    return "".join(shown(run.text).translate(_RAISED) if "sup" in run.marks else run.text for run in runs)


def is_note(run: Run) -> bool:
    """Whether a run links to a note."""
    return run.href.startswith(NOTE)


def _stretches(runs: Sequence[Run]) -> Iterator[_Stretch]:
    position = 0
    for run in runs:
        end = position + len(run.text)
        if is_note(run) or ("sup" in run.marks and not _BETWEEN.fullmatch(run.text)):
            yield _Stretch(position, end, run.text, run.href.removeprefix(NOTE) if is_note(run) else "")
        position = end


def _groups(text: str, stretches: list[_Stretch]) -> Iterator[list[_Stretch]]:
    """Stretches with nothing but a comma, a dash or a space between them are one mark."""
    group: list[_Stretch] = []
    for stretch in stretches:
        if group and not _BETWEEN.fullmatch(text, group[-1].end, stretch.start):
            yield group
            group = []
        group.append(stretch)
    if group:
        yield group


def _mark(text: str, group: list[_Stretch]) -> Mark | None:
    start, end = group[0].start, group[-1].end
    if text[start - 1 : start] + text[end : end + 1] in ("[]", "()") and group[0].number:
        start, end = start - 1, end + 1
    written = _written(text, group)
    numbers = _NUMBERS.fullmatch(written.strip())
    if text[start - 1 : start] == " " and _STOP.match(text, end):
        start -= 1
    is_linked = any(each.number for each in group)
    if not numbers or not (is_linked or text[:start].strip()):
        return None
    doubt = False if is_linked else _doubt(text[:start], text[end:])
    if doubt is None:
        return None
    listed = numbers["list"]
    is_bare = listed.isdigit() and len(listed) > 1 and not is_linked
    reading = () if is_bare else _reading(listed)
    digits = "" if reading else re.sub(r"\D", "", listed)
    if not reading and digits.startswith("0"):
        return None
    return Mark(start, end, shown(text[start:end]), digits, reading, is_unsure=doubt, is_raised=True)


def _written(text: str, group: list[_Stretch]) -> str:
    """What the stretches say, the number of its note in place of each link."""
    parts: list[str] = []
    for place, each in enumerate(group):
        if place:
            between = text[group[place - 1].end : each.start].strip()
            parts.append(between or (APART if each.number or group[place - 1].number else ""))
        parts.append(each.number or each.text)
    return "".join(parts)


def _reading(listed: str) -> Reading:
    """The numbers in any order; nothing for what is no list, such as “1” beside “0”."""
    found: set[int] = set()
    for part in re.split(rf"\s?[,;{APART}]\s?", listed):
        numbers = marks.explicit(part) if part and not part.startswith("0") else ()
        if not numbers:
            return ()
        found.update(numbers)
    return tuple(sorted(found))


def _doubt(before: str, after: str) -> bool | None:
    """None for what is no mark: 10⁹, m², ¹⁴C. True for what a person should look at: R², 2024⁶."""
    near = before[-_NEAR:].rstrip()
    word = marks.last_word(near)
    bare = word.strip("“”\"'’()[].,;:").split("/")[-1]
    if near[-1:].isdigit():
        return True if marks.is_year(bare) else None
    if bare in vocabulary.RAISED_UNITS or (before[-1:].isspace() and after[:1].isalpha()):
        return None
    return len(bare) < _LONGEST_VARIABLE and word[-1:].isalpha()
