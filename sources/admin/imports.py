"""The page “Import sources”: upload or paste, look, choose, then take in; it knows no rule of matching."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from sources import importers
from sources.admin import waiting
from sources.importers import Choice, Reading, Report, Verdict
from sources.importers.formats.encoding import LARGEST

SHOWN = 300
"""As many rows of each list as a person can look through; the rest is counted."""

_CHOICES: dict[str, Choice] = {"new": "new", "same": "same"}


def urls() -> list[URLPattern]:
    """The address of this page, for the admin of sources."""
    return [path("import/", admin.site.admin_view(import_page), name="sources_source_import")]


def import_page(request: HttpRequest) -> HttpResponse:
    """First the form, then what each record would become, then what became of it."""
    if not request.user.has_perm("sources.add_source"):
        raise PermissionDenied
    if request.method != "POST":
        return _page(request)
    if token := request.POST.get("waiting", ""):
        return _taken_in(request, token)
    stored = _sent(request)
    if not stored.strip():
        return _page(request, problem=_("Choose a file, or paste the sources."))
    return _preview(request, stored)


def _sent(request: HttpRequest) -> bytes:
    """The uploaded file, else the pasted text; one byte more than a file may have at most."""
    file = request.FILES.get("file")
    if file is not None and not isinstance(file, list):
        return bytes(file.read(LARGEST + 1))
    return request.POST.get("text", "").encode()


def _preview(request: HttpRequest, stored: bytes) -> HttpResponse:
    try:
        reading = importers.read(stored)
    except importers.UnreadableError as refused:
        return _page(request, problem=str(refused))
    report = importers.preview(reading.records)
    token = waiting.keep(stored, by=request.user)
    return _page(request, waiting=token, **_lists(reading, report))


def _taken_in(request: HttpRequest, token: str) -> HttpResponse:
    """One call of the verb with the choices of the page; the same page again adds nothing."""
    stored = waiting.take(token, by=request.user)
    if stored is None:
        return _page(request, problem=_("This preview has ended. Please choose the file again."))
    reading = importers.read(stored)
    try:
        report = importers.import_sources(
            reading.records, by=request.user, at=timezone.now(), choices=_choices(request)
        )
    except importers.RefusedError as refused:
        return _page(request, problem=str(refused))
    waiting.forget(token, by=request.user)
    return _page(request, is_done=True, **_lists(reading, report))


def _choices(request: HttpRequest) -> dict[int, Choice]:
    """A shown record that was not ticked is skipped; a suggestion waits unless a person decided."""
    ticked = set(request.POST.getlist("take"))
    shown = request.POST.get("shown", "").split(",")
    choices: dict[int, Choice] = {
        int(each): "skip" for each in shown if each.isdecimal() and each not in ticked
    }
    for name, value in request.POST.items():
        index = name.removeprefix("suggestion-")
        if index != name and index.isdecimal() and value in _CHOICES:
            choices[int(index)] = _CHOICES[str(value)]
    return choices


def _lists(reading: Reading, report: Report) -> dict[str, Any]:
    """What the page shows: of every list its number and its first rows."""
    new = report.of(Verdict.NEW)
    found = {
        "new": new,
        "taken": report.taken,
        "here": report.of(Verdict.HERE),
        "conflicts": report.of(Verdict.CONFLICT),
        "suggestions": [line for line in report.of(Verdict.SUGGESTION) if not line.is_taken],
        "problems": reading.problems,
        "remarks": [line for line in report.lines if line.remarks],
    }
    return {
        "format": reading.format,
        "lists": {name: {"count": len(rows), "rows": rows[:SHOWN]} for name, rows in found.items()},
        "shown": ",".join(str(line.index) for line in new[:SHOWN]),
        "unshown": max(len(new) - SHOWN, 0),
        "filled": len(report.filled),
        "notices": report.notices,
    }


def _page(request: HttpRequest, **told: Any) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": _("Import sources"), **told}
    return TemplateResponse(request, "admin/sources/import_sources.html", context)
