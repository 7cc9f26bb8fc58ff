"""The page “Second factor”: set up at the first sign-in, shown at each, and its recovery codes made anew."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import sessions, workflow
from answers.admin import signed_in
from answers.admin.account import proof
from answers.models import RecoveryCode, Refused, SecondFactor
from answers.rendering import qr

UNPROCESSABLE = 422
SALT = "citewell.enrolment"
SECONDS = 60 * 60
"""How long a square that is shown may be taken up."""


class CodeForm(forms.Form):
    """One code; telephones offer their digits for it, and nothing is completed from before."""

    use_required_attribute = False

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )


def second_factor(request: HttpRequest) -> HttpResponse:
    """Set it up, show it, or see how it stands: whatever comes next for this person."""
    person = signed_in.person(request)
    has_one = SecondFactor.objects.filter(person=person).exists()
    if not has_one:
        return _enrol(request, person)
    if sessions.FACTOR not in request.session:
        return _show(request, person)
    context = {
        "factor": SecondFactor.objects.get(person=person),
        "left": RecoveryCode.objects.unused(person).count(),
    }
    return _page(request, "standing", _("Second factor"), context)


def anew(request: HttpRequest) -> HttpResponse:
    """Another app in place of the one of now, for who has shown the one of now; asks again who one is."""
    return _not_yet(request) or _enrol(request, signed_in.person(request))


def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes in place of the former, on the same conditions."""
    if (refused := _not_yet(request)) is not None:
        return refused
    if request.method != "POST":
        return redirect("admin:second_factor")
    return _codes(request, workflow.renew_recovery_codes(signed_in.person(request), at=timezone.now()))


def _not_yet(request: HttpRequest) -> HttpResponse | None:
    """What comes first: the second factor of now, then a proof that is young. A password opens neither."""
    if sessions.FACTOR not in request.session:
        return redirect("admin:second_factor")
    return None if sessions.is_proved_lately(request.session, timezone.now()) else proof.asked(request)


def _show(request: HttpRequest, person: User) -> HttpResponse:
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            workflow.show_second_factor(person, form.cleaned_data["code"], at=now)
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            sessions.complete(request.session, at=now)
            return HttpResponseRedirect(_wanted(request))
    return _page(request, "show", _("One more step"), {"form": form})


def _enrol(request: HttpRequest, person: User) -> HttpResponse:
    """The seed travels in the form, signed for this person: reading the page writes nothing."""
    salt = f"{SALT}:{person.pk}"
    seed = _seed(request.POST.get("seed", ""), salt)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            if seed is None:
                raise Refused(_("This page was open for too long. Scan the new square."))
            made = workflow.set_up_second_factor(person, seed=seed, code=form.cleaned_data["code"], at=now)
        except Refused as refused:
            form.add_error("code", str(refused))
        else:
            sessions.complete(request.session, at=now)
            return _codes(request, made)
    seed = seed or workflow.new_seed()
    context = {
        "form": form,
        "seed": signing.dumps(seed, salt=salt),
        "square": qr.square(workflow.secret_address(person, seed)),
        "secret": workflow.secret_text(seed),
    }
    return _page(request, "enrol", _("Set up your second factor"), context)


def _seed(signed: str, salt: str) -> str | None:
    try:
        return str(signing.loads(signed, salt=salt, max_age=SECONDS))
    except signing.BadSignature:
        return None


def _codes(request: HttpRequest, made: list[str]) -> HttpResponse:
    return _page(request, "codes", _("Your recovery codes"), {"codes": made})


def _page(request: HttpRequest, name: str, title: str, shown: dict[str, Any]) -> HttpResponse:
    """Until the door is open, the page shows nothing of what lies behind it."""
    context = admin.site.each_context(request) | {"title": title, "wanted": _wanted(request)} | shown
    if not sessions.is_complete(request.session):
        context |= {"has_permission": False, "is_nav_sidebar_enabled": False, "available_apps": []}
    form = shown.get("form")
    status = UNPROCESSABLE if form is not None and form.errors else 200
    response = TemplateResponse(request, f"admin/second_factor/{name}.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def _wanted(request: HttpRequest) -> str:
    """Where the person was going, when that is a page of ours."""
    wanted = request.POST.get("next", request.GET.get("next", ""))
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")


def urls() -> list[URLPattern]:
    """The addresses below /admin/."""
    door = admin.site.admin_view
    return [
        path("second-factor/", door(second_factor), name="second_factor"),
        path("second-factor/anew/", door(anew), name="second_factor_anew"),
        path("second-factor/codes/", door(codes), name="second_factor_codes"),
    ]
