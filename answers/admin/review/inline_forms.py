"""What a person can type inside the review workspace, one small form for each button; it holds no rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from answers import comments
from answers.admin.review.forms import LINES, ActionForm
from answers.models import CitationCheck, Thread

if TYPE_CHECKING:
    from django.contrib.auth.models import User


WHOLE_PAGE = "0"
"""Chosen in place of a sentence."""


class VerdictForm(ActionForm):
    """A form whose buttons are verdicts: one press says it and sends it. Each has a key of its own."""

    KEYS: ClassVar[Mapping[str, str]] = {}
    verdict: forms.ChoiceField

    def buttons(self) -> list[tuple[str, str, str]]:
        """Value, label and key of each."""
        field = cast("forms.ChoiceField", self.fields["verdict"])
        choices = cast("Iterable[tuple[str, str]]", field.choices)
        return [(value, label, self.KEYS[value]) for value, label in choices]


class CheckForm(VerdictForm):
    """A verdict on one citation."""

    identity = ("claim_hash", "source_key")
    KEYS = MappingProxyType(
        {
            CitationCheck.Verdict.SUPPORTS: "s",
            CitationCheck.Verdict.PARTLY: "h",
            CitationCheck.Verdict.DOES_NOT: "x",
            CitationCheck.Verdict.NOT_FOUND: "g",
        }
    )
    claim_hash = forms.CharField(widget=forms.HiddenInput)
    source_key = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(value, CitationCheck.Verdict(value).label) for value in KEYS])
    reading = forms.ChoiceField(
        label=_("What did you read?"),
        choices=CitationCheck.Reading.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    quote = forms.CharField(
        label=_("The words of the source"),
        help_text=_("At most 400 characters."),
        widget=forms.Textarea(attrs={"rows": 4}),
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


class UncitedForm(VerdictForm):
    """A verdict on one sentence without a citation."""

    identity = ("claim_hash",)
    KEYS = MappingProxyType({CitationCheck.Verdict.NEEDS_NONE: "u", CitationCheck.Verdict.MUST_FIX: "x"})
    claim_hash = forms.CharField(widget=forms.HiddenInput)
    verdict = forms.ChoiceField(choices=[(value, CitationCheck.Verdict(value).label) for value in KEYS])
    reason = forms.CharField(
        label=_("What must be fixed"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        max_length=500,
    )


class ConfirmForm(ActionForm):
    """All the sentences that were listed, at once."""

    claim_hashes = forms.CharField(widget=forms.HiddenInput)


class AcceptForm(ActionForm):
    """Why part of the support is enough."""

    identity = ("check_id",)
    check_id = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why part of the support is enough here"), max_length=500)


class PassageForm(ActionForm):
    """A sentence, or some words of it; `start` and `end` count from where the sentence begins."""

    sentence = forms.ChoiceField(label=_("About"), required=False)
    words = forms.CharField(
        label=_("Only these words"),
        help_text=_("Leave it empty to speak of the whole sentence."),
        required=False,
        strip=False,
    )
    start = forms.IntegerField(widget=forms.HiddenInput, required=False)
    end = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, sentences: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["sentence"]).choices = list(sentences)


class TellingForm(forms.Form):
    """A message that may name one colleague beside its text; the text may name more, as @name."""

    tell = forms.CharField(
        label=_("Tell a colleague"),
        help_text=_("Or write @name in the text. They get a mail."),
        widget=forms.TextInput(attrs={"list": "colleagues", "autocomplete": "off"}),
        required=False,
    )

    def clean_tell(self) -> User | None:
        """The colleague of this user name."""
        name = str(self.cleaned_data["tell"]).strip().removeprefix("@")
        if not name:
            return None
        found = comments.colleagues().filter(username=name).first()
        if found is None:
            raise forms.ValidationError(_("Nobody here is called that. Choose a name from the list."))
        return found


class CommentForm(PassageForm, TellingForm):
    """A thread on a sentence, on a part of one, or on the page."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Thread.Kind.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs=LINES), required=False)
    replacement = forms.CharField(
        label=_("Replace with"),
        help_text=_(
            "For a suggestion: the words that should stand there instead. Citations inside the passage stay, "
            "at the end of the new words."
        ),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
    )
    field_order = ("sentence", "words", "kind", "text", "replacement", "tell")

    def __init__(self, *args: Any, sentences: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, sentences=[(WHOLE_PAGE, str(_("The whole page"))), *sentences], **kwargs)
        self.initial.setdefault("kind", Thread.Kind.COMMENT)


class ThreadForm(ActionForm):
    """One button of one thread."""

    identity = ("thread",)
    thread = forms.IntegerField(widget=forms.HiddenInput)


class ReplyForm(ThreadForm, TellingForm):
    """A message in a thread."""

    text = forms.CharField(label=_("Reply"), widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ("text", "tell")


class DeclineForm(ThreadForm):
    """Why a suggestion is not taken over."""

    reason = forms.CharField(label=_("Why not"), widget=forms.Textarea(attrs={"rows": 2}))


class AnchorForm(PassageForm):
    """Where a thread belongs in this text."""

    identity = ("thread",)
    thread = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, sentences: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, sentences=[("", str(_("Choose the sentence"))), *sentences], **kwargs)
        self.fields["sentence"].required = True
