"""Knows what an error outside a view looks like to the person who meets it."""

import sys

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import defaults

from answers.api import problems
from answers.views import lost
from qa_site import middleware, trouble


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """Staff get the admin's own page, programs their problem, and readers help to find their way."""
    if problems.is_asked_for(request):
        return problems.reply(404)
    if middleware.is_for_staff(request):
        return defaults.page_not_found(request, exception, template_name="admin/404.html")
    return lost.lost(request)


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Middleware can lose the database too, after the view: that is still an outage, not a fault."""
    exception = sys.exception()
    if isinstance(exception, middleware.DATABASE_AWAY):
        return middleware.unavailable(exception, request)
    if problems.is_asked_for(request):
        return problems.reply(500)
    return trouble.at_fault(request)
