"""What an editor may pick for a page in the form “Import pages”, as fields, and what was picked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from answers.importers.choices import SameOrNew
from answers.importers.decisions import Place
from answers.importers.headings import LEFT_OUT, PARTS, SUBHEADING
from answers.importers.page import Heading
from answers.importers.references import Listed
from answers.importers.report import Report, before, part_names, spoken
from answers.importers.runs import Reading
from answers.importers.sections import SPLIT

LEAVE = "leave"
_SAME_OR_NEW: Mapping[str, SameOrNew] = {"same": "same", "new": "new"}


@dataclass(frozen=True)
class Option:
    """One way to take something, as a radio button or an entry of a list."""

    value: str
    label: str
    is_checked: bool


@dataclass(frozen=True)
class Choice:
    """Something on which an editor has a say."""

    name: str
    text: str
    options: tuple[Option, ...]
    before: str = ""
    is_open: bool = False


def parts(posted: Mapping[str, str], number: int, report: Report) -> dict[int, str]:
    """The headings that an editor takes for something else; what is no option is not taken."""
    picked = {head: posted.get(f"part-{number}-{head}", "") for head in range(len(report.page.headings) + 1)}
    return {
        head: part
        for head, part in picked.items()
        if part in _part_values(head) and part != _part(report, head)
    }


def marks(posted: Mapping[str, str], number: int, report: Report) -> dict[int, Reading]:
    """The readings that were picked; what is none of a mark's readings is not taken."""
    found: dict[int, Reading] = {}
    for place in report.decisions.places:
        value = posted.get(f"mark-{number}-{place.number}", "")
        by_value = {_value(reading): reading for reading in place.readings} | {LEAVE: ()}
        if value in by_value:
            found[place.number] = by_value[value]
    return found


def sources(posted: Mapping[str, str], number: int, report: Report) -> dict[int, SameOrNew]:
    """The entries of which an editor says whether they are a source that is here."""
    picked = {each.number: posted.get(f"source-{number}-{each.number}", "") for each in report.listed}
    return {each: _SAME_OR_NEW[value] for each, value in picked.items() if value in _SAME_OR_NEW}


def of_mark(sheet: int, place: Place) -> Choice:
    """How a number in the text is read."""
    cite = _("Cite %(sources)s")
    options = [
        Option(_value(reading), cite % {"sources": spoken(reading)}, reading == place.reading)
        for reading in place.readings
    ]
    options.append(Option(LEAVE, _("Leave it in the text"), place.is_open and place.is_chosen))
    return Choice(
        name=f"mark-{sheet}-{place.number}",
        text=place.mark.text,
        before=before(place),
        options=tuple(options),
        is_open=place.is_open and not place.is_chosen,
    )


def of_parts(sheet: int, report: Report) -> Iterator[Choice]:
    """Which part each heading of others begins, and the text before all headings."""
    first = Heading(0, _("The text before the first heading"), _part(report, 0), "")
    for heading in (first, *(each for each in report.page.headings if not each.is_sure)):
        labels = {value: _label(value) for value in _part_values(heading.number)}
        options = (Option(value, label, value == heading.part) for value, label in labels.items())
        yield Choice(f"part-{sheet}-{heading.number}", heading.text, tuple(options))


def of_source(sheet: int, listed: Listed) -> Choice:
    """Whether an entry is the source that it is like."""
    options = (
        Option("new", _("A source of its own"), listed.choice == "new"),
        Option("same", _("The same as %(key)s") % {"key": listed.key}, listed.choice == "same"),
    )
    return Choice(f"source-{sheet}-{listed.number}", listed.sentence, options)


def _part(report: Report, number: int) -> str:
    """The part that a heading was taken for."""
    if number:
        return report.page.headings[number - 1].part
    return report.choices.parts.get(0, "short_answer")


def _part_values(number: int) -> tuple[str, ...]:
    if not number:
        return ("short_answer", "research", SPLIT, LEFT_OUT)
    return (*PARTS, SUBHEADING, LEFT_OUT)


def _label(value: str) -> str:
    others = {
        SPLIT: _("First paragraph: short answer. The rest: research"),
        SUBHEADING: _("A subheading of the part above"),
        LEFT_OUT: _("Left out"),
    }
    return part_names().get(value) or others[value]


def _value(reading: Reading) -> str:
    return "-".join(str(number) for number in reading)
