"""Knows how a list of very many rows is read: the numbers of one page's rows first, then those rows alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext

MOST = 2_000
"""Whoever finds so many adds a word or a filter."""


class LongList(ChangeList):
    """What a row shows besides is asked for the rows of one page, not for all that are sorted before it."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        first, last = 0, self.result_count
        if self.multi_page and not (self.show_all and self.can_show_all):
            first = (self.page_num - 1) * self.list_per_page
            last = min(first + self.list_per_page, self.result_count)
        numbers = _between(self.queryset, first, last, self.result_count)
        rows = self.apply_select_related(self.root_queryset).order_by().in_bulk(numbers)
        self.result_list = [rows[number] for number in numbers if number in rows]


class LongListAdmin(admin.ModelAdmin):
    """A list that is counted once, as it was asked for, and not as a whole besides."""

    show_full_result_count = False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The same list, read in two steps."""
        return LongList

    def found(
        self, request: HttpRequest, queryset: QuerySet[Any], numbers: Sequence[int]
    ) -> tuple[QuerySet[Any], bool]:
        """What a search found, each row once; says so where there may be more."""
        if len(numbers) == MOST:
            sentence = gettext("These are the newest %(count)s that were found. Add a word to find fewer.")
            messages.info(request, sentence % {"count": number_format(MOST)})
        return queryset.filter(pk__in=numbers), False


def _between(rows: QuerySet[Any], first: int, last: int, count: int) -> list[int]:
    """Counted from the nearer end, because a database passes over every row before the first."""
    numbers = rows.values_list("pk", flat=True)
    if first <= count - last:
        return list(numbers[first:last])
    return list(numbers.reverse()[count - last : count - first])[::-1]
