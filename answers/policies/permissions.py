"""Who has which permission, and what they are told who lack it; it knows no text and whose work it is."""

from __future__ import annotations

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from answers.models import AccessKey, Refused, Scope

SCOPES = {
    Scope.REVIEW: "answers.view_revision",
    Scope.RECORD: "answers.read_record",
    Scope.SOURCES: "sources.add_source",
    Scope.COMMENT: "answers.comment_answer",
    Scope.CHECK: "answers.check_answer",
    Scope.DECIDE: "answers.approve_answer",
}
"""The permission that each scope takes."""


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


def why_not_correct(person: User) -> str:
    """Why the person may not correct a public answer urgently: it takes the right to approve too."""
    return why_not(person, "emergency_answer") or why_not(person, "approve_answer")


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
