"""Which deliberate step calls which verb, and when it is offered; the verbs themselves decide."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import comments, policies, workflow
from answers.admin.review import asking, forms, inline, inline_forms, live, outside, passing
from answers.admin.review.action import Action, Typed, step
from answers.admin.review.signing import ApproveForm, RequestChangesForm
from answers.models import Candidacy, Refused, Revision
from answers.workflow import transitions

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def _restore(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    if workflow.restore(revision, by=by, at=at, **typed) is None:
        raise Refused(_("The working copy says this already."))
    return ""


def _accept(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    thread = inline.thread_of(revision, typed)
    comments.accept(thread, by=by, at=at, revision=revision)
    return f"thread-{thread.pk}"


DELIBERATE: dict[str, Action] = {
    "submit": Action(
        passing.SubmitForm,
        "submit_answer",
        step(workflow.submit),
        gettext_lazy("Submitted for review. Others check and decide now."),
        gettext_lazy("Submit for review"),
        gettext_lazy("Others then check and decide on exactly this text. You can go on writing meanwhile."),
        meets_gates=True,
    ),
    "pass-warnings": Action(
        passing.ReasonsForm,
        "approve_answer",
        step(workflow.pass_warnings),
        gettext_lazy("The reasons are kept. Whoever signs reads them."),
        gettext_lazy("Give reasons for warnings"),
        gettext_lazy("A warning stops nobody. Say why the text goes on all the same, or change the text."),
    ),
    "approve": Action(
        ApproveForm,
        "approve_answer",
        step(workflow.approve),
        gettext_lazy("Your approval is signed."),
        gettext_lazy("Approve"),
        gettext_lazy("You sign exactly this text, and no other. An approval cannot be taken back."),
        meets_gates=True,
        asks_who=True,
    ),
    "request-changes": Action(
        RequestChangesForm,
        "approve_answer",
        step(workflow.request_changes),
        gettext_lazy("The authors will read what should change."),
        gettext_lazy("Request changes"),
        gettext_lazy("The review of this revision ends. The authors submit a newer one."),
    ),
    "publish": Action(
        forms.PublishForm,
        "publish_answer",
        step(workflow.publish),
        gettext_lazy("This revision is public now."),
        gettext_lazy("Publish"),
        gettext_lazy("Patients will read exactly this text from now on."),
        meets_gates=True,
    ),
    "schedule": Action(
        forms.ScheduleForm,
        "schedule_answer",
        step(workflow.schedule),
        gettext_lazy("Scheduled."),
        gettext_lazy("Schedule"),
        gettext_lazy("Exactly this text goes live at that time, if nothing stands in the way then."),
        meets_gates=True,
    ),
    "unschedule": Action(
        forms.NothingForm,
        "schedule_answer",
        step(workflow.unschedule),
        gettext_lazy("Taken off the schedule."),
        gettext_lazy("Unschedule"),
        gettext_lazy("It will not go live by itself."),
    ),
    "take-back": Action(
        forms.NothingForm,
        "submit_answer",
        step(workflow.take_back),
        gettext_lazy("Taken back."),
        gettext_lazy("Take back"),
        gettext_lazy("The review ends without a decision. Comments and checks stay."),
    ),
    **asking.STEPS,
    **outside.STEPS,
    **live.STEPS,
    "restore": Action(
        forms.RestoreForm,
        "change_answer",
        _restore,
        gettext_lazy("Restored as the newest revision. Submit that one for review."),
        gettext_lazy("Restore this text"),
        gettext_lazy("This text becomes the working copy again, as a new revision that needs a review."),
        makes_revision=True,
    ),
    "accept": Action(
        inline_forms.ThreadForm,
        "change_answer",
        _accept,
        gettext_lazy("Accepted as the newest revision. Submit that one when the text is ready."),
        gettext_lazy("Accept the suggestion"),
        gettext_lazy("These words go into the text, as a new revision that names you and who wrote them."),
        makes_revision=True,
    ),
}
"""The buttons that first show a page of their own: what will happen, to which text, and what may be typed."""


DECIDES = ("approve", "request-changes")
"""Whoever wrote the text is not offered these."""


def offered(
    revision: Revision, candidacy: Candidacy | None, person: User, *, why_not_decide: str
) -> dict[str, Action]:
    """The deliberate buttons that would not be refused for who the person is or where the revision stands.

    `why_not_decide` is asked once, by whoever shows it: several buttons stand or fall with it.
    """
    may_decide = not why_not_decide
    return {
        verb: action
        for verb, action in DELIBERATE.items()
        if policies.may(person, action.permission)
        and _is_open(verb, revision, candidacy, person, may_decide=may_decide)
    }


def _is_open(
    verb: str, revision: Revision, candidacy: Candidacy | None, person: User, *, may_decide: bool
) -> bool:
    answer = revision.answer
    is_newest = revision.number == answer.latest_number
    if verb in ("accept", "pass-warnings"):
        return False  # they stand beside the thread, and under the warnings
    if verb == "submit":
        stages = (*transitions.MOVES["take back"].leaves, *Candidacy.WAITING_TO_GO_LIVE, "live")
        was_returned = candidacy is not None and candidacy.stage == "changes requested"
        return is_newest and (candidacy is None or was_returned or candidacy.stage not in stages)
    if verb == "restore":
        return not is_newest
    if verb in asking.STEPS:
        return asking.is_open(verb, revision, candidacy, person, may_decide=may_decide)
    if verb in outside.STEPS:
        return outside.is_open(revision, candidacy, person)
    if verb in live.STEPS:
        return live.is_open(verb, revision, candidacy, person, may_decide=may_decide)
    if candidacy is not None and candidacy.awaits_second_check and verb in DECIDES:
        return may_decide
    if candidacy is None or candidacy.stage not in transitions.MOVES[verb.replace("-", " ")].leaves:
        return False
    return verb not in DECIDES or may_decide
