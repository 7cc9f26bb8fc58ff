"""The review of a submitted revision: its round, its candidacy and the decisions on it."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision


class Stage(models.TextChoices):
    """Where a candidacy stands. The moves between stages: `answers/workflow/transitions.py`."""

    IN_REVIEW = "in review", _("in review")
    CHANGES_REQUESTED = "changes requested", _("changes requested")
    APPROVED = "approved", _("approved")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISH_FAILED = "publish failed", _("publish failed")
    LIVE = "live", _("live")
    SUPERSEDED = "superseded", _("superseded by a newer revision")
    TAKEN_BACK = "taken back", _("taken back by its author")
    ENDED = "ended", _("no longer live")


class Round(AppendOnly):
    """One submission of one revision, with what its topics asked for at that moment."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="rounds")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    approvals_needed = models.PositiveSmallIntegerField()
    clinician_needed = models.BooleanField()
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("answer", "-number")
        constraints = (
            models.UniqueConstraint(name="a_round_number_is_used_once", fields=("answer", "number")),
        )

    def __str__(self) -> str:
        return _("Round %(number)s") % {"number": self.number}


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    """Which candidacies."""

    def with_decisions(self) -> CandidacyQuerySet:
        """Each with the decisions of its round and the people behind them."""
        decisions = Decision.objects.select_related("person__contributor")
        return self.select_related("round").prefetch_related(models.Prefetch("round__decisions", decisions))


class Candidacy(models.Model):
    """The one mutable row that carries a submitted revision through its stages."""

    OPEN = (Stage.IN_REVIEW, Stage.CHANGES_REQUESTED, Stage.APPROVED)
    WAITING_TO_GO_LIVE = (Stage.SCHEDULED, Stage.PUBLISH_FAILED)

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="candidacies")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="candidacies")
    round = models.OneToOneField(Round, models.PROTECT, related_name="candidacy")
    stage = models.CharField(_("stage"), max_length=20, choices=Stage.choices, default=Stage.IN_REVIEW)
    publish_at = models.DateTimeField(_("goes live at"), null=True)
    scheduled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("what changed, for readers"), max_length=500, blank=True)
    second_check_due_on = models.DateField(_("second check due"), null=True)
    failure = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ("-moved_at", "-id")
        indexes = (
            models.Index(fields=("stage", "moved_at", "id"), name="candidacies_of_a_stage"),
            models.Index(
                fields=("second_check_due_on", "id"),
                name="second_checks_owed",
                condition=models.Q(second_check_due_on__isnull=False),
            ),
        )
        constraints = (
            models.UniqueConstraint(
                name="one_revision_of_an_answer_is_in_review",
                fields=("answer",),
                condition=models.Q(stage__in=("in review", "changes requested", "approved")),
            ),
            models.UniqueConstraint(
                name="one_revision_of_an_answer_is_scheduled",
                fields=("answer",),
                condition=models.Q(stage__in=("scheduled", "publish failed")),
            ),
            models.UniqueConstraint(
                name="one_revision_of_an_answer_is_live",
                fields=("answer",),
                condition=models.Q(stage="live"),
            ),
            models.CheckConstraint(
                name="a_scheduled_revision_has_a_moment",
                condition=~models.Q(stage="scheduled")
                | models.Q(publish_at__isnull=False, scheduled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_failed_publication_says_why",
                condition=~models.Q(stage="publish failed") | ~models.Q(failure=""),
            ),
            models.CheckConstraint(
                name="only_a_live_revision_awaits_a_second_check",
                condition=models.Q(second_check_due_on__isnull=True) | models.Q(stage="live"),
            ),
            models.CheckConstraint(
                name="a_candidacy_stands_at_a_known_stage", condition=models.Q(stage__in=Stage.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision} · {self.get_stage_display()}"

    @property
    def awaits_second_check(self) -> bool:
        """Whether it went live by an urgent correction that nobody else has signed yet."""
        return self.second_check_due_on is not None

    @property
    def awaits_decision(self) -> bool:
        """Whether somebody may sign: before it goes live, or after an urgent correction."""
        return self.stage == Stage.IN_REVIEW or self.awaits_second_check


class Declared(models.Model):
    """What a person says beside a signature: interests in this very answer, and the checklist.

    Empty where it was not asked, or not said. `checklist` keeps each question in the words it had then.
    """

    class Competing(models.TextChoices):
        NONE = "none", _("no competing interests in this answer")
        SOME = "some", _("competing interests, named")

    competing = models.CharField(max_length=8, choices=Competing.choices, blank=True)
    competing_text = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    checklist = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")

    COMPETING_IS_NAMED = models.Q(competing="some", competing_text__isnull=False) | models.Q(
        competing__in=("", "none"), competing_text__isnull=True
    )

    class Meta:
        abstract = True

    @property
    def has_conflict(self) -> bool:
        """Whether the person named competing interests in this answer."""
        return self.competing == self.Competing.SOME

    def checklist_lines(self) -> list[dict[str, str]]:
        """Each question as it was asked, with reply and note."""
        return list(json.loads(self.checklist.text)) if self.checklist else []


class Decision(Declared, AppendOnly):
    """One person's approval, request for changes or urgent correction: of one exact text in one round.

    Who corrects urgently has decided in that round, so that the second check is another person's.
    """

    ADDED_LATER = frozenset({"competing", "competing_text", "checklist"})

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        CHANGES_REQUESTED = "changes requested", _("changes requested")
        CORRECTED = "corrected urgently", _("corrected urgently")

    class Scope(models.TextChoices):
        WHOLE_PAGE = "whole page", _("whole page reviewed")
        THIS_CHANGE = "this change only", _("this change only")

    round = models.ForeignKey(Round, models.PROTECT, related_name="decisions")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="decisions")
    content_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    scope = models.CharField(max_length=20, choices=Scope.choices, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="decisions")
    role = models.CharField(max_length=120)
    credentials = models.CharField(max_length=200, blank=True)
    is_clinician = models.BooleanField()
    interests = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    note = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ("round", "decided_at", "id")
        constraints = (
            models.UniqueConstraint(name="a_person_decides_once_in_a_round", fields=("round", "person")),
            models.CheckConstraint(
                name="an_approval_says_what_was_reviewed",
                condition=models.Q(kind__in=("changes requested", "corrected urgently"), scope="")
                | models.Q(kind="approved", scope__in=("whole page", "this change only")),
            ),
            models.CheckConstraint(
                name="a_request_for_changes_says_what",
                condition=~models.Q(kind="changes requested") | models.Q(note__isnull=False),
            ),
            models.CheckConstraint(
                name="a_signature_names_declared_interests",
                condition=models.Q(kind="changes requested") | models.Q(interests__isnull=False),
            ),
            models.CheckConstraint(
                name="a_decision_names_its_competing_interests", condition=Declared.COMPETING_IS_NAMED
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person_id}"

    def approves(self, revision: Revision) -> bool:
        """Whether it is an approval of exactly this text."""
        same = self.revision_id == revision.pk and self.content_hash == revision.content_hash
        return same and self.kind == self.Kind.APPROVED
