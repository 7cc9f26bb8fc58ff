"""The sources of an answer's working copy: those that its claims cite, and those that were set aside."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.answers import Answer
from sources.models import Source


class Citation(models.Model):
    """One use of one source by one claim of the working copy; the token in the text is its anchor."""

    class Role(models.TextChoices):
        SUPPORTS = "supports", _("supports the sentence")
        PARTLY = "partly", _("supports part of it")
        CONTRADICTS = "contradicts", _("says otherwise")
        CONTEXT = "context", _("gives context")
        NOT_RELEVANT = "not_relevant", _("not relevant: looked at but not used")

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="citations")
    source = models.ForeignKey(Source, models.PROTECT, related_name="citations")
    claim_hash = models.CharField(max_length=64)
    claim_text = models.TextField()
    block = models.CharField(max_length=20)
    position = models.PositiveIntegerField()
    locator = models.CharField(_("place in the source"), max_length=250, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.SUPPORTS)
    quote = models.CharField(_("supporting quote"), max_length=300, blank=True)
    note = models.CharField(_("reason"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("citation")
        verbose_name_plural = _("citations")
        ordering = ("answer", "position", "id")
        indexes = (models.Index(name="citations_of_a_source", fields=("answer", "source")),)
        constraints = (
            models.UniqueConstraint(
                name="a_claim_cites_a_source_once", fields=("answer", "claim_hash", "source")
            ),
            models.CheckConstraint(
                name="a_citation_has_a_known_role", condition=models.Q(role__in=content.ROLES)
            ),
            models.CheckConstraint(
                name="a_citation_stands_in_a_block_that_may_cite",
                condition=models.Q(block__in=content.CITED_BLOCKS),
            ),
        )

    def __str__(self) -> str:
        return f"{self.source_id} · {self.claim_text[:60]}"


class SetAsideSource(models.Model):
    """A source we looked at but did not use, and why; it has no number."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="set_aside_sources")
    source = models.ForeignKey(Source, models.PROTECT, related_name="set_aside_by", verbose_name=_("source"))
    order = models.PositiveSmallIntegerField(_("order"))
    reason = models.CharField(_("why it was not used"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("source we did not use")
        verbose_name_plural = _("sources we looked at but did not use")
        ordering = ("answer", "order", "id")
        constraints = (
            models.UniqueConstraint(name="a_source_is_set_aside_once", fields=("answer", "source")),
        )

    def __str__(self) -> str:
        return f"{self.source_id} · {self.reason[:60]}"
