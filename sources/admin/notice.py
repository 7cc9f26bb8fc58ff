"""The admin screen of notices: record one by hand, decide about one that was found; the verbs do both."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sources import formatting, notices
from sources.admin.forms import WEB_ADDRESSES, NoticeForm
from sources.admin.long_lists import LongListAdmin
from sources.models import Notice, NoticeStatus


@admin.register(Notice)
class NoticeAdmin(LongListAdmin):
    """Notices; once recorded, only a decision changes one."""

    form = NoticeForm
    formfield_overrides = WEB_ADDRESSES
    list_display = ("source", "kind", "notice_date", "noticed_on", "origin", "status")
    list_filter = ("status", "kind")
    list_select_related = ("source",)
    search_fields = ("source__key", "source__title", "notice_doi")
    ordering = ("-noticed_on", "-pk")
    autocomplete_fields = ("source",)
    fields = (
        "source",
        "kind",
        "notice_date",
        "notice_doi",
        "notice_pmid",
        "notice_url",
        "origin",
        "wording",
    )

    def get_urls(self) -> list[URLPattern]:
        """The page of the decision beside the stock ones."""
        view = self.admin_site.admin_view(self.decide)
        return [path("<int:notice_id>/decide/", view, name="sources_notice_decide"), *super().get_urls()]

    def has_change_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """What was recorded stays as it was recorded."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Notice | None = None) -> bool:
        """A rejected notice stays on record."""
        return False

    def get_fields(self, request: HttpRequest, obj: Notice | None = None) -> Any:
        """An existing one also shows who decided."""
        decided = ("noticed_on", "status", "decided_by", "decided_at", "decision_reason")
        return self.fields if obj is None else (*self.fields, *decided)

    def save_model(self, request: HttpRequest, obj: Notice, form: Any, change: bool) -> None:  # noqa: FBT001
        """A notice typed by hand is recorded by the same verb as one that a check found."""
        typed = ("kind", "origin", "notice_date", "notice_doi", "notice_pmid", "notice_url", "wording")
        fields = {name: form.cleaned_data[name] for name in typed}
        now = timezone.now()
        recorded = notices.record(obj.source, at=now, noticed_on=timezone.localdate(now), **fields)
        obj.__dict__.update(recorded.__dict__)

    def decide(self, request: HttpRequest, notice_id: int) -> HttpResponse:
        """Notice and source side by side; one button confirms, the other rejects with a reason."""
        if not request.user.has_perm("sources.confirm_notice"):
            raise PermissionDenied
        notice = get_object_or_404(Notice.objects.select_related("source", "decided_by"), pk=notice_id)
        if request.method == "POST" and self._decided(request, notice):
            return HttpResponseRedirect(reverse("admin:sources_source_change", args=[notice.source_id]))
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Is this notice about this source?"),
            "opts": self.opts,
            "notice": notice,
            "reference": formatting.reference_text(notice.source.work()),
            "reason": request.POST.get("reason", ""),
        }
        return TemplateResponse(request, "admin/sources/notice/decide.html", context)

    def _decided(self, request: HttpRequest, notice: Notice) -> bool:
        """Whether the verb accepted; a refusal is shown and nothing typed is lost."""
        try:
            if request.POST.get("decision") == "confirm":
                notices.confirm(notice, by=request.user, at=timezone.now())
            else:
                notices.reject(
                    notice, by=request.user, at=timezone.now(), reason=request.POST.get("reason", "")
                )
        except notices.RefusedError as refusal:
            messages.error(request, str(refusal))
            return False
        self.log_change(request, notice, f"{notice.get_status_display()} {notice.decision_reason}".strip())
        messages.success(
            request,
            _("Thank you. No page shows this notice any more; it stays in the record.")
            if notice.status == NoticeStatus.REJECTED
            else _("Thank you. Every page that cites this source now says so."),
        )
        return True
