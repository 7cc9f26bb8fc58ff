"""Filters of the list of sources that ask for somebody's eye: notices, checks long ago, newer editions."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sources.models import Notice, OwedLookup, Replacement

A_YEAR = datetime.timedelta(days=365)


class NoticeFilter(admin.SimpleListFilter):
    """Sources with a notice that nobody has decided about."""

    title = _("notices")
    parameter_name = "notices"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("found", _("A notice waits for somebody")), ("doubt", _("A notice under another title"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        rows = Notice.objects
        waiting = {"found": rows.found(), "doubt": rows.in_doubt()}.get(self.value() or "")
        return None if waiting is None else queryset.filter(pk__in=waiting.values("source"))


class LookupFilter(admin.SimpleListFilter):
    """Sources about which the services said something that a person should read."""

    title = _("look-ups")
    parameter_name = "lookups"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("told", _("A look-up came to no end"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        told = OwedLookup.objects.told()
        return queryset.filter(pk__in=told.values("source")) if self.value() == "told" else None


class MergedFilter(admin.SimpleListFilter):
    """Sources that stand on their own, unless somebody looks for the others."""

    title = _("merged")
    parameter_name = "merged"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("yes", _("Merged into another"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(merged_into__isnull=self.value() != "yes")

    def choices(self, changelist: Any) -> Iterator[Any]:
        """The first is not “All”."""
        first, *others = super().choices(changelist)
        yield {**first, "display": _("Not merged")}
        yield from others


class CheckedFilter(admin.SimpleListFilter):
    """Sources whose standing nobody looked at for long."""

    title = _("checked for notices")
    parameter_name = "checked"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("never", _("Never")), ("long", _("Not for a year"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        if self.value() == "never":
            return queryset.filter(standing_checked_on__isnull=True)
        if self.value() == "long":
            return queryset.filter(standing_checked_on__lt=timezone.localdate() - A_YEAR)
        return None


class NewerEditionFilter(admin.SimpleListFilter):
    """Sources of which somebody found a newer edition."""

    title = _("newer edition")
    parameter_name = "newer"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("proposed", _("Proposed, to be confirmed")), ("confirmed", _("Confirmed"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        rows = Replacement.objects
        chosen = {"proposed": rows.proposed(), "confirmed": rows.confirmed()}.get(self.value() or "")
        return None if chosen is None else queryset.filter(pk__in=chosen.values("source"))
