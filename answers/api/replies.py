"""How data is sent: packed where the reader takes it, with a tag, or 304; it knows no row."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request

from answers.pages import documents, packing
from answers.public import codings, sending

CONTENT_TYPE = "application/json"


def public(request: Request, document: object) -> HttpResponseBase:
    """What everybody may read and keep."""
    body = documents.dumps(document).encode()
    coding = codings.quick(request)
    response = HttpResponse(packing.packed(body, coding), content_type=CONTENT_TYPE)
    if coding:
        response["Content-Encoding"] = coding
    return sending.stamped(request, response, hashlib.sha256(body).hexdigest(), None)


def private(document: object, status: int = 200) -> HttpResponse:
    """What one person may read, and nobody between may keep."""
    body = documents.dumps(document).encode()
    headers = {"Cache-Control": "private, no-store", "Vary": "Authorization, Cookie"}
    return HttpResponse(body, status=status, content_type=CONTENT_TYPE, headers=headers)


def chosen(request: Request, known: Collection[str]) -> frozenset[str]:
    """The fields that the request asks for; all when it names none."""
    named = {word for word in request.query_params.get("fields", "").split(",") if word}
    if named - set(known):
        sentence = _("Write some of: %(known)s.") % {"known": ", ".join(known)}
        raise ValidationError({"fields": [sentence]})
    return frozenset(named or known)


def narrowed(document: Mapping[str, Any], fields: frozenset[str]) -> dict[str, Any]:
    """The document with these fields alone."""
    return {name: value for name, value in document.items() if name in fields}
