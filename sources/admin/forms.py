"""The fields of the source form: names as lines, identifiers as pasted; it refuses slips, no more."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources import formatting, identifiers, importers
from sources.formatting import Name
from sources.models import Kind, Notice, Source

WEB_ADDRESSES: Mapping[type[models.Field[Any, Any]], Mapping[str, Any]] = {
    models.URLField: {"assume_scheme": "https"}
}
UNIQUE = ("doi", "pmid", "pmcid", "arxiv")


class NamesField(forms.CharField):
    """Contributors as one name to a line."""

    widget = forms.Textarea({"rows": 6, "class": "vLargeTextField"})

    def prepare_value(self, value: Any) -> Any:
        """Stored names become lines; typed text stays as it was typed."""
        if isinstance(value, str) or value is None:
            return value
        return formatting.to_lines(Name(**each) for each in value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """White space at the ends of lines is no change."""
        lines = [line.strip() for line in (data or "").splitlines() if line.strip()]
        return "\n".join(lines) != (self.prepare_value(initial) or "")

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The names as they are stored."""
        try:
            names = formatting.from_lines(super().clean(value))
        except ValueError as unreadable:
            message = gettext(
                "Please write “%(line)s” as “Moreau P” or “Moreau, Philippe”. Put a group in braces: {Group}."
            )
            raise ValidationError(message, params={"line": str(unreadable)}) from unreadable
        return [name.as_dict() for name in names]


class IdentifierField(forms.CharField):
    """One identifier, out of an address, a label or a whole citation."""

    def __init__(self, scheme: identifiers.Scheme, **options: Any) -> None:
        self.scheme = scheme
        super().__init__(required=False, max_length=1000, **options)

    def clean(self, value: Any) -> str:
        """The identifier in its stored form; a paste that holds none is refused."""
        pasted = str(super().clean(value))
        found = identifiers.normalise(self.scheme, pasted)
        if pasted and not found:
            message = gettext(
                "There is no valid %(label)s in this. Please check it for a slip, or leave it empty."
            )
            raise ValidationError(message, params={"label": str(self.label)})
        return found


class TypedWorkForm(forms.Form):
    """A work in four words, for the picker: enough to find it and to fill in the rest later."""

    title = forms.CharField(label=_("Title"), max_length=1000)
    people = forms.CharField(label=_("Authors"), required=False, max_length=2000)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1000, max_value=2999)
    number = forms.CharField(label=_("DOI, PMID or other number"), required=False, max_length=1000)

    def clean_people(self) -> tuple[Name, ...]:
        """All of them on one line."""
        try:
            return formatting.from_line(self.cleaned_data["people"])
        except ValueError as unreadable:
            words = gettext("Please write “%(part)s” as “Moreau P”, a group as “{Group}”, with “;” between.")
            raise ValidationError(words, params={"part": str(unreadable)}) from unreadable

    def clean_number(self) -> str:
        """A number with a slip is refused, not left out."""
        number = str(self.cleaned_data["number"])
        if number and not importers.numbers(number):
            raise ValidationError(gettext("There is no valid number in this. Check it, or leave it empty."))
        return number

    def sentences(self) -> list[str]:
        """What is wrong, each with the name of its field."""
        return [
            f"{self.fields[name].label}: {' '.join(map(str, said))}" for name, said in self.errors.items()
        ]


class SourceForm(forms.ModelForm):
    """A source as an editor fills it in."""

    contributors = NamesField(
        label=_("People and groups"),
        required=False,
        help_text=_(
            "One to a line, in printed order: “Moreau P” or “Moreau, Philippe”. "
            "A group in braces: {Myeloma Group}. An editor: “Fauci AS (ed)”."
        ),
    )
    doi = IdentifierField("doi", label=_("DOI"), help_text=_("Paste it in any form."))
    pmid = IdentifierField("pmid", label=_("PMID"), help_text=_("The number at PubMed."))
    pmcid = IdentifierField("pmcid", label=_("PMCID"), help_text=_("The number at PubMed Central."))
    isbn = IdentifierField("isbn", label=_("ISBN"))
    issn = IdentifierField("issn", label=_("ISSN"))
    nct = IdentifierField("nct", label=_("Trial number (NCT)"))
    arxiv = IdentifierField("arxiv", label=_("arXiv number"))

    class Meta:
        model = Source
        fields = ()  # the admin's fieldsets name them
        widgets = {"title": forms.Textarea({"rows": 2, "class": "vLargeTextField"})}

    def clean(self) -> dict[str, Any]:
        """What only shows when the fields are seen together."""
        cleaned = super().clean() or self.cleaned_data
        if "contributors" in cleaned and "contributors" not in self.changed_data:
            cleaned["contributors"] = self.instance.contributors
        if cleaned.get("kind") == Kind.WEB_PAGE and cleaned.get("url") and not cleaned.get("accessed_on"):
            self.add_error("accessed_on", gettext("Please say on which day you read the page."))
        for field in UNIQUE:
            self._name_the_other(field, cleaned)
        return cleaned

    def _name_the_other(self, field: str, cleaned: Mapping[str, Any]) -> None:
        value = cleaned.get(field)
        if not value:
            return
        same = Source.objects.filter(**{f"{field}__iexact": value}).exclude(pk=self.instance.pk)
        if not (holder := same.select_related("merged_into").order_by("pk").first()):
            return
        other = holder.merged_into or holder
        if other == self.instance:
            words = gettext(
                "This source goes by this number already, through “%(key)s”, which was merged into it."
            )
            self.add_error(field, ValidationError(words, params={"key": holder.key}))
            return
        address = reverse("admin:sources_source_change", args=[other.pk])
        words = gettext('Another source has this number: <a href="{}">{}</a>. Please use that one.')
        message = format_html(words, address, str(other))
        if self.instance.pk:
            merge = reverse("admin:sources_source_merge", args=[self.instance.pk, other.pk])
            words = gettext('If both are one work, <a href="{}">merge them</a>.')
            message = format_html("{} {}", message, format_html(words, merge))
        self.add_error(field, ValidationError(message))


class NoticeForm(forms.ModelForm):
    """A notice that a person found."""

    notice_doi = IdentifierField("doi", label=_("DOI of the notice"), help_text=_("Paste it in any form."))
    notice_pmid = IdentifierField("pmid", label=_("PMID of the notice"))

    class Meta:
        model = Notice
        fields = ()  # the admin names them
