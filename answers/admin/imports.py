"""The page “Import pages”: upload or paste, look, choose, then make drafts; it knows no rule of reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies
from answers.admin import import_sheets
from answers.admin.import_sheets import Sheet
from answers.importers import page_text, pages
from answers.models import Refused, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_PAGES = 50
"""As many as one request carries well; more go in further sittings."""


def urls() -> list[URLPattern]:
    """The address of this page, for the admin of answers."""
    return [path("import/", admin.site.admin_view(import_pages), name="answers_import_pages")]


def import_pages(request: HttpRequest) -> HttpResponse:
    """Show what each page would become; with “import” make the drafts of those that were looked at."""
    user = cast("User", request.user)
    if not policies.may(user, "import_answer"):
        raise PermissionDenied
    sheets, problems = _posted(request) if request.method == "POST" else ([], [])
    if request.POST.get("action") == "import":
        sheets = [_imported(sheet, user) for sheet in sheets]
    context = {
        **admin.site.each_context(request),
        "title": _("Import pages"),
        "sheets": sheets,
        "problems": problems,
        "topics": Topic.objects.order_by("name", "id"),
        "has_ready": any(sheet.is_ready for sheet in sheets),
    }
    return TemplateResponse(request, "admin/answers/import_pages.html", context)


def _posted(request: HttpRequest) -> tuple[list[Sheet], list[str]]:
    """The pages that came with the request: those shown before, then what was pasted, then new files."""
    sent = dict(_shown_before(request))
    free = max(sent, default=0) + 1
    new, problems = _new(request)
    sent |= dict(enumerate(new, start=free))
    if len(sent) > MOST_PAGES:
        message = _("Only the first %(most)s pages are shown. Import the others afterwards.")
        problems.append(message % {"most": MOST_PAGES})
    if not sent and not problems:
        problems.append(_("Choose a file, or paste the text of a page."))
    topic = request.POST.get("topic", "")
    read = (import_sheets.read(request.POST, number, *page, topic) for number, page in sent.items())
    return list(islice(read, MOST_PAGES)), problems


def _new(request: HttpRequest) -> tuple[list[tuple[str, str]], list[str]]:
    """The pages that are sent for the first time, and why a file was refused."""
    pasted = request.POST.get("text", "")
    pages_sent = [("", pasted)] if pasted.strip() else []
    problems = []
    for file in request.FILES.getlist("files"):
        name = file.name or ""
        try:
            pages_sent.append((name, pages.decode(file.read(page_text.LARGEST + 1))))
        except Refused as refused:
            problems.append(f"{name}: {refused}")
    return pages_sent, problems


def _shown_before(request: HttpRequest) -> Iterator[tuple[int, tuple[str, str]]]:
    """The pages that the form carries along, in their order; one that was emptied is left out."""
    for number in range(1, 2 * MOST_PAGES + 1):
        text = request.POST.get(f"text-{number}", "")
        if text.strip():
            yield number, (request.POST.get(f"name-{number}", ""), text)


def _imported(sheet: Sheet, user: User) -> Sheet:
    """The sheet with its draft, or with the reason why there is none; unseen text is only shown."""
    if not sheet.is_ready or not sheet.was_seen:
        return sheet
    try:
        report = pages.import_page(
            sheet.text,
            by=user,
            at=timezone.now(),
            topic=sheet.topic or None,
            origin_name=sheet.name,
            choices=sheet.choices,
        )
    except Refused as refused:
        return sheet.refused(refused)
    return sheet.with_report(report)
