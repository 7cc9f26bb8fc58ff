"""Proving again who one is before a grave step: by password or code, in the very form that is sent.

Whoever finds a colleague's desk unlocked cannot approve or withdraw in their name. Nothing typed is lost: the
form comes back as it was, with one more field.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from answers import sessions, workflow
from answers.admin import signed_in
from answers.models import Refused
from answers.public import limits
from answers.public.limits import Limit

FIELD = "proof"
WRONG = Limit("proof", 5, datetime.timedelta(minutes=15))
"""How often a session may try; signing in anew always remains, so nobody is kept out."""

UNPROCESSABLE = 422
_CODE = re.compile(r"\d{3} ?\d{3}")


@dataclass(frozen=True)
class Proof:
    """The one more field of a form: shown when the last proof is too old, with what was wrong about it."""

    is_needed: bool
    error: str = ""


def of(request: HttpRequest) -> Proof:
    """What the form must ask for when it is first shown."""
    return Proof(is_needed=not sessions.is_proved_lately(request.session, timezone.now()))


def given(request: HttpRequest) -> Proof:
    """What the form must still ask for after it was sent; nothing when the proof is young or came along."""
    asked = of(request)
    if not asked.is_needed:
        return asked
    person, now = signed_in.person(request), timezone.now()
    typed = request.POST.get(FIELD, "")
    if not typed:
        return Proof(
            is_needed=True, error=_("Type your password or a code first. What you wrote is still here.")
        )
    if limits.wait(request, [WRONG], at=now, caller=f"person:{person.pk}"):
        return Proof(
            is_needed=True, error=_("Too many tries. Sign out and in again; copy what you wrote first.")
        )
    if why := _why_not(person, typed, now):
        return Proof(is_needed=True, error=why)
    sessions.prove(request.session, at=now)
    return Proof(is_needed=False)


def asked(request: HttpRequest) -> HttpResponse:
    """The question by itself, in the place of a page that stands behind it."""
    return _page(request, of(request), request.get_full_path())


def proof(request: HttpRequest) -> HttpResponse:
    """The question answered: on to the page that was wanted."""
    wanted = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    wanted = wanted if is_ours else reverse("admin:index")
    if request.method != "POST":
        return _page(request, of(request), wanted)
    found = given(request)
    return _page(request, found, wanted) if found.is_needed else HttpResponseRedirect(wanted)


def _why_not(person: User, typed: str, now: datetime.datetime) -> str:
    if _CODE.fullmatch(typed.strip()):
        try:
            workflow.show_second_factor(person, typed.strip(), at=now)
        except Refused as refused:
            return str(refused)
        return ""
    return (
        "" if person.check_password(typed) else _("This is not your password. What you wrote is still here.")
    )


def _page(request: HttpRequest, found: Proof, wanted: str) -> HttpResponse:
    context = {
        **admin.site.each_context(request),
        "title": _("Is it you?"),
        "proof": found,
        "wanted": wanted,
    }
    status = UNPROCESSABLE if found.error else 200
    response = TemplateResponse(request, "admin/proof.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


def urls() -> list[URLPattern]:
    """The address below /admin/."""
    return [path("proof/", admin.site.admin_view(proof), name="proof")]
