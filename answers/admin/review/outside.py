"""Asking somebody outside, and signing for what they said: the forms and buttons; the verbs decide."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import gates, policies, workflow
from answers.admin.review.action import Action, Typed
from answers.admin.review.forms import A_WEEK, ActionForm, AskingForm
from answers.models import Candidacy, Invitation, Refused, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_LABEL = 110


class InviteForm(AskingForm):
    """Whom to ask, by when, and about which sentences."""

    name = forms.CharField(label=gettext_lazy("Whom"), max_length=200)
    address = forms.CharField(
        label=gettext_lazy("Their mail address"),
        help_text=gettext_lazy("Leave it empty to copy the link and send it yourself."),
        max_length=250,
        required=False,
        widget=forms.EmailInput,
    )
    sentences = forms.TypedMultipleChoiceField(
        label=gettext_lazy("About which sentences"),
        help_text=gettext_lazy("Choose none to ask about all of them."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    field_order = ("name", "address", "due_on", "note", "sentences")

    @classmethod
    def about(cls, revision: Revision, *typed: Any, **given: Any) -> Self:
        """The form that knows the sentences of this text."""
        form = cls(*typed, **given)
        needs = gates.needed_checks(revision.content())
        texts = {need.claim.number: need.claim.text for need in needs}
        field = cast("forms.TypedMultipleChoiceField", form.fields["sentences"])
        field.choices = [(number, f"{number}. {text[:LONGEST_LABEL]}") for number, text in texts.items()]
        return form


class LinkForm(ActionForm):
    """One button of one link."""

    identity = ("invitation",)
    invitation = forms.IntegerField(widget=forms.HiddenInput)


class Numbers(forms.Field):
    """The ticked ones of a list."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[int]:
        """Only whole numbers are on the list."""
        if any(not str(each).isdecimal() for each in value or ()):
            raise forms.ValidationError(_("Load the page again."))
        return [int(each) for each in value or ()]


class CountersignForm(LinkForm):
    """What of one person's advice is signed for."""

    advice = Numbers(required=False)


def _row(revision: Revision, typed: Typed) -> Invitation:
    rows = Invitation.objects.select_related("round__answer", "round__revision", "asked_by")
    row = rows.filter(round__answer=revision.answer_id, pk=typed["invitation"]).first()
    if row is None:
        raise Refused(_("This link belongs to another answer. Load the page again."))
    return row


def _invite(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    row = workflow.invite(revision, by=by, at=at, **typed)
    return f"link-{row.pk}"


def _invite_again(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    due_on = timezone.localdate(at) + A_WEEK
    row = workflow.invite_again(_row(revision, typed), revision, by=by, at=at, due_on=due_on)
    return f"link-{row.pk}"


def _revoke(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.revoke_link(_row(revision, typed), by=by, at=at)
    return f"link-{typed['invitation']}"


def _erase(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.erase_name(_row(revision, typed), by=by, at=at)
    return f"link-{typed['invitation']}"


def _countersign(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    workflow.countersign(revision, by=by, at=at, advice=typed["advice"])
    return "advice-waiting"


STEPS: Mapping[str, Action] = MappingProxyType(
    {
        "invite": Action(
            InviteForm,
            "approve_answer",
            _invite,
            gettext_lazy("The link is made. Copy it below, if no mail goes out."),
            gettext_lazy("Ask somebody outside"),
            gettext_lazy(
                "They need no account. The link is for exactly this text and works in this round only. "
                "What they say is advice; it counts once somebody who did not contribute countersigns it."
            ),
        )
    }
)
"""The step that has a page of its own."""

BUTTONS: Mapping[str, Action] = MappingProxyType(
    {
        "revoke-link": Action(
            LinkForm, "view_revision", _revoke, gettext_lazy("The link works no more. What was said is kept.")
        ),
        "invite-again": Action(
            LinkForm, "approve_answer", _invite_again, gettext_lazy("A new link is made, for a week.")
        ),
        "erase-name": Action(
            LinkForm, "view_revision", _erase, gettext_lazy("Name and address are erased. The advice stays.")
        ),
        "countersign": Action(
            CountersignForm,
            "check_answer",
            _countersign,
            gettext_lazy("Countersigned: these are checks of yours now."),
        ),
    }
)
"""The buttons beside a link, and the one below a list of advice."""


def is_open(revision: Revision, candidacy: Candidacy | None, person: User) -> bool:
    """Whether asking outside is offered: a decision is awaited, and the person did not contribute."""
    awaits = candidacy is not None and candidacy.awaits_decision
    return awaits and not policies.why_not_invite(person, revision)
