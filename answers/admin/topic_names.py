"""What a topic is called in the other languages of the site, as one field of its form."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

PARTS = ("name", "introduction")


def _others() -> list[tuple[str, str]]:
    return list(settings.LANGUAGES[1:])


class NamesWidget(forms.MultiWidget):
    """A line for the name and a box for the introduction in each language, each saying which it is."""

    def __init__(self) -> None:
        boxes: dict[str, forms.Widget | type[forms.Widget]] = {}
        for code, language in _others():
            name = _("%(language)s: name") % {"language": language}
            boxes[f"name_{code}"] = forms.TextInput(attrs=_said(name, code) | {"size": 40})
            introduction = _("%(language)s: introduction for patients") % {"language": language}
            boxes[f"introduction_{code}"] = forms.Textarea(attrs=_said(introduction, code) | {"rows": 3})
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
            for most in (120, 5000)
        ]
        super().__init__(fields, required=False, require_all_fields=False, widget=NamesWidget(), **options)

    def compress(self, data_list: Sequence[str]) -> dict[str, dict[str, str]]:
        values = iter(data_list or ())
        told = {code: {part: next(values, "") for part in PARTS} for code, _language in _others()}
        return {code: parts for code, parts in told.items() if any(parts.values())}


def _said(label: Any, language: str) -> dict[str, Any]:
    return {"aria-label": label, "placeholder": label, "lang": language}
