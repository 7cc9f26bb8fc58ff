"""Importing one page: its topic, question, sources and first revision, or nothing at all."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.content import Content
from answers.importers import bodies, decisions, keys, page_document, page_text, references, unfit
from answers.importers.choices import NONE, Choices
from answers.importers.decisions import Decisions
from answers.importers.files import Original
from answers.importers.page import NotAPage, Page, shortened
from answers.importers.references import Listed
from answers.importers.report import Report
from answers.models import Event, Refused, Revision, Topic
from sources import models

if TYPE_CHECKING:
    from django.contrib.auth.models import User

VERB = "imported a page"
"""How the log names an import; its details hold the page's digest, by which a second import is known."""

_LONGEST_NOTE = 500


def preview(
    original: Original, *, topic: str | None = None, origin_name: str = "", choices: Choices = NONE
) -> Report:
    """What importing this page would make; nothing is saved. Raises Refused for what is no page."""
    page, decided = _understood(original, choices)
    name = " ".join((topic or page.topic).split())
    found = _topic(name)
    former = _former(page)
    listed = _kept(former) if former else _listed(page, decided, choices)
    return Report(
        page=page,
        decisions=decided,
        content=_content(page, decided, listed),
        listed=listed,
        topic=found.name if found else name,
        is_new_topic=found is None,
        choices=choices,
        origin_name=origin_name,
        answer=former.answer if former else None,
    )


def import_page(
    original: Original,
    *,
    by: User,
    at: datetime.datetime,
    topic: str | None = None,
    origin_name: str = "",
    choices: Choices = NONE,
) -> Report:
    """Make a draft of a page. The same page again changes nothing, whatever became of its draft.

    Raises Refused and leaves no trace for what is no page, and for a question that is here already with
    another text.
    """
    policies.demand(policies.why_not(by, "import_answer"))
    try:
        with transaction.atomic():
            report = preview(original, topic=topic, origin_name=origin_name, choices=choices)
            return report if report.is_known else _imported(report, by=by, at=at)
    except IntegrityError as clash:
        raise Refused(_("Somebody imported a page at this moment. Please try again.")) from clash


def _imported(report: Report, *, by: User, at: datetime.datetime) -> Report:
    unfit.refuse(report)
    topic = _topic(report.topic) or Topic.objects.create(name=report.topic, slug=_slug(report.topic))
    answer = revisions.start(wording=report.page.question, topic=topic, by=by, at=at)
    listed = references.taken(report.listed, by=by, at=at)
    content = _content(report.page, report.decisions, listed)
    revision = revisions.save(
        answer,
        revisions.draft_from(replace(content, works=())),
        by=by,
        at=at,
        base=0,
        origin=Revision.Origin.IMPORTED,
        note=_note(report),
    )
    kept = {str(each.number): each.key for each in listed}
    details = {"page": report.page.digest, "file": report.origin_name, "sources": kept}
    Event.objects.record(VERB, by=by, at=at, answer=answer, revision=revision, details=details)
    return replace(report, answer=answer, content=content, listed=listed, is_imported=True)


def _understood(original: Original, choices: Choices) -> tuple[Page, Decisions]:
    try:
        if isinstance(original, str):
            page = page_text.read(original, choices)
        else:
            page = page_document.read(original, choices)
        return page, decisions.decide(page, choices.marks)
    except NotAPage as problem:
        raise Refused(str(problem)) from problem
    except decisions.UnknownReadingError as problem:
        message = _("The number “%(text)s” cannot be read in the way that was chosen. Please choose again.")
        raise Refused(message % {"text": problem}) from problem


def _former(page: Page) -> Event | None:
    """The earlier import of this very page."""
    events = Event.objects.filter(verb=VERB, record__contains=page.digest, answer__isnull=False)
    return events.select_related("answer__question").order_by("sequence").first()


def _kept(event: Event) -> tuple[Listed, ...]:
    """The sources of an earlier import, as they are now."""
    named = {int(number): key for number, key in event.details["sources"].items()}
    works = {key: source.work() for key, source in models.Source.objects.by_key(named.values()).items()}
    return tuple(references.known(number, key, works.get(key)) for number, key in named.items())


def _listed(page: Page, decided: Decisions, choices: Choices) -> tuple[Listed, ...]:
    """For every number what it leads to: an entry of the list, or a source that nobody named."""
    free = keys.free(page.question, decided.sources)
    found = references.matched(page.references, free, choices.sources)
    named = {each.number for each in found}
    unnamed = (
        references.placeholder(number, key, page.question)
        for number, key in free.items()
        if number not in named
    )
    return tuple(sorted((*found, *unnamed), key=lambda each: each.number))


def _topic(name: str) -> Topic | None:
    """No topic has so long a name, and no database compares one without end."""
    if len(name) > unfit.LONGEST_TOPIC:
        return None
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


def _content(page: Page, decided: Decisions, listed: tuple[Listed, ...]) -> Content:
    named = {each.number: each.work.key for each in listed}
    return Content(
        question=page.question,
        short_answer=bodies.write("short_answer", page.short_answer, decided, named),
        research=bodies.write("research", page.research, decided, named),
        unknowns=bodies.write("unknowns", page.unknowns, decided, named),
        doctor_questions=page.doctor_questions,
        works=tuple({each.work.key: each.work for each in listed}.values()),
    )


def _note(report: Report) -> str:
    origin = (
        _("Imported from %(name)s.") % {"name": report.origin_name} if report.origin_name else _("Imported.")
    )
    left = ", ".join(f"“{each.mark.text}”" for each in report.undecided)
    note = f"{origin} {_('Still to decide: %(marks)s.') % {'marks': left}}" if left else origin
    return shortened(note, _LONGEST_NOTE)
