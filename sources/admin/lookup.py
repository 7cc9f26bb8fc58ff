"""Sources by their keys, as the citations of a text show them; it changes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse

from sources import formatting, notices
from sources.models import Source

CHIPS = 200


def lookup(request: HttpRequest) -> JsonResponse:
    """The source behind each of these keys, old keys too."""
    if not request.user.has_perm("sources.view_source"):
        raise PermissionDenied
    asked = [key for key in request.GET.get("keys", "").split(",") if key][:CHIPS]
    return JsonResponse({"sources": entries(Source.objects.by_key(asked))})


def entries(found: Mapping[str, Source]) -> list[dict[str, Any]]:
    """These sources as the picker and the chips know them, each under the key it was asked by."""
    told = notices.standings(found.values())
    return [_entry(key, each, told[each.key].code) for key, each in found.items()]


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
