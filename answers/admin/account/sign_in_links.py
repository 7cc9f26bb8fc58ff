"""Links with which somebody sets a password and a second factor: made by an administrator, used once."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import login
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from answers import policies, workflow
from answers.admin import signed_in
from answers.admin.account import proof
from answers.models import Refused, SignInLink
from answers.public import limits
from answers.public.limits import Limit

WRONG = Limit("wrong-sign-in-link", 20, datetime.timedelta(minutes=15))
"""How many links that are none may be tried from one address."""

GONE, UNPROCESSABLE, TOO_MANY = 404, 422, 429
NEW = {"autocomplete": "new-password"}


class PasswordForm(forms.Form):
    """A new password, typed twice so that a slip is seen."""

    use_required_attribute = False

    password = forms.CharField(
        label=gettext_lazy("New password"), strip=False, widget=forms.PasswordInput(attrs=NEW)
    )
    again = forms.CharField(
        label=gettext_lazy("The same again"), strip=False, widget=forms.PasswordInput(attrs=NEW)
    )

    def clean(self) -> dict[str, Any]:
        """Both must be the same."""
        cleaned = super().clean() or {}
        if {"password", "again"} <= cleaned.keys() and cleaned["password"] != cleaned["again"]:
            self.add_error("again", _("The two are not the same."))
        return cleaned


def make_link(request: HttpRequest, user_id: int) -> HttpResponse:
    """What a link does, then the link itself, shown on the reply to the form and nowhere else."""
    by, now = signed_in.person(request), timezone.now()
    if not by.is_superuser:
        raise PermissionDenied
    person = get_object_or_404(User, pk=user_id)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("New sign-in link"),
        "person": person,
        "name": policies.named(person),
        "hours": int(SignInLink.LASTS.total_seconds()) // 3600,
        "why_not": policies.why_no_sign_in_link(by, person),
        "proof": proof.of(request),
    }
    if request.method == "POST" and not context["why_not"]:
        context["proof"] = proof.given(request)
        if not context["proof"].is_needed:
            context["link"] = SignInLink.address(workflow.make_sign_in_link(person, by=by, at=now))
    is_refused = request.method == "POST" and "link" not in context
    response = TemplateResponse(
        request, "admin/sign_in_link/make.html", context, status=UNPROCESSABLE if is_refused else 200
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@never_cache
@sensitive_post_parameters()
def use_link(request: HttpRequest, token: str) -> HttpResponse:
    """Choose a password; the second factor is set up on the next page. Any other link gets one calm page."""
    now = timezone.now()
    if limits.spent(request, WRONG, at=now):
        return _page(request, "over", status=TOO_MANY)
    link = SignInLink.objects.usable(token, now).select_related("person").first()
    if link is None:
        limits.wait(request, [WRONG], at=now)
        return _page(request, "over", status=GONE)
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            person = workflow.use_sign_in_link(token, password=form.cleaned_data["password"], at=now)
        except Refused as refused:
            for sentence in refused.sentences:
                form.add_error("password", sentence)
        else:
            login(request, person, backend=policies.MODEL_BACKEND)
            return redirect("admin:second_factor" if settings.STAFF_2FA_REQUIRED else "admin:index")
    return _page(
        request,
        "use",
        status=UNPROCESSABLE if form.errors else 200,
        form=form,
        username=link.person.get_username(),
    )


def _page(request: HttpRequest, name: str, *, status: int, **shown: Any) -> HttpResponse:
    """The address is a secret: no search engine keeps it, and the site's policy tells it to no other site."""
    context = admin.site.each_context(request) | {
        "title": _("Choose a password") if name == "use" else _("This link works no more"),
        "has_permission": False,
        "is_nav_sidebar_enabled": False,
        "available_apps": [],
        **shown,
    }
    response = TemplateResponse(request, f"admin/sign_in_link/{name}.html", context, status=status)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Cache-Control"] = "no-store"
    return response


def urls() -> list[URLPattern]:
    """The addresses below /admin/; the second one is for who has the link."""
    return [
        path("accounts/<int:user_id>/sign-in-link/", admin.site.admin_view(make_link), name="account_link"),
        path("sign-in/<slug:token>/", use_link, name="sign_in_link"),
    ]
