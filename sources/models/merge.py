"""Merges: which source became part of which, how both were, and which two a person told apart."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from sources.models.source import ReadableJSON, Source

UNDOABLE_FOR = timedelta(days=30)


class MergeQuerySet(models.QuerySet["Merge"]):
    """Which merges."""

    def standing(self) -> MergeQuerySet:
        """Those that nobody has undone."""
        return self.filter(undone_at__isnull=True)

    def undoable(self, at: datetime) -> MergeQuerySet:
        """Those that a person may still undo at this moment."""
        return self.standing().filter(merged_at__gte=at - UNDOABLE_FOR)

    def about(self, source: Source) -> MergeQuerySet:
        """Those that this source took part in, on either side."""
        return self.filter(Q(duplicate=source) | Q(kept=source))


class Merge(models.Model):
    """Two sources that are one work: the duplicate is from now on a name of the kept one.

    `before` holds the fields of both as they were, `taken` the parts whose value the kept one has from the
    duplicate, `followed` the sources that had been merged into the duplicate, `notices` what was handed over.
    """

    duplicate = models.ForeignKey(
        Source, verbose_name=_("duplicate"), on_delete=models.PROTECT, related_name="merges_away"
    )
    kept = models.ForeignKey(
        Source, verbose_name=_("kept"), on_delete=models.PROTECT, related_name="merges_taken_in"
    )
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("merged by"), on_delete=models.PROTECT, related_name="+"
    )
    merged_at = models.DateTimeField(_("merged at"))
    before = models.JSONField(encoder=ReadableJSON)
    taken = models.JSONField(default=list)
    followed = models.JSONField(default=list)
    notices = models.JSONField(encoder=ReadableJSON, default=dict)
    doubts = models.JSONField(_("what spoke against it"), default=list, encoder=ReadableJSON)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("undone by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    undone_at = models.DateTimeField(_("undone at"), null=True, blank=True)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-merged_at", "-pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                condition=~Q(duplicate=F("kept")), name="a_source_is_never_merged_with_itself"
            ),
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=Q(undone_at__isnull=True),
                name="a_source_is_merged_into_one_other_at_a_time",
            ),
            models.UniqueConstraint(
                Least("duplicate", "kept"),
                Greatest("duplicate", "kept"),
                condition=Q(undone_at__isnull=True),
                name="two_sources_are_merged_in_one_direction_only",
            ),
            models.CheckConstraint(
                condition=Q(undone_at__isnull=True, undone_by__isnull=True)
                | Q(undone_at__isnull=False, undone_by__isnull=False),
                name="an_undone_merge_says_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return _("%(duplicate)s into %(kept)s") % {"duplicate": self.duplicate.key, "kept": self.kept.key}

    @property
    def undoable_until(self) -> datetime:
        """The last moment at which it can be undone."""
        return self.merged_at + UNDOABLE_FOR

    def is_undoable(self, at: datetime) -> bool:
        """Whether a person may still undo it: the same rule as `undoable()`."""
        return self.undone_at is None and at <= self.undoable_until


class ToldApart(models.Model):
    """Two sources that look alike and are two works, as a person found: nobody is asked about them again."""

    older = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    newer = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["older", "newer"], name="two_sources_are_told_apart_once"),
            models.CheckConstraint(
                condition=Q(older__lt=F("newer")), name="of_two_sources_told_apart_the_older_comes_first"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.older_id} · {self.newer_id}"
