"""The steps by which people are asked, say no, or advise: their forms and buttons; the verbs decide."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers import policies, signers, workflow
from answers.admin.review.action import Action, Typed, step
from answers.admin.review.forms import LINES, ActionForm, AskingForm
from answers.admin.review.signing import RecommendForm
from answers.models import Assignment, Candidacy, Refused, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

AGAIN = "again"


class AssignForm(AskingForm):
    """Whom to ask for what, and by when."""

    person = forms.ChoiceField(label=gettext_lazy("Whom"))
    kind = forms.ChoiceField(
        label=gettext_lazy("For what"),
        choices=Assignment.Kind.choices,
        widget=forms.RadioSelect,
        required=False,
    )
    field_order = ("person", "kind", "due_on", "note")

    @classmethod
    def about(cls, revision: Revision, *typed: Any, **given: Any) -> Self:
        """The form that knows whom one may ask, the best suited first."""
        form = cls(*typed, **given)
        newest = revision.candidacies.order_by("-id").first()
        former = workflow.formerly_asked(revision) if newest and newest.awaits_decision else []
        field = cast("forms.ChoiceField", form.fields["person"])
        field.choices = [("", _("Choose somebody")), *_again(former), *_people(revision)]
        field.help_text = " ".join(
            sentence for each, kind in former if (sentence := policies.why_not_asked(each, revision, kind))
        )
        return form

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("person") not in (AGAIN, None) and not cleaned.get("kind"):
            self.add_error("kind", _("Choose what you ask for."))
        return cleaned


class StepAsideForm(ActionForm):
    """Why one should not sign."""

    reason = forms.CharField(
        label=gettext_lazy("Why you should not sign"),
        help_text=gettext_lazy("Colleagues read it; readers of the page do not."),
        widget=forms.Textarea(attrs=LINES),
        max_length=500,
    )


def _assign(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
    if typed["person"] == AGAIN:
        made, why_not = workflow.ask_again(revision, by=by, at=at, due_on=typed["due_on"])
        if not made:
            raise Refused(*(why_not or [_("The former round asked nobody.")]))
        return "people"
    found = signers.to_ask(revision)
    person = next((each.person for each in found if str(each.person.pk) == typed["person"]), None)
    if person is None:
        raise Refused(_("Choose somebody from the list."))
    given = {name: typed[name] for name in ("kind", "due_on", "note")}
    workflow.assign(revision, person=person, by=by, at=at, **given)
    return "people"


STEPS: dict[str, Action] = {
    "recommend": Action(
        RecommendForm,
        "comment_answer",
        step(workflow.recommend, leads_to="advice"),
        gettext_lazy("Your recommendation is kept."),
        gettext_lazy("Recommend"),
        gettext_lazy("Your advice on exactly this text. It helps those who decide; it is no decision."),
    ),
    "assign": Action(
        AssignForm,
        "view_revision",
        _assign,
        gettext_lazy("Asked. They get a mail, and a reminder before the day."),
        gettext_lazy("Ask somebody"),
        gettext_lazy("They say yes, or no with a reason. Asking gives no permission and takes none."),
    ),
    "step-aside": Action(
        StepAsideForm,
        "approve_answer",
        step(workflow.step_aside, leads_to="people"),
        gettext_lazy("Thank you. Whoever asked and the managing editors find somebody else."),
        gettext_lazy("Step aside"),
        gettext_lazy(
            "Because of your interests you should not sign this text. You do not decide in this round then."
        ),
    ),
}


def is_open(
    verb: str, revision: Revision, candidacy: Candidacy | None, person: User, *, may_decide: bool
) -> bool:
    """Whether the step is offered: it would not be refused, and is not beside what the person may decide.

    Stepping aside is offered on the page on which one would sign.
    """
    if candidacy is None or not candidacy.awaits_decision:
        return False
    if verb == "assign":
        return not policies.why_not_assign(person, candidacy.round)
    if verb == "step-aside" or candidacy.round.decisions.filter(person=person).exists():
        return False
    asked = Assignment.objects.open_for(person).filter(round=candidacy.round, kind=Assignment.Kind.REVIEW)
    advises = not may_decide or asked.exists()
    return advises and not policies.why_not_recommend(person, revision)


def _again(former: list[tuple[User, str]]) -> list[tuple[str, str]]:
    """One choice for all the people of the former round."""
    kinds = dict(Assignment.Kind.choices)
    named = ", ".join(f"{policies.named(person)} ({kinds[kind]})" for person, kind in former)
    label = _("The people of the former round again: %(people)s") % {"people": named}
    return [(AGAIN, label)] if former else []


def _people(revision: Revision) -> list[tuple[str, list[tuple[str, str]]]]:
    found = signers.to_ask(revision)
    groups = {
        _("Responsible for the topic"): [each for each in found if each.is_responsible],
        _("Others"): [each for each in found if not each.is_responsible],
    }
    return [
        (label, [(str(each.person.pk), _label(each)) for each in people])
        for label, people in groups.items()
        if people
    ]


def _label(candidate: signers.Candidate) -> str:
    contributor = getattr(candidate.person, "contributor", None)
    parts = [str(contributor) if contributor else candidate.person.get_username()]
    if Assignment.Kind.APPROVE in candidate.parts:
        parts.append(_("may approve"))
    elif Assignment.Kind.REVIEW not in candidate.parts:
        parts.append(_("contributed: may check what others wrote"))
    if candidate.load:
        words = ngettext("%(count)s thing asked", "%(count)s things asked", candidate.load)
        parts.append(words % {"count": candidate.load})
    return " · ".join(parts)
