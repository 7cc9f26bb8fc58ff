"""The inbox: which revisions and answers wait for a person, with counts; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from answers import gates, policies, smallness
from answers.models import (
    Answer,
    Candidacy,
    CitationCheck,
    Credit,
    Decision,
    Publication,
    SentenceAuthor,
    Stage,
    Uptake,
    notices_waiting,
    replacements_waiting,
    resting_on_an_undecided_notice,
    resting_on_replaced,
)
from sources.models import Replacement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = 50
"""How many rows a section shows; its count tells of all."""


@dataclass(frozen=True)
class Section:
    """One list of the inbox."""

    key: str
    title: str
    nothing: str
    count: int
    candidacies: tuple[Candidacy, ...] = ()
    answers: tuple[Answer, ...] = ()
    replacements: tuple[Replacement, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.candidacies) + len(self.answers) + len(self.replacements)


def of(person: User, *, today: datetime.date) -> list[Section]:
    """The sections for this person; the number of queries does not grow with the rows."""
    staged = Candidacy.objects.select_related(
        "revision", "round__opened_by__contributor", "answer__question__main_topic"
    )
    sections = [_second_checks()]
    if policies.may(person, "approve_answer"):
        waiting = staged.exclude(_contributed(person)).exclude(_decided(person))
        title, nothing = _("Waiting for my decision"), _("Nothing waits for your decision.")
        waiting = waiting.select_related("revision__frozen", "answer__live_revision__frozen")
        sections.append(_section("decide", title, nothing, waiting.filter(stage=Stage.IN_REVIEW)))
        _mark_small_changes(sections[-1].candidacies)
    if policies.may(person, "check_answer"):
        sections.append(_to_check(staged.filter(stage=Stage.IN_REVIEW), person))
    return [*sections, *_mine(staged, person), *_on_the_way(staged), _recheck(), _newer(), _overdue(today)]


def _mine(staged: QuerySet[Candidacy], person: User) -> Iterator[Section]:
    mine = Q(round__opened_by=person)
    title, nothing = _("Mine, in review"), _("Nothing of yours is in review.")
    yield _section("mine", title, nothing, staged.filter(mine, stage=Stage.IN_REVIEW))
    title, nothing = _("Changes requested of me"), _("Nobody asked you for changes.")
    theirs = staged.filter(mine | _contributed(person), stage=Stage.CHANGES_REQUESTED)
    yield _section("changes", title, nothing, theirs)


def _on_the_way(staged: QuerySet[Candidacy]) -> Iterator[Section]:
    for key, stage, title, nothing in (
        ("approved", Stage.APPROVED, _("Approved, waiting to be published"), _("Nothing is waiting.")),
        ("failed", Stage.PUBLISH_FAILED, _("Could not go live"), _("No publication failed.")),
        ("scheduled", Stage.SCHEDULED, _("Scheduled"), _("Nothing is scheduled.")),
    ):
        yield _section(key, title, nothing, staged.filter(stage=stage))


def _second_checks() -> Section:
    rows = Answer.objects.awaiting_second_check()
    found = tuple(rows.select_related("question__main_topic", "live_revision")[:MOST])
    title, nothing = _("Second checks owed"), _("No urgent correction waits for a second person.")
    return Section("second-check", title, nothing, rows.count(), answers=found)


def _section(key: str, title: str, nothing: str, rows: QuerySet[Candidacy]) -> Section:
    count = rows.count()
    return Section(key, title, nothing, count, tuple(rows.order_by("moved_at", "id")[:MOST]))


def _mark_small_changes(candidacies: Collection[Candidacy]) -> None:
    """Those that are signed in one step: the wording changed a little, and what readers see is signed."""
    unsigned = set(Answer.objects.awaiting_second_check().values_list("pk", flat=True))
    for candidacy in candidacies:
        live = candidacy.answer.live_revision
        if live is None or not candidacy.answer.is_public or candidacy.answer_id in unsigned:
            continue
        row: Any = candidacy
        row.is_small = smallness.between(live.content(), candidacy.revision.content()).is_small


def _recheck() -> Section:
    """Answers that cite a source with a notice nobody has decided about, each with those notices."""
    waiting = Answer.objects.filter(resting_on_an_undecided_notice()).values("pk")
    rows = Answer.objects.filter(pk__in=waiting).select_related("question__main_topic")
    found = list(rows.order_by("-public_state", "pk")[:MOST])
    by_answer = notices_waiting(found)
    for answer in found:
        row: Any = answer
        row.notices_waiting = by_answer[answer.pk]
    title, nothing = _("Sources to re-check"), _("No source has a notice that waits for somebody.")
    return Section("recheck", title, nothing, rows.count(), answers=tuple(found))


def _newer() -> Section:
    """Newer editions to be confirmed, then the answers that still rest on an older one, with their drafts."""
    proposed = Replacement.objects.proposed().with_sources().order_by("proposed_at", "pk")
    in_force = Replacement.objects.in_force()
    rows = resting_on_replaced(in_force).select_related("question__main_topic")
    found = list(rows.order_by("-public_state", "pk")[:MOST])
    by_answer = replacements_waiting(found, in_force)
    drafts = Uptake.objects.filter(answer__in=found, revision__isnull=False).select_related("revision")
    made = {(each.answer_id, each.replacement_id): each.revision for each in drafts}
    for answer in found:
        row: Any = answer
        row.newer_editions = [(each, made.get((answer.pk, each.pk))) for each in by_answer[answer.pk]]
    title, nothing = _("Newer editions of sources"), _("No answer rests on an older edition.")
    count, shown = rows.count() + proposed.count(), tuple(proposed[:MOST])
    return Section("newer", title, nothing, count, answers=tuple(found), replacements=shown)


def _overdue(today: datetime.date) -> Section:
    rows = Answer.objects.published().filter(review_due_on__lt=today)
    found = rows.select_related("question__main_topic", "live_revision").order_by("review_due_on", "id")
    title, nothing = _("Overdue for review"), _("No page is overdue.")
    return Section("overdue", title, nothing, rows.count(), answers=tuple(found[:MOST]))


def _to_check(rows: QuerySet[Candidacy], person: User) -> Section:
    """The oldest texts in review with a sentence or citation that this person could check."""
    found = list(rows.select_related("revision__frozen").order_by("moved_at", "id")[:MOST])
    answers = [each.answer_id for each in found]
    checks = CitationCheck.objects.by_others().filter(answer__in=answers)
    written = SentenceAuthor.objects.filter(answer__in=answers, person=person)
    own = set(written.values_list("answer_id", "fingerprint"))
    done = own | set(checks.values_list("answer_id", "fingerprint"))
    open_ones = []
    for candidacy in found:
        left = sum(
            (candidacy.answer_id, need.fingerprint) not in done
            and (candidacy.answer_id, need.claim.hash) not in own
            for need in gates.needed_checks(candidacy.revision.content())
        )
        if left:
            row: Any = candidacy
            row.left_to_check = left
            open_ones.append(candidacy)
    nothing = _("No citation waits for a check.")
    return Section("check", _("Citations to check"), nothing, len(open_ones), tuple(open_ones))


def _contributed(person: User) -> Exists:
    """Whether the person had a hand in the candidate since its answer was last published."""
    published = (
        Publication.objects.signed()
        .filter(
            answer=OuterRef("revision__answer"), revision__number__lt=OuterRef(OuterRef("revision__number"))
        )
        .order_by()
        .values("answer")
        .annotate(newest=Max("revision__number"))
        .values("newest")
    )
    credit = Credit.objects.filter(
        person=person,
        revision__answer=OuterRef("answer"),
        revision__number__lte=OuterRef("revision__number"),
        revision__number__gt=Coalesce(Subquery(published), Value(0)),
    )
    return Exists(credit)


def _decided(person: User) -> Exists:
    return Exists(Decision.objects.filter(round=OuterRef("round"), person=person))
