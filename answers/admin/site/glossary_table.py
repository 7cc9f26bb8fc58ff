"""The glossary as a table, downloaded and taken in again; what is taken in waits for its approval."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answers import workflow
from answers.admin import signed_in
from answers.importers import tables, words
from answers.models import Refused


@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """Every word that is not retired."""
    signed_in.demand(request, "view_term")
    response = HttpResponse(f"\ufeff{words.export_words()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="words.csv"'
    return response


def take_in(request: HttpRequest) -> HttpResponse:
    """A file of words; a refused one names each faulty row, and nothing of it is kept."""
    signed_in.demand(request, "write_term")
    if request.method != "POST":
        return _shown(request)
    file = request.FILES.get("file")
    try:
        if file is None or isinstance(file, list):
            raise Refused(_("Choose a file."))
        text = tables.decoded(file.read(tables.LARGEST + 1))
        rows = words.read_words(text)
        outcomes = workflow.write_terms(rows, by=signed_in.person(request), at=timezone.now())
    except Refused as refused:
        return _shown(request, problems=refused.sentences)
    told = _("Added: %(added)s. Changed: %(changed)s. Already here: %(same)s.")
    messages.success(request, told % vars(tables.Taken.of(outcomes)))
    return redirect("admin:glossary_words")


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("words/table.csv", door(download), name="glossary_download"),
        path("words/import/", door(take_in), name="glossary_import"),
    ]


def _shown(request: HttpRequest, **told: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": _("Import words"), **told}
    status = 422 if told else 200
    return TemplateResponse(request, "admin/glossary/import.html", context, status=status)
