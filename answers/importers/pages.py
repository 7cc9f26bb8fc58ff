"""Importing one page: its topic, question, placeholder sources and first revision, or nothing at all."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.content import Content
from answers.importers import bodies, decisions, page_text
from answers.importers.choices import NONE, Choices
from answers.importers.decisions import Decisions
from answers.importers.page import NotAPage, Page, shortened
from answers.importers.report import Report
from answers.models import Event, Question, Refused, Revision, Topic
from sources.formatting import Work
from sources.models import Alias, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

VERB = "imported a page"
"""How the log names an import; its details hold the page's digest, by which a second import is known."""

_LONGEST_STEM = 28
_LONGEST_TOPIC = 120
_LONGEST_LINE = 300
_LONGEST_NOTE = 500


def decode(stored: bytes) -> str:
    """The text of a file; Refused when it is not plain text in UTF-8."""
    try:
        return page_text.decode(stored)
    except NotAPage as problem:
        raise Refused(str(problem)) from problem


def preview(text: str, *, topic: str | None = None, origin_name: str = "", choices: Choices = NONE) -> Report:
    """What importing this text would make; nothing is saved. Raises Refused for a text that is no page."""
    page, decided = _understood(text, choices)
    name = " ".join((topic or page.topic).split())
    found = _topic(name)
    former = _former(page)
    keys = _keys(page, decided) | (_kept(former) if former else {})
    return Report(
        page=page,
        decisions=decided,
        content=_content(page, decided, keys),
        keys=keys,
        topic=found.name if found else name,
        is_new_topic=found is None,
        origin_name=origin_name,
        answer=former.answer if former else None,
    )


def import_page(
    text: str,
    *,
    by: User,
    at: datetime.datetime,
    topic: str | None = None,
    origin_name: str = "",
    choices: Choices = NONE,
) -> Report:
    """Make a draft of a page. The same page again changes nothing, whatever became of its draft.

    Raises Refused and leaves no trace for a text that is no page, and for a question that is here already
    with another text.
    """
    policies.demand(policies.why_not(by, "import_answer"))
    try:
        with transaction.atomic():
            report = preview(text, topic=topic, origin_name=origin_name, choices=choices)
            return report if report.is_known else _imported(report, by=by, at=at)
    except IntegrityError as clash:
        raise Refused(_("Somebody imported a page at this moment. Please try again.")) from clash


def _imported(report: Report, *, by: User, at: datetime.datetime) -> Report:
    refuse_unfit(report)
    topic = _topic(report.topic) or Topic.objects.create(name=report.topic, slug=_slug(report.topic))
    answer = revisions.start(wording=report.page.question, topic=topic, by=by, at=at)
    for work in report.content.works:
        Source.objects.create(key=work.key, title=work.title, created_by=by, created_at=at)
    revision = revisions.save(
        answer,
        revisions.draft_from(replace(report.content, works=())),
        by=by,
        at=at,
        base=0,
        origin=Revision.Origin.IMPORTED,
        note=_note(report),
    )
    kept = {str(number): key for number, key in report.keys.items()}
    details = {"page": report.page.digest, "file": report.origin_name, "sources": kept}
    Event.objects.record(VERB, by=by, at=at, answer=answer, revision=revision, details=details)
    return replace(report, answer=answer, is_imported=True)


def _understood(text: str, choices: Choices) -> tuple[Page, Decisions]:
    try:
        page = page_text.read(text, choices)
        return page, decisions.decide(page, choices.marks)
    except NotAPage as problem:
        raise Refused(str(problem)) from problem
    except decisions.UnknownReadingError as problem:
        message = _("The number “%(text)s” cannot be read in the way that was chosen. Please choose again.")
        raise Refused(message % {"text": problem}) from problem


