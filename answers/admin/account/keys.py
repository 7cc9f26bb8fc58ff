"""The page “Access keys”: one's own, made and revoked; who may revoke others' sees all."""

from __future__ import annotations

from typing import cast

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
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
from answers.admin.account import proof
from answers.models import AccessKey, Refused, Scope

DAYS = ((30, gettext_lazy("30 days")), (90, gettext_lazy("90 days")), (365, gettext_lazy("a year")))
LISTED = 100


class KeyForm(forms.Form):
    """What a key is for, what it may do, and how long; only what its person may do is offered."""

    name = forms.CharField(label=gettext_lazy("What it is for"), max_length=100)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may be used for"), widget=forms.CheckboxSelectMultiple
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("How long"), choices=DAYS, coerce=int, initial=90, widget=forms.RadioSelect
    )

    def __init__(self, person: User, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on
        offered = [choice for choice in Scope.choices if not policies.why_no_scope(person, choice[0])]
        cast("forms.MultipleChoiceField", self.fields["scopes"]).choices = offered


def keys(request: HttpRequest) -> HttpResponse:
    """The list, and the form for a new one; the secret is on the reply to the form and nowhere else.

    A key may sign in its person's name for months, so making one asks who one is.
    """
    person, now = signed_in.person(request), timezone.now()
    form, secret = KeyForm(person, request.POST or None), ""
    asked = proof.given(request) if request.method == "POST" else proof.of(request)
    if request.method == "POST" and form.is_valid() and not asked.is_needed:
        try:
            _made, secret = workflow.make_key(**form.cleaned_data, by=person, at=now)
            form = KeyForm(person)
        except Refused as refused:
            form.add_error(None, str(refused))
    rows = AccessKey.objects.seen_by(person).select_related("person__contributor", "revoked_by")
    context = {
        **admin.site.each_context(request),
        "title": _("Access keys"),
        "form": form,
        "secret": secret,
        "proof": asked,
        "rows": [(key, policies.named(key.person), key.is_over(now)) for key in rows[:LISTED]],
    }
    status = 422 if form.errors or asked.error else 200
    response = TemplateResponse(request, "admin/keys.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    """The key opens nothing any more."""
    person = signed_in.person(request)
    key = get_object_or_404(AccessKey.objects.seen_by(person), pk=key_id)
    with refusals.told(request):
        workflow.revoke_key(key, by=person, at=timezone.now())
        messages.success(request, _("Revoked. The key opens nothing any more."))
    return redirect("admin:keys")


def urls() -> list[URLPattern]:
    """The addresses below /admin/."""
    return [
        path("keys/", admin.site.admin_view(keys), name="keys"),
        path("keys/<int:key_id>/revoke/", admin.site.admin_view(revoke), name="keys_revoke"),
    ]
