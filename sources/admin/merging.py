"""The pages on which duplicates are found, compared and merged; the verbs merge, and the rules are theirs."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources import formatting, merging
from sources.admin import merge_page
from sources.admin.long_lists import LongListAdmin
from sources.merging import Side
from sources.models import Merge, Source

FOUND = 20
LISTED = 25
UNPROCESSABLE = 422
MERGE = "admin:sources_source_merge"
DUPLICATES = "admin:sources_source_duplicates"


class MergingAdmin(LongListAdmin):
    """What the screen of sources needs to merge two of them."""

    def get_urls(self) -> list[URLPattern]:
        """The pages beside the stock ones."""
        view = self.admin_site.admin_view
        return [
            path("duplicates/", view(self.possible_duplicates), name="sources_source_duplicates"),
            path("<int:source_id>/merge/", view(self.merge_with), name="sources_source_merge_with"),
            path(
                "<int:duplicate_id>/merge/<int:kept_id>/", view(self.merge_two), name="sources_source_merge"
            ),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request: HttpRequest) -> bool:
        """Whether this person may merge; the action asks it too."""
        return request.user.has_perm("sources.merge_source")

    def where_cited(self, source: Source) -> str:
        """Which texts rest on the source: whatever builds on sources says it; here nothing does."""
        return ""

    @admin.action(description=gettext_lazy("Merge the chosen two"), permissions=["merge"])
    def merge_chosen(self, request: HttpRequest, chosen: QuerySet[Source]) -> HttpResponse | None:
        """Leads to the page where both stand side by side."""
        found = list(chosen.filter(merged_into__isnull=True).order_by("pk")[:3])
        if len(found) != 2:
            messages.error(request, _("Tick exactly two sources that are one work."))
            return None
        return redirect(MERGE, *_ordered(*found))

    def merge_with(self, request: HttpRequest, source_id: int) -> HttpResponse:
        """Find the other one: what looks alike is offered, anything else is looked for."""
        self._demand(request)
        source = get_object_or_404(Source.objects.current(), pk=source_id)
        words = request.GET.get("q", "").strip()[:200]
        others = Source.objects.current().search(words).exclude(pk=source.pk)
        shown = {
            "title": _("Merge with another source"),
            "source": source,
            "reference": formatting.reference_text(source.work()),
            "words": words,
            "found": [_compared(source, each) for each in (others[:FOUND] if words else _alike(source))],
        }
        return self._page(request, "merge_with.html", shown)

    def merge_two(self, request: HttpRequest, duplicate_id: int, kept_id: int) -> HttpResponse:
        """Both side by side, field by field; one button merges them, the other tells them apart."""
        self._demand(request)
        if duplicate_id == kept_id:
            raise Http404
        sources = Source.objects.select_related("merged_into")
        duplicate, kept = (get_object_or_404(sources, pk=pk) for pk in (duplicate_id, kept_id))
        status = 200
        if request.method == "POST":
            try:
                return self._carried_out(request, duplicate, kept)
            except merging.RefusedError as refused:
                messages.error(request, str(refused))
                status = UNPROCESSABLE
        elif duplicate.merged_into or kept.merged_into:
            return redirect("admin:sources_source_change", duplicate_id if duplicate.merged_into else kept_id)
        heads = [merge_page.head(each, cited=self.where_cited(each)) for each in (kept, duplicate)]
        shown = {"title": _("Are these two one work?"), "duplicate": duplicate, "kept": kept, "heads": heads}
        shown |= merge_page.values(duplicate, kept, _chosen(request), at=timezone.now())
        return self._page(request, "merge.html", shown, status=status)

    def possible_duplicates(self, request: HttpRequest) -> HttpResponse:
        """Pairs that may be one work, the newest first."""
        self._demand(request)
        listed = Paginator(merging.possible_duplicates(), LISTED).get_page(request.GET.get("page"))
        sources = Source.objects.in_bulk({pk for pair in listed for pk in pair[:2]})
        rows = []
        for pair in listed:
            one, other = sources[pair.older], sources[pair.newer]
            rows.append((reverse(MERGE, args=_ordered(one, other)), pair.why, [_named(one), _named(other)]))
        shown = {"title": _("Possible duplicates"), "pairs": listed, "rows": rows}
        return self._page(request, "duplicates.html", shown)

    def _demand(self, request: HttpRequest) -> None:
        if not self.has_merge_permission(request):
            raise PermissionDenied

    def _carried_out(self, request: HttpRequest, duplicate: Source, kept: Source) -> HttpResponse:
        """One button, one verb; a refusal is raised and nothing was changed."""
        now = timezone.now()
        if "apart" in request.POST:
            merging.tell_apart(duplicate, kept, by=request.user, at=now)
            messages.success(request, _("Noted: these are two works. Nobody is asked about them again."))
            return redirect(DUPLICATES)
        merge = merging.merge(
            duplicate,
            kept,
            by=request.user,
            at=now,
            chosen=_chosen(request),
            is_sure="is_sure" in request.POST,
            seen=request.POST.get("seen", ""),
        )
        self.log_change(request, merge.duplicate, f"merged into {merge.kept.key}")
        self.log_change(request, merge.kept, f"merged with {merge.duplicate.key}")
        messages.success(request, _told(merge))
        return redirect("admin:sources_source_change", merge.kept_id)

    def _page(
        self, request: HttpRequest, template: str, shown: dict[str, Any], *, status: int = 200
    ) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **shown}
        return TemplateResponse(request, f"admin/sources/source/{template}", context, status=status)


def _chosen(request: HttpRequest) -> dict[str, Side]:
    """Whose value the person chose, for each part."""
    posted = {part.name: request.POST.get(f"take-{part.name}") for part in merging.PARTS}
    sides: tuple[Side, ...] = ("kept", "duplicate")
    return {name: side for name, value in posted.items() for side in sides if value == side}


def _ordered(one: Source, other: Source) -> tuple[int, int]:
    """The duplicate first, then the one to keep unless the person says otherwise."""
    kept = merging.default_kept(one, other)
    return (other.pk if kept == one else one.pk), kept.pk


def _compared(source: Source, other: Source) -> tuple[str, str, str]:
    address = reverse(MERGE, args=_ordered(source, other))
    return address, other.key, formatting.reference_text(other.work())


def _alike(source: Source) -> list[Source]:
    pairs = [pair for pair in merging.possible_duplicates() if source.pk in pair[:2]]
    others = Source.objects.in_bulk({pk for pair in pairs for pk in pair[:2]} - {source.pk})
    return [others[pk] for pk in sorted(others)]


def _named(source: Source) -> tuple[str, str, str]:
    address = reverse("admin:sources_source_change", args=[source.pk])
    return address, source.label, formatting.reference_text(source.work())


def _told(merge: Merge) -> str:
    words = _("“{duplicate}” is now a name of “{kept}”. {undo}, possible until {day}.")
    undo = format_html('<a href="{}">{}</a>', reverse("admin:sources_merge_undo", args=[merge.pk]), _("Undo"))
    return format_html(
        words,
        duplicate=merge.duplicate.key,
        kept=merge.kept.key,
        undo=undo,
        day=merge_page.until(merge.undoable_until),
    )
