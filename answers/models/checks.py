"""Citation checks: who compared which sentence with which source, and what they found."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models import readings
from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision, SentenceAuthor
from sources.models import Source


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

    def bare(self) -> CitationCheckQuerySet:
        """Each with what it found, and for what: all that decides whether something is still in the way."""
        return self.select_related("acceptance").only(
            "answer", "fingerprint", "checker", "verdict", "reading", "acceptance__check_accepted"
        )


class CitationCheck(AppendOnly):
    """A person's verdict on one sentence and one source, or on one sentence without a citation.

    It holds for the same `claim_hash` and `fingerprint` (sentence, source, place, role, quote) and no longer.
    One that was carried over with a small change of the sentence names the check that it follows; one that
    countersigns what somebody advised through a link names that advice.
    """

    ADDED_LATER = frozenset({"carried_from", "advice"})

    class Verdict(models.TextChoices):
        SUPPORTS = "supports", _("supports the sentence")
        PARTLY = "partly supports", _("supports part of it")
        DOES_NOT = "does not support", _("does not support it")
        NOT_FOUND = "could not get it", _("could not get the source")
        NEEDS_NONE = "needs no citation", _("needs no citation")
        MUST_FIX = "must be fixed", _("must be fixed")

    Reading = readings.Reading

    UNCITED = (Verdict.NEEDS_NONE, Verdict.MUST_FIX)
    DENIES = (Verdict.DOES_NOT, Verdict.MUST_FIX)

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
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    advice = models.OneToOneField("answers.Advice", models.PROTECT, null=True, related_name="check_made")

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
                name="only_a_good_check_is_carried_over",
                condition=models.Q(carried_from__isnull=True)
                | models.Q(verdict__in=("supports", "needs no citation")),
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

    @property
    def is_accepted(self) -> bool:
        """Whether it says “partly” and somebody accepted that in writing."""
        return hasattr(self, "acceptance")


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
