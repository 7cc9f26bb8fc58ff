"""The reasons for warnings on screen: one for all that have none, and one for each; it holds no rule."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from answers import gates, workflow
from answers.admin.review.forms import ActionForm, NoteForm
from answers.gates import Finding
from answers.models import PassedWarning, Revision

SHORT = 16
"""As much of a fingerprint as names a field."""


@dataclass(frozen=True)
class Warned:
    """One warning with its two fields."""

    finding: Finding
    ready: BoundField
    words: BoundField


class ReasonsForm(ActionForm):
    """A reason for each warning that has none yet: one for all of them, unless one says otherwise."""

    for_all = forms.ChoiceField(
        label=_("The reason for all of them"),
        help_text=_("It holds for each warning below for which you choose no other."),
        required=False,
    )

    def __init__(self, *args: Any, warned: Collection[Finding] = (), first: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.warned = {each.fingerprint: each for each in warned}
        if not self.warned:
            del self.fields["for_all"]
            return
        self.fields["for_all"] = forms.ChoiceField(
            label=self.fields["for_all"].label,
            help_text=self.fields["for_all"].help_text,
            choices=[("", _("– none –")), *gates.ready_reasons(None).items()],
            initial=first,
            required=False,
        )
        for fingerprint, each in self.warned.items():
            ready = gates.ready_reasons(gates.named(each.gate))
            self.fields[f"ready-{fingerprint[:SHORT]}"] = forms.ChoiceField(
                label=_("Reason"), choices=[("", _("as for all")), *ready.items()], required=False
            )
            self.fields[f"words-{fingerprint[:SHORT]}"] = forms.CharField(
                label=_("In your own words"), max_length=workflow.LONGEST_PASSING_REASON, required=False
            )

    @staticmethod
    def found(revision: Revision) -> tuple[Finding, ...]:
        """What the next step asks."""
        return gates.for_approval(revision)

    @classmethod
    def about(cls, revision: Revision, *typed: Any, **given: Any) -> Self:
        """The form with what is warned of and has no reason; under the starter profile “not yet” is set."""
        passed = PassedWarning.objects.of(revision.answer)
        found = [
            each for each in cls.found(revision) if not each.is_blocking and each.fingerprint not in passed
        ]
        is_strict = bool(found) and gates.rules_of(revision.answer).asks_reasons
        return cls(*typed, warned=found, first="" if is_strict else gates.NOT_YET, **given)

    def warnings(self) -> Iterator[Warned]:
        """Each warning with its fields, in the order of the registry."""
        for fingerprint, each in self.warned.items():
            yield Warned(each, self[f"ready-{fingerprint[:SHORT]}"], self[f"words-{fingerprint[:SHORT]}"])

    def other_fields(self) -> list[BoundField]:
        """What is asked besides."""
        return [
            each
            for each in self.visible_fields()
            if each.name != "for_all" and not each.name.startswith(("ready-", "words-"))
        ]

    def clean(self) -> dict[str, Any]:
        """The reasons as the verbs take them, in place of the single fields."""
        cleaned = super().clean() or {}
        for_all = cleaned.pop("for_all", "")
        reasons = {
            fingerprint: workflow.Reason(
                cleaned.pop(f"ready-{fingerprint[:SHORT]}", "") or for_all,
                cleaned.pop(f"words-{fingerprint[:SHORT]}", ""),
            )
            for fingerprint in self.warned
        }
        return cleaned | {"reasons": reasons}


class SubmitForm(NoteForm, ReasonsForm):
    """A word to the reviewers, and a reason for each warning."""

    @staticmethod
    def found(revision: Revision) -> tuple[Finding, ...]:
        """What submitting asks."""
        return gates.for_submit(revision)
