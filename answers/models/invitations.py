"""Invitations: links by which somebody without an account advises on one revision, and what they advised.

A link is stored as its hash only. It is derived from a secret of the site, so that whoever issued it can
copy it again and a copy of the database opens nothing.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import secrets
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.append_only import AppendOnly
from answers.models.checks import CitationCheck
from answers.models.readings import Reading
from answers.models.refusal import Refused
from answers.models.review import Round, Stage
from answers.models.revisions import Revision
from sources.models import Source

_SALT = "citewell.review-link"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Which invitations, and the one way to speak through one."""

    def of_token(self, token: str) -> InvitationQuerySet:
        """The one that this link belongs to, open or not."""
        return self.filter(token_hash=hashed(token))

    def usable(self, at: datetime.datetime) -> InvitationQuerySet:
        """Those whose link works: neither ended nor expired, and their round still awaits a decision."""
        awaiting = Q(round__candidacy__stage=Stage.IN_REVIEW) | Q(
            round__candidacy__second_check_due_on__isnull=False
        )
        return self.filter(awaiting, ended_at__isnull=True, expires_at__gt=at)

    def hold(self, invitation: Invitation, *, at: datetime.datetime) -> None:
        """Hold the answer and the link until the transaction ends; Refused when the link works no more.

        Whoever revokes it, or submits a newer text, comes before or after, and never in between.
        """
        answers = Answer.objects.filter(rounds=invitation.round_id)
        Answer.objects.filter(pk__in=answers).update(latest_number=F("latest_number"))
        held = self.filter(pk=invitation.pk, ended_at__isnull=True).update(expires_at=F("expires_at"))
        if not held or not self.usable(at).filter(pk=invitation.pk).exists():
            raise Refused(gettext("This link works no more. What you said before is kept."))


class Invitation(models.Model):
    """One link for one revision, in one round. The erasable row: names and addresses stand here and nowhere
    else, so that nothing hashed has to change when they are taken out.

    Without `sentences` it asks about every sentence, else about those with these numbers.
    """

    GRACE = datetime.timedelta(days=14)
    """How long the link works after the day by which an answer was asked for."""

    class End(models.TextChoices):
        REVOKED = "revoked", _("link revoked")
        DECLINED = "declined", _("cannot do it")

    round = models.ForeignKey(Round, models.PROTECT, related_name="invitations")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="invitations")
    asked_at = models.DateTimeField()
    due_on = models.DateField(_("by"))
    expires_at = models.DateTimeField()
    name = models.CharField(_("name"), max_length=200, blank=True)
    address = models.EmailField(_("mail address"), max_length=250, blank=True)
    note = models.CharField(_("a word to them"), max_length=500, blank=True)
    sentences = models.JSONField(default=list)
    seed = models.CharField(max_length=64)
    token_hash = models.CharField(max_length=64, unique=True)
    finished_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=10, choices=End.choices, blank=True)
    renewal_asked_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ("round", "id")
        constraints = (
            models.CheckConstraint(
                name="an_ended_invitation_says_how",
                condition=Q(ended_at__isnull=True, end="")
                | Q(ended_at__isnull=False, end__in=("revoked", "declined")),
            ),
        )

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Who speaks through the link, as colleagues read it; the name may have been erased."""
        name = self.name or gettext("an outside reviewer")
        return gettext("%(name)s (through a link)") % {"name": name}

    @property
    def token(self) -> str:
        """The secret of the link, worked out anew; empty when the site's secret is another one by now."""
        token = derived(self.seed)
        return token if hashed(token) == self.token_hash else ""

    @property
    def language(self) -> str:
        """The one in which the guest is spoken to: that of the text, where the site speaks it."""
        language = self.round.answer.question.language
        return language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE

    def asks_about(self, number: int) -> bool:
        """Whether the sentence with this number is one of those that were chosen."""
        return not self.sentences or number in self.sentences

    @classmethod
    def with_link(cls, **fields: Any) -> Invitation:
        """A new invitation, not yet stored, with a link of its own."""
        seed = secrets.token_hex(32)
        return cls(seed=seed, token_hash=hashed(derived(seed)), **fields)


