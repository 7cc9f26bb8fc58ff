"""The screens of the site's own texts: write one, read what changed, approve it; the verbs hold the rules."""

from __future__ import annotations

from typing import Any

import js_asset
from django import forms
from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from answers import policies, workflow
from answers.admin import refusals, signed_in
from answers.admin.review.forms import ActionForm
from answers.admin.writing.widgets import PlainProseWidget
from answers.content import Content
from answers.models import Refused, SiteText
from answers.pages import compared, site_texts
from answers.pages.compared import ShownRow

SHOWN = 50


class SiteTextForm(ActionForm):
    """The text and what changed; `base` is the version that it began from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    html = forms.CharField(label=gettext_lazy("Text"), widget=PlainProseWidget)
    note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence for whoever approves it. Readers do not see it."),
    )


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """Each text: which version readers see, since when, and what waits for approval."""
    signed_in.demand(request, "view_sitetext")
    rows = []
    for place in SiteText.Place:
        newest, shown = SiteText.objects.newest(place), site_texts.shown(place)
        rows.append({"place": place, "newest": newest, "shown": shown, "waits": _waits(newest, shown)})
    context = {**admin.site.each_context(request), "title": _("Texts of the site"), "rows": rows}
    return TemplateResponse(request, "admin/site_texts/every.html", context)


def one(request: HttpRequest, place: str) -> HttpResponse:
    """One text: what readers see, what waits, the form, its versions. A refused save keeps what was typed."""
    signed_in.demand(request, "view_sitetext")
    if place not in SiteText.Place.values:
        raise Http404
    if request.method != "POST":
        return _shown(request, place, SiteTextForm(initial=_begun(request, place)))
    signed_in.demand(request, "write_sitetext")
    form = SiteTextForm(request.POST)
    if form.is_valid():
        try:
            saved = workflow.save_site_text(
                place, by=signed_in.person(request), at=timezone.now(), **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, list(refused.sentences))
            form.data = request.POST.dict() | {"base": str(_number(place))}
        else:
            said = _("Saved. Somebody else must now approve it.") if saved else _("Nothing was changed.")
            messages.success(request, said)
            return redirect("admin:site_text", place)
    return _shown(request, place, form)


@require_POST
def approve(request: HttpRequest, text_id: int) -> HttpResponse:
    """Sign the version that was shown; it is public at once."""
    signed_in.demand(request, "approve_sitetext")
    text = get_object_or_404(SiteText.objects.select_related("frozen"), pk=text_id)
    shown = request.POST.get("content_hash", "")
    with refusals.told(request):
        workflow.approve_site_text(text, by=signed_in.person(request), at=timezone.now(), content_hash=shown)
        messages.success(request, _("Approved. Readers see this text now."))
    return redirect("admin:site_text", text.place)


@require_safe
def version(request: HttpRequest, place: str, number: int) -> HttpResponse:
    """One version as it was, whether it became public or not."""
    signed_in.demand(request, "view_sitetext")
    text = get_object_or_404(SiteText.objects.select_related("frozen"), place=place, number=number)
    context = {**admin.site.each_context(request), "title": str(text), "text": text}
    return TemplateResponse(request, "admin/site_texts/version.html", context)


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("site-texts/", door(every), name="site_texts"),
        path("site-texts/<int:text_id>/approve/", door(approve), name="site_text_approve"),
        path("site-texts/<slug:place>/", door(one), name="site_text"),
        path("site-texts/<slug:place>/<int:number>/", door(version), name="site_text_version"),
    ]


def _shown(request: HttpRequest, place: str, form: SiteTextForm) -> HttpResponse:
    person, newest, shown = signed_in.person(request), SiteText.objects.newest(place), site_texts.shown(place)
    waits = _waits(newest, shown)
    to_sign = newest if waits else SiteText.objects.public(place)
    history = SiteText.objects.filter(place=place).select_related("written_by")
    nonce = str(getattr(request, "csp_nonce", ""))
    context = {
        **admin.site.each_context(request),
        "title": SiteText.Place(place).label,
        "place": place,
        "shown": shown,
        "newest": newest if waits else None,
        "changes": _changes(shown.html, newest.html) if newest and waits else [],
        "to_sign": to_sign,
        "why_not": policies.why_not_approve_site_text(person, to_sign) if to_sign else "",
        "form": form if policies.may(person, "write_sitetext") else None,
        "history": history.prefetch_related("approvals__approved_by").order_by("-number")[:SHOWN],
        "media": js_asset.Media.from_media(form.media, nonce=nonce),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/site_texts/one.html", context, status=status)


def _begun(request: HttpRequest, place: str) -> dict[str, Any]:
    """What the form begins with: the version that was chosen, else the newest, else the starter text."""
    newest = SiteText.objects.newest(place)
    number = request.GET.get("from", "")
    chosen = SiteText.objects.filter(place=place, number=int(number) if number.isdecimal() else 0).first()
    begun = chosen or newest
    return {
        "base": newest.number if newest else 0,
        "html": begun.html if begun else site_texts.starter(place),
    }


def _changes(before: str, after: str) -> list[ShownRow]:
    return compared.passages(Content("", research=before), Content("", research=after))[0]


def _waits(newest: SiteText | None, shown: site_texts.ShownText) -> bool:
    return newest is not None and newest.number != shown.version


def _number(place: str) -> int:
    newest = SiteText.objects.newest(place)
    return newest.number if newest else 0
