"""The page “Where you are signed in”: one's own sessions, and the end of any of them."""

from __future__ import annotations

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import sessions, workflow
from answers.admin import signed_in
from answers.admin.account import proof
from answers.models import SecondFactor, StaffSession

UNPROCESSABLE = 422
EVERY = "others"


def staff_sessions(request: HttpRequest) -> HttpResponse:
    """The list; a button ends one session or all but this one, once the person has proved who they are."""
    person, now = signed_in.person(request), timezone.now()
    asked, here = proof.of(request), sessions.row_of(request.session)
    if request.method == "POST":
        asked = proof.given(request)
        if not asked.is_needed:
            return _end(request, person, here, request.POST.get("which", ""))
    context = {
        **admin.site.each_context(request),
        "title": _("Where you are signed in"),
        "rows": StaffSession.objects.of(person, now),
        "here": here,
        "proof": asked,
        "has_factor": SecondFactor.objects.filter(person=person).exists(),
    }
    status = UNPROCESSABLE if asked.error else 200
    return TemplateResponse(request, "admin/staff_sessions.html", context, status=status)


def _end(request: HttpRequest, person: User, here: str, which: str) -> HttpResponse:
    ended = workflow.end_sessions(person, but=here, only="" if which == EVERY else which)
    messages.success(
        request,
        ngettext("%(count)s session ended.", "%(count)s sessions ended.", ended) % {"count": ended},
    )
    return redirect("admin:staff_sessions")


def urls() -> list[URLPattern]:
    """The address below /admin/."""
    return [path("sessions/", admin.site.admin_view(staff_sessions), name="staff_sessions")]
