"""Corrections as data: what was wrong on public pages and what is right now."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from rest_framework.request import Request

from answers.api import describing, paging, shapes
from answers.api.opening import Reading
from answers.public import corrected, shown


class Corrections(Reading):
    """The newest first; an entry is never taken away."""

    shape = shapes.Correction
    is_list = True

    @describing.found("list_corrections", "Every correction", shapes.Correction, is_list=True)
    def get(self, request: Request) -> HttpResponseBase:
        rows = corrected.listed()
        piece = paging.sliced(request, lambda start, end: list(rows[start:end]))
        return self.listed(request, piece, [shown.correction(each) for each in corrected.entries(piece.rows)])
