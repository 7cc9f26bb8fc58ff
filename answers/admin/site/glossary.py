"""The screens of the glossary: what waits, one word with its versions, the form; the verbs hold the rules."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from answers import glossary, policies, workflow
from answers.admin import refusals, signed_in
from answers.admin.review.forms import LINES, ActionForm
from answers.models import Refused, Term, TermVersion
from answers.rendering import terms

LISTED = 100
SHOWN = 50


class TermForm(ActionForm):
    """One word; `base` is the version that it began from."""

    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    headword = forms.CharField(label=gettext_lazy("Word"), max_length=80)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=lambda: settings.LANGUAGES)
    meaning = forms.CharField(
        label=gettext_lazy("What it means"),
        max_length=400,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy("One or two short sentences in plain words, as you would say it to a friend."),
    )
    said = forms.CharField(
        label=gettext_lazy("How to say it"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("In syllables, the loud one in capitals: toe-si-LIZ-oo-mab."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What sort of word"), choices=Term.Kind.choices)
    other_forms = forms.CharField(
        label=gettext_lazy("Other forms"),
        required=False,
        widget=forms.Textarea(attrs=LINES),
        help_text=gettext_lazy(
            "One on a line: brand names, the long form of a short one, other spellings. Regular plurals are "
            "found by themselves. Capitals count where a word is written in capitals, such as ESR."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("What changed"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("One sentence for whoever approves it. Readers do not see it."),
    )

    def word(self) -> terms.Term:
        """What was typed, as a word."""
        typed = self.cleaned_data
        return terms.Term(
            headword=typed["headword"],
            meaning=typed["meaning"],
            said=typed["said"],
            kind=typed["kind"],
            forms=tuple(typed["other_forms"].splitlines()),
            language=typed["language"],
        )


class RetireForm(ActionForm):
    """Why the word is explained no longer."""

    reason = forms.CharField(label=gettext_lazy("Why"), max_length=300, widget=forms.Textarea(attrs=LINES))


@require_safe
def every(request: HttpRequest) -> HttpResponse:
    """What waits for approval first, then every word by its first letter; narrowed by what is typed."""
    signed_in.demand(request, "view_term")
    asked = request.GET.get("q", "").strip()[:80]
    rows = Term.objects.select_related("live__frozen").order_by("headword", "pk")
    if asked:
        rows = rows.filter(
            Q(headword__icontains=asked) | Q(versions__frozen__text__icontains=asked)
        ).distinct()
    page = Paginator(rows, LISTED).get_page(request.GET.get("page"))
    context = {
        **admin.site.each_context(request),
        "title": _("Words explained"),
        "waiting": [_row(version) for version in TermVersion.objects.waiting()[:SHOWN]],
        "page": page,
        "rows": [(term, glossary.live(term)) for term in page.object_list],
        "asked": asked,
        "may_write": policies.may(signed_in.person(request), "write_term"),
    }
    return TemplateResponse(request, "admin/glossary/every.html", context)


def new(request: HttpRequest) -> HttpResponse:
    """Write a word that is not in the glossary; links from answers bring the word along."""
    signed_in.demand(request, "write_term")
    if request.method != "POST":
        begun = {name: request.GET.get(name, "") for name in ("headword", "language", "kind")}
        begun["language"] = begun["language"] or settings.LANGUAGE_CODE
        return _form(request, TermForm(initial={**begun, "base": 0}))
    form = TermForm(request.POST)
    saved = _saved(request, form, None)
    return redirect("admin:glossary_word", saved.term_id) if saved else _form(request, form)


def one(request: HttpRequest, term_id: int) -> HttpResponse:
    """One word: what readers see, what waits, the form, its versions. A refused save keeps what was typed."""
    signed_in.demand(request, "view_term")
    term = get_object_or_404(Term.objects.select_related("live__frozen", "retired_by"), pk=term_id)
    if request.method != "POST":
        return _shown(request, term, TermForm(initial=_begun(term)))
    signed_in.demand(request, "write_term")
    form = TermForm({**request.POST.dict(), "language": term.language})
    saved = _saved(request, form, term)
    return redirect("admin:glossary_word", term.pk) if saved else _shown(request, term, form)


@require_POST
def approve(request: HttpRequest, version_id: int) -> HttpResponse:
    """Sign the version that was shown; pages explain the word at their next read."""
    signed_in.demand(request, "approve_term")
    version = get_object_or_404(TermVersion.objects.select_related("frozen", "term"), pk=version_id)
    shown = request.POST.get("content_hash", "")
    with refusals.told(request):
        workflow.approve_term(version, by=signed_in.person(request), at=timezone.now(), content_hash=shown)
        messages.success(request, _("Approved. Pages that use the word explain it from now on."))
    return redirect("admin:glossary_word", version.term_id)


@require_POST
def retire(request: HttpRequest, term_id: int) -> HttpResponse:
    """Explain the word no longer."""
    signed_in.demand(request, "approve_term")
    term = get_object_or_404(Term, pk=term_id)
    with refusals.told(request):
        workflow.retire_term(
            term, by=signed_in.person(request), at=timezone.now(), reason=request.POST.get("reason", "")
        )
        messages.success(request, _("Retired. No page explains the word any more."))
    return redirect("admin:glossary_word", term.pk)


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("words/", door(every), name="glossary_words"),
        path("words/new/", door(new), name="glossary_new"),
        path("words/<int:term_id>/", door(one), name="glossary_word"),
        path("words/<int:term_id>/retire/", door(retire), name="glossary_retire"),
        path("words/versions/<int:version_id>/approve/", door(approve), name="glossary_approve"),
    ]


def _saved(request: HttpRequest, form: TermForm, term: Term | None) -> TermVersion | None:
    """The version that the form makes; None where it was refused, and the form says why."""
    if not form.is_valid():
        return None
    typed = form.cleaned_data
    try:
        saved = workflow.write_term(
            form.word(),
            by=signed_in.person(request),
            at=timezone.now(),
            term=term,
            base=typed["base"],
            note=typed["note"],
        )
    except Refused as refused:
        form.add_error(None, list(refused.sentences))
        newest = TermVersion.objects.newest(term) if term else None
        form.data = form.data.dict() if hasattr(form.data, "dict") else dict(form.data)
        form.data["base"] = str(newest.number if newest else 0)
        return None
    if saved is None:
        messages.success(request, _("Nothing was changed."))
        return TermVersion.objects.newest(term) if term else None
    messages.success(request, _("Saved. Somebody else must now approve it."))
    return saved


def _form(request: HttpRequest, form: TermForm) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": _("Write a word"), "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "admin/glossary/new.html", context, status=status)


def _shown(request: HttpRequest, term: Term, form: TermForm) -> HttpResponse:
    person = signed_in.person(request)
    waiting = TermVersion.objects.waiting().filter(term=term).first()
    to_sign = waiting or (term.live if term.is_public else None)
    history = TermVersion.objects.filter(term=term).select_related("written_by", "frozen", "term")
    versions = history.prefetch_related("approvals__approved_by").order_by("-number")[:SHOWN]
    context = {
        **admin.site.each_context(request),
        "title": term.headword,
        "term": term,
        "live": glossary.live(term),
        "waiting": _row(waiting) if waiting else None,
        "to_sign": to_sign,
        "why_not": policies.why_not_approve_term(person, to_sign) if to_sign else "",
        "form": form if policies.may(person, "write_term") else None,
        "retire_form": RetireForm() if policies.may(person, "approve_term") and not term.retired_at else None,
        "history": [(version, glossary.entry(version)) for version in versions],
    }
    return TemplateResponse(request, "admin/glossary/one.html", context, status=422 if form.errors else 200)


def _row(version: TermVersion) -> dict[str, Any]:
    """A version that waits, field by field beside what readers see now."""
    word = glossary.entry(version)
    before = glossary.live(version.term) if version.term.is_public else None
    changes = [
        (label, _text(before, name), _text(word, name))
        for name, label in _LABELS.items()
        if before and _text(before, name) != _text(word, name)
    ]
    return {"version": version, "word": word, "is_new": before is None, "changes": changes}


_LABELS = {
    "headword": gettext_lazy("Word"),
    "meaning": gettext_lazy("What it means"),
    "said": gettext_lazy("How to say it"),
    "kind": gettext_lazy("What sort of word"),
    "forms": gettext_lazy("Other forms"),
}


def _text(word: terms.Term, name: str) -> str:
    if name == "kind":
        return str(Term.Kind(word.kind).label)
    return ", ".join(word.forms) if name == "forms" else str(getattr(word, name))


def _begun(term: Term) -> dict[str, Any]:
    """What the form begins with: the newest version."""
    newest = TermVersion.objects.newest(term)
    if newest is None:
        return {"base": 0, "headword": term.headword, "language": term.language}
    word = glossary.entry(newest)
    return {
        "base": newest.number,
        "headword": word.headword,
        "language": word.language,
        "meaning": word.meaning,
        "said": word.said,
        "kind": word.kind,
        "other_forms": "\n".join(word.forms),
    }
