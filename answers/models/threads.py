"""Threads: discussions of a passage of a revision, and their comments."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision


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
