"""The screens of redactions: ask for one, see which were asked for, decide; the verbs hold the rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from answers import policies, workflow
from answers.admin import refusals, signed_in
from answers.admin.review.forms import LINES, ActionForm
from answers.models import Answer, RedactionRequest, Refused

SHOWN = 200


class AskRedactionForm(ActionForm):
    """Which words must go, and why the law says so."""

    passage = forms.CharField(
        label=gettext_lazy("The words to remove"),
        max_length=2000,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy("Copied exactly as they stand, within one sentence."),
    )
    ground = forms.CharField(
        label=gettext_lazy("Legal ground"),
        max_length=300,
        help_text=gettext_lazy("For example: “Court order of 3 May, file 12/26”. It stays in the record."),
    )


class RefuseRedactionForm(ActionForm):
    """Why the words stay."""

    reason = forms.CharField(label=gettext_lazy("Why the words stay"), max_length=300)


def ask(request: HttpRequest, answer_id: int) -> HttpResponse:
    """Name the words and the ground; what was typed stays when it is refused."""
    signed_in.demand(request, "redact_answer")
    answer = get_object_or_404(Answer.objects.select_related("question"), pk=answer_id)
    form = AskRedactionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            workflow.ask_redaction(
                answer, by=signed_in.person(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, list(refused.sentences))
        else:
            messages.success(request, _("Asked for. An auditor now decides."))
            return redirect("admin:redactions")
    context = {
        **admin.site.each_context(request),
        "title": _("Ask for a redaction"),
        "answer": answer,
        "form": form,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/review/redact.html", context, status=status)


def redactions(request: HttpRequest, refused: tuple[int, RefuseRedactionForm] | None = None) -> HttpResponse:
    """Every request, the newest first; the open ones with their words for who decides."""
    person = signed_in.person(request)
    if not policies.may(person, "read_record"):
        raise PermissionDenied
    rows = RedactionRequest.objects.select_related("answer__question", "asked_by", "decided_by")
    may_decide = policies.may(person, "confirm_redaction")
    context = {
        **admin.site.each_context(request),
        "title": _("Redactions"),
        "rows": [_row(each, person, refused, may_decide=may_decide) for each in rows[:SHOWN]],
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "admin/review/redactions.html", context, status=status)


@require_POST
def confirm(request: HttpRequest, request_id: int) -> HttpResponse:
    """Remove the words for good."""
    asked = _asked(request, request_id)
    with refusals.told(request):
        made = workflow.confirm_redaction(asked, by=signed_in.person(request), at=timezone.now())
        messages.success(request, _("The words left %(count)s texts.") % {"count": len(made)})
    return redirect("admin:redactions")


@require_POST
def refuse(request: HttpRequest, request_id: int) -> HttpResponse:
    """Leave the record as it is; the reason is kept."""
    asked = _asked(request, request_id)
    form = RefuseRedactionForm(request.POST, auto_id=f"refuse-{asked.pk}-%s")
    if not form.is_valid():
        return redactions(request, (asked.pk, form))
    try:
        workflow.refuse_redaction(asked, by=signed_in.person(request), at=timezone.now(), **form.cleaned_data)
    except Refused as why:
        form.add_error(None, list(why.sentences))
        return redactions(request, (asked.pk, form))
    messages.success(request, _("Refused. The record stays as it is."))
    return redirect("admin:redactions")


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("review/redact/<int:answer_id>/", door(ask), name="redact"),
        path("review/redactions/", door(redactions), name="redactions"),
        path("review/redactions/<int:request_id>/confirm/", door(confirm), name="redaction_confirm"),
        path("review/redactions/<int:request_id>/refuse/", door(refuse), name="redaction_refuse"),
    ]


def _row(
    asked: RedactionRequest,
    person: User,
    refused: tuple[int, RefuseRedactionForm] | None,
    *,
    may_decide: bool,
) -> dict[str, Any]:
    is_open = asked.state == RedactionRequest.State.ASKED
    form = None
    if is_open and may_decide and asked.asked_by_id != person.pk:
        was_refused = refused is not None and refused[0] == asked.pk
        form = refused[1] if refused and was_refused else RefuseRedactionForm(auto_id=f"refuse-{asked.pk}-%s")
    return {"asked": asked, "form": form, "is_open": is_open}


def _asked(request: HttpRequest, request_id: int) -> RedactionRequest:
    signed_in.demand(request, "confirm_redaction")
    return get_object_or_404(RedactionRequest.objects.select_related("answer", "asked_by"), pk=request_id)
