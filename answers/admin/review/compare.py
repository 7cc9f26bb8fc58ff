"""Two revisions of an answer side by side or in one column: any two, or the one that a person knows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.admin.review import changes
from answers.models import Revision
from answers.pages import compared

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import Promise

_NOTHING: dict[str, Promise] = {
    "decision": gettext_lazy("You have not decided on an earlier revision of this answer."),
    "look": gettext_lazy("You have not seen an earlier revision of this answer."),
    "live": gettext_lazy("Readers see this revision, or the answer is not public."),
}


@dataclass(frozen=True)
class Shortcut:
    """A way to compare this revision with one that the person knows."""

    label: Promise
    href: str
    is_chosen: bool


def compare(request: HttpRequest, revision: Revision, person: User) -> HttpResponse:
    """This revision beside another one of its answer; the older stands first, whichever was chosen."""
    since, view = request.GET.get("since", ""), request.GET.get("view", "")
    to = request.GET.get("to", "")
    if to and to != str(revision.number):
        return redirect(_address(_numbered(revision, to), since, view))
    known = changes.bases(revision, person)
    other = _other(revision, since, known)
    context = {
        **admin.site.each_context(request),
        "title": _("Compare"),
        "revision": revision,
        "revisions": _choices(revision),
        "shortcuts": [
            Shortcut(label, _address(revision, key, view), since == key)
            for key, label in changes.SINCE.items()
            if key in known
        ],
        "since": since,
        "view": view,
        "nothing": "" if other else _NOTHING.get(since, _("There is no other revision to compare with.")),
    }
    if other is not None:
        older, newer = sorted((other, revision), key=lambda each: each.number)
        context |= {"older": older, "newer": newer, "other": other}
        context |= {"shown": compared.of(older.content(), newer.content())}
    return TemplateResponse(request, "admin/review/compare.html", context)


def _other(revision: Revision, since: str, known: dict[str, Revision]) -> Revision | None:
    """The revision that was asked for; when none was, the one the person knows best, else the one before."""
    if since in changes.SINCE:
        return known.get(since)
    if since:
        return _numbered(revision, since)
    earlier = revision.answer.revisions.filter(number__lt=revision.number)
    best = next(iter(known.values()), None)
    return best or earlier.select_related("frozen", "saved_by__contributor").order_by("-number").first()


def _numbered(revision: Revision, number: str) -> Revision:
    if not number.isdecimal():
        raise Http404
    found = revision.answer.revisions.select_related("frozen", "saved_by__contributor")
    return get_object_or_404(found, number=int(number))


def _choices(revision: Revision) -> list[Revision]:
    saved = revision.answer.revisions.select_related("saved_by__contributor")
    return list(saved.order_by("-number"))


def _address(revision: Revision, since: str = "", view: str = "") -> str:
    address = reverse("admin:review_compare", args=[revision.pk])
    asked = urlencode({name: value for name, value in (("since", since), ("view", view)) if value})
    return f"{address}?{asked}" if asked else address
