"""The buttons inside the workspace: which form each takes, which verb it calls, and the spot it leads to."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import comments, workflow
from answers.admin.review import inline_forms as forms
from answers.admin.review import outside, people
from answers.admin.review.action import Action, Typed
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
    given = {name: typed[name] for name in ("kind", "text", "replacement")}
    is_whole = typed["sentence"] in ("", forms.WHOLE_PAGE)
    passage = {} if is_whole else _passage(revision, typed)
    thread = comments.open_thread(revision, by=by, at=at, told=_told(typed), **passage, **given)
    return f"thread-{thread.pk}"


def _passage(revision: Revision, typed: Typed) -> dict[str, Any]:
    """The words that were selected, or written beside the sentence, else the whole sentence."""
    given = {name: typed[name] for name in ("words", "start", "end")}
    return comments.chosen(revision.content(), typed["sentence"], **given)


def _reply(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.reply(thread_of(revision, typed), by=by, at=at, text=typed["text"], told=_told(typed))
    return f"thread-{typed['thread']}"


def _told(typed: Typed) -> list[User]:
    return [typed["tell"]] if typed["tell"] else []


def _resolve(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.resolve(thread_of(revision, typed), by=by, at=at, revision=revision)
    return f"thread-{typed['thread']}"


def _decline(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    thread = thread_of(revision, typed)
    comments.decline(thread, by=by, at=at, revision=revision, reason=typed["reason"])
    return f"thread-{thread.pk}"


def _reopen(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.reopen(thread_of(revision, typed), by=by, at=at)
    return f"thread-{typed['thread']}"


def _belongs_here(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    thread = thread_of(revision, typed)
    place = dict(comments.placed(revision)).get(thread)
    if place is None or place.state == "orphaned":
        raise Refused(_("The text that this thread speaks of is gone. Choose a sentence for it."))
    passage: dict[str, Any] = {"block": place.block, "start": place.start, "end": place.end}
    comments.anchor(thread, revision, by=by, at=at, **passage)
    return f"thread-{thread.pk}"


def _anchor(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    thread = thread_of(revision, typed)
    comments.anchor(thread, revision, by=by, at=at, **_passage(revision, typed))
    return f"thread-{thread.pk}"


def thread_of(revision: Revision, typed: Typed) -> Thread:
    """The thread of this answer that the button belongs to, or Refused."""
    found = Thread.objects.select_related("answer", "revision")
    thread = found.filter(answer=revision.answer_id, pk=typed["thread"]).first()
    if thread is None:
        raise Refused(_("This thread is not part of this answer."))
    return thread


def _spot(revision: Revision, claim_hash: str) -> str:
    found = (each.number for each in claims.claims(revision.content()) if each.hash == claim_hash)
    return f"sentence-{next(found, '')}"


INLINE: dict[str, Action] = {
    "check": Action(forms.CheckForm, "check_answer", _check, gettext_lazy("Your check is kept.")),
    "check-uncited": Action(
        forms.UncitedForm, "check_answer", _check_uncited, gettext_lazy("Your check is kept.")
    ),
    "confirm-uncited": Action(
        forms.ConfirmForm,
        "check_answer",
        _confirm_uncited,
        gettext_lazy("Confirmed: these sentences need no citation."),
    ),
    "accept-partly": Action(forms.AcceptForm, "approve_answer", _accept, gettext_lazy("Accepted.")),
    "comment": Action(forms.CommentForm, "comment_answer", _comment, gettext_lazy("Your comment is kept.")),
    "reply": Action(forms.ReplyForm, "comment_answer", _reply, gettext_lazy("Your reply is kept.")),
    "resolve": Action(forms.ThreadForm, "comment_answer", _resolve, gettext_lazy("Resolved.")),
    "decline": Action(forms.DeclineForm, "comment_answer", _decline, gettext_lazy("Declined.")),
    "reopen": Action(forms.ThreadForm, "comment_answer", _reopen, gettext_lazy("Open again.")),
    "belongs-here": Action(
        forms.ThreadForm, "comment_answer", _belongs_here, gettext_lazy("Its place is confirmed.")
    ),
    "anchor": Action(forms.AnchorForm, "comment_answer", _anchor, gettext_lazy("It stands there now.")),
    **people.BUTTONS,
    **outside.BUTTONS,
}
"""The buttons that stand in the workspace beside what they are about."""

CHECKING = ("check", "check-uncited")
"""Those that are steps of the walk: after each comes the next."""
