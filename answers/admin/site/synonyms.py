"""The screens of synonyms and of searches that found nothing: editors keep the one and read the other."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import search
from answers.importers import synonyms, tables
from answers.models import MissedSearch, Refused, SynonymGroup
from sources.admin.long_lists import LongListAdmin


class SynonymForm(forms.ModelForm):
    """Two words at least: one alone has no synonym."""

    class Meta:
        model = SynonymGroup
        fields = ("words", "kind", "note")
        widgets = {"words": forms.Textarea(attrs={"rows": 6, "cols": 60})}

    def clean_words(self) -> str:
        words = SynonymGroup(words=self.cleaned_data["words"].replace("\x00", "")).listed()
        if len(words) < 2:
            raise forms.ValidationError(_("Write two words or more, each on a line of its own."))
        return "\n".join(words)


@admin.register(SynonymGroup)
class SynonymGroupAdmin(LongListAdmin):
    """Every change goes through search, which keeps what it derives from the words in step."""

    form = SynonymForm
    list_display = ("__str__", "kind", "note")
    list_filter = ("kind",)
    list_per_page = 100
    search_fields = ("words", "note")
    ordering = ("words", "id")
    actions = ("download",)
    change_list_template = "admin/answers/synonymgroup/change_list.html"

    def get_urls(self) -> list[URLPattern]:
        screen = self.admin_site.admin_view(self.import_table)
        return [path("import/", screen, name="answers_synonymgroup_import"), *super().get_urls()]

    @admin.action(description=gettext_lazy("Download as a table (CSV)"), permissions=["view"])
    def download(self, request: HttpRequest, chosen: QuerySet[SynonymGroup]) -> HttpResponse:
        written = synonyms.export_synonyms(chosen.order_by("words", "id"))
        response = HttpResponse(f"\ufeff{written}", content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="synonyms.csv"'
        return response

    def import_table(self, request: HttpRequest) -> HttpResponse:
        """A file, or the set that a new site may begin with."""
        if not (self.has_add_permission(request) and self.has_change_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return self._import(request)
        try:
            taken = synonyms.import_synonyms(_sent(request))
        except Refused as refused:
            return self._import(request, problems=refused.sentences)
        told = _("Added: %(added)s. Changed: %(changed)s. Already here: %(same)s.") % vars(taken)
        self.message_user(request, told)
        return HttpResponseRedirect(reverse("admin:answers_synonymgroup_changelist"))

    def save_model(self, request: HttpRequest, obj: SynonymGroup, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        search.keep_synonyms(obj)

    def delete_model(self, request: HttpRequest, obj: SynonymGroup) -> None:
        search.forget_synonyms(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[SynonymGroup]) -> None:
        for group in queryset:
            search.forget_synonyms(group)

    def _import(self, request: HttpRequest, **told: Any) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import synonyms"),
            "opts": self.opts,
            **told,
        }
        return TemplateResponse(request, "admin/answers/synonymgroup/import.html", context)


@admin.register(MissedSearch)
class MissedSearchAdmin(LongListAdmin):
    """Counts alone, of searches that came on several days; nothing here can be written."""

    list_display = ("words", "days", "times", "last_on", "as_synonyms")
    list_display_links = None
    list_per_page = 100
    search_fields = ("words",)
    ordering = ("-days", "-times", "words", "id")
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[MissedSearch]:
        return MissedSearch.objects.told()

    @admin.display(description=gettext_lazy("another word for it"))
    def as_synonyms(self, missed: MissedSearch) -> str:
        address = f"{reverse('admin:answers_synonymgroup_add')}?{urlencode({'words': missed.words})}"
        return format_html('<a href="{}">{}</a>', address, _("Write synonyms"))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: MissedSearch | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MissedSearch | None = None) -> bool:
        return False


def _sent(request: HttpRequest) -> str:
    """The uploaded table, or the starting set; raises Refused for what is no text."""
    if "starting" in request.POST:
        return synonyms.starting_set()
    file = request.FILES.get("file")
    if file is None or isinstance(file, list):
        raise Refused(_("Choose a file."))
    if (file.size or 0) > tables.LARGEST:
        raise Refused(_("This file is too large."))
    return tables.decoded(file.read())
