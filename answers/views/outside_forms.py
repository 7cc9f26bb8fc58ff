"""What one can type behind a link: a comment, and at the end who one is and what one advises; no rule."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from answers.models import Decision, Recommendation

WHOLE_PAGE = "page"


class CommentForm(forms.Form):
    """A comment on a sentence, on some words of it, or on the page."""

    use_required_attribute = False
    about = forms.ChoiceField(label=_("About"))
    words = forms.CharField(
        label=_("Only these words"),
        help_text=_("Copy them from the sentence. Leave it empty to speak of all of it."),
        required=False,
        strip=True,
    )
    text = forms.CharField(
        label=_("Your comment"),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=5000,
        error_messages={"required": _("Write your comment first.")},
    )

    def __init__(self, *args: Any, spots: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
        choices = [(WHOLE_PAGE, str(_("The whole page"))), *((key, text[:90]) for key, text in spots)]
        cast("forms.ChoiceField", self.fields["about"]).choices = choices


class FinishForm(forms.Form):
    """What one advises on the whole, and who one is: asked once, at the end."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=_("What do you advise?"), choices=Recommendation.Kind.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("In your words"),
        help_text=_("Needed when something should change."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=5000,
        required=False,
    )
    name = forms.CharField(
        label=_("Your name"),
        help_text=_("For our files only; it stands nowhere on the page."),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    role = forms.CharField(
        label=_("What you do"),
        help_text=_("For example: hematologist, nurse, patient."),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    credentials = forms.CharField(
        label=_("Your credentials"),
        help_text=_("For example: MD, PhD. Leave it empty if you have none."),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "honorific-suffix"}),
    )
    competing = forms.ChoiceField(
        label=_("Do you have competing interests in this answer?"),
        choices=(
            (Decision.Competing.NONE.value, _("No")),
            (Decision.Competing.SOME.value, _("Yes, I name them here")),
        ),
        widget=forms.RadioSelect,
    )
    competing_text = forms.CharField(
        label=_("Which"),
        help_text=_("Money, work or ties that have to do with what this page says."),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=5000,
        required=False,
    )
    address = forms.CharField(
        label=_("Your mail address"),
        help_text=_("If you like: we write once, when the page is public, and say what changed."),
        max_length=250,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"label_suffix": ""} | kwargs))
