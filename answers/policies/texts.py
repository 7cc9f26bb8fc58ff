"""Who may judge a text, and ask others to: nobody judges their own. An empty reason means yes.

Being a superuser opens the screens, never these rules: nobody approves or checks their own work.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from answers.models import (
    Answer,
    Assignment,
    CitationCheck,
    Contributor,
    Credit,
    Revision,
    Round,
    SentenceAuthor,
    SiteText,
    TermVersion,
    Thread,
)
from answers.policies.people import named
from answers.policies.permissions import may, why_not

PARTS = {
    Assignment.Kind.CHECK: "check_answer",
    Assignment.Kind.REVIEW: "comment_answer",
    Assignment.Kind.APPROVE: "approve_answer",
}
"""The permission that each part of a review takes."""


def is_contributor(person: User, revision: Revision) -> bool:
    """Whether the person had a hand in this text since the answer was last published."""
    return Credit.objects.towards(revision).filter(person=person.pk).exists()


def why_not_decide(person: User, revision: Revision) -> str:
    """Why the person may not approve this revision or ask for changes: permission, or own work."""
    if refusal := why_not(person, "approve_answer"):
        return refusal
    if is_contributor(person, revision):
        return _(
            "You contributed to this text since it was last published, so somebody else must decide on it."
        )
    if Assignment.objects.filter(round__revision=revision, person=person.pk, steps_aside=True).exists():
        return _("You said that you should not sign this text, so somebody else must decide on it.")
    return ""


def why_not_recommend(person: User, revision: Revision) -> str:
    """Why the person may not advise on this revision: permission, or own work."""
    if not may(person, "comment_answer"):
        return _("You do not have the permission to recommend.")
    if is_contributor(person, revision):
        return _("You contributed to this text since it was last published, so somebody else must advise.")
    return ""


def why_not_assign(person: User, review: Round) -> str:
    """Why the person may not ask others: managing editors, those responsible, and the submitter may."""
    if may(person, "assign_answer"):
        return ""
    has_to_do = may(person, "comment_answer") and (
        review.opened_by_id == person.pk
        or any(topic.responsible.contains(person) for topic in review.answer.question.ruling_topics())
    )
    return (
        ""
        if has_to_do
        else _("Managing editors, people responsible for the topic, and whoever submitted it may ask others.")
    )


def why_not_asked(person: User, revision: Revision, kind: str) -> str:
    """Why this person is not asked for this part, in words for who asks; own sentences are told elsewhere."""
    name = named(person)
    if not may(person, PARTS[Assignment.Kind(kind)]):
        return _("%(name)s does not have the permission for this part.") % {"name": name}
    if kind != Assignment.Kind.CHECK and is_contributor(person, revision):
        sentence = _("%(name)s contributed to this text since it was last published. Ask somebody else.")
        return sentence % {"name": name}
    return ""


def why_not_declared(person: User, today: datetime.date) -> str:
    """Why the person may not sign yet: no byline, or interests not declared within 12 months."""
    contributor = Contributor.objects.filter(user=person.pk).first()
    if contributor is None:
        return _(
            "Nobody has entered your name and role yet. Ask a managing editor to add you as a contributor."
        )
    if not contributor.has_current_declaration(today):
        return _("Declare your interests first: the last declaration is missing or older than 12 months.")
    return ""


def why_not_confirm(person: User, revision: Revision, fingerprints: Iterable[str]) -> str:
    """Why the person may not confirm this live text unchanged: permission, or part of it is theirs."""
    if refusal := why_not(person, "approve_answer"):
        return refusal
    if _wrote(person, revision.answer_id, fingerprints) or is_contributor(person, revision):
        return _("You wrote part of this text, so somebody else must confirm it.")
    return ""


def why_not_check(person: User, answer: Answer, fingerprints: Iterable[str]) -> str:
    """Why the person may not check this sentence or citation: permission, or they wrote it."""
    if refusal := why_not(person, "check_answer"):
        return refusal
    if _wrote(person, answer.pk, fingerprints):
        return _("You wrote this sentence or its citation, so somebody else must check it.")
    return ""


def why_not_accept(person: User, check: CitationCheck) -> str:
    """Why the person may not accept a “partly”: permission, they wrote it, or it says something else."""
    if check.verdict != CitationCheck.Verdict.PARTLY:
        return _("Only a check that says “supports part of it” can be accepted.")
    if not may(person, "approve_answer"):
        return _("You do not have the permission to accept this.")
    return why_not_check(person, check.answer, [check.claim_hash, check.fingerprint])


def why_not_invite(person: User, revision: Revision) -> str:
    """Why the person may not ask somebody outside about this text: permission, or own work."""
    if not may(person, "approve_answer"):
        return _("Only people who may approve answers can ask somebody outside.")
    if is_contributor(person, revision):
        return _(
            "You contributed to this text since it was last published, so somebody else must choose whom to "
            "ask outside."
        )
    return ""


def why_not_countersign(person: User, revision: Revision, fingerprints: Iterable[str]) -> str:
    """Why the person may not sign for outside advice on these sentences: a check they could not make, or
    any hand in the text."""
    if is_contributor(person, revision):
        return _(
            "You contributed to this text since it was last published, so somebody else must countersign."
        )
    return why_not_check(person, revision.answer, fingerprints)


def why_not_approve_site_text(person: User, text: SiteText) -> str:
    """Why the person may not sign this version: permission, or a hand in it since the last public one."""
    if refusal := why_not(person, "approve_sitetext"):
        return refusal
    if text.was_written_by(person):
        return _("You wrote part of this text, so somebody else must approve it.")
    return ""


def why_not_approve_term(person: User, version: TermVersion) -> str:
    """Why the person may not sign this version of a word: permission, or a hand in it."""
    if refusal := why_not(person, "approve_term"):
        return refusal
    if version.was_written_by(person):
        return _("You wrote part of this word, so somebody else must approve it.")
    return ""


class Closing:
    """Whether one person may close the threads of one answer: asked of the database once for all of them."""

    def __init__(self, person: User, answer: Answer) -> None:
        self._person, self._answer = person, answer

    def why_not(self, thread: Thread) -> str:
        """Why not this thread: a must-fix is closed by who raised it or who may approve the text."""
        if refusal := why_not(self._person, "comment_answer"):
            return refusal
        must_fix = thread.kind == Thread.Kind.MUST_FIX and thread.opened_by_id != self._person.pk
        if must_fix and self._why_not_decide:
            return _("A must-fix is resolved by who raised it, or by somebody who may approve this text.")
        return ""

    @cached_property
    def _why_not_decide(self) -> str:
        newest = self._answer.revisions.order_by("-number").first()
        return why_not_decide(self._person, newest) if newest is not None else ""


def why_not_resolve(person: User, thread: Thread) -> str:
    """Why the person may not close this thread."""
    return Closing(person, thread.answer).why_not(thread)


def _wrote(person: User, answer: int, fingerprints: Iterable[str]) -> bool:
    """Whether one of these sentences or citations is theirs."""
    written = SentenceAuthor.objects.filter(answer=answer, fingerprint__in=list(fingerprints))
    return written.filter(person=person.pk).exists()
