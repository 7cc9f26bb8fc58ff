"""One page in the form “Import pages”: its text as sent, what it was read as, what an editor chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from answers.importers import pages
from answers.importers.choices import NONE, Choices
from answers.importers.decisions import Place
from answers.importers.report import Report, before, spoken
from answers.importers.runs import Reading
from answers.models import Refused
from answers.rendering import fragments
from answers.rendering.fragments import Fragments

LEAVE = "leave"


@dataclass(frozen=True)
class Option:
    """One way to take a mark, as a radio button."""

    value: str
    label: str
    is_checked: bool


@dataclass(frozen=True)
class Choice:
    """One mark on which an editor has a say."""

    name: str
    text: str
    before: str
    options: tuple[Option, ...]
    is_open: bool


@dataclass(frozen=True)
class Sheet:
    """One page: its text is always kept, whatever was refused."""

    number: int
    name: str
    text: str
    topic: str = ""
    problems: tuple[str, ...] = ()
    report: Report | None = None
    fragments: Fragments | None = None
    choices: Choices = NONE
    was_seen: bool = False

    @property
    def title(self) -> str:
        """How the form names it."""
        if self.report:
            return self.report.page.question
        return self.name or _("Pasted text")

    @property
    def is_ready(self) -> bool:
        """Whether a draft can be made of it."""
        return self.report is not None and self.report.answer is None and not self.problems

    @property
    def undecided(self) -> tuple[Choice, ...]:
        """The marks that a person must decide, or has decided."""
        return tuple(_choice(self, place) for place in self._places() if place.is_open or place.is_chosen)

    @property
    def decided(self) -> tuple[Choice, ...]:
        """The marks that have one meaning; an editor may still leave one in the text."""
        return tuple(
            _choice(self, place) for place in self._places() if not (place.is_open or place.is_chosen)
        )

    def _places(self) -> tuple[Place, ...]:
        places = self.report.decisions.places if self.report else ()
        return tuple(place for place in places if place.readings)

    def refused(self, refused: Refused) -> Sheet:
        """The same page with the reasons why it was not imported."""
        return replace(self, problems=refused.sentences)

    def with_report(self, report: Report) -> Sheet:
        """The same page as it was read or imported."""
        shown = fragments.render(report.content, prefix=f"page-{self.number}-")
        return replace(self, report=report, fragments=shown)


def read(posted: Mapping[str, str], number: int, name: str, text: str, topic: str) -> Sheet:
    """The page with this number as it would be imported.

    What was chosen for its marks counts only for the text that was shown: another text has other marks.
    """
    sheet = Sheet(number, name, text, posted.get(f"topic-{number}", topic).strip())
    try:
        report = pages.preview(text, topic=sheet.topic or None, origin_name=name)
        was_seen = posted.get(f"seen-{number}") == report.page.digest
        choices = Choices(marks=_chosen(posted, number, report)) if was_seen else NONE
        report = pages.preview(text, topic=sheet.topic or None, origin_name=name, choices=choices)
    except Refused as refused:
        return sheet.refused(refused)
    sheet = replace(sheet, choices=choices, was_seen=was_seen).with_report(report)
    try:
        pages.refuse_unfit(report)
    except Refused as refused:
        return sheet.refused(refused)
    return sheet


def _chosen(posted: Mapping[str, str], number: int, report: Report) -> dict[int, Reading]:
    """The readings that were picked; what is none of a mark's readings is not taken."""
    found: dict[int, Reading] = {}
    for place in report.decisions.places:
        value = posted.get(f"mark-{number}-{place.number}", "")
        by_value = {_value(reading): reading for reading in place.readings} | {LEAVE: ()}
        if value in by_value:
            found[place.number] = by_value[value]
    return found


def _choice(sheet: Sheet, place: Place) -> Choice:
    cite = _("Cite %(sources)s")
    options = [
        Option(_value(reading), cite % {"sources": spoken(reading)}, reading == place.reading)
        for reading in place.readings
    ]
    options.append(Option(LEAVE, _("Leave it in the text"), place.is_open and place.is_chosen))
    return Choice(
        name=f"mark-{sheet.number}-{place.number}",
        text=place.mark.text,
        before=before(place),
        options=tuple(options),
        is_open=place.is_open and not place.is_chosen,
    )


def _value(reading: Reading) -> str:
    return "-".join(str(number) for number in reading)
