"""The list of sources with what only answers know: where each is cited, drafts too, and which are unused."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from answers.models import Answer
from sources.admin import SourceAdmin
from sources.models import Source

MOST = 50
"""How many answers the form names; it counts them all."""


class UseFilter(admin.SimpleListFilter):
    """Sources that a public page rests on, that only drafts cite, or that nothing names."""

    title = _("used")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin[Any]) -> list[tuple[str, Any]]:
        return [("public", _("On public pages")), ("draft", _("In drafts only")), ("no", _("Unused"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        printed = Source.objects.filter(published_pages__isnull=False)
        cited = Source.objects.filter(Q(citations__isnull=False) | Q(set_aside_by__isnull=False))
        now = Coalesce("merged_into", "pk")
        public, draft = (Q(pk__in=each.values(now=now)) for each in (printed, cited))
        chosen = {"public": public, "draft": draft & ~public, "no": ~draft & ~public}.get(self.value() or "")
        return None if chosen is None else queryset.filter(chosen)


class CitedSourceAdmin(SourceAdmin):
    """The same screen; `sources` need not know that answers exist."""

    after_confirming = "admin:review_newer"

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Whether it is used comes first."""
        return (UseFilter, *super().get_list_filter(request))

    def get_readonly_fields(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Where it is cited is the answers' to say."""
        return (*super().get_readonly_fields(request, obj), "cited_in")

    def get_fieldsets(self, request: HttpRequest, obj: Source | None = None) -> Any:
        """Last on the form; a new source is cited nowhere yet."""
        cited = ((_("Where it is cited"), {"fields": ("cited_in",)}),) if obj else ()
        return (*super().get_fieldsets(request, obj), *cited)

    def where_cited(self, source: Source) -> str:
        """The same, beside another source on the page that merges them."""
        return self.cited_in(source)

    @admin.display(description=_("cited in"))
    def cited_in(self, source: Source) -> str:
        """The answers whose page or working copy names it, public ones first."""
        family = [source.pk, *source.merged.values_list("pk", flat=True)]
        names = ("citations__source__in", "set_aside_sources__source__in", "page__sources__in")
        answers = Answer.objects.filter(
            pk__in=Answer.objects.filter(
                Q(**{names[0]: family}) | Q(**{names[1]: family}) | Q(**{names[2]: family})
            ).values("pk")
        ).select_related("question")
        named = answers.order_by("public_state", "question__wording", "pk")[:MOST]
        rows = (
            (reverse("admin:answers_answer_change", args=[each.pk]), each, each.get_public_state_display())
            for each in named
        )
        listed = format_html_join("", '<li><a href="{}">{}</a> ({})</li>', rows)
        number = answers.count()
        count = ngettext("%(number)s answer", "%(number)s answers", number) % {"number": number}
        return format_html("{}<ul>{}</ul>", count, listed) if number else gettext("no answer")


admin.site.unregister(Source)
admin.site.register(Source, CitedSourceAdmin)
