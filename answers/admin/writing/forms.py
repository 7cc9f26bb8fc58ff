"""What an editor types for one answer, field by field; it knows no rule of saving and keeps nothing."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from answers.admin.writing.widgets import ProseWidget
from answers.content import WRITTEN_BLOCKS
from answers.models import Certainty, Citation, Contributor, Origin, Topic
from answers.outcomes import BENEFIT, DENOMINATORS, HARM

BODIES = WRITTEN_BLOCKS


class LineField(forms.CharField):
    """One line of text in a field that grows with it: line breaks become spaces."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"class": "one-line", "rows": 1}), **kwargs)

    def to_python(self, value: Any) -> str:
        return " ".join(str(super().to_python(value)).splitlines())


class SignsField(forms.CharField):
    """The lines of one card of “When to get help now”; empty, it is the topic's."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), **kwargs)


class StartForm(forms.Form):
    """The first step: what patients ask, and where it belongs."""

    wording = forms.CharField(
        label=_("Question"),
        max_length=300,
        widget=forms.TextInput(attrs={"size": 80}),
        help_text=_("In a patient's own words. You can change it later."),
    )
    topic = forms.ModelChoiceField(Topic.objects.order_by("name", "id"), label=_("Topic"))
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    origin = forms.ChoiceField(
        label=_("Where it comes from"),
        choices=[("", _("Not said yet")), *Origin.choices],
        required=False,
        help_text=_("Pages are for what patients want to know: say how we know that they do."),
    )


class DraftForm(forms.Form):
    """The single fields of an answer in the page's reading order; `base` is the revision it began from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    wording = LineField(label=_("Question"), max_length=300)
    short_answer = forms.CharField(label=_("Short answer"), required=False, widget=ProseWidget)
    certainty = forms.ChoiceField(
        label=_("How sure are we?"),
        required=False,
        choices=[("", _("Not said yet")), *Certainty.choices],
    )
    certainty_reason = forms.CharField(
        label=_("Why"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    emergency_signs = SignsField(label=_("Signs of an emergency, one a line"))
    urgent_signs = SignsField(label=_("Signs to call about today, one a line"))
    soon_signs = SignsField(label=_("Signs to see a doctor about, one a line"))
    research = forms.CharField(label=_("What the research says"), required=False, widget=ProseWidget)
    how_it_works = forms.CharField(
        label=_("How it works"),
        required=False,
        widget=ProseWidget,
        help_text=_("In two or three sentences: what the treatment or test does in the body."),
    )
    no_treatment = forms.CharField(
        label=_("No treatment or waiting"),
        required=False,
        widget=ProseWidget,
        help_text=_("What happens without it, or with waiting. For a treatment readers are told this too."),
    )
    other_choices = forms.CharField(
        label=_("Other choices to talk about"),
        required=False,
        widget=ProseWidget,
        help_text=_("What else there is, one choice a line. Recommend none of them."),
    )
    quality_of_life = forms.CharField(
        label=_("What it means for daily life"), required=False, widget=ProseWidget
    )
    unknowns = forms.CharField(label=_("What we do not know"), required=False, widget=ProseWidget)
    evidence_searched_to = forms.DateField(
        label=_("Evidence searched up to"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    search_notes = forms.CharField(
        label=_("How we searched"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    translates = forms.IntegerField(
        label=_("Follows the original’s version"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Set it to the newest version once this text says the same as that one."),
    )
    drafted_with = LineField(
        label=_("Drafted with"),
        required=False,
        max_length=300,
        help_text=_("Any writing tool that was used, and how its text was checked; else “No writing tool”."),
    )
    note = LineField(
        label=_("Note for colleagues"),
        required=False,
        max_length=500,
        help_text=_("What you changed and why. Readers do not see it."),
    )

    def clean_translates(self) -> int:
        return self.cleaned_data["translates"] or 0


class DoctorQuestionRow(forms.Form):
    """One line of “What to ask your doctor”."""

    text = LineField(
        label=_("Question"),
        required=False,
        max_length=300,
    )


class SetAsideRow(forms.Form):
    """A source that was looked at but not used."""

    source = forms.CharField(
        label=_("Source (its key)"),
        required=False,
        max_length=64,
        widget=forms.TextInput(attrs={"data-source": ""}),
    )
    reason = LineField(
        label=_("Why it was not used"),
        required=False,
        max_length=500,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") and not cleaned.get("source"):
            self.add_error("source", _("Name the source, or remove the reason."))
        return cleaned


class OutcomeRow(forms.Form):
    """One thing that could happen, and to how many; empty cells on the left mean: as in the row above."""

    option = LineField(label=_("With"), required=False, max_length=120)
    instead = LineField(label=_("Compared with"), required=False, max_length=120)
    denominator = forms.TypedChoiceField(
        label=_("Out of"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("as above")), *((each, f"{each:,}") for each in DENOMINATORS)],
    )
    time = LineField(label=_("In which time"), required=False, max_length=120)
    outcome = LineField(label=_("What could happen"), required=False, max_length=120)
    direction = forms.ChoiceField(
        label=_("It is"),
        required=False,
        choices=[(BENEFIT, _("what it is for")), (HARM, _("a possible harm"))],
    )
    with_option = forms.IntegerField(label=_("People with it"), required=False, min_value=0)
    without = forms.IntegerField(label=_("People without it"), required=False, min_value=0)
    certainty = forms.ChoiceField(
        label=_("How sure are we?"),
        required=False,
        choices=[("", _("as sure as of the answer")), *Certainty.choices],
    )
    cited = forms.CharField(
        label=_("Source (its key), place"),
        required=False,
        max_length=250,
        widget=forms.TextInput(attrs={"data-source": "", "placeholder": "key, p. 4"}),
    )
    quote = LineField(label=_("Quote from the source"), required=False, max_length=300)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not any(cleaned.get(name) for name in ("outcome", "cited", "with_option", "without")):
            return cleaned
        if not cleaned.get("outcome"):
            self.add_error("outcome", _("Say what could happen, or remove the row."))
        for name in ("with_option", "without"):
            if cleaned.get(name) is None and name not in self.errors:
                self.add_error(name, _("Write a number; 0 is one."))
        return cleaned


class SureRow(forms.Form):
    """How sure we are of one sentence; the sentences to choose from are those of the text as it is now."""

    claim_hash = forms.CharField(label=_("Sentence"), required=False, max_length=64, widget=forms.Select)
    certainty = forms.ChoiceField(
        label=_("How sure are we?"),
        required=False,
        choices=[("", _("as sure as of the answer")), *Certainty.choices],
    )

    def offer(self, sentences: list[tuple[str, str]]) -> None:
        """Let these be chosen, and the one that is chosen even where its words were changed since."""
        chosen = str(self["claim_hash"].value() or "")
        changed = [(chosen, _("(a sentence that was changed)"))] if chosen not in dict(sentences) else []
        widget = cast("forms.Select", self.fields["claim_hash"].widget)
        widget.choices = [("", "---------"), *(changed if chosen else []), *sentences]
        widget.attrs["data-sentences"] = ""


class SureFormSet(forms.BaseFormSet):
    """The sentences that are less or more sure than the answer."""

    sentences: tuple[tuple[str, str], ...] = ()

    def offer(self, sentences: list[tuple[str, str]]) -> None:
        """The sentences that every row lets choose, a new one too."""
        self.sentences = tuple(sentences)
        for row in self.forms:
            row.offer(sentences)

    @property
    def empty_form(self) -> Any:
        row = super().empty_form
        row.offer(list(self.sentences))
        return row


class BylineRow(forms.Form):
    """One of the people who wrote the answer; the choices are read once for all rows."""

    contributor = forms.TypedChoiceField(label=_("Written by"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, people: list[tuple[int | str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.TypedChoiceField", self.fields["contributor"]).choices = people


class BylineFormSet(forms.BaseFormSet):
    """The people who wrote the answer, in order."""

    @cached_property
    def people(self) -> list[tuple[int | str, str]]:
        """Everybody who may be named."""
        everybody = Contributor.objects.order_by("name", "id")
        return [("", "---------"), *((each.pk, str(each)) for each in everybody)]

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        return super().get_form_kwargs(index) | {"people": self.people}


class CitationRow(forms.Form):
    """What the writer says of one citation: of a saved one by its sentence, of any by where it stands."""

    claim_hash = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    block = forms.ChoiceField(
        choices=[(block, block) for block in BODIES], required=False, widget=forms.HiddenInput
    )
    place = forms.IntegerField(min_value=1, required=False, widget=forms.HiddenInput)
    source_key = forms.CharField(max_length=64, widget=forms.HiddenInput)
    role = forms.ChoiceField(label=_("Role"), choices=Citation.Role.choices)
    quote = forms.CharField(
        label=_("Quote from the source"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    note = LineField(label=_("Reason or note"), required=False, max_length=500)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("claim_hash") and not (cleaned.get("block") and cleaned.get("place")):
            raise forms.ValidationError(_("This row does not say which citation it speaks of."))
        return cleaned


DoctorQuestionRows = forms.formset_factory(DoctorQuestionRow, extra=2, can_order=True, can_delete=True)
SetAsideRows = forms.formset_factory(SetAsideRow, extra=1, can_order=True, can_delete=True)
SureRows = forms.formset_factory(SureRow, formset=SureFormSet, extra=1, can_order=True, can_delete=True)
OutcomeRows = forms.formset_factory(OutcomeRow, extra=1, can_order=True, can_delete=True)
BylineRows = forms.formset_factory(BylineRow, formset=BylineFormSet, extra=1, can_order=True, can_delete=True)
CitationRows = forms.formset_factory(CitationRow, extra=0)
