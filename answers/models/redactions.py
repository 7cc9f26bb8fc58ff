"""Redactions: words removed from frozen texts on a legal ground, by two people; each leaves a tombstone."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText


class RedactionRequest(models.Model):
    """What one person asks to remove from an answer's record, until another one has decided.

    The words themselves stand here only as long as they are needed to find them.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("asked for")
        DONE = "done", _("removed")
        REFUSED = "refused", _("refused")

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="redaction_requests")
    passage = models.TextField(_("the words to remove"), blank=True)
    ground = models.CharField(_("legal ground"), max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.ASKED)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    refusal = models.CharField(_("why it was refused"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("request for a redaction")
        verbose_name_plural = _("requests for redactions")
        ordering = ("-asked_at", "-id")
        constraints = (
            models.CheckConstraint(name="a_redaction_names_its_ground", condition=~models.Q(ground="")),
            models.CheckConstraint(
                name="a_redaction_is_decided_by_another_person",
                condition=models.Q(decided_by__isnull=True) | ~models.Q(decided_by=models.F("asked_by")),
            ),
            models.CheckConstraint(
                name="only_an_open_request_keeps_the_words",
                condition=models.Q(state="asked", decided_by__isnull=True) & ~models.Q(passage="")
                | models.Q(state__in=("done", "refused"), passage="", decided_by__isnull=False),
            ),
            models.CheckConstraint(
                name="a_refused_redaction_says_why",
                condition=~models.Q(state="refused") | ~models.Q(refusal=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer_id} · {self.get_state_display()}"


class Redaction(AppendOnly):
    """That words were removed from one frozen text: when, why, by whom, and the hash of what is left.

    The database lets a frozen text change only once it stands here; `verify_log` compares what is left.
    """

    frozen = models.ForeignKey(FrozenText, models.PROTECT, related_name="redactions")
    request = models.ForeignKey(RedactionRequest, models.PROTECT, related_name="redactions")
    remaining_digest = models.CharField(max_length=64)
    ground = models.CharField(max_length=300)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    redacted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("redaction")
        verbose_name_plural = _("redactions")
        ordering = ("-redacted_at", "-id")
        constraints = (
            models.UniqueConstraint(
                name="a_text_is_redacted_once_for_a_request", fields=("frozen", "request")
            ),
            models.CheckConstraint(
                name="a_redaction_takes_two_people", condition=~models.Q(asked_by=models.F("confirmed_by"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.frozen_id[:12]} · {self.ground}"
