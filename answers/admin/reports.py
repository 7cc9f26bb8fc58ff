"""A report of a reader on a screen: its words, the page's words that it is about, and its buttons."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from answers import policies, workflow
from answers.admin import signed_in
from answers.admin.review.forms import LINES, ActionForm, NothingForm
from answers.models import Refused, Report, ReportText, Topic
from answers.rendering import claims

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Typed = Mapping[str, Any]


class CloseForm(ActionForm):
    """What came of it, and why; a draft closes the report by itself."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"),
        choices=[each for each in Report.Outcome.choices if each[0] != Report.Outcome.DRAFTED],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy(
            "For colleagues. It stays in the record, so do not repeat the reader's words."
        ),
        widget=forms.Textarea(attrs=LINES),
        required=False,
        max_length=500,
    )


class DraftForm(ActionForm):
    """The question as the site would ask it, and where it belongs."""

    wording = forms.CharField(
        label=gettext_lazy("The question, as many people would ask it"),
        help_text=gettext_lazy("Write nothing that tells who asked: these words stay in the record."),
        widget=forms.Textarea(attrs=LINES),
        max_length=300,
    )
    topic = forms.ModelChoiceField(Topic.objects.order_by("name", "id"), label=gettext_lazy("Main topic"))


@dataclass(frozen=True)
class _Step:
    """One button: its form, the permission it stands behind, its verb, and what is said when it is done."""

    label: Promise
    act: Callable[[Report, Typed, User, datetime.datetime], object]
    said: Promise
    form: type[ActionForm] = NothingForm
    permission: str = "handle_report"
    is_grave: bool = False


def _draft(report: Report, typed: Typed, by: User, at: datetime.datetime) -> object:
    return workflow.draft_from_report(report, by=by, at=at, **typed)


STEPS: dict[str, _Step] = {
    "take": _Step(
        gettext_lazy("I take care of it"),
        lambda report, _typed, by, at: workflow.take_report(report, by=by, at=at),
        gettext_lazy("It is yours now."),
    ),
    "confirm": _Step(
        gettext_lazy("It is a mistake indeed"),
        lambda report, _typed, by, at: workflow.confirm_report(report, by=by, at=at),
        gettext_lazy("Confirmed. Correct the page, publish it, and close the report."),
    ),
    "draft": _Step(
        gettext_lazy("Begin an answer"),
        _draft,
        gettext_lazy("Begun. The report is closed with it."),
        DraftForm,
    ),
    "close": _Step(
        gettext_lazy("Close the report"),
        lambda report, typed, by, at: workflow.close_report(report, by=by, at=at, **typed),
        gettext_lazy("Closed."),
        CloseForm,
    ),
    "erase": _Step(
        gettext_lazy("Erase the reader's words now"),
        lambda report, _typed, by, at: workflow.erase_report(report, by=by, at=at),
        gettext_lazy("Erased."),
        permission="erase_report",
        is_grave=True,
    ),
}


@require_safe
def report(request: HttpRequest, report_id: int) -> HttpResponse:
    """What a reader told us, where, and what can be done about it."""
    return _page(request, _report(request, report_id))


@require_POST
def step(request: HttpRequest, report_id: int, verb: str) -> HttpResponse:
    """One button; a refusal shows the screen again with what was typed."""
    taken = STEPS.get(verb)
    if taken is None:
        raise Http404
    signed_in.demand(request, taken.permission)
    found = _report(request, report_id)
    form = _form(verb, found, request.POST)
    if form.is_valid():
        try:
            made = taken.act(found, form.cleaned_data, signed_in.person(request), timezone.now())
        except Refused as refused:
            form.add_error(None, list(refused.sentences))
        else:
            messages.success(request, str(taken.said))
            return redirect(_after(verb, found, made))
    return _page(request, found, (verb, form))


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("review/reports/<int:report_id>/", door(report), name="review_report"),
        *(
            path(f"review/reports/<int:report_id>/{verb}/", door(step), {"verb": verb}, f"report_{verb}")
            for verb in STEPS
        ),
    ]


def _page(request: HttpRequest, found: Report, refused: tuple[str, ActionForm] | None = None) -> HttpResponse:
    person = signed_in.person(request)
    words = ReportText.objects.filter(report=found).first()
    context = {
        **admin.site.each_context(request),
        "title": capfirst(found.get_kind_display()),
        "report": found,
        "words": words,
        "passage": _passage(found),
        "helpfulness": getattr(found.answer, "helpfulness", None),
        "corrected_in": workflow.corrected_in(found) if found.is_open and found.answer_id else None,
        "steps": [
            (verb, each, refused[1] if refused and refused[0] == verb else _form(verb, found, words=words))
            for verb, each in STEPS.items()
            if policies.may(person, each.permission) and _is_offered(verb, found, person, words)
        ],
    }
    return TemplateResponse(request, "admin/review/report.html", context, status=422 if refused else 200)


def _is_offered(verb: str, found: Report, person: User, words: ReportText | None) -> bool:
    if verb == "erase":
        return words is not None
    if verb == "take":
        return found.is_open and found.handled_by_id != person.pk
    if verb == "confirm":
        return found.state in (Report.State.NEW, Report.State.TAKEN) and found.kind == Report.Kind.MISTAKE
    if verb == "draft":
        return found.is_open and found.kind == Report.Kind.QUESTION
    return found.is_open


def _form(verb: str, found: Report, typed: Any = None, *, words: ReportText | None = None) -> ActionForm:
    """With what is known already: the version that corrected it, the words to begin with, the topic."""
    initial: dict[str, Any] = {}
    if typed is None and verb == "close" and found.answer_id and workflow.corrected_in(found):
        initial = {"outcome": Report.Outcome.CORRECTED}
    if typed is None and verb == "draft":
        topic = found.answer.question.main_topic if found.answer else None
        initial = {"wording": " ".join(words.text.split())[:300] if words else "", "topic": topic}
    return STEPS[verb].form(typed, initial=initial, auto_id=f"{verb}-%s")


def _passage(found: Report) -> str:
    """The sentence or the part that the reader named, as the page said it then."""
    if not found.place or found.revision is None:
        return ""
    if found.place in Report.Part.values:
        return str(Report.Part(found.place).label)
    every = claims.claims(found.revision.content())
    return next((f"“{each.text}”" for each in every if each.hash == found.place), "")


def _after(verb: str, found: Report, made: object) -> str:
    """To the draft that was begun; after closing to what waits next; else back to the report."""
    if verb == "draft":
        return reverse("admin:answers_answer_change", args=[cast("Any", made).pk])
    if verb == "close":
        return reverse("admin:review_inbox")
    return reverse("admin:review_report", args=[found.pk])


def _report(request: HttpRequest, report_id: int) -> Report:
    if not policies.may_read_reports(signed_in.person(request)):
        raise PermissionDenied
    rows = Report.objects.select_related(
        "answer__question__main_topic",
        "answer__helpfulness",
        "revision__frozen",
        "handled_by__contributor",
        "publication",
        "draft__question",
    )
    return get_object_or_404(rows, pk=report_id)
