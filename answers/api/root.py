"""Where the interface begins, and what is said where it does not lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from rest_framework.permissions import AllowAny
from rest_framework.request import Request
from rest_framework.views import APIView

from answers.api import problems, replies
from answers.pages.documents import address

OPEN = ("topics", "questions", "answers", "sources", "corrections")


class Beginning(APIView):
    """An address that leads to others; the description, which begins with those, leaves it out."""

    schema = None
    permission_classes = (AllowAny,)


class Versions(Beginning):
    """Which versions there are."""

    def get(self, request: Request) -> HttpResponseBase:
        return replies.public(request, {"v1": address(reverse("api:contents"))})


class Contents(Beginning):
    """Where everything open stands, and where it is described."""

    def get(self, request: Request) -> HttpResponseBase:
        return replies.public(
            request, {name: address(reverse(f"api:{name}")) for name in (*OPEN, "schema", "docs")}
        )


@csrf_exempt
def nowhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """An address without its last slash leads on for readers; any other is a problem."""
    whole = f"{request.path_info}/"
    if not rest.endswith("/") and request.method in ("GET", "HEAD") and _leads_somewhere(whole):
        query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
        return HttpResponsePermanentRedirect(f"{whole}{query}")
    return problems.reply(404)


def _leads_somewhere(path: str) -> bool:
    try:
        return resolve(path).url_name != "nowhere"
    except Resolver404:
        return False
