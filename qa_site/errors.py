"""Knows what an error outside a view looks like to the person who meets it."""

import sys

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views import defaults

from answers.api import problems
from qa_site import middleware


def server_error(request: HttpRequest) -> HttpResponseBase:
    """Middleware can lose the database too, after the view: that is still an outage, not a fault."""
    exception = sys.exception()
    if isinstance(exception, middleware.DATABASE_AWAY):
        return middleware.unavailable(exception, request)
    if problems.is_asked_for(request):
        return problems.reply(500)
    return defaults.server_error(request)
