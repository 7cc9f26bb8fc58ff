"""What a person can type beside a signature: interests in this very answer, and the checklist; no rule."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from answers import workflow
from answers.admin.review.forms import LINES, ActionForm
from answers.models import ChecklistQuestion, Decision, Recommendation, Revision

TWO = {"rows": 2}
AskedOf = ChecklistQuestion.AskedOf


@dataclass(frozen=True)
class Asked:
    """One question of the checklist with its two fields."""

    question: ChecklistQuestion
    reply: BoundField
    note: BoundField


class WordingField(forms.CharField):
    """Which questions the page shows: a refused page shows those of now, so that the next press can hold."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return initial


class StatementForm(ActionForm):
    """A signature under the text with this hash, with competing interests and the checklist."""

    asked_of: str = AskedOf.APPROVERS
    asks_checklist: bool = True
    last: tuple[str, ...] = ("competing", "competing_text", "interests", "note")

    content_hash = forms.CharField(widget=forms.HiddenInput)
    wording = WordingField(widget=forms.HiddenInput, required=False)
    competing = forms.ChoiceField(
        label=_("Your interests in this very answer"),
        choices=[
            (Decision.Competing.NONE, _("I have no competing interests in this answer.")),
            (Decision.Competing.SOME, _("I have some. They are kept with my signature:")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    competing_text = forms.CharField(
        label=_("Which ones"),
        help_text=_("Work for a maker of what is recommended, shares, a study of your own, and the like."),
        widget=forms.Textarea(attrs=TWO),
        required=False,
    )

    def __init__(self, *args: Any, questions: list[ChecklistQuestion] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions or []
        self.initial["competing"] = Decision.Competing.NONE
        self.initial["wording"] = workflow.checklist_wording(self.questions)
        for each in self.questions:
            self.fields[f"checklist-{each.pk}"] = forms.ChoiceField(
                label=each.text,
                choices=ChecklistQuestion.Reply.choices,
                widget=forms.RadioSelect,
                required=each.is_required,
            )
            note = forms.CharField(label=_("Why, or a note"), required=False, max_length=500)
            self.fields[f"checklist-{each.pk}-note"] = note

    @classmethod
    def about(cls, revision: Revision, *typed: Any, **given: Any) -> Self:
        """The form with the checklist that is asked of this answer now."""
        asked = workflow.checklist(revision.answer, of=cls.asked_of) if cls.asks_checklist else []
        return cls(*typed, questions=asked, **given)

    def first_fields(self) -> list[BoundField]:
        """What comes before the checklist."""
        own = [each for each in self.visible_fields() if not each.name.startswith("checklist-")]
        return [each for each in own if each.name not in self.last]

    def last_fields(self) -> list[BoundField]:
        """What comes after it, nearest to the button."""
        return [self[name] for name in self.last if name in self.fields]

    def checklist(self) -> Iterator[Asked]:
        """Each question with its reply and note."""
        for each in self.questions:
            yield Asked(each, self[f"checklist-{each.pk}"], self[f"checklist-{each.pk}-note"])

    def clean(self) -> dict[str, Any]:
        """The statement as the verbs take it, in place of its single fields."""
        cleaned = super().clean() or {}
        replies = tuple(
            workflow.Reply(
                each.pk,
                cleaned.pop(f"checklist-{each.pk}", ""),
                cleaned.pop(f"checklist-{each.pk}-note", ""),
            )
            for each in self.questions
        )
        said = {name: cleaned.pop(name, "") for name in ("competing", "competing_text", "wording")}
        return cleaned | {"said": workflow.Statement(replies=replies, **said)}


class SignatureForm(StatementForm):
    """A signature for the text, with a renewed declaration and a note where the person has one."""

    interests = forms.CharField(
        label=_("Your declared interests"),
        help_text=_("Write “None” when there are none. Leave it empty when your last declaration holds."),
        widget=forms.Textarea(attrs=TWO),
        required=False,
    )
    note = forms.CharField(label=_("Note"), widget=forms.Textarea(attrs=TWO), required=False)


class ApproveForm(SignatureForm):
    """A decision for the text: for all of it, or for what changed."""

    scope = forms.ChoiceField(
        label=_("What did you review?"), choices=Decision.Scope.choices, widget=forms.RadioSelect
    )


class RequestChangesForm(StatementForm):
    """A decision against the text: what should change, with interests and the checklist."""

    last = ("competing", "competing_text")

    note = forms.CharField(label=_("What should change"), widget=forms.Textarea(attrs={"rows": 5}))


class CorrectUrgentlyForm(SignatureForm):
    """The signature of an urgent correction: no approval, so no checklist; readers are told why."""

    asks_checklist = False

    reason = forms.CharField(
        label=_("What was wrong, in words for readers"),
        help_text=_("Shown under “What changed” on the page."),
        widget=forms.Textarea(attrs=LINES),
        max_length=500,
    )


class RecommendForm(StatementForm):
    """A reviewer's advice on the text."""

    asked_of = AskedOf.REVIEWERS
    last = ("competing", "competing_text")

    kind = forms.ChoiceField(
        label=_("What do you recommend?"), choices=Recommendation.Kind.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Why, and what should change"), widget=forms.Textarea(attrs={"rows": 4}), required=False
    )
