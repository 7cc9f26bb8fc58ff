"""What a person can type in the review workspace, one small form for each button; it holds no rule."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from answers.models import CitationCheck, Decision, Thread

LINES = {"rows": 3}


class ActionForm(forms.Form):
    """A form that knows which of several alike on the page it is: `identity` names the fields that tell."""

    identity: tuple[str, ...] = ()
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))


class NothingForm(ActionForm):
    """A button alone."""


class CheckForm(ActionForm):
    """A verdict on one citation."""

    identity = ("claim_hash", "source_key")
    claim_hash = forms.CharField(widget=forms.HiddenInput)
    source_key = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Does the source support this sentence?"),
        choices=[each for each in CitationCheck.Verdict.choices if each[0] not in CitationCheck.UNCITED],
        widget=forms.RadioSelect,
    )
    reading = forms.ChoiceField(
        label=_("What did you read?"),
        choices=CitationCheck.Reading.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    quote = forms.CharField(
        label=_("The words of the source"),
        help_text=_("At most 400 characters."),
        widget=forms.Textarea(attrs=LINES),
        required=False,
        strip=True,
    )
    place = forms.CharField(label=_("Where it says so"), required=False, max_length=250)
    reason = forms.CharField(
        label=_("Reason"),
        help_text=_("Needed when it does not support, or when there is no single sentence to quote."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=500,
    )


class UncitedForm(ActionForm):
    """A verdict on one sentence without a citation."""

    identity = ("claim_hash",)
    claim_hash = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(
        label=_("Does this sentence need a citation?"),
        choices=[each for each in CitationCheck.Verdict.choices if each[0] in CitationCheck.UNCITED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(label=_("What must be fixed"), required=False, max_length=500)


class ConfirmForm(ActionForm):
    """All the sentences that were listed, at once."""

    claim_hashes = forms.CharField(widget=forms.HiddenInput)


class AcceptForm(ActionForm):
    """Why part of the support is enough."""

    identity = ("check_id",)
    check_id = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why part of the support is enough here"), max_length=500)


class CommentForm(ActionForm):
    """A thread on a sentence, on a part of one, or on the page."""

    sentence = forms.TypedChoiceField(label=_("About"), coerce=int, empty_value=None, required=False)
    start = forms.IntegerField(widget=forms.HiddenInput, required=False)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=Thread.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs=LINES), required=False)
    replacement = forms.CharField(
        label=_("Replace with"),
        help_text=_("For a suggestion: the words that should stand there instead."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )

    def __init__(self, *args: Any, sentences: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("0", _("The whole page")), *sentences]
        field = cast("forms.TypedChoiceField", self.fields["sentence"])
        field.choices = choices
        self.initial.setdefault("kind", Thread.Kind.COMMENT)


class ThreadForm(ActionForm):
    """One button of one thread."""

    identity = ("thread",)
    thread = forms.IntegerField(widget=forms.HiddenInput)


class ReplyForm(ThreadForm):
    """A message in a thread."""

    text = forms.CharField(label=_("Reply"), widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(ActionForm):
    """A word to the reviewers."""

    note = forms.CharField(
        label=_("A word to the reviewers"),
        widget=forms.Textarea(attrs=LINES),
        required=False,
        max_length=500,
    )


class RequestChangesForm(ActionForm):
    """What should change, in the text with this hash."""

    content_hash = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What should change"), widget=forms.Textarea(attrs={"rows": 5}))


class ApproveForm(ActionForm):
    """A signature under the text with this hash."""

    content_hash = forms.CharField(widget=forms.HiddenInput)
    scope = forms.ChoiceField(
        label=_("What did you review?"), choices=Decision.Scope.choices, widget=forms.RadioSelect
    )
    interests = forms.CharField(
        label=_("Your declared interests"),
        help_text=_("Write “None” when there are none. Leave it empty when your last declaration holds."),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs={"rows": 2}), required=False)


class ConfirmUnchangedForm(ActionForm):
    """A signature under the live text with this hash: the whole page still holds."""

    content_hash = ApproveForm.base_fields["content_hash"]
    interests = ApproveForm.base_fields["interests"]
    note = ApproveForm.base_fields["note"]


class CorrectUrgentlyForm(ConfirmUnchangedForm):
    """The same signature, and what readers are told."""

    reason = forms.CharField(
        label=_("What was wrong, in words for readers"),
        help_text=_("Shown under “What changed” on the page."),
        widget=forms.Textarea(attrs=LINES),
        max_length=500,
    )
    field_order = ("content_hash", "reason", "interests", "note")


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


class RestoreForm(ActionForm):
    """The revision on top of which the old text comes back."""

    base = forms.IntegerField(widget=forms.HiddenInput)
