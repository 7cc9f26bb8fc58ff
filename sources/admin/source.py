"""The admin screen of sources: find, fill in, see the standing; the rules are the model's and the verbs'."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from sources import formatting, jobs, notices
from sources.admin import exports, imports, merges, newer, offers
from sources.admin.filling import fill
from sources.admin.filters import CheckedFilter, LookupFilter, MergedFilter, NewerEditionFilter, NoticeFilter
from sources.admin.forms import WEB_ADDRESSES, SourceForm
from sources.admin.lookup import lookup
from sources.admin.merging import MergingAdmin
from sources.models import Notice, Source, new_key


class IdentifiedFilter(admin.SimpleListFilter):
    """Sources that somebody still has to look up."""

    title = _("identified")
    parameter_name = "identified"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        """Yes or no."""
        return [("yes", _("Identified")), ("no", _("Not identified"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        """The rows of the choice."""
        chosen = {"yes": Source.objects.identified(), "no": Source.objects.not_identified()}.get(
            self.value() or ""
        )
        return None if chosen is None else queryset.filter(pk__in=chosen.values("pk"))


class NoticeInline(admin.TabularInline):
    """The notices about a source, to read; deciding has its own page."""

    model = Notice
    fields = ("kind", "notice_date", "noticed_on", "origin", "status", "decision")
    readonly_fields = fields
    extra = 0
    can_delete = False
    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Notices are recorded on their own page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Nothing of a notice is edited."""
        return False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The way to the decision only for those who may take it."""
        may = request.user.has_perm("sources.confirm_notice")
        return self.fields if may else [name for name in self.fields if name != "decision"]

    @admin.display(description=_("decision"))
    def decision(self, notice: Notice) -> str:
        """The way to the page where a person decides."""
        words = _("Confirm or reject") if notice.is_undecided else _("Look again")
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:sources_notice_decide", args=[notice.pk]), words
        )


@admin.register(Source)
class SourceAdmin(MergingAdmin):
    """Sources; a key never changes and a source is never deleted, because texts name it."""

    form = SourceForm
    formfield_overrides = WEB_ADDRESSES
    inlines = (NoticeInline,)
    actions = (*exports.actions(), "merge_chosen")
    change_list_template = "admin/sources/source/change_list.html"
    list_display = ("label", "title", "kind", "year", "standing_told", "identified")
    list_display_links = ("label", "title")
    list_filter = (
        NoticeFilter,
        IdentifiedFilter,
        CheckedFilter,
        NewerEditionFilter,
        LookupFilter,
        "link_state",
        "standing",
        "study_type",
        "kind",
        MergedFilter,
    )
    search_fields = ("title",)
    search_help_text = _("Title, author, year, PMID, DOI or key.")
    ordering = ("-created_at", "key")
    list_per_page = 50
    after_confirming = ""
    """The name of the page that follows the confirmation of a newer edition; none: the source's form."""
    readonly_fields = (
        "key",
        "reference",
        "link_state",
        "link_checked_on",
        "standing_told",
        "standing_checked_on",
        "newer_edition",
        "merges",
        "created_by",
        "created_at",
    )
    fieldsets = (
        (_("What it is"), {"fields": ("kind", "title", "language", "reference", "key")}),
        (_("Who"), {"fields": ("contributors", "publisher", "place", "funder")}),
        (
            _("Where and when"),
            {
                "fields": (
                    ("container_title", "container_short"),
                    ("year", "month", "day", "season"),
                    ("volume", "issue", "pages"),
                    ("article_number", "report_number", "edition"),
                    ("url", "accessed_on"),
                    ("open_access_url", "archive_url"),
                    ("link_state", "link_checked_on"),
                )
            },
        ),
        (
            _("Identifiers"),
            {
                "description": _(
                    "One is enough. Without any, no page that cites this source can be published."
                ),
                "fields": (
                    ("doi", "pmid", "pmcid"),
                    ("isbn", "issn"),
                    ("nct", "arxiv"),
                    "unidentified_reason",
                ),
            },
        ),
        (_("Study"), {"fields": ("study_type", ("population_size", "population"), "abstract")}),
        (
            _("Standing"),
            {
                "fields": (
                    ("standing_told", "standing_checked_on"),
                    "newer_edition",
                    "merges",
                    ("created_by", "created_at"),
                )
            },
        ),
    )

    def get_urls(self) -> list[URLPattern]:
        """The picker's, the look-up's and the import's addresses beside the stock ones."""
        own = path("lookup.json", self.admin_site.admin_view(lookup), name="sources_source_lookup")
        filling = self.admin_site.admin_view(fill)
        return [
            own,
            *offers.urls(),
            path("fill/", filling, name="sources_source_fill_new"),
            path("<int:source_id>/fill/", filling, name="sources_source_fill"),
            path(
                "<int:source_id>/newer/",
                self.admin_site.admin_view(self.newer),
                name="sources_source_newer",
            ),
            *imports.urls(),
            *super().get_urls(),
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Source]:
        """With the notices the list tells of, in one further query."""
        return super().get_queryset(request).prefetch_related("notices")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Source], search_term: str
    ) -> tuple[QuerySet[Source], bool]:
        """The same search as the Cite picker's."""
        if not search_term.strip():
            return queryset, False
        found = Source.objects.search(search_term).order_by().values("pk")
        return queryset.filter(pk__in=found), False

    def save_model(self, request: HttpRequest, obj: Source, form: Any, change: bool) -> None:  # noqa: FBT001
        """A new source gets its key and its maker; of an old one only what was typed is written."""
        if change:
            obj.save(update_fields=form.changed_data)
            jobs.settle(obj)
            return
        obj.key = new_key(obj.contributors, obj.year)
        obj.created_by_id = request.user.pk
        obj.save()

    def newer(self, request: HttpRequest, source_id: int) -> HttpResponse:
        """Find, propose and decide about a newer edition."""
        return newer.newer(request, source_id, self, then=self.after_confirming)

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> Source | None:
        """While a change is being saved, nobody merges the source or records a notice of it."""
        if request.method == "POST" and object_id.isdecimal():
            list(Source.objects.select_for_update(no_key=True).filter(pk=object_id).values_list("pk"))
        return super().get_object(request, object_id, from_field)

    def has_change_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """A merged source stays as it was, so that it can come back."""
        return super().has_change_permission(request, obj) and not (obj and obj.merged_into_id)

    def has_delete_permission(self, request: HttpRequest, obj: Source | None = None) -> bool:
        """Duplicates are merged; nothing that a text may name goes away."""
        return False

    @admin.display(description=_("identified"), boolean=True)
    def identified(self, source: Source) -> bool:
        """Whether a reader could find the work."""
        return source.is_identified

    @admin.display(description=_("standing"), ordering="standing")
    def standing_told(self, source: Source) -> str:
        """The words readers see."""
        if source._state.adding:
            return "-"
        return notices.words_of(source, source.notices.all()).sentence

    @admin.display(description=_("newer edition"))
    def newer_edition(self, source: Source) -> str:
        """The way to the page where it is proposed and decided about."""
        return "-" if source._state.adding else newer.summary(source)

    @admin.display(description=_("merges"))
    def merges(self, source: Source) -> str:
        """What it was merged with, and the way to undo it."""
        return merges.of_source(source)

    @admin.display(description=_("how the reference reads"))
    def reference(self, source: Source) -> str:
        """The saved fields as the page will show them."""
        return formatting.reference_text(source.work()) or "-"
