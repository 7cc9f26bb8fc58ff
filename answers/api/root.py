"""Where the interface begins, and what is said where it does not lead."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.csrf import csrf_exempt
from drf_spectacular.utils import extend_schema
from rest_framework.decorators import api_view, permission_classes
from rest_framework.request import Request

from answers.api import problems, replies
from answers.pages.documents import address

OPEN = ("topics", "questions", "answers", "sources", "corrections")


@extend_schema(exclude=True)
@api_view(["GET"])
@permission_classes([])
def versions(request: Request) -> HttpResponseBase:
    """Which versions there are."""
    return replies.public(request, {"v1": address(reverse("api:contents"))})


@extend_schema(exclude=True)
@api_view(["GET"])
@permission_classes([])
def contents(request: Request) -> HttpResponseBase:
    """Where everything open stands, and where it is described."""
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
