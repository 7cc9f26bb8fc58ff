"""The list of merges, and the page on which one is undone; nothing else of a merge changes."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from sources import formatting, merging
from sources.admin.long_lists import LongListAdmin
from sources.admin.merge_page import until
from sources.admin.merging import MergingAdmin
from sources.merging import Undone
from sources.models import Merge, Source

UNDO = "admin:sources_merge_undo"
UNPROCESSABLE = 422


class UndoableFilter(admin.SimpleListFilter):
    """Merges that can still be undone."""

    title = _("undo")
    parameter_name = "undo"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        """Only that choice."""
        return [("possible", _("Can still be undone"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """The rows of the choice."""
        undoable = Merge.objects.undoable(timezone.now()).values("pk")
        return queryset.filter(pk__in=undoable) if self.value() == "possible" else None


@admin.register(Merge)
class MergeAdmin(LongListAdmin):
    """Merges, to read; the one thing that can be done to a merge is to undo it."""

    list_display = ("__str__", "state", "kept_title", "merged_by", "merged_at")
    list_filter = (UndoableFilter,)
    list_select_related = ("duplicate", "kept", "merged_by", "undone_by")
    list_per_page = 50
    search_fields = ("duplicate__key", "kept__key", "kept__title")
    ordering = ("-merged_at", "-pk")
    fields = ("duplicate", "kept", "merged_by", "merged_at", "taken_told", "doubts_told", "state")
    actions = None

    def get_urls(self) -> list[URLPattern]:
        """The page that undoes one beside the stock ones."""
        view = self.admin_site.admin_view(self.undo)
        return [path("<int:merge_id>/undo/", view, name="sources_merge_undo"), *super().get_urls()]

    def get_fields(self, request: HttpRequest, obj: Merge | None = None) -> Any:
        """All of them are only read."""
        return self.fields

    def get_readonly_fields(self, request: HttpRequest, obj: Merge | None = None) -> Any:
        """What was done stays as it was done."""
        return self.fields

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Sources are merged on a page of their own."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """What was done stays as it was done."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """An undone merge stays on record."""
        return False

    @admin.display(description=_("title"))
    def kept_title(self, merge: Merge) -> str:
        """What the work is called."""
        return merge.kept.title

    @admin.display(description=_("taken from the duplicate"))
    def taken_told(self, merge: Merge) -> str:
        """The parts that the kept source has from the duplicate, by name."""
        return ", ".join(str(part.label) for part in merging.PARTS if part.name in merge.taken) or "–"

    @admin.display(description=_("what spoke against it"))
    def doubts_told(self, merge: Merge) -> str:
        """What the person was told, and set aside."""
        return format_html_join("", "<p>{}</p>", ([each] for each in merge.doubts)) or "–"

    @admin.display(description=_("undo"))
    def state(self, merge: Merge) -> str:
        """The way to undo it, or why there is none."""
        return state_of(merge)

    def _where_cited(self, source: Source) -> str:
        """As the screen of sources tells it, which may know more than this one."""
        screen = self.admin_site.get_model_admin(Source)
        return screen.where_cited(source) if isinstance(screen, MergingAdmin) else ""

    def undo(self, request: HttpRequest, merge_id: int) -> HttpResponse:
        """Says what will come back, and brings it back."""
        if not request.user.has_perm("sources.merge_source"):
            raise PermissionDenied
        merge = get_object_or_404(Merge.objects.select_related("duplicate", "kept", "merged_by"), pk=merge_id)
        status = 200
        if request.method == "POST":
            try:
                undone = merging.undo(merge, by=request.user, at=timezone.now())
            except merging.RefusedError as refused:
                messages.error(request, str(refused))
                status = UNPROCESSABLE
            else:
                self.log_change(request, merge, "undone")
                messages.success(request, told(undone))
                return redirect("admin:sources_source_change", merge.duplicate_id)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Undo this merge?"),
            "opts": self.opts,
            "merge": merge,
            "kept_reference": formatting.reference_text(merge.kept.work()),
            "taken": self.taken_told(merge),
            "cited": self._where_cited(merge.kept),
            "is_undoable": merge.is_undoable(timezone.now()),
            "state": state_of(merge),
        }
        return TemplateResponse(request, "admin/sources/merge/undo.html", context, status=status)


def state_of(merge: Merge) -> str:
    """The way to undo it while there is one, else what became of it."""
    if merge.undone_at:
        words = gettext("Undone by {who} on {day}")
        return format_html(words, who=merge.undone_by, day=until(merge.undone_at))
    if not merge.is_undoable(timezone.now()):
        return gettext("Could be undone until %(day)s") % {"day": until(merge.undoable_until)}
    words = gettext("Undo, possible until %(day)s") % {"day": until(merge.undoable_until)}
    return format_html('<a href="{}">{}</a>', reverse(UNDO, args=[merge.pk]), words)


def of_source(source: Source) -> str:
    """For the source's form: every merge it took part in, the newest first."""
    merges = Merge.objects.about(source).select_related("duplicate", "kept", "undone_by")
    rows = ((merge, state_of(merge)) for merge in merges.order_by("-merged_at", "-pk"))
    return format_html_join("", "<p>{}: {}</p>", rows) or "–"


def told(undone: Undone) -> str:
    """What came back, and what was left alone."""
    said = [
        gettext("“%(duplicate)s” stands on its own again.") % {"duplicate": undone.duplicate.key},
        gettext("Texts that were saved meanwhile go on citing “%(kept)s”.") % {"kept": undone.kept.key},
    ]
    if undone.left:
        names = ", ".join(str(part.label) for part in undone.left)
        words = gettext("Left as somebody changed it since in “%(kept)s”: %(names)s.")
        said.append(words % {"kept": undone.kept.key, "names": names})
    if undone.later_notices:
        words = ngettext(
            "%(count)s notice came meanwhile and stays with “%(kept)s”: please look which one it means.",
            "%(count)s notices came meanwhile and stay with “%(kept)s”: please look which one they mean.",
            undone.later_notices,
        )
        said.append(words % {"count": undone.later_notices, "kept": undone.kept.key})
    return " ".join(said)
