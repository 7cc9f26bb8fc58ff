"""One page in the form “Import pages”: what was sent, what it was read as, what an editor chose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.core import signing
from django.utils.translation import gettext as _

from answers.admin.importing import choices as import_choices
from answers.admin.importing.choices import Choice
from answers.importers import pages, unfit
from answers.importers.choices import NONE, Choices
from answers.importers.decisions import Place
from answers.importers.documents import Document
from answers.importers.files import Original
from answers.importers.report import Report
from answers.models import Refused
from answers.rendering import fragments
from answers.rendering.fragments import Fragments

SALT = "answers.import"


@dataclass(frozen=True)
class Sheet:
    """One page: what was sent is always kept, whatever was refused."""

    number: int
    name: str
    original: Original
    topic: str = ""
    question: str = ""
    problems: tuple[str, ...] = ()
    report: Report | None = None
    fragments: Fragments | None = None
    choices: Choices = NONE
    was_seen: bool = False

    @property
    def title(self) -> str:
        """How the form names it."""
        asked = self.report.page.question if self.report else ""
        return asked or self.name or _("Pasted text")

    @property
    def state(self) -> str:
        """What became of it, or what it waits for."""
        if self.report and self.report.answer:
            return _("draft made") if self.report.is_imported else _("imported before")
        return _("needs you") if self.problems else _("ready")

    @property
    def is_text(self) -> bool:
        """Whether it is plain text, which the form shows and lets change."""
        return isinstance(self.original, str)

    @property
    def packed(self) -> str:
        """A page of Word or HTML as the form carries it along; signed, so that it comes back as it was."""
        return pack(self.original) if isinstance(self.original, Document) else ""

    @property
    def seen(self) -> str:
        """What the form says of the page as it shows it."""
        return _seen(self.report) if self.report else ""

    @property
    def is_ready(self) -> bool:
        """Whether a draft can be made of it."""
        return self.report is not None and self.report.answer is None and not self.problems

    @property
    def asks_question(self) -> bool:
        """Whether the form lets type the question: it is missing, or was typed before."""
        return bool(self.question) or (self.report is not None and not self.report.page.question)

    @property
    def undecided(self) -> tuple[Choice, ...]:
        """The marks that a person must decide, or has decided."""
        return tuple(
            import_choices.of_mark(self.number, place)
            for place in self._places()
            if place.is_open or place.is_chosen
        )

    @property
    def decided(self) -> tuple[Choice, ...]:
        """The marks that have one meaning; an editor may still leave one in the text."""
        return tuple(
            import_choices.of_mark(self.number, place)
            for place in self._places()
            if not (place.is_open or place.is_chosen)
        )

    @property
    def parts(self) -> tuple[Choice, ...]:
        """Which part each heading begins."""
        return tuple(import_choices.of_parts(self.number, self.report)) if self.report else ()

    @property
    def is_parted(self) -> bool:
        """Whether the page's own headings say where everything belongs."""
        page = self.report.page if self.report else None
        return page is None or (page.has_research and all(each.is_sure for each in page.headings))

    @property
    def suggestions(self) -> tuple[Choice, ...]:
        """The entries that may be a source which is here."""
        listed = self.report.suggestions if self.report else ()
        return tuple(import_choices.of_source(self.number, each) for each in listed)

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


def pack(document: Document) -> str:
    """A document as text that only this site writes."""
    return signing.dumps(document.as_dict(), salt=SALT, compress=True)


def unpack(packed: str) -> Document | None:
    """The document that was packed, or None where the text was changed."""
    try:
        return Document.from_dict(signing.loads(packed, salt=SALT))
    except signing.BadSignature:
        return None


def read(posted: Mapping[str, str], number: int, name: str, original: Original, topic: str) -> Sheet:
    """The page with this number as it would be imported.

    What was chosen for its marks counts only for the page as it was shown: another text, or other parts,
    have other marks.
    """
    sheet = Sheet(
        number,
        name,
        original,
        topic=posted.get(f"topic-{number}", topic).strip(),
        question=" ".join(posted.get(f"question-{number}", "").split()),
    )
    try:
        report, was_seen = _chosen(sheet, posted)
    except Refused as refused:
        return sheet.refused(refused)
    sheet = replace(sheet, choices=report.choices, was_seen=was_seen).with_report(report)
    try:
        unfit.refuse(report)
    except Refused as refused:
        return sheet.refused(refused)
    return sheet


def _chosen(sheet: Sheet, posted: Mapping[str, str]) -> tuple[Report, bool]:
    """The report of what was chosen, and whether the page was shown like this before."""
    seen = posted.get(f"seen-{sheet.number}", "")
    choices = Choices(question=sheet.question)
    report = _previewed(sheet, choices)
    if seen.startswith(report.page.digest):
        choices = replace(choices, parts=import_choices.parts(posted, sheet.number, report))
        report = _previewed(sheet, choices) if choices.parts else report
    was_seen = seen == _seen(report)
    if was_seen:
        picked = import_choices.marks(posted, sheet.number, report)
        same = import_choices.sources(posted, sheet.number, report)
        choices = replace(choices, marks=picked, sources=same)
        report = _previewed(sheet, choices) if picked or same else report
    return report, was_seen


def _seen(report: Report) -> str:
    """A page as an editor saw it: its text, and how its headings were taken."""
    return report.page.digest + "".join(
        f" {number}={part}" for number, part in sorted(report.choices.parts.items())
    )


def _previewed(sheet: Sheet, choices: Choices) -> Report:
    return pages.preview(sheet.original, topic=sheet.topic or None, origin_name=sheet.name, choices=choices)
