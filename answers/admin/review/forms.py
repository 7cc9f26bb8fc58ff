"""What a person can type for a deliberate step of the review, one form for each; it holds no rule."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Self

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from answers.models import Revision

LINES = {"rows": 3}
A_WEEK = datetime.timedelta(days=7)


class ActionForm(forms.Form):
    """A form that knows which of several alike on the page it is: `identity` names the fields that tell."""

    identity: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))

    @classmethod
    def about(cls, revision: Revision, *typed: Any, **given: Any) -> Self:  # noqa: ARG003 - most ask nothing
        """The form of a step that is taken on this revision."""
        return cls(*typed, **given)


@dataclass
class Posted:
    """A form that was refused: it is shown again where it stood, with what was typed.

    Where it stood may be gone, as when somebody closed the thread meanwhile: then `is_placed` stays false.
    """

    verb: str
    form: ActionForm
    is_placed: bool = False

    def matches(self, verb: str, identity: Mapping[str, object]) -> bool:
        """Whether it is this one of the forms on the page."""
        return self.verb == verb and all(
            self.form.data.get(name) == str(value) for name, value in identity.items()
        )

    def placed(self) -> ActionForm:
        """The form, which from now on stands somewhere on the page."""
        self.is_placed = True
        return self.form


def made(
    form: type[ActionForm],
    verb: str,
    identity: Mapping[str, object],
    posted: Posted | None,
    initial: Mapping[str, object] = MappingProxyType({}),
    **options: Any,
) -> ActionForm:
    """A form for this place on the page, or the refused one that was sent from it."""
    if posted is not None and posted.matches(verb, identity):
        return posted.placed()
    name = "-".join([verb, *(str(value)[:20] for value in identity.values())])
    return form(initial={**identity, **initial}, auto_id=f"{name}-%s", **options)


class NothingForm(ActionForm):
    """A button alone."""


class NoteForm(ActionForm):
    """A word to the reviewers."""

    note = forms.CharField(
        label=_("A word to the reviewers"),
        widget=forms.Textarea(attrs=LINES),
        required=False,
        max_length=500,
    )


class AskingForm(ActionForm):
    """By when somebody is asked for something, and a word to them; they have a week, if nobody says more."""

    due_on = forms.DateField(
        label=_("By"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=lambda: timezone.localdate() + A_WEEK,
    )
    note = forms.CharField(
        label=_("A word to them"),
        widget=forms.Textarea(attrs=LINES),
        required=False,
        max_length=500,
    )


class PublishForm(ActionForm):
    """What readers are told about this version."""

    reason = forms.CharField(
        label=_("What changed, in words for readers"),
        help_text=_("Shown under “What changed” on the page."),
        required=False,
        max_length=500,
    )


class ScheduleForm(PublishForm):
    """The moment at which it goes live."""

    publish_at = forms.DateTimeField(
        label=_("Goes live at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("publish_at", "reason")


class WithdrawForm(ActionForm):
    """Why readers no longer find the page."""

    reason = forms.CharField(
        label=_("The reason, in words for readers"), widget=forms.Textarea(attrs=LINES), max_length=500
    )


class ExpiryForm(WithdrawForm):
    """When readers no longer find the page, and why."""

    expires_at = forms.DateTimeField(
        label=_("Taken down at"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    field_order = ("expires_at", "reason")


class RestoreForm(ActionForm):
    """The revision on top of which the old text comes back."""

    base = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Why this text comes back"),
        help_text=_("For colleagues: whoever wrote the present text reads it."),
        required=False,
        max_length=500,
    )
