"""The inbox: which revisions and answers wait for a person, the most urgent first; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies
from answers.admin.inbox import asked as asked_of
from answers.admin.inbox import kept, lists
from answers.admin.inbox import rows as rows_of
from answers.admin.inbox.filters import Narrowing
from answers.admin.inbox.lists import Section
from answers.models import (
    Answer,
    Assignment,
    Candidacy,
    Decision,
    Report,
    Stage,
    Thread,
    Uptake,
    measured,
    notices_waiting,
    queued_by_rules,
    replacements_waiting,
    resting_on_an_undecided_notice,
    resting_on_replaced,
)
from sources.models import Replacement

if TYPE_CHECKING:
    from django.contrib.auth.models import User

SHOWN = 10
"""How many rows a section shows beside the others; alone it shows more."""

LOOKED_THROUGH = 200
"""How many texts or threads are looked through for what no column tells, the longest waiting first."""

WITHIN = {"overdue": 0, "due-30": 30, "due-90": 90}
"""How many days ahead the walk looks that begins at each of these sections."""

MONTH, QUARTER = datetime.timedelta(days=30), datetime.timedelta(days=90)


class Inbox:
    """What waits for one person; the number of queries does not grow with the rows."""

    def __init__(
        self, person: User, *, at: datetime.datetime, narrowing: Narrowing | None = None, most: int = SHOWN
    ) -> None:
        self._person, self._at, self._most = person, at, most
        self._today = timezone.localdate(at)
        self._narrowing = narrowing or Narrowing()

    def sections(self) -> Iterator[Section]:
        """All of them, also the empty ones, in order of urgency."""
        return (make(key) for key, make in self._makers().items())

    def section(self, key: str) -> Section | None:
        """One of them, asked for alone; None where there is none of this name for this person."""
        make = self._makers().get(key)
        return make(key) if make else None

    def _makers(self) -> dict[str, Callable[[str], Section]]:
        may = partial(policies.may, self._person)
        reads = policies.may_read_reports(self._person)
        harm, reports = _("Could harm someone, say readers"), _("Reports from readers")
        makers: dict[str, Callable[[str], Section] | None] = {
            "harm": partial(self._reports, harm, could_harm=True) if reads else None,
            "second-check": self._second_checks,
            "failed": partial(self._at_stage, _("Could not go live"), Stage.PUBLISH_FAILED),
            "asked": self._asked_of_me,
            "late": self._asked_of_others if may("assign_answer") else None,
            "decide": self._to_decide if may("approve_answer") else None,
            "check": self._to_check if may("check_answer") else None,
            "countersign": self._to_countersign if may("check_answer") else None,
            "changes": self._changes_requested,
            "threads": self._threads,
            "lost": self._lost,
            "recheck": self._recheck,
            "reports": partial(self._reports, reports, could_harm=False) if reads else None,
            "overdue": partial(self._due, _("Overdue for review")),
            "rules": self._short_of_rules,
            "newer": self._newer,
            "approved": partial(self._at_stage, _("Approved, waiting to be published"), Stage.APPROVED),
            "due-30": partial(self._due, _("Due for review within 30 days")),
            "due-90": partial(self._due, _("Due for review in 31 to 90 days")),
            "scheduled": partial(self._at_stage, _("Scheduled"), Stage.SCHEDULED),
            "mine": self._mine,
        }
        return {key: make for key, make in makers.items() if make}

    def _first(self, waiting: QuerySet[Any], rows: QuerySet[Any]) -> tuple[list[Any], int]:
        """The first of those that wait, read through `rows`, and how many wait; who waits is asked once."""
        return self._read(list(waiting.values_list("pk", flat=True)[: lists.COUNTED + 1]), rows)

    def _read(self, numbers: Sequence[int], rows: QuerySet[Any]) -> tuple[list[Any], int]:
        found = rows.order_by().in_bulk(numbers[: self._most])
        return [found[each] for each in numbers[: self._most] if each in found], len(numbers)

    def _reports(self, title: str, key: str, *, could_harm: bool) -> Section:
        """What readers told us and nobody has settled; what waits longest comes first."""
        waiting = self._narrowing.reports(Report.objects.open().filter(could_harm=could_harm))
        told = Report.objects.select_related(
            "answer__question__main_topic", "handled_by__contributor", "words"
        )
        found, count = self._first(waiting, told)
        return Section(key, title, count, tuple(rows_of.report(each, self._at) for each in found))

    def _second_checks(self, key: str) -> Section:
        owed = Answer.objects.awaiting_second_check()
        waiting = self._narrowing.answers(owed, "corrected_at")
        found, count = self._first(waiting, owed.select_related("question__main_topic"))
        rows = [rows_of.second_check(each, each.second_check_due_on, each.corrected_at) for each in found]
        return Section(key, _("Second checks owed"), count, tuple(rows))

    def _asked_of_me(self, key: str) -> Section:
        return self._asked(key, _("Asked of me"), Assignment.objects.open_for(self._person))

    def _asked_of_others(self, key: str) -> Section:
        late = Assignment.objects.overdue(self._today).exclude(person=self._person)
        return self._asked(key, _("Asked of others and overdue"), late)

    def _asked(self, key: str, title: str, asked: QuerySet[Assignment]) -> Section:
        """What was due first comes first."""
        told = ("round__answer__question__main_topic", "asked_by__contributor", "person__contributor")
        found, count = self._first(
            self._narrowing.assignments(asked), Assignment.objects.select_related(*told)
        )
        return Section(key, title, count, tuple(rows_of.assignment(each, self._today) for each in found))

    def _at_stage(self, title: str, stage: Stage, key: str) -> Section:
        return self._candidacies(key, title, self._staged.filter(stage=stage))

    def _mine(self, key: str) -> Section:
        mine = self._staged.filter(stage=Stage.IN_REVIEW, round__opened_by=self._person)
        return self._candidacies(key, _("Mine, in review"), mine)

    def _changes_requested(self, key: str) -> Section:
        mine = Q(round__opened_by=self._person) | Q(pk__in=self._contributed)
        asked = self._staged.filter(mine, stage=Stage.CHANGES_REQUESTED)
        return self._candidacies(key, _("Changes requested of me"), asked)

    def _to_decide(self, key: str) -> Section:
        """What others wrote and this person has not decided on; a small change says so."""
        decided = Decision.objects.filter(round=OuterRef("round"), person=self._person)
        waiting = self._staged.filter(~Exists(decided), stage=Stage.IN_REVIEW)
        most = lists.COUNTED + 1 + len(self._contributed)
        others = [pk for pk in waiting.values_list("pk", flat=True)[:most] if pk not in self._contributed]
        found, count = self._read(others[: lists.COUNTED + 1], TOLD.select_related("answer__live_revision"))
        small = asked_of.small_changes(found)
        rows = [rows_of.candidacy(each, self._at, is_small=each.pk in small) for each in found]
        return Section(key, _("Waiting for my decision"), count, tuple(rows))

    def _to_check(self, key: str) -> Section:
        """The texts in review with a sentence or citation that this person could check."""
        waiting = self._staged.filter(stage=Stage.IN_REVIEW)
        texts = list(waiting.values_list("pk", "answer", "revision__frozen")[:LOOKED_THROUGH])
        left = asked_of.left_to_check([(answer, text) for _pk, answer, text in texts], self._person)
        open_ones = {pk: left[answer, digest] for pk, answer, digest in texts if left[answer, digest]}
        found = TOLD.in_bulk(list(open_ones)[: self._most])
        rows = [rows_of.candidacy(found[pk], self._at, left=open_ones[pk]) for pk in open_ones if pk in found]
        note = _looked_through(len(texts))
        return Section(key, _("Citations to check"), len(open_ones), tuple(rows), note)

    def _to_countersign(self, key: str) -> Section:
        """The texts in review on which advice came through a link that this person may sign for."""
        given = asked_of.advised()
        waiting = self._staged.filter(stage=Stage.IN_REVIEW, answer__in=given)
        texts = waiting.exclude(pk__in=self._contributed).values_list("pk", "answer", "revision__frozen")
        left = asked_of.advice_in(texts[:LOOKED_THROUGH], given)
        found = TOLD.in_bulk(list(left)[: self._most])
        rows = tuple(rows_of.advised(found[pk], self._at, left[pk]) for pk in left if pk in found)
        return Section(key, _("Advice from outside to countersign"), len(left), rows)

    def _threads(self, key: str) -> Section:
        """Open discussions that name this person or in which they take part, where another wrote last."""
        waiting = self._narrowing.threads(asked_of.concerning(self._person)).order_by("opened_at", "id")
        found, count = self._first(waiting, DISCUSSED)
        rows = tuple(rows_of.thread(each, self._at) for each in found)
        return Section(key, _("Discussions that wait for me"), count, rows)

    def _lost(self, key: str) -> Section:
        """Open threads whose passage the newest text of their answer no longer has."""
        carried: Any = self._narrowing.threads(Thread.objects.carried()).order_by("opened_at", "id")
        places = list(carried.values_list("pk", "answer__latest_number", "newest_anchor")[:LOOKED_THROUGH])
        gone = kept.lost(places)
        lost = [pk for pk, *_place in places if pk in gone]
        found = DISCUSSED.in_bulk(lost[: self._most])
        rows = tuple(rows_of.thread(found[pk], self._at) for pk in lost if pk in found)
        return Section(key, _("Comments whose text is gone"), len(lost), rows, _looked_through(len(places)))

    def _recheck(self, key: str) -> Section:
        """Answers that cite a source with a notice nobody has decided about, each with those notices."""
        called = Answer.objects.filter(resting_on_an_undecided_notice(self._narrowing.notices()))
        waiting = self._narrowing.answers(called).order_by("public_state", "pk")
        found, count = self._first(waiting, ANSWERS)
        notices = notices_waiting(found)
        rows = [rows_of.recheck(each, notices[each.pk]) for each in found if notices[each.pk]]
        return Section(key, _("Sources to re-check"), count, tuple(rows))

    def _newer(self, key: str) -> Section:
        """Newer editions to be confirmed, then the answers that still rest on an older one."""
        confirmed = Replacement.objects.in_force()
        in_force = {pk: each for pk, each in confirmed.items() if self._narrowing.takes(each)}
        proposed = self._proposed()
        resting = self._narrowing.answers(resting_on_replaced(in_force)).order_by("public_state", "pk")
        found, count = self._first(resting, ANSWERS)
        by_answer = replacements_waiting(found, in_force)
        drafts = Uptake.objects.filter(answer__in=found, revision__isnull=False).select_related("revision")
        made = {(each.answer_id, each.replacement_id): each.revision for each in drafts}
        rows = [rows_of.proposed(each) for each in proposed[: self._most]]
        for answer in found:
            editions = [(each, made.get((answer.pk, each.pk))) for each in by_answer[answer.pk]]
            rows.append(rows_of.newer(answer, editions))
        return Section(key, _("Newer editions of sources"), len(proposed) + count, tuple(rows))

    def _proposed(self) -> list[Replacement]:
        """They belong to no answer, so that who asks for a topic or a person does not ask for them."""
        if self._narrowing.topics is not None or self._narrowing.person is not None:
            return []
        proposed = Replacement.objects.proposed().with_sources().order_by("proposed_at", "pk")
        return [each for each in proposed if self._narrowing.takes(each)]

    def _due(self, title: str, key: str) -> Section:
        """Public pages whose review is due from the first day to the one before the end."""
        soon, later = self._today + MONTH, self._today + QUARTER
        begin = {"overdue": datetime.date.min, "due-30": self._today, "due-90": soon}[key]
        end = {"overdue": self._today, "due-30": soon, "due-90": later}[key]
        due = Answer.objects.due_for_review(end - datetime.timedelta(days=1)).filter(review_due_on__gte=begin)
        found, count = self._first(self._narrowing.answers(due, "review_due_on"), ANSWERS)
        rows = tuple(rows_of.due(each, self._today) for each in found)
        walk = f"{reverse('admin:review_due')}?within={WITHIN[key]}"
        return Section(key, title, count, rows, walk=walk)

    def _short_of_rules(self, key: str) -> Section:
        """Public pages that were signed with less than their topics ask for now, and what is missing."""
        queued = self._narrowing.answers(queued_by_rules(), "falls_short_since")
        found, count = self._first(queued, measured(ANSWERS).prefetch_related("question__topics"))
        rows = tuple(rows_of.short_of_rules(each) for each in found)
        return Section(key, _("Signed under gentler rules"), count, rows)

    @cached_property
    def _contributed(self) -> set[int]:
        """Texts that wait for a decision or for changes, and that this person had a hand in."""
        return asked_of.contributed(self._person, (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED))

    @property
    def _staged(self) -> QuerySet[Candidacy]:
        """What waits longest comes first."""
        return self._narrowing.candidacies(Candidacy.objects.all()).order_by("moved_at", "id")

    def _candidacies(self, key: str, title: str, waiting: QuerySet[Candidacy]) -> Section:
        found, count = self._first(waiting, TOLD)
        return Section(key, title, count, tuple(rows_of.candidacy(each, self._at) for each in found))


ANSWERS = Answer.objects.select_related("question__main_topic")
TOLD = Candidacy.objects.select_related(
    "revision", "round__opened_by__contributor", "answer__question__main_topic"
)
DISCUSSED = Thread.objects.select_related(
    "answer__question__main_topic", "opened_by__contributor", "invitation"
)


def _looked_through(number: int) -> str:
    """What is said where more may wait than was looked at."""
    if number < LOOKED_THROUGH:
        return ""
    return _("The %(number)s that wait longest were looked through.") % {"number": number}
