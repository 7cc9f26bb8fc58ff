"""Revisions: frozen, numbered, hashed snapshots of an answer's content, and who had a hand in each."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from answers import content
from answers.models.append_only import AppendOnly


class FrozenTextQuerySet(models.QuerySet["FrozenText"]):
    """Which texts, and the one way to keep one."""

    def keep(self, text: str) -> FrozenText:
        """The row of this text; a text that is kept already is not kept twice."""
        digest = content.digest(text)
        row = FrozenText(digest=digest, text=text)
        if not self.filter(digest=digest).exists():
            self.bulk_create([row], ignore_conflicts=True)
        return row


class FrozenText(AppendOnly):
    """A text kept under its own SHA-256, apart from the rows that carry only the hash.

    Kept apart so that a passage can be redacted on legal grounds while every hashed row stays as it was.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    text = models.TextField()

    objects = FrozenTextQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                name="a_frozen_text_stands_under_a_sha256",
                condition=models.Q(digest__regex=r"^[0-9a-f]{64}$"),
            ),
        )

    def __str__(self) -> str:
        return self.digest[:12]


class Revision(AppendOnly):
    """One numbered snapshot of an answer's content. Review, approval and publication bind to its hash."""

    class Origin(models.TextChoices):
        SAVED = "saved", _("saved")
        IMPORTED = "imported", _("imported")
        RESTORED = "restored", _("restored")
        SUGGESTION = "suggestion", _("suggestion accepted")
        NEWER = "newer", _("newer edition")

    answer = models.ForeignKey("answers.Answer", models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    frozen = models.ForeignKey(FrozenText, models.PROTECT, db_column="content_hash", related_name="revisions")
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()
    origin = models.CharField(max_length=12, choices=Origin.choices, default=Origin.SAVED)
    restored_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("answer", "-number")
        constraints = (
            models.UniqueConstraint(name="a_revision_number_is_used_once", fields=("answer", "number")),
            models.CheckConstraint(name="revisions_count_from_one", condition=models.Q(number__gte=1)),
            models.CheckConstraint(
                name="only_a_restored_revision_names_another",
                condition=models.Q(restored_from__isnull=True) | models.Q(origin="restored"),
            ),
        )

    def __str__(self) -> str:
        return _("Revision %(number)s") % {"number": self.number}

    @property
    def content_hash(self) -> str:
        """The SHA-256 that decisions name."""
        return str(self.frozen_id)

    def content(self) -> content.Content:
        """The frozen content, read from its text."""
        return content.loads(self.frozen.text)


class CreditQuerySet(models.QuerySet["Credit"]):
    """Which credits."""

    def towards(self, revision: Revision) -> CreditQuerySet:
        """Those given for this revision's text since the answer was last published: its contributors.

        An urgent correction counts as published only once somebody else has signed it.
        """
        before = Publication.objects.signed().filter(
            answer=revision.answer_id, revision__number__lt=revision.number
        )
        newest = before.order_by("-revision__number").values("revision__number")[:1]
        return self.filter(
            revision__answer=revision.answer_id,
            revision__number__gt=Coalesce(models.Subquery(newest), 0),
            revision__number__lte=revision.number,
        )


class Credit(AppendOnly):
    """A person who contributed to a revision: they may not approve it."""

    class How(models.TextChoices):
        SAVED = "saved", _("saved the text")
        IMPORTED = "imported", _("imported the page")
        SUGGESTED = "suggested", _("wrote an accepted suggestion")
        RESTORED = "restored", _("wrote the restored text")

    revision = models.ForeignKey(Revision, models.PROTECT, related_name="credits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="credits")
    how = models.CharField(max_length=12, choices=How.choices)

    objects = CreditQuerySet.as_manager()

    class Meta:
        ordering = ("revision", "id")
        constraints = (
            models.UniqueConstraint(name="a_credit_is_given_once", fields=("revision", "person", "how")),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.how} {self.revision_id}"


class SentenceAuthor(AppendOnly):
    """Who brought a sentence, a citation of it or another line into an answer.

    They may not check it, and not confirm a text in which it stands. `fingerprint` is a claim's hash, the
    fingerprint of a citation or the hash of a line (`revisions.fingerprints`).
    """

    answer = models.ForeignKey("answers.Answer", models.PROTECT, related_name="sentence_authors")
    fingerprint = models.CharField(max_length=64)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="+")

    class Meta:
        ordering = ("answer", "id")
        constraints = (
            models.UniqueConstraint(
                name="a_sentence_names_its_author_once", fields=("answer", "fingerprint", "person")
            ),
        )

    def __str__(self) -> str:
        return f"{self.person_id} {self.fingerprint[:12]}"


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Which publications."""

    def versions(self) -> PublicationQuerySet:
        """One for each numbered version: what made it, without what signed the same text again."""
        return self.filter(renewal=0)

    def signed(self) -> PublicationQuerySet:
        """Those for which the text was signed by people who had not written it."""
        return self.exclude(kind=Publication.Kind.CORRECTED)

    def signed_revision(self) -> Revision | None:
        """The newest text that was signed by people who had not written it; of one answer."""
        signed = self.signed().select_related("revision__frozen").order_by("-version", "-renewal").first()
        return signed.revision if signed else None


class Publication(AppendOnly):
    """One public version of an answer: which revision went live, when, by whom and why, in plain words.

    When the same text is signed again the version keeps its number, and `renewal` counts from one.
    """

    ADDED_LATER = frozenset({"renewal"})

    class Kind(models.TextChoices):
        PUBLISHED = "published", _("published")
        CONFIRMED = "confirmed", _("confirmed unchanged")
        CORRECTED = "corrected", _("corrected urgently")
        SECOND_CHECK = "second check", _("checked by a second person")

    answer = models.ForeignKey("answers.Answer", models.PROTECT, related_name="publications")
    version = models.PositiveIntegerField()
    renewal = models.PositiveSmallIntegerField(default=0)
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="publications")
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.PUBLISHED)
    reason = models.CharField(max_length=500, blank=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    last_reviewed_on = models.DateField()

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ("answer", "-version", "-renewal")
        constraints = (
            models.UniqueConstraint(
                name="a_public_version_is_numbered_once", fields=("answer", "version", "renewal")
            ),
            models.CheckConstraint(
                name="only_a_later_signature_renews_a_version",
                condition=models.Q(kind__in=("confirmed", "second check"), renewal__gte=1)
                | models.Q(kind__in=("published", "corrected"), renewal=0),
            ),
            models.CheckConstraint(
                name="an_urgent_correction_says_why",
                condition=~models.Q(kind="corrected") | ~models.Q(reason=""),
            ),
        )

    def __str__(self) -> str:
        return _("Version %(version)s") % {"version": self.version}
