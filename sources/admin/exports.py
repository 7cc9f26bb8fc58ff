"""Actions of the source list: the ticked sources as a file for other programs; nothing is changed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sources import exporters
from sources.models import SourceQuerySet

Action = Callable[[Any, HttpRequest, Any], HttpResponse]


def actions() -> list[Action]:
    """One action for each format."""
    return [_action(name) for name in exporters.FORMATS]


def _action(name: str) -> Action:
    described = exporters.FORMATS[name]

    @admin.action(
        description=format_lazy(_("Export as {format}"), format=described.label), permissions=["view"]
    )
    def export(model_admin: Any, request: HttpRequest, chosen: SourceQuerySet) -> HttpResponse:
        works = (source.work() for source in chosen.order_by("key").iterator(1000))
        written = "".join(exporters.write(name, works)).encode()
        response = HttpResponse(written, content_type=f"{described.content_type}; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="sources.{described.ending}"'
        return response

    export.__name__ = f"export_{name.replace('-', '_')}"
    return export
