"""Who may do which verb, as questions about a person and a row; an empty reason means yes.

Being a superuser opens the screens, never the four-eyes rules: nobody approves or checks their own work.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from functools import cached_property

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from answers.models import (
    AccessKey,
    Answer,
    Assignment,
    CitationCheck,
    Contributor,
    Credit,
    Invitation,
    Refused,
    Revision,
    Round,
    Scope,
    SentenceAuthor,
    SiteText,
    TermVersion,
    Thread,
)

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
"""The backend that knows permissions: `with_perm` must be told when a site has several."""

PARTS = {
    Assignment.Kind.CHECK: "check_answer",
    Assignment.Kind.REVIEW: "comment_answer",
    Assignment.Kind.APPROVE: "approve_answer",
}
"""The permission that each part of a review takes."""

SCOPES = {
    Scope.REVIEW: "answers.view_revision",
    Scope.RECORD: "answers.read_record",
    Scope.SOURCES: "sources.add_source",
    Scope.COMMENT: "answers.comment_answer",
    Scope.CHECK: "answers.check_answer",
    Scope.DECIDE: "answers.approve_answer",
}
"""The permission that each scope takes."""

SAMPLE_MAIL = "@sample.invalid"
"""What the addresses of the sample site's demo people end in; no real address can."""


def sample_people() -> QuerySet[User]:
    """The demo people whom anybody may continue as: on a sample site on one's own machine, else nobody."""
    is_sample_site = settings.SAMPLE_SITE and (settings.DEBUG or settings.ALLOW_INSECURE_LOCAL)
    people = User.objects.filter(email__endswith=SAMPLE_MAIL, is_active=True, is_staff=True)
    return people.order_by("id") if is_sample_site else people.none()


def managing_editors() -> QuerySet[User]:
    """Whoever was given the permission to correct urgently."""
    return User.objects.with_perm(
        "answers.emergency_answer", include_superusers=False, backend=MODEL_BACKEND
    ).order_by("id")


def asking(invitation: Invitation) -> Iterable[User]:
    """Whoever made a link; once they work here no more, the managing editors in their place."""
    return [invitation.asked_by] if invitation.asked_by.is_active else managing_editors()


def may(person: User, action: str) -> bool:
    """Whether the person has the permission `answers.<action>`; a deactivated person has none."""
    return person.is_active and person.has_perm(f"answers.{action}")


def may_read_reports(person: User) -> bool:
    """Readers may tell of themselves, so that only who handles their reports, or audits, reads them."""
    return may(person, "handle_report") or may(person, "read_record")


def may_read_quality(person: User) -> bool:
    """How good the answers are concerns who publishes them, and who audits."""
    return may(person, "publish_answer") or may(person, "read_record")


def demand(*reasons: str) -> None:
    """Raise Refused with the reasons that are not empty, if there are any."""
    given = [reason for reason in reasons if reason]
    if given:
        raise Refused(*given)


def why_not(person: User, action: str) -> str:
    """Why the person lacks the permission, in words."""
    return "" if may(person, action) else str(_REFUSALS[action]())


def why_no_scope(person: User, scope: str) -> str:
    """Why the person may not do what a scope of an access key stands for, session or key."""
    if person.is_active and person.is_staff and person.has_perm(SCOPES[Scope(scope)]):
        return ""
    return _("You do not have the permission for this: %(scope)s.") % {"scope": Scope(scope).label}


def why_not_revoke(person: User, key: AccessKey) -> str:
    """Why the person may not revoke this key: somebody else's takes a permission."""
    if key.person_id == person.pk or may(person, "revoke_accesskey"):
        return ""
    return _("Only its owner, a managing editor or an administrator may revoke this key.")


def is_contributor(person: User, revision: Revision) -> bool:
    """Whether the person had a hand in this text since the answer was last published."""
    return Credit.objects.towards(revision).filter(person=person.pk).exists()


def why_not_decide(person: User, revision: Revision) -> str:
    """Why the person may not approve this revision or ask for changes: permission, or own work."""
    if not may(person, "approve_answer"):
        return _("You do not have the permission to approve answers.")
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


def named(person: User) -> str:
    """A person's public name, else the name of the account."""
    contributor = getattr(person, "contributor", None)
    return contributor.name if contributor else person.get_username()


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