def refuse_unfit(report: Report) -> None:
    """Raise Refused for a page that was understood and still cannot become a draft, with every reason."""
    reasons = list(_missing(report.page))
    if not report.topic:
        reasons.append(_("The page names no topic. Give one, or add the closing line that names it."))
    if len(report.topic) > _LONGEST_TOPIC:
        reasons.append(_("The topic is longer than %(most)s characters.") % {"most": _LONGEST_TOPIC})
    lines = (report.page.question, *report.page.doctor_questions)
    too_long = _("“%(line)s” is longer than %(most)s characters. Please shorten it.")
    reasons += [
        too_long % {"line": shortened(line), "most": _LONGEST_LINE}
        for line in lines
        if len(line) > _LONGEST_LINE
    ]
    if (
        report.answer is None
        and report.page.question
        and Question.objects.filter(wording__iexact=report.page.question, language="en").exists()
    ):
        reasons.append(_("This question is already here with another text. Edit its answer instead."))
    policies.demand(*reasons)


def _missing(page: Page) -> Iterator[str]:
    """The parts without which a page is none."""
    if not page.question:
        yield _("The question is missing. The first line should be the question; it says “%(line)s”.") % {
            "line": shortened(page.first_line)
        }
    if not page.has_research:
        yield _("The heading “What the research says” is missing. Add it on a line of its own.")
    elif not page.short_answer and not page.research:
        yield _("The page has headings and no text. Add the short answer and the research.")


def _former(page: Page) -> Event | None:
    """The earlier import of this very page."""
    events = Event.objects.filter(verb=VERB, record__contains=page.digest, answer__isnull=False)
    return events.select_related("answer__question").order_by("sequence").first()


def _kept(event: Event) -> dict[int, str]:
    """The keys that the sources of an earlier import were given."""
    return {int(number): key for number, key in event.details["sources"].items()}


def _topic(name: str) -> Topic | None:
    same = Q(name__iexact=name)
    if slugify(name):
        same |= Q(slug=slugify(name))
    return Topic.objects.filter(same).order_by("id").first() if name else None


def _slug(name: str) -> str:
    slug = slugify(name)[:100]
    if slug:
        return slug
    taken = set(Topic.objects.filter(slug__startswith="topic-").values_list("slug", flat=True))
    return next(each for number in range(1, len(taken) + 2) if (each := f"topic-{number}") not in taken)


def _keys(page: Page, decided: Decisions) -> dict[int, str]:
    """A free key for each source: words of the question and the number it has on the page."""
    words = [word for word in slugify(page.question).split("-") if len(word) > 3]
    longest = sorted(words, key=len, reverse=True)[:2]
    stem = (
        "-".join(word for word in dict.fromkeys(words) if word in longest)[:_LONGEST_STEM].strip("-")
        or "page"
    )
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    taken |= set(Alias.objects.filter(key__startswith=stem).values_list("key", flat=True))
    tried = 1
    while True:
        series = stem if tried == 1 else f"{stem}-{tried}"
        keys = {number: f"{series}-{number}" for number in decided.sources}
        if not taken.intersection(keys.values()):
            return keys
        tried += 1


def _content(page: Page, decided: Decisions, keys: Mapping[int, str]) -> Content:
    entries = {each.number: each.text for each in page.references}
    return Content(
        question=page.question,
        short_answer=bodies.write("short_answer", page.short_answer, decided, keys),
        research=bodies.write("research", page.research, decided, keys),
        unknowns=bodies.write("unknowns", page.unknowns, decided, keys),
        doctor_questions=page.doctor_questions,
        works=tuple(
            Work(key, title=entries.get(number) or _placeholder(number, page)) for number, key in keys.items()
        ),
    )


def _placeholder(number: int, page: Page) -> str:
    return _("Source %(number)s of the imported page “%(question)s”") % {
        "number": number,
        "question": page.question,
    }


def _note(report: Report) -> str:
    origin = (
        _("Imported from %(name)s.") % {"name": report.origin_name} if report.origin_name else _("Imported.")
    )
    left = ", ".join(f"“{each.mark.text}”" for each in report.undecided)
    note = f"{origin} {_('Still to decide: %(marks)s.') % {'marks': left}}" if left else origin
    return shortened(note, _LONGEST_NOTE)
