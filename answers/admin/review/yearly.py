"""The periodic review, guided: what to look at in one answer, and the way from it to the next that is due."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.content import Content
from answers.models import Answer, Revision, notices_waiting
from answers.pages import circumstance
from answers.rendering import fragments, numbering
from answers.rendering.references import Reference
from sources.models import Notice, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

WITHIN = (0, 30, 90)
"""How many days ahead one looks: overdue today, a month, a quarter."""

MOST = 50
NEVER = datetime.datetime.min.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True)
class LookedAt:
    """A source of the page: how it is listed, when its standing was asked for, what waits for a decision."""

    reference: Reference
    checked_on: datetime.date | None
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class Checked:
    """A sentence with its source, and when somebody last held them together."""

    each: gates.Examined
    number: int | None
    checked_at: datetime.datetime | None


@dataclass(frozen=True)
class Queue:
    """The answers that are due and that the person may sign, and where this one stands among them."""

    within: int
    count: int
    place: int
    following: int | None
    left_to_others: int

    @property
    def next_address(self) -> str:
        """The next answer that is due; after the last, the list."""
        if self.following is None:
            return f"{reverse('admin:review_due')}?within={self.within}"
        return f"{reverse('admin:review_confirm-unchanged', args=[self.following])}?within={self.within}"


def due(request: HttpRequest, person: User) -> HttpResponse:
    """Every answer whose review is due, the longest due first."""
    within = _within(request.GET)
    rows = _due(within)
    found = rows.select_related("question__main_topic", "live_revision")
    mine = _mine(within, person)
    context = {
        **admin.site.each_context(request),
        "title": _("Due for review"),
        "within": within,
        "choices": WITHIN,
        "count": rows.count(),
        "answers": found[:MOST],
        "today": timezone.localdate(),
        "first": mine[0] if mine else None,
        "mine": mine,
    }
    return TemplateResponse(request, "admin/review/due.html", context)


def guide(revision: Revision, person: User, asked: QueryDict) -> dict[str, Any]:
    """What the page of one answer shows besides the signature."""
    content, answer = revision.content(), revision.answer
    own = revisions.fingerprints(content)
    return {
        "sources": list(_sources(answer, content)),
        "sentences": _sentences(answer, content),
        "unknowns": fragments.render(content).unknowns,
        "searched_to": content.evidence_searched_to,
        "queue": queue(revision, person, asked),
        "why_not": policies.why_not_confirm(person, revision, own),
        "newest": answer.revisions.order_by("-number").first(),
    }


def queue(revision: Revision, person: User, asked: QueryDict) -> Queue:
    """Where this answer stands among those that are due and left to this person."""
    within = _within(asked)
    mine = _mine(within, person)
    place = mine.index(revision.pk) + 1 if revision.pk in mine else 0
    return Queue(
        within=within,
        count=len(mine),
        place=place,
        following=mine[place] if place < len(mine) else None,
        left_to_others=_due(within).count() - len(mine),
    )


def following(revision: Revision, person: User, asked: QueryDict) -> str:
    """Where the walk goes on after this answer; empty for somebody who is on no walk."""
    return queue(revision, person, asked).next_address if "within" in asked else ""


def _within(asked: QueryDict) -> int:
    chosen = asked.get("within", "")
    return int(chosen) if chosen in map(str, WITHIN) else WITHIN[1]


def _due(within: int) -> Any:
    return Answer.objects.due_for_review(timezone.localdate() + datetime.timedelta(days=within))


def _mine(within: int, person: User) -> list[int]:
    """The live texts that are due and that this person had no hand in; nobody is sent to what they wrote."""
    if not policies.may(person, "approve_answer"):
        return []
    return list(_due(within).not_written_by(person).values_list("live_revision", flat=True))


def _sources(answer: Answer, content: Content) -> Iterator[LookedAt]:
    around = circumstance.of(answer, content, today=timezone.localdate())
    found = Source.objects.by_key(work.key for work in content.works)
    waiting = notices_waiting([answer])[answer.pk]
    for reference in fragments.render(content, around.standings).references:
        source = found.get(reference.key)
        yield LookedAt(
            reference,
            source.standing_checked_on if source else None,
            tuple(each for each in waiting if source and each.source_id == source.pk),
        )


def _sentences(answer: Answer, content: Content) -> list[Checked]:
    """Every sentence that is checked, the one longest ago first."""
    numbers = numbering.number(content)
    found = [
        Checked(
            each,
            numbers.number(each.need.use.source_key) if each.need.use else None,
            max((check.checked_at for check in each.checks), default=None),
        )
        for each in gates.examined(answer, content)
    ]
    return sorted(found, key=lambda shown: (shown.checked_at or NEVER, shown.each.need.claim.number))