def why_not_correct(person: User) -> str:
    """Why the person may not correct a public answer urgently: it takes the right to approve too."""
    return why_not(person, "emergency_answer") or why_not(person, "approve_answer")


def why_not_confirm(person: User, revision: Revision, fingerprints: Iterable[str]) -> str:
    """Why the person may not confirm this live text unchanged: permission, or part of it is theirs."""
    if not may(person, "approve_answer"):
        return _("You do not have the permission to approve answers.")
    written = SentenceAuthor.objects.filter(
        answer=revision.answer_id, fingerprint__in=list(fingerprints), person=person.pk
    )
    if written.exists() or is_contributor(person, revision):
        return _("You wrote part of this text, so somebody else must confirm it.")
    return ""


def why_not_check(person: User, answer: Answer, fingerprints: Iterable[str]) -> str:
    """Why the person may not check this sentence or citation: permission, or they wrote it."""
    if not may(person, "check_answer"):
        return _("You do not have the permission to check citations.")
    own = SentenceAuthor.objects.filter(
        answer=answer.pk, fingerprint__in=list(fingerprints), person=person.pk
    ).exists()
    return _("You wrote this sentence or its citation, so somebody else must check it.") if own else ""


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
    if not may(person, "approve_sitetext"):
        return why_not(person, "approve_sitetext")
    if text.was_written_by(person):
        return _("You wrote part of this text, so somebody else must approve it.")
    return ""


def why_not_approve_term(person: User, version: TermVersion) -> str:
    """Why the person may not sign this version of a word: permission, or a hand in it."""
    if not may(person, "approve_term"):
        return why_not(person, "approve_term")
    if version.was_written_by(person):
        return _("You wrote part of this word, so somebody else must approve it.")
    return ""


class Closing:
    """Whether one person may close the threads of one answer: asked of the database once for all of them."""

    def __init__(self, person: User, answer: Answer) -> None:
        self._person, self._answer = person, answer

    def why_not(self, thread: Thread) -> str:
        """Why not this thread: a must-fix is closed by who raised it or who may approve the text."""
        if not may(self._person, "comment_answer"):
            return _("You do not have the permission to comment.")
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


def why_no_sign_in_link(by: User | None, person: User) -> str:
    """Why no link for this account: an administrator hands them out, or who works at the server itself."""
    if by is not None and not (by.is_active and by.is_superuser):
        return _("Only an administrator may make a link with which somebody signs in.")
    if not (person.is_active and person.is_staff):
        return _("This account is closed. Open it again under “Users” first.")
    return ""


_REFUSALS = {
    "change_answer": lambda: _("You do not have the permission to edit answers."),
    "add_answer": lambda: _("You do not have the permission to start answers."),
    "submit_answer": lambda: _("You do not have the permission to submit answers for review."),
    "comment_answer": lambda: _("You do not have the permission to comment."),
    "check_answer": lambda: _("You do not have the permission to check citations."),
    "approve_answer": lambda: _("You do not have the permission to approve answers."),
    "publish_answer": lambda: _("You do not have the permission to publish answers."),
    "schedule_answer": lambda: _("You do not have the permission to schedule answers."),
    "withdraw_answer": lambda: _("You do not have the permission to withdraw answers."),
    "emergency_answer": lambda: _("Only managing editors may correct a public answer urgently."),
    "import_answer": lambda: _("You do not have the permission to import pages."),
    "redact_answer": lambda: _("You do not have the permission to ask for a redaction."),
    "confirm_redaction": lambda: _("You do not have the permission to decide on a redaction."),
    "write_sitetext": lambda: _("You do not have the permission to write the texts of the site."),
    "approve_sitetext": lambda: _("You do not have the permission to approve the texts of the site."),
    "write_term": lambda: _("You do not have the permission to write words of the glossary."),
    "approve_term": lambda: _("You do not have the permission to approve words of the glossary."),
    "change_webhook": lambda: _("You do not have the permission to change webhooks."),
    "handle_report": lambda: _("You do not have the permission to handle reports from readers."),
    "erase_report": lambda: _("Only managing editors may erase the words of a report at once."),
    "change_gaterules": lambda: _("Only managing editors may change the rules for a good page."),
    "change_question": lambda: _("You do not have the permission to change questions."),
}
