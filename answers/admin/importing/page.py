"""The page “Import pages”: upload or paste, look, choose, then make drafts; it knows no rule of reading."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies
from answers.admin import signed_in
from answers.admin.importing import sheets as import_sheets
from answers.admin.importing.sheets import Sheet
from answers.importers import files, pages, several
from answers.importers.files import Original
from answers.importers.page import NotAPage
from answers.models import Refused, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_PAGES = 50
"""As many as one request carries well; more go in further sittings."""

MOST_CARRIED = 2_000_000
"""Bytes that a form may carry from the preview to the import; the site takes no longer one."""

MOST_OPEN = 3
"""Of more pages than this the reports are closed until somebody opens one."""

_ENDINGS = ",".join(sorted({*files.ENDINGS, ".zip"}))


def urls() -> list[URLPattern]:
    """The address of this page, for the admin of answers."""
    return [path("import/", admin.site.admin_view(import_pages), name="answers_import_pages")]


def import_pages(request: HttpRequest) -> HttpResponse:
    """Show what each page would become; with “import” make the drafts of those that were looked at."""
    user = signed_in.person(request)
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
        "endings": _ENDINGS,
        "counted": _counted(sheets),
        "is_short": len(sheets) <= MOST_OPEN,
    }
    return TemplateResponse(request, "admin/answers/import_pages.html", context)


def _counted(sheets: list[Sheet]) -> dict[str, int]:
    """How many pages are where, for the one report of a sitting."""
    reports = [sheet.report for sheet in sheets if sheet.report]
    return {
        "imported": sum(report.is_imported for report in reports),
        "known": sum(report.is_known for report in reports),
        "ready": sum(sheet.is_ready for sheet in sheets),
        "stopped": sum(bool(sheet.problems) for sheet in sheets),
    }


def _posted(request: HttpRequest) -> tuple[list[Sheet], list[str]]:
    """The pages that came with the request: those shown before, then what was pasted, then new files."""
    problems: list[str] = []
    sent = dict(_shown_before(request, problems))
    free = max(sent, default=0) + 1
    sent |= dict(enumerate(_new(request, problems), start=free))
    if not sent and not problems:
        problems.append(_("Choose a file, or paste the text of a page."))
    topic = request.POST.get("topic", "")
    sheets: list[Sheet] = []
    carried = 0
    for number, page in islice(sent.items(), MOST_PAGES):
        sheet = import_sheets.read(request.POST, number, *page, topic)
        carried += len(sheet.original.encode() if isinstance(sheet.original, str) else sheet.packed)
        if carried > MOST_CARRIED:
            break
        sheets.append(sheet)
    if len(sheets) < len(sent):
        message = _("Only the first %(count)s pages are shown. Import the others afterwards.")
        problems.append(message % {"count": len(sheets)})
    return list(_once(sheets)), problems


def _once(sheets: list[Sheet]) -> Iterator[Sheet]:
    """The sheets; of several that ask one question only the first can become a draft."""
    asked: set[str] = set()
    for sheet in sheets:
        question = sheet.title.casefold()
        if sheet.is_ready and question in asked:
            yield sheet.refused(Refused(_("A page above asks the same question. Leave one of them out.")))
        else:
            asked |= {question} if sheet.is_ready else set()
            yield sheet


def _new(request: HttpRequest, problems: list[str]) -> Iterator[tuple[str, Original]]:
    """The pages that are sent for the first time; why a file was refused is told beside them."""
    text = request.POST.get("text", "")
    if text.strip() or request.POST.get("rich", "").strip():
        try:
            yield "", files.pasted(text, request.POST.get("rich", ""))
        except NotAPage as problem:
            problems.append(str(problem))
            if text.strip():
                yield "", text
    named = ((file.name or "", file.read(files.LARGEST + 1)) for file in request.FILES.getlist("files"))
    for sent in several.read(named):
        if sent.original is not None:
            yield sent.name, sent.original
        problems.extend(f"{sent.name}: {problem}" for problem in sent.problems)


def _shown_before(request: HttpRequest, problems: list[str]) -> Iterator[tuple[int, tuple[str, Original]]]:
    """The pages that the form carries along, in their order; one that was emptied is left out."""
    for number in range(1, 2 * MOST_PAGES + 1):
        name = request.POST.get(f"name-{number}", "")
        text = request.POST.get(f"text-{number}", "")
        packed = request.POST.get(f"page-{number}", "")
        if text.strip():
            yield number, (name, text)
        elif packed and f"drop-{number}" not in request.POST:
            document = import_sheets.unpack(packed)
            if document:
                yield number, (name, document)
            else:
                problems.append(_("%(name)s: The preview has ended. Choose the file again.") % {"name": name})


def _imported(sheet: Sheet, user: User) -> Sheet:
    """The sheet with its draft, or with the reason why there is none; an unseen page is only shown."""
    if not sheet.is_ready or not sheet.was_seen:
        return sheet
    try:
        report = pages.import_page(
            sheet.original,
            by=user,
            at=timezone.now(),
            topic=sheet.topic or None,
            origin_name=sheet.name,
            choices=sheet.choices,
        )
    except Refused as refused:
        return sheet.refused(refused)
    return sheet.with_report(report)
