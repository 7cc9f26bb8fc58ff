"""The buttons inside the workspace: which form each takes, which verb it calls, and the spot it leads to."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import comments, workflow
from answers.admin import review_forms
from answers.admin.review_action import Action, Typed
from answers.models import CitationCheck, Refused, Revision, Thread
from answers.rendering import claims
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _check(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    source = Source.objects.filter(key=typed["source_key"]).first()  # as the text names it, merged or not
    if source is None:
        raise Refused(_("This source is no longer here. Load the page again."))
    given = {name: typed[name] for name in ("verdict", "reading", "quote", "place", "reason")}
    workflow.check(revision, typed["claim_hash"], by=by, at=at, source=source, **given)
    return _spot(revision, typed["claim_hash"])


def _check_uncited(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    given = {name: typed[name] for name in ("verdict", "reason")}
    workflow.check(revision, typed["claim_hash"], by=by, at=at, **given)
    return _spot(revision, typed["claim_hash"])


def _confirm_uncited(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.confirm_uncited(revision, by=by, at=at, claim_hashes=typed["claim_hashes"].split())
    return "uncited"


def _accept(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    check = CitationCheck.objects.filter(answer=revision.answer_id, pk=typed["check_id"]).first()
    if check is None:
        raise Refused(_("This check is no longer here. Load the page again."))
    workflow.accept_partly(check, by=by, at=at, reason=typed["reason"])
    return _spot(revision, check.claim_hash)


def _comment(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    passage: dict[str, Any] = {}
    number = typed["sentence"]
    if number:
        claim = next((each for each in claims.claims(revision.content()) if each.number == number), None)
        if claim is None:
            raise Refused(_("This sentence is not in this revision. Load the page again."))
        start, end = typed["start"], typed["end"]
        is_part = start is not None and end is not None and 0 <= start < end <= len(claim.text)
        passage = {
            "block": claim.block,
            "start": claim.start + (start if is_part else 0),
            "end": claim.start + end if is_part else claim.end,
        }
    given = {name: typed[name] for name in ("kind", "text", "replacement")}
    return f"thread-{comments.open_thread(revision, by=by, at=at, **passage, **given).pk}"


def _reply(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.reply(_thread(revision, typed), by=by, at=at, text=typed["text"])
    return f"thread-{typed['thread']}"


def _resolve(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.resolve(_thread(revision, typed), by=by, at=at, revision=revision)
    return f"thread-{typed['thread']}"


def _reopen(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.reopen(_thread(revision, typed), by=by, at=at)
    return f"thread-{typed['thread']}"


def _thread(revision: Revision, typed: Typed) -> Thread:
    found = Thread.objects.select_related("answer", "revision")
    thread = found.filter(answer=revision.answer_id, pk=typed["thread"]).first()
    if thread is None:
        raise Refused(_("This thread is not part of this answer."))
    return thread


def _spot(revision: Revision, claim_hash: str) -> str:
    found = (each.number for each in claims.claims(revision.content()) if each.hash == claim_hash)
    return f"sentence-{next(found, '')}"


INLINE: dict[str, Action] = {
    "check": Action(review_forms.CheckForm, "check_answer", _check, gettext_lazy("Your check is kept.")),
    "check-uncited": Action(
        review_forms.UncitedForm, "check_answer", _check_uncited, gettext_lazy("Your check is kept.")
    ),
    "confirm-uncited": Action(
        review_forms.ConfirmForm,
        "check_answer",
        _confirm_uncited,
        gettext_lazy("Confirmed: these sentences need no citation."),
    ),
    "accept-partly": Action(review_forms.AcceptForm, "approve_answer", _accept, gettext_lazy("Accepted.")),
    "comment": Action(
        review_forms.CommentForm, "comment_answer", _comment, gettext_lazy("Your comment is kept.")
    ),
    "reply": Action(review_forms.ReplyForm, "comment_answer", _reply, gettext_lazy("Your reply is kept.")),
    "resolve": Action(review_forms.ThreadForm, "comment_answer", _resolve, gettext_lazy("Resolved.")),
    "reopen": Action(review_forms.ThreadForm, "comment_answer", _reopen, gettext_lazy("Open again.")),
}
"""The buttons that stand in the workspace beside what they are about."""
