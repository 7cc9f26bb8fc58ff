"""The inbox as a page, as a table to take away, and what it opens with; what waits is asked elsewhere."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Sequence

from django.contrib import admin, messages
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from answers.admin import signed_in
from answers.admin.inbox import filters
from answers.admin.inbox.filters import Narrowing
from answers.admin.inbox.inbox import SHOWN, Inbox
from answers.admin.inbox.lists import Section
from answers.models import InboxView, medians
from answers.models.durations import Median, Medians
from sources.exporters.texts import cell

MOST_IN_A_TABLE = 1000
MOST_ALONE = 200
"""How many rows a section shows on a page of its own."""
LATELY = datetime.timedelta(days=90)
KEPT_FOR = 300
"""Seconds."""
UNPROCESSABLE = 422


@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """What waits for this person, and where everything stands, as the address or the kept view narrows it."""
    return _page(request, filters.asked(request.GET, signed_in.person(request)))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """From now on the inbox opens with this view."""
    asked = filters.asked(request.POST, signed_in.person(request))
    if not asked.form.is_valid():
        return _page(request, asked, status=UNPROCESSABLE)
    InboxView.objects.keep(signed_in.person(request), **asked.form.cleaned_data)
    messages.success(request, _("Saved. Your inbox opens like this from now on."))
    return redirect("admin:review_inbox")


@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """One section, or all, as comma-separated values."""
    person, at = signed_in.person(request), timezone.now()
    narrowing = Narrowing.of(filters.asked(request.GET, person).wanted, at=at)
    key = request.GET.get("section", "")
    sections = _sections(Inbox(person, at=at, narrowing=narrowing, most=MOST_IN_A_TABLE), key)
    named = f"inbox-{key or 'all'}-{timezone.localdate(at)}.csv"
    response = HttpResponse(
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{named}"'},
    )
    writer = csv.writer(response)
    for line in _lines(request, sections):
        writer.writerow([cell(each) for each in line])
    return response


def _usual_durations(at: datetime.datetime) -> Sequence[tuple[str, Median]]:
    """How long each part of the way took lately; counted anew every few minutes at most."""
    kept: Medians | None = caches["lists"].get("inbox-medians")
    if kept is None:
        kept = medians(since=at - LATELY)
        caches["lists"].set("inbox-medians", kept, KEPT_FOR)
    return list(kept.known())


def _page(request: HttpRequest, asked: filters.Asked, *, status: int = 200) -> HttpResponse:
    person, at = signed_in.person(request), timezone.now()
    narrowing, alone = Narrowing.of(asked.wanted, at=at), request.GET.get("section", "")
    most = MOST_ALONE if alone else SHOWN
    sections = _sections(Inbox(person, at=at, narrowing=narrowing, most=most), alone)
    context = {
        **admin.site.each_context(request),
        "title": sections[0].title if alone else _("Review"),
        "alone": alone,
        "sections": sections,
        "waiting": [section for section in sections if section.count],
        "empty": [section for section in sections if not section.count],
        "asked": asked,
        "is_refused": status == UNPROCESSABLE,
        "query": narrowing.query,
        "durations": [] if alone else _usual_durations(at),
        "today": timezone.localdate(at),
    }
    return TemplateResponse(request, "admin/review/inbox.html", context, status=status)


def _sections(inbox: Inbox, key: str) -> list[Section]:
    """All, or the one that is asked for by name; the others then cost nothing."""
    if not key:
        return list(inbox.sections())
    section = inbox.section(key)
    if section is None:
        raise Http404
    return [section]


def _lines(request: HttpRequest, sections: list[Section]) -> Iterator[list[str]]:
    yield [_("Section"), _("What"), _("Topic"), _("Waiting since"), _("More"), _("Address")]
    for section in sections:
        for row in section.rows:
            since = row.since_on.isoformat() if row.since_on else ""
            address = request.build_absolute_uri(row.address)
            yield [section.title, row.title, row.topic, since, " · ".join(row.told), address]
        shown = {"shown": len(section.rows), "count": section.number}
        if section.has_more:
            yield [section.title, _("The first %(shown)s of %(count)s stand here.") % shown]
        if section.note:
            yield [section.title, section.note]
