"""The admin screen of webhooks: managing editors keep them, try them out, and see what became of messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from answers import workflow
from answers.admin import refusals, signed_in
from answers.models import Delivery, Owed, Refused, Webhook

SHOWN = 50
"""As many messages as the page of a webhook lists."""


class WebhookForm(forms.ModelForm):
    """What a managing editor chooses; an address that can never be asked is refused at once."""

    class Meta:
        model = Webhook
        fields = workflow.CHOSEN_OF_WEBHOOK
        widgets = {
            "address": forms.URLInput(attrs={"class": "vLargeTextField", "autocomplete": "off"}),
            "name": forms.TextInput(attrs={"class": "vTextField"}),
        }

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if why := workflow.why_not_webhook(address):
            raise forms.ValidationError(why)
        return address


@admin.register(Webhook)
class WebhookAdmin(admin.ModelAdmin):
    """One that is no longer used is switched off; what it was told stays on record."""

    form = WebhookForm
    list_display = ("name", "is_on", "state")
    search_fields = ("name",)
    ordering = ("name", "id")
    actions = None
    fieldsets = (
        (None, {"fields": ("name", "address", "is_on")}),
        (
            gettext_lazy("Tell it when"),
            {"fields": ("wants_published", "wants_corrected", "wants_withdrawn", "wants_standing")},
        ),
    )
    change_form_template = "admin/answers/webhook/change.html"

    def get_urls(self) -> list[URLPattern]:
        """The three buttons beside the stock pages."""
        buttons = (("rotate", self.rotate), ("test", self.test), ("again", self.again))
        own = [
            path(
                f"<int:webhook_id>/{name}/",
                self.admin_site.admin_view(require_POST(view)),
                name=f"answers_webhook_{name}",
            )
            for name, view in buttons
        ]
        return [*own, *super().get_urls()]

    def has_delete_permission(self, request: HttpRequest, obj: Webhook | None = None) -> bool:
        """What it was told names it."""
        return False

    @admin.display(description=gettext_lazy("messages"))
    def state(self, webhook: Webhook) -> str:
        """Whether the last message arrived."""
        if webhook.failing_since:
            words = _("Fails since %(day)s: %(problem)s")
            return words % {"day": _moment(webhook.failing_since), "problem": webhook.problem}
        if webhook.last_sent_at:
            return _("The last message arrived on %(day)s.") % {"day": _moment(webhook.last_sent_at)}
        return _("Nothing was sent yet.")

    def save_model(self, request: HttpRequest, obj: Webhook, form: Any, change: bool) -> None:  # noqa: FBT001 - Django's signature
        """By the verbs."""
        person, now = signed_in.person(request), timezone.now()
        if change:
            workflow.change_webhook(obj, by=person, at=now)
        else:
            obj.fresh_secret = workflow.add_webhook(obj, by=person, at=now)

    def response_add(
        self, request: HttpRequest, obj: Webhook, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The secret of a new webhook, on the one page that shows it."""
        return self._shown(request, obj, obj.fresh_secret)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """What somebody else took in the same moment is refused in a sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(request.path)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The form, and below it what was sent."""
        webhook = self.get_object(request, object_id)
        extra: dict[str, Any] = {}
        if webhook is not None:
            sent = Delivery.objects.filter(webhook=webhook).select_related("event")
            extra = {
                "webhook": webhook,
                "state": self.state(webhook),
                "deliveries": sent.order_by("-event_id", "-id")[:SHOWN],
                "owed": Owed.State.OWED,
                "may_change": self.has_change_permission(request, webhook),
            }
        return super().change_view(request, object_id, form_url, extra)

    def rotate(self, request: HttpRequest, webhook_id: int) -> HttpResponse:
        """Another secret, on a page that shows it this once."""
        webhook = self._held(request, webhook_id)
        secret = workflow.rotate_webhook_secret(webhook, by=signed_in.person(request), at=timezone.now())
        return self._shown(request, webhook, secret, is_rotated=True)

    def test(self, request: HttpRequest, webhook_id: int) -> HttpResponse:
        """Owe it a test."""
        webhook = self._held(request, webhook_id)
        done = _("The test goes out within a minute. Load this page again to see what became of it.")
        return self._done(request, webhook, workflow.send_test, webhook, done)

    def again(self, request: HttpRequest, webhook_id: int) -> HttpResponse:
        """Owe one of its messages once more."""
        webhook = self._held(request, webhook_id)
        named = request.POST.get("message", "")
        delivery = get_object_or_404(Delivery.objects.filter(webhook=webhook), message_id=named)
        done = _("The message goes out again within a minute.")
        return self._done(request, webhook, workflow.send_again, delivery, done)

    def _held(self, request: HttpRequest, webhook_id: int) -> Webhook:
        webhook = get_object_or_404(Webhook, pk=webhook_id)
        if not self.has_change_permission(request, webhook):
            raise PermissionDenied
        return webhook

    def _done(
        self, request: HttpRequest, webhook: Webhook, verb: Callable[..., None], thing: Any, said: str
    ) -> HttpResponse:
        with refusals.told(request):
            verb(thing, by=signed_in.person(request), at=timezone.now())
            messages.success(request, said)
        return redirect("admin:answers_webhook_change", webhook.pk)

    def _shown(
        self, request: HttpRequest, webhook: Webhook, secret: str, *, is_rotated: bool = False
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("The secret of “%(webhook)s”") % {"webhook": webhook},
            "webhook": webhook,
            "secret": secret,
            "is_rotated": is_rotated,
        }
        headers = {"Cache-Control": "no-store"}
        return TemplateResponse(request, "admin/answers/webhook/secret.html", context, headers=headers)


def _moment(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT")
