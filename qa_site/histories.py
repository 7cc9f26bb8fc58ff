"""Knows that a page of changes tells nobody without permission which numbers there are.

Django looks the row up first: what exists is refused, and what does not leads to the first page.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

Shown = Callable[..., HttpResponse]


def ask_first(site: AdminSite) -> None:
    """Let every screen of this site ask for the permission before it looks for the row."""
    for model in apps.get_models():
        if site.is_registered(model):
            of_model: ModelAdmin[Any] = site.get_model_admin(model)
            of_model.history_view = _asked(of_model, of_model.history_view)  # type: ignore[method-assign]


def _asked(of_model: ModelAdmin[Any], shown: Shown) -> Shown:
    @wraps(shown)
    def history(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if not of_model.has_view_or_change_permission(request):
            raise PermissionDenied
        return shown(request, *arguments, **named)

    return history
