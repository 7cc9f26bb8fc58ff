"""The page on which a newer edition of a source is found, proposed and decided about; it holds no rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from sources import formatting, replacements
from sources.models import Replacement, Source

PAGE = "admin:sources_source_newer"
FOUND = 20
UNPROCESSABLE = 422


def newer(request: HttpRequest, source_id: int, screen: ModelAdmin[Any], *, then: str = "") -> HttpResponse:
    """Both editions side by side; `then` is where a confirmation leads, with the replacement's number."""
    if not request.user.has_perm("sources.view_source"):
        raise PermissionDenied
    source = get_object_or_404(Source.objects.select_related("merged_into"), pk=source_id)
    if source.merged_into is not None:
        return redirect(PAGE, source.merged_into.pk)
    status = 200
    if request.method == "POST":
        try:
            return _carried_out(request, source, screen, then)
        except replacements.RefusedError as refusal:
            messages.error(request, str(refusal))
            status = UNPROCESSABLE
    context = {
        **screen.admin_site.each_context(request),
        "title": _("Newer edition"),
        "opts": screen.opts,
        "may_propose": request.user.has_perm("sources.change_source"),
        "may_decide": request.user.has_perm("sources.confirm_notice"),
        "then": then,
        **_shown(request, source),
    }
    return TemplateResponse(request, "admin/sources/source/newer.html", context, status=status)


def summary(source: Source) -> str:
    """For the source's form: its newer edition and where that stands, and whose newer edition it is."""
    standing = _standing(source)
    words = (
        f"{standing.newest.label} ({standing.get_status_display()})"
        if standing
        else _("Is there a newer edition?")
    )
    older = Replacement.objects.confirmed().filter(newer=source).with_sources().order_by("pk")
    rows = ((reverse(PAGE, args=[each.older.pk]), each.older.label) for each in older)
    links = format_html_join(", ", '<a href="{}">{}</a>', rows)
    said = format_html('<a href="{}">{}</a>', reverse(PAGE, args=[source.pk]), words)
    return format_html("{}<br>{} {}", said, _("It is the newer edition of:"), links) if links else said


def _carried_out(request: HttpRequest, source: Source, screen: ModelAdmin[Any], then: str) -> HttpResponse:
    """One button, one verb; a refusal is raised and nothing was changed."""
    now, typed = timezone.now(), request.POST
    if typed.get("do") == "propose":
        chosen = _chosen(typed.get("newer", ""))
        replacement = replacements.propose(source, chosen, by=request.user, at=now, why=typed.get("why", ""))
        said = _("Proposed. Readers hear of it once somebody has confirmed it.")
        address = reverse(PAGE, args=[source.pk])
    else:
        replacement = get_object_or_404(
            Replacement.objects.of([source]).with_sources(), pk=_number(typed.get("replacement", ""))
        )
        said, address = _decided(request, replacement, then)
    screen.log_change(request, source, f"{replacement}: {replacement.get_status_display()}")
    messages.success(request, said)
    return redirect(address)


def _decided(request: HttpRequest, replacement: Replacement, then: str) -> tuple[str, str]:
    form = reverse("admin:sources_source_change", args=[replacement.older.pk])
    if request.POST.get("do") == "confirm":
        replacements.confirm(replacement, by=request.user, at=timezone.now())
        said = _("Confirmed. Every page that cites the older edition now says so.")
        return said, reverse(then, args=[replacement.pk]) if then else form
    reason = request.POST.get("reason", "")
    replacements.reject(replacement, by=request.user, at=timezone.now(), reason=reason)
    return _("Rejected. Nothing is said of it on any page."), form


def _shown(request: HttpRequest, source: Source) -> dict[str, Any]:
    standing, words = _standing(source), request.GET.get("q", "").strip()[:200]
    found = Source.objects.current().search(words).exclude(pk=source.pk)[:FOUND] if words else ()
    rejected = Replacement.objects.of([source]).exclude(pk=standing.pk if standing else 0)
    return {
        "source": source,
        "reference": formatting.reference_text(source.work()),
        "standing": standing,
        "newer_reference": formatting.reference_text(standing.newest.work()) if standing else "",
        "words": words,
        "choices": [] if standing else _choices(found if words else replacements.offered(source)),
        "rejected": rejected.with_sources().select_related("decided_by").order_by("-decided_at", "-pk"),
        "chosen": request.POST.get("newer", ""),
        "why": request.POST.get("why", ""),
        "reason": request.POST.get("reason", ""),
    }


def _choices(sources: Any) -> list[tuple[str, str, str]]:
    return [(str(each.pk), each.label, formatting.reference_text(each.work())) for each in sources]


def _standing(source: Source) -> Replacement | None:
    rows = Replacement.objects.standing().of([source]).with_sources()
    return rows.select_related("proposed_by", "decided_by").order_by("pk").first()


def _chosen(number: str) -> Source:
    found = Source.objects.filter(pk=_number(number)).first()
    if found is None:
        raise replacements.RefusedError(_("Choose the newer edition first."))
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
