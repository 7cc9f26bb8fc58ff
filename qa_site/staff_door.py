"""Knows who gets through the door of the staff: no session that is over, and none without its second factor.

It stands before every view, so that no new one can forget it.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import sessions
from answers.api import problems
from answers.public import limits
from answers.public.limits import Limit
from qa_site import lockout
from qa_site.middleware import SAFE, Handler, is_for_staff

BEFORE_THE_DOOR = (
    "/admin/login/",
    "/admin/logout/",
    "/admin/second-factor/",
    "/admin/sign-in/",
    "/admin/jsi18n/",
    "/admin/language/",
)
"""What somebody may open who has shown a password only."""

SCREENS = "/admin/"
METHODS = (*SAFE, "POST")
"""What a screen may be asked for; which of them a single one takes, and what the interface does, they say."""

BROWSERS = ("Edg", "OPR", "Firefox", "Chrome", "Safari")
NAMED = {"Edg": "Edge", "OPR": "Opera"}
SYSTEMS = ("Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux")


REFUSALS = (401, 403, 429)
SIGN_IN, SENT_ON = "/admin/login/", 302
WRONG = Limit("wrong-password", 30, settings.AXES_COOLOFF_TIME)
"""How often one address may be wrong, whatever the name: nobody tries one password on every account."""


logger = logging.getLogger("qa_site.staff_door")


def staff_door(get_response: Handler) -> Handler:
    """Ends sessions that are over; leads who has not shown the second factor to where it is shown."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not is_for_staff(request):
            return get_response(request)
        now = timezone.now()
        is_signing_in = request.method == "POST" and request.path_info == SIGN_IN
        if is_signing_in and limits.spent(request, WRONG, at=now):
            return lockout.locked_out(request)
        if SESSION_KEY in request.session:
            if sessions.is_over(request.session, now):
                request.session.flush()
            elif not sessions.is_complete(request.session) and not is_before_the_door(request):
                return refused(request)
            else:
                sessions.note_use(request.session, now)
        before = request.session.get(SESSION_KEY)
        response = get_response(request)
        if is_signing_in and response.status_code != SENT_ON:
            limits.wait(request, [WRONG], at=now)
        if request.session.modified and SESSION_KEY in request.session:
            request.session.setdefault(sessions.BROWSER, browser(request.headers.get("User-Agent", "")))
        note(request, response, before)
        return response

    return middleware


class KnownMethods:
    """A screen is read or posted to. Django's own would answer any other method as if it were read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponseNotAllowed | None:
        """Asked when the address is known, for the log to tell it, and before anybody's form is looked at."""
        is_known = request.method in METHODS or not request.path_info.startswith(SCREENS)
        return None if is_known else HttpResponseNotAllowed(METHODS)


def note(request: HttpRequest, response: HttpResponseBase, before: str | None) -> None:
    """Write down who signed in or out and who was refused, by number: no name, no address, nothing typed."""
    after = request.session.get(SESSION_KEY)
    if after != before:
        logger.info("Account %s signed %s.", after or before, "in" if after else "out")
    if before and not after:
        response.headers["Clear-Site-Data"] = '"cache"'
    if response.status_code in REFUSALS:
        view = request.resolver_match.view_name if request.resolver_match else "nowhere"
        logger.warning(
            "Refused with %s: account %s, %s %s.", response.status_code, before, request.method, view
        )


def is_before_the_door(request: HttpRequest) -> bool:
    """Whether the address is one of those where a person signs in."""
    return request.path_info.startswith(BEFORE_THE_DOOR)


def refused(request: HttpRequest) -> HttpResponseBase:
    """A program is told in its own way; a person is led to the second factor, and then to where they went."""
    if problems.is_asked_for(request):
        return problems.reply(403, _("Show your second factor under /admin/ first."))
    wanted = f"?{urlencode({'next': request.get_full_path()})}" if request.method in SAFE else ""
    return HttpResponseRedirect(reverse("admin:second_factor") + wanted)


def browser(told: str) -> str:
    """The kind of browser and system, so that a person knows their own sessions; no version, no more."""
    program = next((each for each in BROWSERS if each in told), "")
    system = next((each for each in SYSTEMS if each in told), "")
    return " · ".join(part for part in (NAMED.get(program, program), system) if part)
