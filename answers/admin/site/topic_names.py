"""What a topic is called in the other languages of the site, as one field of its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from answers.content import SIGNS

PARTS = ("name", "introduction", *SIGNS)
"""What a topic says of itself, and its cards of “When to get help now”."""


def _others() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES[1:])


def _cards(language: str) -> list[tuple[str, Any]]:
    labels = (
        _("%(language)s: signs of an emergency, one a line"),
        _("%(language)s: signs to call about today, one a line"),
        _("%(language)s: signs to see a doctor about, one a line"),
    )
    return [(card, label % {"language": language}) for card, label in zip(SIGNS, labels, strict=True)]


class NamesWidget(forms.MultiWidget):
    """A line or a box for each of PARTS in each language, each saying which it is."""

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for code, language in _others():
            name = _("%(language)s: name") % {"language": language}
            boxes[f"name_{code}"] = forms.TextInput(attrs=_said(name, code) | {"size": 40})
            introduction = _("%(language)s: introduction for patients") % {"language": language}
            boxes[f"introduction_{code}"] = forms.Textarea(attrs=_said(introduction, code) | {"rows": 3})
            for card, label in _cards(language):
                boxes[f"{card}_{code}"] = forms.Textarea(attrs=_said(label, code) | {"rows": 3})
        super().__init__(boxes)

    def decompress(self, value: Any) -> list[str]:
        told = value if isinstance(value, dict) else {}
        return [told.get(code, {}).get(part, "") for code, _language in _others() for part in PARTS]


class NamesField(forms.MultiValueField):
    """A language in which nothing is said has no entry."""

    def __init__(self, **options: Any) -> None:
        fields = [
            forms.CharField(max_length=most, required=False)
            for _code, _language in _others()
            for most in (120, 5000, 2000, 2000, 2000)
        ]
        super().__init__(fields, required=False, require_all_fields=False, widget=NamesWidget(), **options)

    def compress(self, data_list: Sequence[str]) -> dict[str, dict[str, str]]:
        values = iter(data_list or ())
        told = {code: {part: next(values, "") for part in PARTS} for code, _language in _others()}
        return {code: _without_empty_cards(parts) for code, parts in told.items() if any(parts.values())}


def _without_empty_cards(parts: dict[str, str]) -> dict[str, str]:
    return {part: text for part, text in parts.items() if text or part not in SIGNS}


def _said(label: Any, language: str) -> dict[str, Any]:
    return {"aria-label": label, "placeholder": label, "lang": language}
