"""The Cite picker's answers: sources by words or by key, as JSON; it changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from sources import formatting, notices
from sources.models import Source

OFFERED = 20
CHIPS = 200


def lookup(request: HttpRequest) -> JsonResponse:
    """At most 20 sources for `q`; for `keys`, the one behind each key of a page, old keys too."""
    if not request.user.has_perm("sources.view_source"):
        raise PermissionDenied
    asked = [key for key in request.GET.get("keys", "").split(",") if key][:CHIPS]
    if asked:
        found = Source.objects.by_key(asked)
    else:
        offered = Source.objects.current().search(request.GET.get("q", "")[:200])[:OFFERED]
        found = {source.key: source for source in offered}
    told = notices.standings(found.values())
    return JsonResponse({"sources": [_entry(key, each, told[each.key].code) for key, each in found.items()]})


def _entry(key: str, source: Source, standing: str) -> dict[str, Any]:
    return {
        "key": key,
        "current_key": source.key,
        "label": source.label,
        "title": source.title,
        "year": source.year,
        "kind": source.kind,
        "standing": standing,
        "identified": source.is_identified,
        "reference": formatting.reference_text(source.work()),
    }
