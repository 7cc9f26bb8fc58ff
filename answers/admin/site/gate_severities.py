"""What single gates do, as one field of a form: a choice for each that a profile may weaken."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from answers import gates
from answers.gates import Gate, Weight
from answers.models import Profile, Severity

CHOOSABLE: tuple[Gate, ...] = tuple(gate for gate in gates.REGISTRY if gate.weight is not Weight.ALWAYS)
"""What a site or topic may choose, in the order of the registry."""


class SeveritiesWidget(forms.Widget):
    """A list of the rules, each with a choice; the first one leaves it to the profile."""

    def use_required_attribute(self, initial: Any) -> bool:
        """None of them must be chosen."""
        return False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> dict[str, str]:
        said = {gate.key: data.get(_named(name, gate), "") for gate in CHOOSABLE}
        return {key: severity for key, severity in said.items() if severity}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return False

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Every rule in the words that editors read, with a choice beside it."""
        chosen = value if isinstance(value, dict) else {}
        named = [(_named(name, gate), gate) for gate in CHOOSABLE]
        shut = SafeString(" disabled") if (attrs or {}).get("disabled") else ""
        lines = format_html_join(
            "\n",
            '<li><label for="id_{0}">{1} <span class="quiet">{2}</span></label> '
            '<select name="{0}" id="id_{0}"{4}>{3}</select></li>',
            (
                (which, gate.rule, _full(gate), _options(chosen.get(gate.key, "")), shut)
                for which, gate in named
            ),
        )
        return format_html('<ul class="severities">{}</ul>', lines)


class SeveritiesField(forms.Field):
    """By the key of a gate what it does whatever the profile says; nothing where that is left to it."""

    widget = SeveritiesWidget

    def __init__(self, **options: Any) -> None:
        super().__init__(**({"required": False} | options))

    def to_python(self, value: Any) -> dict[str, str]:
        """Refuse what is none of the three."""
        found: dict[str, str] = value or {}
        if not set(found.values()) <= set(Severity.values):
            raise forms.ValidationError(_("Choose whether the rule is off, warns or blocks."))
        return found


def _named(name: str, gate: Gate) -> str:
    return f"{name}-{gate.key.replace(' ', '-')}"


def _full(gate: Gate) -> str:
    """What it does under the full standard."""
    does = gates.BY_PROFILE[Profile.FULL][gate.weight]
    return _("Full standard: %(does)s.") % {"does": does.label}


def _options(chosen: str) -> SafeString:
    every = [("", _("as the profile says")), *Severity.choices]
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == chosen else "", label) for value, label in every),
    )
