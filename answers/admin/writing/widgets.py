"""The prose editor as a form field: which tags it offers, its chip and its files; it keeps no text."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import ImportMap, Media

from answers.models import Citation

EXTENSIONS: dict[str, Any] = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Code": True,
    "Heading": {"levels": [3, 4]},
    "HardBreak": True,
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "autolink": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "NoSpellCheck": False,
    "Menu": {
        "groups": [
            {"group": "cite"},
            {"group": "headings"},
            {"group": "lists"},
            {"group": "marks"},
            {"group": "link"},
            {"group": "table"},
            {"group": "history"},
        ]
    },
}
"""What the toolbar offers: the tags of `sanitize.TAGS`, and nothing that would be taken off again."""

_NAMES = (
    "chosen-sources", "citation-token", "cite", "cite-chip", "claim-list", "form-rows", "gate-list",
    "known-sources", "live-panel", "prose-html", "said", "source-offers", "source-picker", "typed-source",
)  # fmt: skip
MODULES = ImportMap({f"citewell/{name}": f"js/{name}.js" for name in _NAMES})
"""Our modules by the names that they import each other by."""


class PlainProseWidget(AdminProseEditorWidget):  # type: ignore[misc]  # the package ships no types
    """A text area that becomes the editor where scripts run, and stays a text area where they do not."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs={"rows": 8, "cols": 80} | (attrs or {}), preset="configurable")

    def get_config(self) -> dict[str, Any]:
        groups = [each for each in EXTENSIONS["Menu"]["groups"] if each["group"] != "cite"]
        self.config = {"extensions": EXTENSIONS | {"Menu": {"groups": groups}}}
        return dict(super().get_config())


class ProseWidget(PlainProseWidget):
    """The same with the chip that cites."""

    @property
    def media(self) -> Media:
        return super().media + Media(importmap=MODULES, css={"all": ["css/citing.css"]})

    def get_config(self) -> dict[str, Any]:
        cite = {"lookup": lookup_address(), "roles": [[each.value, each.label] for each in Citation.Role]}
        self.config = {"extensions": EXTENSIONS | {"Cite": cite}}
        return dict(AdminProseEditorWidget.get_config(self)) | {"js_modules": [static("js/cite.js")]}


def lookup_address() -> str:
    """Where the picker and the chips ask for sources."""
    return f"{reverse('admin:index')}sources/source/lookup.json"