class AdviceQuerySet(models.QuerySet["Advice"]):
    """Which advice."""

    def standing(self) -> AdviceQuerySet:
        """The newest of each link on each sentence and citation: it takes the place of earlier ones."""
        later = Advice.objects.filter(
            invitation=OuterRef("invitation"), fingerprint=OuterRef("fingerprint"), pk__gt=OuterRef("pk")
        )
        return self.filter(~Exists(later))

    def waiting(self) -> AdviceQuerySet:
        """What nobody has countersigned, and whose sentence nobody has checked since."""
        since = CitationCheck.objects.filter(
            answer=OuterRef("answer"),
            fingerprint=OuterRef("fingerprint"),
            checked_at__gt=OuterRef("given_at"),
        )
        weighed = self.standing().exclude(verdict=Advice.Verdict.NOT_MY_FIELD)
        return weighed.filter(~Exists(since), check_made__isnull=True)


class Advice(AppendOnly):
    """What somebody said through a link of one sentence and its source. It counts for nothing by itself."""

    class Verdict(models.TextChoices):
        SUPPORTS = "supports", _("supported")
        PARTLY = "partly supports", _("partly")
        DOES_NOT = "does not support", _("no")
        NOT_FOUND = "could not get it", _("cannot get the source")
        NEEDS_NONE = "needs no citation", _("right as it stands")
        MUST_FIX = "must be fixed", _("should be changed")
        NOT_MY_FIELD = "not my field", _("not my field")

    CITED = (Verdict.SUPPORTS, Verdict.PARTLY, Verdict.DOES_NOT, Verdict.NOT_FOUND, Verdict.NOT_MY_FIELD)
    UNCITED = (Verdict.NEEDS_NONE, Verdict.MUST_FIX, Verdict.NOT_MY_FIELD)
    DOUBTS = (Verdict.PARTLY, Verdict.DOES_NOT, Verdict.MUST_FIX)
    """What one would like to hear more about."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="advice")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="advice")
    revision = models.ForeignKey(Revision, models.PROTECT, related_name="advice")
    claim_hash = models.CharField(max_length=64)
    source = models.ForeignKey(Source, models.PROTECT, null=True, related_name="+")
    fingerprint = models.CharField(max_length=64)
    verdict = models.CharField(max_length=20, choices=Verdict.choices)
    reading = models.CharField(max_length=20, choices=Reading.choices, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    given_at = models.DateTimeField()

    objects = AdviceQuerySet.as_manager()

    class Meta:
        verbose_name = _("outside advice")
        verbose_name_plural = _("outside advice")
        ordering = ("invitation", "given_at", "id")
        indexes = (models.Index(fields=("answer", "fingerprint"), name="advice_on_a_citation"),)
        constraints = (
            models.CheckConstraint(
                name="advice_on_a_citation_names_its_source",
                condition=Q(verdict="not my field")
                | Q(source__isnull=True, verdict__in=("needs no citation", "must be fixed"))
                | Q(
                    source__isnull=False,
                    verdict__in=("supports", "partly supports", "does not support", "could not get it"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_verdict_display()} · {self.invitation_id}"


def derived(seed: str) -> str:
    """The secret of a link: nobody works it out without the site's own secret."""
    digest = salted_hmac(_SALT, seed, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def hashed(token: str) -> str:
    """What is stored of a link."""
    return hashlib.sha256(token.encode()).hexdigest()


def minutes(cards: int) -> int:
    """How long so many sentences take somebody who knows the field, in whole minutes, the end included."""
    return max(2, (cards + 1) // 2 + 1)


def how_long(sentences: int, cards: int) -> str:
    """The same in words; a sentence with two sources is one sentence and two cards."""
    count = ngettext("%(count)s sentence", "%(count)s sentences", sentences) % {"count": sentences}
    time = minutes(cards)
    about = ngettext("about %(time)s minute", "about %(time)s minutes", time) % {"time": time}
    return f"{count}, {about}"
