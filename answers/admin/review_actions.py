"""Which button of the workspace calls which verb, and when it is offered; the verbs themselves decide."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import comments, policies, workflow
from answers.admin import review_forms
from answers.models import Candidacy, CitationCheck, Refused, Revision, Thread
from answers.rendering import claims
from answers.workflow import transitions
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Typed = Mapping[str, Any]
Act = Callable[[Revision, Typed, "User", datetime.datetime], str]


@dataclass(frozen=True)
class Action:
    """One button: its form, the permission it stands behind, and its verb, which names the spot to go to."""

    form: type[review_forms.ActionForm]
    permission: str
    act: Act
    said: Promise
    label: Promise | str = ""
    warning: Promise | str = ""
    is_grave: bool = False
    meets_gates: bool = False


def _check(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    source = Source.objects.by_key([typed["source_key"]]).get(typed["source_key"])
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
    comments.resolve(_thread(revision, typed), by=by, at=at)
    return f"thread-{typed['thread']}"


def _reopen(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    comments.reopen(_thread(revision, typed), by=by, at=at)
    return f"thread-{typed['thread']}"


def _submit(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.submit(revision, by=by, at=at, note=typed["note"])
    return ""


def _take_back(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.take_back(revision, by=by, at=at)
    return ""


def _request_changes(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.request_changes(revision, by=by, at=at, **typed)
    return ""


def _approve(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.approve(revision, by=by, at=at, **typed)
    return ""


def _publish(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.publish(revision, by=by, at=at, reason=typed["reason"])
    return ""


def _schedule(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.schedule(revision, by=by, at=at, **typed)
    return ""


def _unschedule(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.unschedule(revision, by=by, at=at)
    return ""


def _withdraw(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.withdraw(revision.answer, by=by, at=at, reason=typed["reason"])
    return ""


def _restore(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    if workflow.restore(revision, by=by, at=at, base=typed["base"]) is None:
        raise Refused(_("The working copy says this already."))
    return ""


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

DELIBERATE: dict[str, Action] = {
    "submit": Action(
        review_forms.NoteForm,
        "submit_answer",
        _submit,
        gettext_lazy("Submitted for review. Others check and decide now."),
        gettext_lazy("Submit for review"),
        gettext_lazy("Others then check and decide on exactly this text. You can go on writing meanwhile."),
        meets_gates=True,
    ),
    "approve": Action(
        review_forms.ApproveForm,
        "approve_answer",
        _approve,
        gettext_lazy("Your approval is signed."),
        gettext_lazy("Approve"),
        gettext_lazy("You sign exactly this text, and no other. An approval cannot be taken back."),
        meets_gates=True,
    ),
    "request-changes": Action(
        review_forms.RequestChangesForm,
        "approve_answer",
        _request_changes,
        gettext_lazy("The authors will read what should change."),
        gettext_lazy("Request changes"),
        gettext_lazy("The review of this revision ends. The authors submit a newer one."),
    ),
    "publish": Action(
        review_forms.PublishForm,
        "publish_answer",
        _publish,
        gettext_lazy("This revision is public now."),
        gettext_lazy("Publish"),
        gettext_lazy("Patients will read exactly this text from now on."),
        meets_gates=True,
    ),
    "schedule": Action(
        review_forms.ScheduleForm,
        "schedule_answer",
        _schedule,
        gettext_lazy("Scheduled."),
        gettext_lazy("Schedule"),
        gettext_lazy("Exactly this text goes live at that time, if nothing stands in the way then."),
        meets_gates=True,
    ),
    "unschedule": Action(
        review_forms.NothingForm,
        "schedule_answer",
        _unschedule,
        gettext_lazy("Taken off the schedule."),
        gettext_lazy("Unschedule"),
        gettext_lazy("It will not go live by itself."),
    ),
    "take-back": Action(
        review_forms.NothingForm,
        "submit_answer",
        _take_back,
        gettext_lazy("Taken back."),
        gettext_lazy("Take back"),
        gettext_lazy("The review ends without a decision. Comments and checks stay."),
    ),
    "withdraw": Action(
        review_forms.WithdrawForm,
        "withdraw_answer",
        _withdraw,
        gettext_lazy("Withdrawn. Readers now see the reason."),
        gettext_lazy("Withdraw the public page"),
        gettext_lazy("Readers no longer find the answer. They see the reason instead, at once."),
        is_grave=True,
    ),
    "restore": Action(
        review_forms.RestoreForm,
        "change_answer",
        _restore,
        gettext_lazy("Restored as the newest revision. Submit that one for review."),
        gettext_lazy("Restore this text"),
        gettext_lazy("This text becomes the working copy again, as a new revision that needs a review."),
    ),
}
"""The buttons that first show a page of their own: what will happen, to which text, and what may be typed."""


def offered(revision: Revision, candidacy: Candidacy | None, person: User) -> dict[str, Action]:
    """The deliberate buttons that would not be refused for who the person is or where the revision stands."""
    return {
        verb: action
        for verb, action in DELIBERATE.items()
        if policies.may(person, action.permission) and _is_open(verb, revision, candidacy, person)
    }


def _is_open(verb: str, revision: Revision, candidacy: Candidacy | None, person: User) -> bool:
    answer = revision.answer
    is_newest = revision.number == answer.latest_number
    if verb == "submit":
        stages = (*transitions.MOVES["take back"].leaves, *Candidacy.WAITING_TO_GO_LIVE, "live")
        was_returned = candidacy is not None and candidacy.stage == "changes requested"
        return is_newest and (candidacy is None or was_returned or candidacy.stage not in stages)
    if verb == "restore":
        return not is_newest
    if verb == "withdraw":
        return answer.is_public and answer.live_revision_id == revision.pk
    if candidacy is None or candidacy.stage not in transitions.MOVES[verb.replace("-", " ")].leaves:
        return False
    return verb not in ("approve", "request-changes") or not policies.why_not_decide(person, revision)
