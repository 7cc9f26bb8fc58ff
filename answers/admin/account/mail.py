"""The page “Mail”: how soon the signed-in person hears of what; it changes nobody else's settings."""

from __future__ import annotations

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from answers.admin import signed_in
from answers.models import MAIL_GROUPS, MailChoice


class MailForm(forms.ModelForm):
    """One choice for each group of events."""

    class Meta:
        model = MailChoice
        fields = MAIL_GROUPS
        widgets = dict.fromkeys(MAIL_GROUPS, forms.RadioSelect)


def mail(request: HttpRequest) -> HttpResponse:
    """The person's own settings, and the address that mail goes to."""
    person = signed_in.person(request)
    form = MailForm(request.POST or None, instance=MailChoice.objects.of(person))
    if request.method == "POST" and form.is_valid():
        MailChoice.objects.choose(person, form.cleaned_data)
        messages.success(request, _("Saved. It holds from the next mail on."))
        return redirect("admin:mail")
    context = {
        **admin.site.each_context(request),
        "title": _("Mail"),
        "form": form,
        "address": person.email,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/mail.html", context, status=status)


def urls() -> list[URLPattern]:
    """The address below /admin/."""
    return [path("mail/", admin.site.admin_view(mail), name="mail")]
