"""Corrections as data: what was wrong on public pages and what is right now."""

from __future__ import annotations

from django.http.response import HttpResponseBase
from rest_framework.request import Request

from answers.api import describing, paging, shapes
from answers.api.opening import Reading
from answers.pages import Document
from answers.pages.documents import address
from answers.public import corrected


class Corrections(Reading):
    """The newest first; an entry is never taken away."""

    shape = shapes.Correction
    is_list = True

    @describing.found("list_corrections", "Every correction", shapes.Correction, is_list=True)
    def get(self, request: Request) -> HttpResponseBase:
        rows = corrected.listed()
        piece = paging.sliced(request, lambda start, end: list(rows[start:end]))
        return self.listed(request, piece, [_document(each) for each in corrected.entries(piece.rows)])


def _document(entry: corrected.Correction) -> Document:
    return {
        "kind": entry.kind,
        "on": str(entry.on),
        "question": entry.page.title,
        "url": address(entry.page.path),
        "is_public": entry.page.is_public,
        "wrong": entry.wrong,
        "right": entry.right,
        "passages": [each.inline for each in entry.passages],
        "citations": [" ".join(filter(None, [each.what, each.change])) for each in entry.citations],
        "differences": address(entry.differences) if entry.differences else None,
    }
