"""Answers: the working copy that editors change, and the pointer to the revision that readers see."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.people import Contributor
from answers.models.questions import Question
from answers.models.revisions import Credit, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class Certainty(models.TextChoices):
    """How sure we are, always in words (GRADE's four levels, expert opinion, no studies)."""

    HIGH = "high", _("We are confident in this.")
    MODERATE = "moderate", _("We are fairly confident in this.")
    LOW = "low", _("We are not very sure.")
    VERY_LOW = "very_low", _("We are very unsure.")
    EXPERT = "expert", _("This is what experts say. It has not been tested well.")
    NONE = "none", _("We found no studies.")


class AnswerQuerySet(models.QuerySet["Answer"]):
    """Which answers."""

    def published(self) -> AnswerQuerySet:
        """Answers that readers can see: everything public begins here or at PublishedPage."""
        return self.filter(public_state=Answer.PublicState.PUBLISHED)

    def due_for_review(self, day: datetime.date) -> AnswerQuerySet:
        """Public answers whose review is due by this day or was due before; the longest due comes first."""
        return self.published().filter(review_due_on__lte=day).order_by("review_due_on", "id")

    def uncalled(self) -> AnswerQuerySet:
        """Those whose people have not been told yet of the present due date."""
        return self.exclude(called_due_on=models.F("review_due_on"))

    def not_written_by(self, person: User) -> AnswerQuerySet:
        """Answers whose live text, and all before it, was written without this person."""
        written = Credit.objects.filter(
            person=person.pk,
            revision__answer=models.OuterRef("pk"),
            revision__number__lte=models.OuterRef("live_revision__number"),
        )
        return self.filter(~models.Exists(written))

    def awaiting_second_check(self, *, due_before: datetime.date | None = None) -> AnswerQuerySet:
        """Public answers that were corrected urgently and that nobody else has signed since, with
        `corrected_at` and `second_check_due_on` beside each; the one due first comes first."""
        owed = {"candidacies__second_check_due_on__lt": due_before} if due_before else {}
        is_owed = models.Q(candidacies__second_check_due_on__isnull=False, **owed)
        waiting = self.published().filter(
            is_owed, pk__in=Answer.objects.filter(is_owed).order_by().values("pk")
        )
        moments = {
            "corrected_at": models.F("candidacies__moved_at"),
            "second_check_due_on": models.F("candidacies__second_check_due_on"),
        }
        return waiting.annotate(**moments).order_by("second_check_due_on", "id")


class Answer(models.Model):
    """The one answer to a question: the working copy, plus pointers to revisions.

    Its text changes only through `revisions.save`, its public state and `live_revision` only through
    `workflow`. `latest_number` is the number of the newest revision and the token of every save;
    `called_due_on` is the due date of which its people were told; since `falls_short_since` its topics have
    asked for more than the public text was signed with; `fails_gates` says that this is a gate which site or
    topics let block.
    """

    class PublicState(models.TextChoices):
        UNPUBLISHED = "unpublished", _("not public")
        PUBLISHED = "published", _("public")
        WITHDRAWN = "withdrawn", _("withdrawn")

    question = models.OneToOneField(
        Question, models.PROTECT, related_name="answer", verbose_name=_("question")
    )
    short_answer = models.TextField(_("short answer"), blank=True)
    certainty = models.CharField(_("how sure are we?"), max_length=10, choices=Certainty.choices, blank=True)
    certainty_reason = models.CharField(_("why"), max_length=500, blank=True)
    research = models.TextField(_("what the research says"), blank=True)
    unknowns = models.TextField(_("what we do not know"), blank=True)
    evidence_searched_to = models.DateField(_("evidence searched up to"), null=True, blank=True)
    search_notes = models.TextField(_("how we searched"), blank=True)
    drafted_with = models.CharField(
        _("drafted with"),
        max_length=300,
        blank=True,
        help_text=_("Any writing tool that was used, and how its text was checked; else “No writing tool”."),
    )
    translates = models.PositiveIntegerField(
        _("follows the original's version"),
        default=0,
        help_text=_("The version of the original that this text says the same as."),
    )
    emergency_signs = models.TextField(_("signs of an emergency"), blank=True)
    urgent_signs = models.TextField(_("signs to call about today"), blank=True)
    soon_signs = models.TextField(_("signs to see a doctor about"), blank=True)
    how_it_works = models.TextField(_("how it works"), blank=True)
    outcomes = models.JSONField(_("possible benefits and harms"), default=list, blank=True)
    """The rows as they are frozen, each with its names and numbers."""
    no_treatment = models.TextField(_("no treatment or waiting"), blank=True)
    other_choices = models.TextField(_("other choices"), blank=True)
    certainties = models.JSONField(_("how sure we are of single sentences"), default=list, blank=True)
    quality_of_life = models.TextField(_("daily life"), blank=True)
    latest_number = models.PositiveIntegerField(default=0, editable=False)
    public_state = models.CharField(
        _("public state"), max_length=12, choices=PublicState.choices, default=PublicState.UNPUBLISHED
    )
    live_revision = models.ForeignKey(Revision, models.PROTECT, null=True, editable=False, related_name="+")
    withdrawn_reason = models.CharField(_("reason for withdrawing"), max_length=500, blank=True)
    expires_at = models.DateTimeField(_("taken down at"), null=True, editable=False)
    expiry_reason = models.CharField(
        _("reason for taking it down"), max_length=500, blank=True, editable=False
    )
    expiry_set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    last_reviewed_on = models.DateField(_("last reviewed"), null=True, editable=False)
    review_due_on = models.DateField(_("next review due"), null=True, editable=False)
    called_due_on = models.DateField(null=True, editable=False)
    falls_short_since = models.DateTimeField(null=True, editable=False)
    fails_gates = models.BooleanField(default=False, editable=False)
    is_sample = models.BooleanField(_("sample content"), default=False, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+")
    created_at = models.DateTimeField(_("created"), editable=False)

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ("-created_at", "-id")
        permissions = (
            ("submit_answer", "Can submit an answer for review"),
            ("comment_answer", "Can comment on a revision"),
            ("check_answer", "Can check an answer's citations"),
            ("approve_answer", "Can approve a revision or request changes"),
            ("assign_answer", "Can ask people to review"),
            ("publish_answer", "Can publish an approved revision"),
            ("schedule_answer", "Can schedule an approved revision"),
            ("withdraw_answer", "Can withdraw a public answer"),
            ("emergency_answer", "Can correct a public answer urgently"),
            ("import_answer", "Can import pages"),
            ("read_record", "Can read the editorial record"),
            ("redact_answer", "Can ask for words to be removed from the record"),
            ("confirm_redaction", "Can confirm or refuse the removal of words"),
        )
        indexes = (
            models.Index(fields=("public_state", "review_due_on", "question"), name="answers_by_day_due"),
            models.Index(fields=("public_state", "id"), name="answers_of_a_public_state"),
            models.Index(fields=("is_sample", "id"), name="answers_that_are_samples"),
            models.Index(
                fields=("public_state", "live_revision", "latest_number", "id"), name="answers_as_public"
            ),
            models.Index(
                fields=("falls_short_since", "id"),
                name="answers_short_of_rules",
                condition=models.Q(falls_short_since__isnull=False),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="a_public_answer_has_a_live_revision_and_review_dates",
                condition=~models.Q(public_state="published")
                | models.Q(
                    live_revision__isnull=False, last_reviewed_on__isnull=False, review_due_on__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="an_unpublished_answer_has_no_live_revision",
                condition=~models.Q(public_state="unpublished") | models.Q(live_revision__isnull=True),
            ),
            models.CheckConstraint(
                name="a_withdrawn_answer_says_why",
                condition=~models.Q(public_state="withdrawn") | ~models.Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="an_expiry_says_when_why_and_who_set_it",
                condition=models.Q(expires_at__isnull=True, expiry_reason="", expiry_set_by__isnull=True)
                | models.Q(expires_at__isnull=False, expiry_set_by__isnull=False)
                & ~models.Q(expiry_reason=""),
            ),
            models.CheckConstraint(
                name="only_a_public_answer_expires",
                condition=models.Q(expires_at__isnull=True) | models.Q(public_state="published"),
            ),
            models.CheckConstraint(
                name="a_review_is_due_after_the_last_one",
                condition=models.Q(review_due_on__isnull=True)
                | models.Q(review_due_on__gt=models.F("last_reviewed_on")),
            ),
            models.CheckConstraint(
                name="certainty_is_one_of_six_wordings",
                condition=models.Q(certainty="") | models.Q(certainty__in=content.CERTAINTIES),
            ),
        )

    def __str__(self) -> str:
        return str(self.question)

    @property
    def is_public(self) -> bool:
        """Whether readers can see it now."""
        return self.public_state == self.PublicState.PUBLISHED


class DoctorQuestion(models.Model):
    """One line of “What to ask your doctor”, in order."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="doctor_questions")
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("question"), max_length=300)

    class Meta:
        verbose_name = _("doctor question")
        verbose_name_plural = _("doctor questions")
        ordering = ("answer", "order", "id")
        constraints = (
            models.UniqueConstraint(
                name="two_doctor_questions_do_not_share_a_place", fields=("answer", "order")
            ),
            models.CheckConstraint(name="a_doctor_question_has_words", condition=~models.Q(text="")),
        )

    def __str__(self) -> str:
        return self.text


class Byline(models.Model):
    """A contributor named as a writer of an answer, in order."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="bylines")
    contributor = models.ForeignKey(
        Contributor, models.PROTECT, related_name="bylines", verbose_name=_("written by")
    )
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("byline")
        verbose_name_plural = _("bylines")
        ordering = ("answer", "order", "id")
        constraints = (
            models.UniqueConstraint(name="a_contributor_is_named_once", fields=("answer", "contributor")),
        )

    def __str__(self) -> str:
        return str(self.contributor)
