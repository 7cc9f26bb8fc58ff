"""That a source has a newer edition: who proposed it, what a person decided; not what readers are told."""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from sources.models.source import Source


class ReplacementStatus(models.TextChoices):
    """Proposed by somebody, then confirmed or rejected by a person."""

    PROPOSED = "proposed", _("Proposed, to be confirmed")
    CONFIRMED = "confirmed", _("Confirmed")
    REJECTED = "rejected", _("Rejected")


class ReplacementQuerySet(models.QuerySet["Replacement"]):
    """Which replacements count."""

    def proposed(self) -> ReplacementQuerySet:
        """Those that still wait for a person."""
        return self.filter(status=ReplacementStatus.PROPOSED)

    def confirmed(self) -> ReplacementQuerySet:
        """Those that readers hear of."""
        return self.filter(status=ReplacementStatus.CONFIRMED)

    def standing(self) -> ReplacementQuerySet:
        """Those that were not rejected; a source has one at most."""
        return self.exclude(status=ReplacementStatus.REJECTED)

    def of(self, sources: Iterable[Source]) -> ReplacementQuerySet:
        """Those of these sources, and of what was merged into them."""
        pks = [source.pk for source in sources]
        return self.filter(Q(source__in=pks) | Q(source__merged_into__in=pks))

    def with_sources(self) -> ReplacementQuerySet:
        """With both editions as they are named now, in the same query."""
        return self.select_related("source__merged_into", "newer__merged_into")

    def in_force(self) -> dict[int, Replacement]:
        """Each confirmed replacement, by the number of every source that a text may name for the older one.

        Two editions that somebody merged are one source, and it has no newer one.
        """
        found = {each.older.pk: each for each in self.confirmed().with_sources().order_by("pk")}
        apart = {pk: each for pk, each in found.items() if pk != each.newest.pk}
        family = (
            Source.objects.filter(Q(pk__in=apart) | Q(merged_into__in=apart))
            if apart
            else Source.objects.none()
        )
        return {pk: apart[merged_into or pk] for pk, merged_into in family.values_list("pk", "merged_into")}


class Replacement(models.Model):
    """A newer edition of a source. The sources stay what they are; texts change by people's hands alone.

    What readers are told of the newer edition is kept as it was when somebody confirmed it, so that no
    later change of a field gets out unseen.
    """

    source = models.ForeignKey(
        Source, verbose_name=_("source"), on_delete=models.PROTECT, related_name="replacements"
    )
    newer = models.ForeignKey(
        Source, verbose_name=_("newer edition"), on_delete=models.PROTECT, related_name="replaces"
    )
    why = models.CharField(_("what says so"), max_length=500, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=ReplacementStatus.choices, default=ReplacementStatus.PROPOSED
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("proposed by"), on_delete=models.PROTECT, related_name="+"
    )
    proposed_at = models.DateTimeField(_("proposed at"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided at"), null=True)
    decision_reason = models.CharField(_("reason of the decision"), max_length=500, blank=True)
    told_title = models.TextField(_("its title as readers are told"), blank=True)
    told_year = models.PositiveSmallIntegerField(_("its year as readers are told"), null=True)
    told_url = models.URLField(_("where readers find it"), max_length=1000, blank=True)

    objects = ReplacementQuerySet.as_manager()

    class Meta:
        verbose_name = _("newer edition")
        verbose_name_plural = _("newer editions")
        ordering = ["source_id", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(source=F("newer")), name="a_source_is_never_its_own_newer_edition"
            ),
            models.UniqueConstraint(
                fields=["source"],
                condition=~Q(status=ReplacementStatus.REJECTED),
                name="a_source_has_one_newer_edition",
            ),
            models.CheckConstraint(
                condition=Q(
                    status=ReplacementStatus.PROPOSED, decided_at__isnull=True, decided_by__isnull=True
                )
                | Q(
                    status__in=[ReplacementStatus.CONFIRMED, ReplacementStatus.REJECTED],
                    decided_at__isnull=False,
                    decided_by__isnull=False,
                ),
                name="a_decided_replacement_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReplacementStatus.REJECTED) | ~Q(decision_reason=""),
                name="a_rejected_replacement_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(status=ReplacementStatus.CONFIRMED) | ~Q(told_title=""),
                name="a_confirmed_replacement_names_the_newer_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source.label} → {self.newer.label}"

    @property
    def older(self) -> Source:
        """The replaced source under its present key."""
        return self.source.merged_into or self.source

    @property
    def newest(self) -> Source:
        """The newer edition under its present key."""
        return self.newer.merged_into or self.newer

    @property
    def is_proposed(self) -> bool:
        """Whether it still waits for a person."""
        return self.status == ReplacementStatus.PROPOSED

    @property
    def is_confirmed(self) -> bool:
        """Whether readers hear of it."""
        return self.status == ReplacementStatus.CONFIRMED
