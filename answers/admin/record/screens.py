"""The screens of the record: how a published version came about, and the log; to read, print and save."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import fields
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from answers.admin import signed_in
from answers.admin.record import entries
from answers.models import Answer, Event, Publication
from sources.exporters import texts

SHOWN = 200
"""As many events as a page holds; a file holds all."""

FORMATS = ("csv", "json")
_COLUMNS = ("sequence", "at", "verb", "person", "answer", "revision", "hash", "record")


class LogForm(forms.Form):
    """Which part of the log: of one answer, of a period, or all of it."""

    answer = forms.IntegerField(label=_("Answer (its number)"), required=False, min_value=1)
    since = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    until = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def events(self) -> Any:
        """The events that were asked for, in the order of the log."""
        wanted = self.cleaned_data
        found = Event.objects.select_related("person").order_by("sequence")
        if wanted.get("answer"):
            found = found.filter(answer=wanted["answer"])
        if wanted.get("since"):
            found = found.filter(at__gte=_midnight(wanted["since"]))
        if wanted.get("until"):
            found = found.filter(at__lt=_midnight(wanted["until"] + datetime.timedelta(days=1)))
        return found


@require_safe
def record(request: HttpRequest, publication_id: int, ending: str = "") -> HttpResponseBase:
    """The review record of one public version, as a page to print, as CSV or as JSON."""
    signed_in.demand(request, "read_record")
    found = Publication.objects.select_related("answer__question", "revision__frozen", "published_by")
    publication = get_object_or_404(found, pk=publication_id)
    told = entries.of(publication)
    name = f"review-record-{publication.answer_id}-{publication.version}"
    if ending == "json":
        return _attached(JsonResponse(told.as_dict(), json_dumps_params=_READABLE), f"{name}.json")
    if ending == "csv":
        columns = [field.name for field in fields(entries.Entry)]
        rows = ([_text(getattr(each, column)) for column in columns] for each in told.entries())
        return _attached(_csv([columns, *rows]), f"{name}.csv")
    context = {
        **admin.site.each_context(request),
        "title": _("Review record"),
        "record": told,
        "publication": publication,
        "content": publication.revision.content(),
        "events": [(each, entries.account(each)) for each in told.events],
    }
    return TemplateResponse(request, "admin/review/record.html", context)


@require_safe
def log(request: HttpRequest, ending: str = "") -> HttpResponseBase:
    """The log, filtered by answer and period; a file holds every event of it with its hashed text."""
    signed_in.demand(request, "read_record")
    form = LogForm(request.GET)
    events = form.events() if form.is_valid() else Event.objects.none()
    if ending and not form.is_valid():
        raise Http404
    if ending == "csv":
        return _attached(_streamed(_log_lines(events), "text/csv"), "log.csv")
    if ending == "json":
        return _attached(_streamed(_json_lines(events), "application/x-ndjson"), "log.jsonl")
    newest = list(events.reverse()[:SHOWN])
    context = {
        **admin.site.each_context(request),
        "title": _("The log"),
        "form": form,
        "count": events.count(),
        "events": [(each, entries.account(each)) for each in newest],
        "query": request.GET.urlencode(),
        "publications": _publications(form),
    }
    return TemplateResponse(request, "admin/review/log.html", context)


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("review/record/<int:publication_id>/", door(record), name="review_record"),
        *(
            path(
                f"review/record/<int:publication_id>/record.{ending}",
                door(record),
                {"ending": ending},
                name=f"review_record_{ending}",
            )
            for ending in FORMATS
        ),
        path("review/log/", door(log), name="review_log"),
        *(
            path(f"review/log/log.{ending}", door(log), {"ending": ending}, name=f"review_log_{ending}")
            for ending in FORMATS
        ),
    ]


_READABLE = {"ensure_ascii": False, "indent": 2}


def _publications(form: LogForm) -> list[Publication]:
    """The public versions of the answer that was asked for, the newest first."""
    number = form.cleaned_data.get("answer") if form.is_valid() else None
    answer = Answer.objects.filter(pk=number).first() if number else None
    return list(answer.publications.order_by("-version", "-renewal")) if answer else []


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _text(value: object) -> str:
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return "" if value is None else str(value)


def _csv(rows: Iterable[Iterable[str]]) -> HttpResponse:
    return HttpResponse("".join(_line(row) for row in rows), content_type="text/csv; charset=utf-8")


def _line(row: Iterable[str]) -> str:
    """One line; a cell that a spreadsheet would take for a formula is defused."""
    written = io.StringIO()
    csv.writer(written).writerow([texts.cell(value) for value in row])
    return written.getvalue()


def _log_lines(events: Any) -> Iterator[str]:
    yield _line(_COLUMNS)
    for each in events.iterator(chunk_size=500):
        values = (each.sequence, each.at, each.verb, each.person_id, each.answer_id, each.revision_id)
        yield _line([*map(_text, values), each.hash, each.record])


def _json_lines(events: Any) -> Iterator[str]:
    """The hashed texts themselves, one on each line, as `verify_log` reads them."""
    for each in events.iterator(chunk_size=500):
        yield f"{each.record}\n"


def _streamed(lines: Iterator[str], kind: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(lines, content_type=f"{kind}; charset=utf-8")


def _attached(response: Any, name: str) -> HttpResponseBase:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return cast("HttpResponseBase", response)
