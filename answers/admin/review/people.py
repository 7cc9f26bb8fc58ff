"""The people of a round as one person sees them: who was asked for what, who advised; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import policies, workflow
from answers.admin.review.action import Action, Typed
from answers.admin.review.forms import ActionForm, Posted, made
from answers.models import Assignment, Recommendation, Refused, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User


class PartForm(ActionForm):
    """One button of one assignment."""

    identity = ("assignment",)
    assignment = forms.IntegerField(widget=forms.HiddenInput)


class DeclinePartForm(PartForm):
    """Why not."""

    reason = forms.CharField(
        label=gettext_lazy("Why not"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500
    )


@dataclass(frozen=True)
class AssignmentShown:
    """One assignment, and what this person may say to it; a form that is None is not offered."""

    row: Assignment
    is_open: bool
    is_overdue: bool
    accept_form: ActionForm | None = None
    decline_form: ActionForm | None = None
    withdraw_form: ActionForm | None = None


@dataclass(frozen=True)
class People:
    """All who were asked in the rounds of this revision, and their newest advice."""

    assignments: tuple[AssignmentShown, ...]
    recommendations: tuple[Recommendation, ...]


def of(revision: Revision, person: User, posted: Posted | None, *, today: datetime.date) -> People:
    """The people of this revision; the number of queries does not grow with them."""
    rows = Assignment.objects.filter(round__revision=revision).select_related(
        "person__contributor", "asked_by__contributor", "round__answer__question__main_topic"
    )
    found = list(rows.order_by("round", "due_on", "id"))
    waiting = set(rows.in_force().values_list("pk", flat=True)) if found else set()
    may_assign = bool(waiting) and not policies.why_not_assign(person, found[-1].round)
    advice = Recommendation.objects.standing().filter(revision=revision)
    advice = advice.select_related("person__contributor", "invitation", "note", "competing_text", "checklist")
    return People(
        tuple(
            _shown(row, person, posted, is_open=row.pk in waiting, may_assign=may_assign, today=today)
            for row in found
        ),
        tuple(advice.order_by("recommended_at", "id")),
    )


def _shown(
    row: Assignment,
    person: User,
    posted: Posted | None,
    *,
    is_open: bool,
    may_assign: bool,
    today: datetime.date,
) -> AssignmentShown:
    offered: dict[str, Any] = {}
    if is_open and row.person_id == person.pk:
        offered["decline_form"] = _made(DeclinePartForm, "decline-part", row, posted)
        if row.state == Assignment.State.INVITED:
            offered["accept_form"] = _made(PartForm, "take-part", row, posted)
    elif is_open and (may_assign or row.asked_by_id == person.pk):
        offered["withdraw_form"] = _made(PartForm, "withdraw-part", row, posted)
    return AssignmentShown(row, is_open, is_overdue=is_open and row.due_on < today, **offered)


def _made(form: type[ActionForm], verb: str, row: Assignment, posted: Posted | None) -> ActionForm:
    return made(form, verb, {"assignment": row.pk}, posted)


def _take(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.accept_assignment(_row(revision, typed), by=by, at=at)
    return "people"


def _decline(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.decline_assignment(_row(revision, typed), by=by, at=at, reason=typed["reason"])
    return "people"


def _withdraw(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.withdraw_assignment(_row(revision, typed), by=by, at=at)
    return "people"


def _row(revision: Revision, typed: Typed) -> Assignment:
    rows = Assignment.objects.select_related("round__answer", "round__revision", "person", "asked_by")
    row = rows.filter(round__revision=revision, pk=typed["assignment"]).first()
    if row is None:
        raise Refused(_("This was not asked for this revision. Load the page again."))
    return row


BUTTONS: Mapping[str, Action] = MappingProxyType(
    {
        "take-part": Action(PartForm, "view_revision", _take, gettext_lazy("Thank you. They hear it.")),
        "decline-part": Action(
            DeclinePartForm, "view_revision", _decline, gettext_lazy("They hear it, and ask somebody else.")
        ),
        "withdraw-part": Action(
            PartForm, "view_revision", _withdraw, gettext_lazy("Asked no longer. They hear it.")
        ),
    }
)
"""The buttons beside an assignment."""
