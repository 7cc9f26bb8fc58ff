"""The review of a submitted revision: candidacy, round, decisions, citation checks, threads and comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision, SentenceAuthor
from sources.models import Source


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
    failure = models.TextField(blank=True)
    moved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        ordering = ("-moved_at", "-id")
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
                name="a_candidacy_stands_at_a_known_stage", condition=models.Q(stage__in=Stage.values)
            ),
        )

    def __str__(self) -> str:
        return f"{self.revision} · {self.get_stage_display()}"


class Decision(AppendOnly):
    """One person's approval, or request for changes, of one exact text in one round."""

    class Kind(models.TextChoices):
        APPROVED = "approved", _("approved")
        CHANGES_REQUESTED = "changes requested", _("changes requested")

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
                condition=models.Q(kind="changes requested", scope="")
                | models.Q(kind="approved", scope__in=("whole page", "this change only")),
            ),
            models.CheckConstraint(
                name="a_request_for_changes_says_what",
                condition=~models.Q(kind="changes requested") | models.Q(note__isnull=False),
            ),
            models.CheckConstraint(
                name="an_approval_names_declared_interests",
                condition=~models.Q(kind="approved") | models.Q(interests__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.person_id}"


class CitationCheckQuerySet(models.QuerySet["CitationCheck"]):
    """Which checks."""

    def by_others(self) -> CitationCheckQuerySet:
        """Checks whose checker wrote neither the sentence nor its citation: the only ones that count."""
        own = SentenceAuthor.objects.filter(
            models.Q(fingerprint=models.OuterRef("claim_hash"))
            | models.Q(fingerprint=models.OuterRef("fingerprint")),
            answer=models.OuterRef("answer"),
            person=models.OuterRef("checker"),
        )
        return self.filter(~models.Exists(own))


class CitationCheck(AppendOnly):
    """A person's verdict on one sentence and one source, or on one sentence without a citation.

    It holds for the same `claim_hash` and `fingerprint` (sentence, source, place, role, quote) and no longer.
    """

    class Verdict(models.TextChoices):
        SUPPORTS = "supports", _("supports the sentence")
        PARTLY = "partly supports", _("supports part of it")
        DOES_NOT = "does not support", _("does not support it")
        NOT_FOUND = "could not get it", _("could not get the source")
        NEEDS_NONE = "needs no citation", _("needs no citation")
        MUST_FIX = "must be fixed", _("must be fixed")

    class Reading(models.TextChoices):
        SOURCE = "read the source", _("read the source")
        ABSTRACT = "abstract only", _("abstract only")
        QUOTE = "quote only", _("quote only")

    UNCITED = (Verdict.NEEDS_NONE, Verdict.MUST_FIX)

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="checks")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="checks")
    claim_hash = models.CharField(max_length=64)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="checks")
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reading = models.CharField(max_length=20, choices=Reading.choices, blank=True)
    quote = models.ForeignKey(FrozenText, models.PROTECT, null=True, related_name="+")
    place = models.CharField(max_length=250, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    checker = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="checks")
    role = models.CharField(max_length=120)
    credentials = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    objects = CitationCheckQuerySet.as_manager()

    class Meta:
        ordering = ("answer", "checked_at", "id")
        indexes = (models.Index(fields=("answer", "fingerprint"), name="checks_of_a_citation"),)
        constraints = (
            models.CheckConstraint(
                name="a_check_of_a_citation_names_its_source",
                condition=models.Q(source__isnull=True, verdict__in=("needs no citation", "must be fixed"))
                | models.Q(
                    source__isnull=False,
                    verdict__in=("supports", "partly supports", "does not support", "could not get it"),
                ),
            ),
            models.CheckConstraint(
                name="support_rests_on_a_quote_or_a_reason",
                condition=~models.Q(verdict__in=("supports", "partly supports"))
                | models.Q(quote__isnull=False)
                | ~models.Q(reason=""),
            ),
            models.CheckConstraint(
                name="support_says_what_was_read",
                condition=~models.Q(verdict__in=("supports", "partly supports")) | ~models.Q(reading=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.checker_id}"


class PartlyAccepted(AppendOnly):
    """The written acceptance, by someone who did not write the sentence, of a check that says “partly”."""

    check_accepted = models.OneToOneField(CitationCheck, models.PROTECT, related_name="acceptance")
    reason = models.CharField(max_length=500)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        constraints = (models.CheckConstraint(name="an_acceptance_says_why", condition=~models.Q(reason="")),)

    def __str__(self) -> str:
        return self.reason


class Thread(models.Model):
    """A discussion of one passage of one revision; its place in later ones is carried, never guessed."""

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        MUST_FIX = "must-fix", _("must-fix")
        SUGGESTION = "suggestion", _("suggestion")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        RESOLVED = "resolved", _("resolved")

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="threads")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="threads")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMMENT)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    block = models.CharField(
        max_length=20, blank=True, choices=[(name, name) for name in content.CITED_BLOCKS]
    )
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    replacement = models.TextField(_("replace with"), blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="threads")
    opened_at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ("answer", "opened_at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_thread_speaks_of_a_passage_or_of_the_page",
                condition=models.Q(block="", start__isnull=True, end__isnull=True)
                | (~models.Q(block="") & models.Q(start__lt=models.F("end")) & ~models.Q(quote="")),
            ),
            models.CheckConstraint(
                name="a_resolved_thread_says_who_and_when",
                condition=models.Q(status="open", resolved_by__isnull=True, resolved_at__isnull=True)
                | models.Q(status="resolved", resolved_by__isnull=False, resolved_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.quote[:60]}"


class Comment(AppendOnly):
    """One message in a thread."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    text = models.ForeignKey(FrozenText, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="comments")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("thread", "written_at", "id")

    def __str__(self) -> str:
        return f"{self.author_id} · {self.thread_id}"
