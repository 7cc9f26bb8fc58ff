"""The inbox: which revisions and answers wait for a person, the most urgent first; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies
from answers.admin import review_inbox_kept as kept
from answers.admin import review_inbox_rows as rows_of
from answers.admin.review_inbox_filters import Narrowing
from answers.admin.review_inbox_rows import Row
from answers.models import (
    Answer,
    Assignment,
    Candidacy,
    CitationCheck,
    Credit,
    Decision,
    Publication,
    SentenceAuthor,
    Stage,
    Thread,
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

LOOKED_THROUGH = 200
"""How many texts or threads are looked through for what no column tells, the longest waiting first."""

WITHIN = {"overdue": 0, "due-30": 30, "due-90": 90}
"""How many days ahead the walk looks that begins at each of these sections."""

MONTH, QUARTER = datetime.timedelta(days=30), datetime.timedelta(days=90)


@dataclass(frozen=True)
class Section:
    """One list of the inbox."""

    key: str
    title: str
    count: int
    rows: tuple[Row, ...]
    note: str = ""
    walk: str = ""
    """Where its rows are gone through one after the other."""

    @property
    def has_more(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.rows)

    @property
    def oldest_on(self) -> datetime.date | None:
        """Since when the one that waits longest has waited, of those that are shown."""
        return min((row.since_on for row in self.rows if row.since_on), default=None)


class Inbox:
    """What waits for one person; the number of queries does not grow with the rows."""

    def __init__(
        self, person: User, *, at: datetime.datetime, narrowing: Narrowing | None = None, most: int = MOST
    ) -> None:
        self._person, self._at, self._most = person, at, most
        self._today = timezone.localdate(at)
        self._narrowing = narrowing or Narrowing()

    def sections(self) -> Iterator[Section]:
        """All of them, also the empty ones, in order of urgency."""
        soon = self._today + MONTH
        yield self._second_checks()
        yield self._at_stage("failed", Stage.PUBLISH_FAILED, _("Could not go live"))
        yield self._asked("asked", _("Asked of me"), Assignment.objects.open_for(self._person))
        if policies.may(self._person, "assign_answer"):
            overdue = Assignment.objects.overdue(self._today).exclude(person=self._person)
            yield self._asked("late", _("Asked of others and overdue"), overdue)
        if policies.may(self._person, "approve_answer"):
            yield self._to_decide()
        if policies.may(self._person, "check_answer"):
            yield self._to_check()
        yield self._changes_requested()
        yield self._lost()
        yield self._recheck()
        yield self._due("overdue", _("Overdue for review"), datetime.date.min, self._today)
        yield self._newer()
        yield self._at_stage("approved", Stage.APPROVED, _("Approved, waiting to be published"))
        yield self._due("due-30", _("Due for review within 30 days"), self._today, soon)
        yield self._due("due-90", _("Due for review in 31 to 90 days"), soon, self._today + QUARTER)
        yield self._at_stage("scheduled", Stage.SCHEDULED, _("Scheduled"))
        yield self._mine()

    def _second_checks(self) -> Section:
        waiting = self._narrowing.answers(Answer.objects.awaiting_second_check(), "corrected_at")
        found: Any = waiting.select_related("question__main_topic")[: self._most]
        rows = [rows_of.second_check(each, each.second_check_due_on, each.corrected_at) for each in found]
        return Section("second-check", _("Second checks owed"), waiting.count(), tuple(rows))

    def _asked(self, key: str, title: str, asked: QuerySet[Assignment]) -> Section:
        """What was due first comes first."""
        waiting = self._narrowing.assignments(asked)
        found = waiting.select_related(
            "round__answer__question__main_topic", "asked_by__contributor", "person__contributor"
        )[: self._most]
        rows = tuple(rows_of.assignment(each, self._today) for each in found)
        return Section(key, title, waiting.count(), rows)

    def _at_stage(self, key: str, stage: Stage, title: str) -> Section:
        return self._candidacies(key, title, self._staged.filter(stage=stage))

    def _mine(self) -> Section:
        mine = self._staged.filter(stage=Stage.IN_REVIEW, round__opened_by=self._person)
        return self._candidacies("mine", _("Mine, in review"), mine)

    def _changes_requested(self) -> Section:
        mine = Q(round__opened_by=self._person) | _contributed(self._person)
        asked = self._staged.filter(mine, stage=Stage.CHANGES_REQUESTED)
        return self._candidacies("changes", _("Changes requested of me"), asked)

    def _to_decide(self) -> Section:
        """What others wrote and this person has not decided on; a small change says so."""
        decided = Exists(Decision.objects.filter(round=OuterRef("round"), person=self._person))
        waiting = self._staged.filter(~_contributed(self._person), ~decided, stage=Stage.IN_REVIEW)
        found = list(waiting.select_related("answer__live_revision")[: self._most])
        small = _small_changes(found)
        rows = [rows_of.candidacy(each, self._at, is_small=each.pk in small) for each in found]
        return Section("decide", _("Waiting for my decision"), waiting.count(), tuple(rows))

    def _to_check(self) -> Section:
        """The texts in review with a sentence or citation that this person could check."""
        waiting = self._staged.filter(stage=Stage.IN_REVIEW)
        found = list(waiting[:LOOKED_THROUGH])
        left = _left_to_check(found, self._person)
        open_ones = [each for each in found if left[each.pk]]
        rows = [rows_of.candidacy(each, self._at, left=left[each.pk]) for each in open_ones[: self._most]]
        note = _looked_through(len(found))
        return Section("check", _("Citations to check"), len(open_ones), tuple(rows), note)

    def _lost(self) -> Section:
        """Open threads whose passage the newest text of their answer no longer has."""
        carried = self._narrowing.threads(Thread.objects.carried())
        carried = carried.select_related("answer__question__main_topic", "revision", "opened_by__contributor")
        found = list(carried.order_by("opened_at", "id")[:LOOKED_THROUGH])
        gone = kept.lost(found)
        lost = [each for each in found if each.pk in gone]
        rows = [rows_of.thread(each, self._at) for each in lost[: self._most]]
        title = _("Comments whose text is gone")
        return Section("lost", title, len(lost), tuple(rows), _looked_through(len(found)))

    def _recheck(self) -> Section:
        """Answers that cite a source with a notice nobody has decided about, each with those notices."""
        called = Answer.objects.filter(resting_on_an_undecided_notice(self._narrowing.notices()))
        waiting = self._narrowing.answers(called).select_related("question__main_topic")
        found = list(waiting.order_by("-public_state", "pk")[: self._most])
        notices = notices_waiting(found)
        rows = [rows_of.recheck(each, notices[each.pk]) for each in found]
        return Section("recheck", _("Sources to re-check"), waiting.count(), tuple(rows))

    def _newer(self) -> Section:
        """Newer editions to be confirmed, then the answers that still rest on an older one."""
        confirmed = Replacement.objects.in_force()
        in_force = {pk: each for pk, each in confirmed.items() if self._narrowing.takes(each)}
        resting = self._narrowing.answers(resting_on_replaced(in_force))
        proposed = self._proposed()
        shown = resting.select_related("question__main_topic").order_by("-public_state", "pk")
        found = list(shown[: self._most])
        by_answer = replacements_waiting(found, in_force)
        drafts = Uptake.objects.filter(answer__in=found, revision__isnull=False).select_related("revision")
        made = {(each.answer_id, each.replacement_id): each.revision for each in drafts}
        rows = [rows_of.proposed(each) for each in proposed[: self._most]]
        for answer in found:
            editions = [(each, made.get((answer.pk, each.pk))) for each in by_answer[answer.pk]]
            rows.append(rows_of.newer(answer, editions))
        return Section("newer", _("Newer editions of sources"), len(proposed) + resting.count(), tuple(rows))

    def _proposed(self) -> list[Replacement]:
        """They belong to no answer, so that who asks for a topic or a person does not ask for them."""
        if self._narrowing.topics is not None or self._narrowing.person is not None:
            return []
        proposed = Replacement.objects.proposed().with_sources().order_by("proposed_at", "pk")
        return [each for each in proposed if self._narrowing.takes(each)]

    def _due(self, key: str, title: str, first: datetime.date, end: datetime.date) -> Section:
        """Public pages whose review is due from the first day to the one before the end."""
        due = Answer.objects.due_for_review(end - datetime.timedelta(days=1)).filter(review_due_on__gte=first)
        waiting = self._narrowing.answers(due, "review_due_on")
        found = waiting.select_related("question__main_topic")[: self._most]
        rows = tuple(rows_of.due(each, self._today) for each in found)
        walk = f"{reverse('admin:review_due')}?within={WITHIN[key]}"
        return Section(key, title, waiting.count(), rows, walk=walk)

    @property
    def _staged(self) -> QuerySet[Candidacy]:
        """What waits longest comes first."""
        staged = Candidacy.objects.select_related(
            "revision", "round__opened_by__contributor", "answer__question__main_topic"
        )
        return self._narrowing.candidacies(staged).order_by("moved_at", "id")

    def _candidacies(self, key: str, title: str, waiting: QuerySet[Candidacy]) -> Section:
        rows = tuple(rows_of.candidacy(each, self._at) for each in waiting[: self._most])
        return Section(key, title, waiting.count(), rows)


def _small_changes(candidacies: Collection[Candidacy]) -> set[int]:
    """Those that are signed in one step: the wording changed a little, and what readers see is signed."""
    unsigned = set(Answer.objects.awaiting_second_check().values_list("pk", flat=True))
    pairs = {
        each.pk: (each.answer.live_revision.content_hash, each.revision.content_hash)
        for each in candidacies
        if each.answer.live_revision and each.answer.is_public and each.answer_id not in unsigned
    }
    small = kept.small(pairs.values())
    return {number for number, pair in pairs.items() if pair in small}


def _left_to_check(candidacies: Sequence[Candidacy], person: User) -> dict[int, int]:
    """How many checks each text needs that others have not made and that this person may make."""
    answers = [each.answer_id for each in candidacies]
    checks = CitationCheck.objects.by_others().filter(answer__in=answers)
    written = SentenceAuthor.objects.filter(answer__in=answers, person=person)
    own = set(written.values_list("answer_id", "fingerprint"))
    done = own | set(checks.values_list("answer_id", "fingerprint"))
    needed = kept.needs({each.revision.content_hash for each in candidacies})
    return {
        each.pk: sum(
            (each.answer_id, fingerprint) not in done and (each.answer_id, claim) not in own
            for claim, fingerprint in needed[each.revision.content_hash]
        )
        for each in candidacies
    }


def _looked_through(number: int) -> str:
    """What is said where more may wait than was looked at."""
    if number < LOOKED_THROUGH:
        return ""
    return _("The %(number)s that wait longest were looked through.") % {"number": number}


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
