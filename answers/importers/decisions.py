"""Which sources each mark of a page means, and which marks a person must decide; it writes nothing."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from django.utils.translation import gettext as _

from answers.importers import marks, raised, runs
from answers.importers.marks import Mark
from answers.importers.page import NotAPage, Page
from answers.importers.runs import Reading
from answers.importers.sections import BODIES
from answers.rendering import markup
from answers.rendering.markup import Line

MOST_SOURCES = 200
"""How far readings go that are offered for a choice where nothing says how many sources there are."""

_WORD = re.compile(r"[^\W\d_]+")
_GOES_ON = re.compile(r"[\s-]?\d|-")
_AROUND = 60


@dataclass(frozen=True)
class Place:
    """One mark where it stands; `reading` is empty while it is not decided, then `readings` are offered."""

    number: int
    block: str
    line: int
    mark: Mark
    context: str
    before: str = ""
    """The words before it, raised numbers among them raised."""
    readings: tuple[Reading, ...] = ()
    reading: Reading = ()
    is_chosen: bool = False

    @property
    def is_run(self) -> bool:
        """Whether several numbers were glued together here."""
        return bool(self.mark.digits) and len(self.reading) > 1

    @property
    def is_open(self) -> bool:
        """Whether it stays in the text until somebody decides."""
        return not self.reading


@dataclass(frozen=True)
class Decisions:
    """Every mark of a page with what it means; `sources` are the numbers that lead to one."""

    places: tuple[Place, ...]
    sources: tuple[int, ...]
    left_alone: tuple[str, ...]
    is_counted: bool

    def of(self, block: str, line: int) -> tuple[Place, ...]:
        """The decided marks of one line, in order."""
        return tuple(
            each for each in self.places if (each.block, each.line) == (block, line) and not each.is_open
        )


class UnknownReadingError(ValueError):
    """What was chosen for a mark is none of its readings."""


def decide(page: Page, chosen: Mapping[int, Reading]) -> Decisions:
    """Decide every mark that has one meaning; `chosen` says by number of the mark what an editor picked.

    An empty choice leaves the mark in the text. A choice never changes what is decided elsewhere.
    """
    listed = max((each.number for each in page.references), default=0)
    places = tuple(islice(_places(page), marks.MOST + 1))
    if len(places) > marks.MOST:
        raise NotAPage(
            _("More than %(most)s numbers look like citations. Is this one page?") % {"most": marks.MOST}
        )
    decided = _within(places, listed) if listed else _counted(places)
    decided = tuple(_chosen(place, chosen) for place in decided if place.readings or not place.mark.is_unsure)
    cited = {number for place in decided for number in place.reading}
    found = tuple(_left_alone(page, decided))
    return Decisions(
        places=decided,
        sources=tuple(sorted(cited | {each.number for each in page.references})),
        left_alone=tuple(dict.fromkeys(found)),
        is_counted=not listed and bool(cited),
    )


def _lines(page: Page) -> Iterator[tuple[str, int, Line]]:
    for block in BODIES:
        for place, line in enumerate(markup.lines(getattr(page, block))):
            yield block, place, line


def _places(page: Page) -> Iterator[Place]:
    everything = " ".join(line.text for _block, _place, line in _lines(page))
    words = {match.group() for match in _WORD.finditer(everything) if _stands_alone(everything, match)}
    certain = [(block, place, line, raised.find(line)) for block, place, line in _lines(page)]
    has_raised = any(found for _block, _place, _line, found in certain)
    number = 0
    for block, place, line, found in certain:
        for mark in _marks(line.text, found, words, has_raised=has_raised):
            number += 1
            start = max(mark.start - _AROUND, 0)
            context = raised.shown(line.text[start : mark.end + 1])
            before = raised.spelled(markup.cut(line.runs, start, mark.start))
            yield Place(number, block, place, mark, context, before)


def _marks(text: str, found: Sequence[Mark], words: Collection[str], *, has_raised: bool) -> Iterator[Mark]:
    """The marks of a line in order; where a page raises its marks, a number not raised is asked about."""
    others = marks.find(raised.without(text, found), words)
    asked = (replace(mark, is_unsure=True) if has_raised and mark.is_guess else mark for mark in others)
    yield from sorted((*found, *asked), key=lambda mark: mark.start)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    return _GOES_ON.match(text, match.end()) is None


def _within(places: tuple[Place, ...], listed: int) -> tuple[Place, ...]:
    """With a list of sources: what has one reading within it is decided."""
    return tuple(_whole(_read(place, _readings(place.mark, listed)), listed) for place in places)


def _counted(places: tuple[Place, ...]) -> tuple[Place, ...]:
    """Without a list: as many sources as leave no gap between the marks of the page."""
    certain = {place.number: reading for place in places if (reading := _certain(place.mark))}
    numbers = frozenset(number for reading in certain.values() for number in reading)
    weighed = [place for place in places if place.mark.digits and not place.mark.is_unsure]
    glued = _fitting([place for place in weighed if place.number not in certain], len(numbers))
    found = runs.without_gaps(numbers, [place.mark.digits for place in glued])
    readings = dict(zip((place.number for place in glued), found, strict=True))
    readings |= {number: (reading,) for number, reading in certain.items()}
    single = [each[0] for each in readings.values() if len(each) == 1]
    most = max((number for reading in single for number in reading), default=0)
    return tuple(_offered(place, readings.get(place.number, ()), most) for place in places)


def _certain(mark: Mark) -> Reading:
    """What a mark says by itself; a longer number only where it is glued and can be read in one way."""
    if mark.is_unsure:
        return ()
    if mark.reading:
        return mark.reading
    every = runs.readings(mark.digits, MOST_SOURCES)
    return every[0] if len(every) == 1 and len(every[0]) == 1 and not mark.is_spaced else ()


def _fitting(places: list[Place], certain: int) -> list[Place]:
    """Without those whose numbers are too high for so few marks: “scored 65.” is no source."""
    while True:
        most = certain + sum(len(place.mark.digits) for place in places)
        fitting = [place for place in places if runs.readings(place.mark.digits, most)]
        if len(fitting) == len(places):
            return fitting
        places = fitting


def _offered(place: Place, readings: tuple[Reading, ...], counted: int) -> Place:
    if readings:
        return _read(place, readings)
    most = counted if place.mark.is_unsure and counted else MOST_SOURCES
    return replace(place, readings=_readings(place.mark, most))


def _readings(mark: Mark, most: int) -> tuple[Reading, ...]:
    if mark.reading:
        return (mark.reading,) if mark.reading[-1] <= most else ()
    return runs.readings(mark.digits, most)


def _read(place: Place, readings: tuple[Reading, ...]) -> Place:
    if len(readings) > runs.MOST_READINGS:
        return place
    is_decided = len(readings) == 1 and not place.mark.is_unsure
    return replace(place, readings=readings, reading=readings[0] if is_decided else ())


def _whole(place: Place, listed: int) -> Place:
    """A raised number that the list has is that number; it may still be chosen to be several."""
    mark = place.mark
    if not mark.is_raised or not mark.digits or mark.is_unsure:
        return place
    reading = (int(mark.digits),)
    return replace(place, reading=reading) if reading in place.readings else place


def _chosen(place: Place, chosen: Mapping[int, Reading]) -> Place:
    if place.number not in chosen:
        return place
    choice = chosen[place.number]
    if choice and choice not in place.readings:
        raise UnknownReadingError(place.mark.text)
    return replace(place, reading=choice, is_chosen=True)


def _left_alone(page: Page, places: tuple[Place, ...]) -> Iterator[str]:
    for block, number, line in _lines(page):
        found = [each.mark for each in places if (each.block, each.line) == (block, number)]
        yield from marks.left_alone(line.text, found)
