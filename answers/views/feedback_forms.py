"""What a reader can tell us: one form for each kind of report, the same words for the same faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from answers.content import SIGNS
from answers.models import Answer, Report
from answers.rendering import claims, fragments
from answers.workflow import reporting

if TYPE_CHECKING:
    from answers.content import Content

Choice = tuple[str, Any]

LONGEST_CHOICE = 90
_SPOT = re.compile(r"(cite|ref)-(\d{1,4})")
_SECTIONS = {
    "short-answer": Report.Part.SHORT_ANSWER,
    "certainty": Report.Part.SHORT_ANSWER,
    "get-help": Report.Part.GET_HELP,
    "research": Report.Part.RESEARCH,
    "how-it-works": Report.Part.HOW_IT_WORKS,
    "outcomes": Report.Part.OUTCOMES,
    "choices": Report.Part.OTHER_CHOICES,
    "daily-life": Report.Part.QUALITY_OF_LIFE,
    "unknowns": Report.Part.UNKNOWNS,
    "ask": Report.Part.DOCTOR_QUESTIONS,
    "sources": Report.Part.SOURCES,
}


class ReportForm(forms.Form):
    """Words alone; what is not a person leaves a trace in `website`, which people do not see."""

    use_required_attribute = False
    text = forms.CharField(
        max_length=reporting.LONGEST,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
        error_messages={
            "required": _("Please write a few words here."),
            "max_length": _(
                "Please shorten this to %(limit_value)s characters. "
                "It now has %(show_value)s. Nothing is lost."
            ),
        },
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    def __init__(self, *given: Any, answer: Answer | None = None, **named: Any) -> None:
        super().__init__(*given, **({"label_suffix": "", "auto_id": "%s"} | named))
        self.answer = answer

    def clean_website(self) -> str:
        """Somebody whose browser filled it in can empty it and send again."""
        if self.cleaned_data["website"]:
            raise forms.ValidationError(_("Please leave this field empty, and send again."))
        return ""

    def told(self, kind: str) -> reporting.Told:
        """What the reader told us, once the form is valid."""
        given = self.cleaned_data
        return reporting.Told(
            kind=kind,
            text=given["text"],
            answer=self.answer,
            place=given.get("place", ""),
            could_harm=given.get("could_harm", False),
            page=given.get("page", ""),
        )


class MistakeForm(ReportForm):
    """What is wrong, where, and whether it could harm someone."""

    page = forms.CharField(
        label=_("Which page is it on?"),
        help_text=_("Its question or its address."),
        required=False,
        max_length=reporting.LONGEST_PAGE,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )
    place = forms.ChoiceField(label=_("Where on the page?"), required=False)
    could_harm = forms.BooleanField(
        label=_("This could harm someone"),
        help_text=_(
            "For example, a wrong amount of a medicine, or a missing warning. "
            "Tick this and the managing editor is told at once."
        ),
        required=False,
    )
    field_order = ("page", "place", "text", "could_harm")

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["text"].label = _("What is wrong?")
        self.fields["text"].help_text = _("If you know where the right information stands, tell us that too.")
        live = self.answer.live_revision if self.answer else None
        if live is None:
            del self.fields["place"]
            return
        del self.fields["page"]
        place = self.fields["place"]
        place.choices = list(_places(live.content()))  # type: ignore[attr-defined]  # it is a choice field


class MissingForm(ReportForm):
    """What somebody looked for on a page and did not find."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["text"].label = _("What was missing, or hard to understand?")


class QuestionForm(ReportForm):
    """A question that the site does not answer yet."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["text"].label = _("What would you like to know?")
        self.fields["text"].help_text = _(
            "One question, in your own words. We answer what many people could ask, "
            "and not what is about one person."
        )


FORMS: dict[str, type[ReportForm]] = {
    Report.Kind.MISTAKE: MistakeForm,
    Report.Kind.MISSING: MissingForm,
    Report.Kind.QUESTION: QuestionForm,
}


def pointed_at(content: Content, spot: str) -> str:
    """The sentence or part that a link means by the id of a footnote, a source or a section; else nothing."""
    if spot in _SECTIONS:
        return str(_SECTIONS[spot])
    named = _SPOT.fullmatch(spot)
    if named is None:
        return ""
    references = fragments.render(content).references
    links = [
        link
        for each in references
        for link in each.back_links
        if spot in (link.cite_id, f"ref-{each.number}")
    ]
    return links[0].claim.hash if links else ""


def _places(content: Content) -> Iterator[Choice]:
    """Nowhere in particular, then each part with its sentences."""
    yield "", gettext("The whole page, or I am not sure")
    for block, found in groupby(claims.claims(content), key=lambda claim: claim.block):
        part = Report.Part(block)
        sentences = {each.hash: Truncator(each.text).chars(LONGEST_CHOICE) for each in found}
        yield str(part.label), [(part.value, gettext("All of this part")), *sentences.items()]
    rest = [Report.Part.SOURCES]
    if content.doctor_questions:
        rest.insert(0, Report.Part.DOCTOR_QUESTIONS)
    if any(content.signs(card) for card in SIGNS):
        rest.insert(0, Report.Part.GET_HELP)
    yield gettext("Elsewhere"), [(each.value, each.label) for each in rest]
