"""Threads: discussions of a passage of a revision, their comments, and where people said they belong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.revisions import FrozenText, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Which threads."""

    def involving(self, person: User) -> ThreadQuerySet:
        """Those that the person opened or wrote in."""
        written = Comment.objects.filter(thread=models.OuterRef("pk"), author=person)
        return self.filter(models.Q(opened_by=person) | models.Exists(written))

    def mentioning(self, person: User) -> ThreadQuerySet:
        """Those in which somebody named the person."""
        return self.filter(
            models.Exists(Mention.objects.filter(comment__thread=models.OuterRef("pk"), person=person))
        )

    def carried(self) -> ThreadQuerySet:
        """Open threads on a passage of an older text than the newest, with `newest_anchor` beside each."""
        is_older = {"revision__number__lt": models.F("answer__latest_number")}
        open_ones = self.filter(status=Thread.Status.OPEN, **is_older)
        said = Anchor.objects.filter(thread=models.OuterRef("pk")).order_by("-id").values("pk")[:1]
        return open_ones.exclude(block="").annotate(newest_anchor=models.Subquery(said))


class Thread(models.Model):
    """A discussion of one passage of one revision; its place in later ones is carried, never guessed.

    One that came through a link names the invitation and no account; it is advice, so it is a comment and
    blocks nothing. `resolved_in` is the revision in which it was found to be settled: for an accepted
    suggestion the one that brought the new words.
    """

    class Kind(models.TextChoices):
        COMMENT = "comment", _("comment")
        MUST_FIX = "must-fix", _("must-fix")
        SUGGESTION = "suggestion", _("suggestion")

    class Status(models.TextChoices):
        OPEN = "open", _("open")
        RESOLVED = "resolved", _("resolved")

    class Outcome(models.TextChoices):
        ACCEPTED = "accepted", _("accepted")
        DECLINED = "declined", _("declined")

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="threads")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="threads")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices, default=Kind.COMMENT)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    block = models.CharField(max_length=20, blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    quote = models.TextField(blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    replacement = models.TextField(_("replace with"), blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="threads")
    invitation = models.ForeignKey("answers.Invitation", models.PROTECT, null=True, related_name="threads")
    opened_at = models.DateTimeField()
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)
    resolved_in = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = _("thread")
        verbose_name_plural = _("threads")
        ordering = ("answer", "opened_at", "id")
        indexes = (
            models.Index(fields=("opened_at", "id"), name="open_threads", condition=models.Q(status="open")),
        )
        constraints = (
            models.CheckConstraint(
                name="a_thread_is_opened_by_one_person",
                condition=models.Q(opened_by__isnull=False, invitation__isnull=True)
                | models.Q(opened_by__isnull=True, invitation__isnull=False, kind="comment"),
            ),
            models.CheckConstraint(
                name="a_thread_speaks_of_a_passage_or_of_the_page",
                condition=models.Q(block="", start__isnull=True, end__isnull=True)
                | (~models.Q(block="") & models.Q(start__lt=models.F("end")) & ~models.Q(quote="")),
            ),
            models.CheckConstraint(
                name="a_thread_stands_in_a_part_of_the_page",
                condition=models.Q(block__in=("", *content.COMMENTED_BLOCKS)),
            ),
            models.CheckConstraint(
                name="a_resolved_thread_says_who_and_when",
                condition=models.Q(status="open", resolved_by__isnull=True, resolved_at__isnull=True)
                | models.Q(status="resolved", resolved_by__isnull=False, resolved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="an_open_thread_has_no_outcome",
                condition=models.Q(status="resolved") | models.Q(outcome="", resolved_in__isnull=True),
            ),
            models.CheckConstraint(
                name="only_a_suggestion_is_accepted_or_declined",
                condition=models.Q(outcome="") | models.Q(kind="suggestion"),
            ),
            models.CheckConstraint(
                name="an_accepted_suggestion_names_its_revision",
                condition=~models.Q(outcome="accepted") | models.Q(resolved_in__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.quote[:60]}"


class Comment(AppendOnly):
    """One message in a thread, by a colleague or by somebody who was invited through a link."""

    ADDED_LATER = frozenset({"invitation"})

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="comments")
    text = models.ForeignKey(FrozenText, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="comments")
    invitation = models.ForeignKey("answers.Invitation", models.PROTECT, null=True, related_name="comments")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ("thread", "written_at", "id")
        constraints = (
            models.CheckConstraint(
                name="a_comment_is_one_persons",
                condition=models.Q(author__isnull=False, invitation__isnull=True)
                | models.Q(author__isnull=True, invitation__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self.author_id or self.invitation} · {self.thread_id}"


class Mention(AppendOnly):
    """A colleague whom a comment names, so that they hear of it."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="mentions")

    class Meta:
        ordering = ("comment", "id")
        constraints = (
            models.UniqueConstraint(name="a_comment_names_a_person_once", fields=("comment", "person")),
        )

    def __str__(self) -> str:
        return f"{self.person_id} · {self.comment_id}"


class Anchor(AppendOnly):
    """Where somebody said that a thread belongs on a later revision; from there its place is carried on."""

    thread = models.ForeignKey(Thread, models.PROTECT, related_name="anchors")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")
    block = models.CharField(max_length=20)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    placed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()

    class Meta:
        ordering = ("thread", "id")
        constraints = (
            models.CheckConstraint(
                name="an_anchor_stands_in_a_part_of_the_page",
                condition=models.Q(block__in=content.COMMENTED_BLOCKS),
            ),
            models.CheckConstraint(
                name="an_anchor_holds_at_least_one_character",
                condition=models.Q(start__lt=models.F("end")) & ~models.Q(quote=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.quote[:60]}"
