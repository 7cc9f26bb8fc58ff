"""The screens on which one answer is begun and written: start, change, preview, autosave, conflict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import js_asset
from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import comments, gates, glossary, pages, revisions, sanitize, signers, workflow
from answers.admin import signed_in
from answers.admin.writing import (
    buffers,
    claim_list,
    conflict,
    gate_list,
    reading_panel,
    sheets,
    standing,
    translating,
    word_hints,
)
from answers.admin.writing.forms import DraftForm, StartForm
from answers.admin.writing.widgets import lookup_address
from answers.content import SIGNS, Content
from answers.models import Answer, Citation, Contributor, Refused
from answers.rendering import words_used
from answers.revisions import Conflict, Draft
from sources.cited import Cited
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Context = dict[str, Any]


def start(request: HttpRequest, context: Context) -> HttpResponse:
    """Begin a question; its answer is then written on the change form."""
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            answer = workflow.start(
                wording=form.cleaned_data["wording"],
                topic=form.cleaned_data["topic"],
                language=form.cleaned_data["language"],
                origin=form.cleaned_data["origin"],
                by=signed_in.person(request),
                at=timezone.now(),
            )
        except Refused as refused:
            for sentence in refused.sentences:
                form.add_error("wording", sentence)
        else:
            return redirect("admin:answers_answer_change", answer.pk)
    shown = context | {"title": _("Ask a new question"), "form": form}
    return TemplateResponse(request, "admin/answers/answer/start.html", shown)


def change(request: HttpRequest, answer: Answer, context: Context, *, may_change: bool) -> HttpResponse:
    """The form of one answer; a person who may only look sees it shut."""
    if request.method == "POST":
        return _save(request, answer, context)
    draft = revisions.draft_of(answer)
    kept = buffers.unsaved(answer, draft, by=signed_in.person(request)) if may_change else None
    if kept is not None and "unsaved" in request.GET:
        sheet = sheets.typed(kept.fields)
        return _form(request, answer, context, sheet, is_unsaved=True)
    if may_change and not answer.latest_number:
        draft = _signed(draft, signed_in.person(request))
    sheet = sheets.blank(answer, draft)
    if not may_change:
        sheet.shut()
    return _form(request, answer, context | {"kept": kept, "may_change": may_change}, sheet)


def preview(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page as patients would see it with the text as it is typed now."""
    try:
        _draft, frozen, _sources = _frozen(request, answer)
    except Refused as refused:
        return HttpResponse(str(refused), content_type="text/plain", status=422)
    return HttpResponse(pages.preview_html(frozen, answer, today=timezone.localdate()))


def live(request: HttpRequest, answer: Answer) -> HttpResponse:
    """The page, the list of its sentences and how it reads, to stand beside the text while it is typed."""
    try:
        draft, frozen, sources = _frozen(request, answer)
    except Refused as refused:
        return JsonResponse({"problem": str(refused)}, status=422)
    today, person = timezone.localdate(), signed_in.person(request)
    cited, said = Cited.among(sources), glossary.words(frozen.language)
    words = said.glossary
    listed = claim_list.of(answer, draft, frozen, sources, gates.counting_checks(answer), cited)
    shown = {"list": listed, "is_live": True}
    how_it_reads = {"reading": reading_panel.of(frozen, words_used.explained(frozen, words)), "is_live": True}
    rules = gate_list.of(answer, frozen, today=today, cited=cited, words=words)
    known = pages.Known(cited, words=said)
    return JsonResponse(
        {
            "page": pages.preview_html(frozen, answer, today=today, known=known),
            "claims": render_to_string("admin/answers/answer/_claims.html", shown),
            "words": render_to_string(
                "admin/answers/answer/_word_hints.html", {"hints": word_hints.of(frozen, person, words)}
            ),
            "reading": render_to_string("admin/answers/answer/_reading.html", how_it_reads),
            "gates": render_to_string("admin/answers/answer/_gates.html", {"list": rules}),
        }
    )


def autosave(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Keep what is typed, for this person alone; the working copy is not touched."""
    base = request.POST.get("base", "")
    if not base.isdecimal():
        return JsonResponse(
            {"problem": _("This form is incomplete. Please load the page again.")}, status=400
        )
    try:
        posted = request.POST.dict()
        kept = buffers.keep(answer, posted, by=signed_in.person(request), at=timezone.now(), base=int(base))
    except sanitize.UnfitTextError as unfit:
        return JsonResponse({"problem": str(unfit)}, status=400)
    return JsonResponse({"saved_at": time_format(timezone.localtime(kept.saved_at))})


def discard(request: HttpRequest, answer: Answer) -> HttpResponse:
    """Forget this person's unsaved text."""
    buffers.discard(answer, by=signed_in.person(request))
    messages.info(request, _("Your unsaved text is gone. This is the text as it was last saved."))
    return redirect("admin:answers_answer_change", answer.pk)


def resolve(request: HttpRequest, answer: Answer, context: Context) -> HttpResponse:
    """Save what was made of two texts, on top of the revision that the choices were made against."""
    sheet = sheets.typed(request.POST)
    if not sheet.is_valid():
        return _form(request, answer, context, sheet, is_unsaved=True)
    theirs = answer.revisions.select_related("frozen").filter(number=sheet.base).first()
    mine = sheet.draft()
    if theirs is not None:
        chosen = revisions.draft_from(theirs.content())
        mine = conflict.resolved(mine, chosen, request.POST.dict())
    posted = sheets.as_posted(mine, base=sheet.base, note=sheet.note)
    return _store(request, answer, context, sheets.typed(posted))


def _frozen(request: HttpRequest, answer: Answer) -> tuple[Draft, Content, Mapping[str, Source]]:
    """What is typed, what saving it would freeze, and its sources. Raises Refused when it cannot be read."""
    sheet = sheets.typed(request.POST)
    if not sheet.is_valid():
        raise Refused(_("Please mend the marked fields first."))
    draft = sheet.draft().cleaned()
    return draft, *revisions.freeze_with_sources(answer, draft)


def _save(request: HttpRequest, answer: Answer, context: Context) -> HttpResponse:
    return _store(request, answer, context, sheets.typed(request.POST))


def _store(request: HttpRequest, answer: Answer, context: Context, sheet: sheets.Sheet) -> HttpResponse:
    if not sheet.is_valid():
        return _form(request, answer, context, sheet, is_unsaved=True)
    draft = sheet.draft()
    try:
        if "_suggest" in request.POST:
            return _suggest(request, answer, sheet)
        if _silences(request, answer, sheet):
            return _form(request, answer, context | {"asks": True}, sheet, is_unsaved=True)
        saved = workflow.save(
            answer, draft, by=signed_in.person(request), at=timezone.now(), base=sheet.base, note=sheet.note
        )
    except Conflict as both:
        return _conflict(request, answer, context, draft.cleaned(), both, note=sheet.note)
    except Refused as refused:
        sheet.refuse(refused)
        return _form(request, answer, context, sheet, is_unsaved=True)
    if saved is None:
        messages.info(request, _("Nothing changed, no new revision."))
    else:
        said = _("Saved as revision %(number)s.") % {"number": saved.number}
        following = standing.after_saving(saved, signed_in.person(request))
        messages.success(request, format_html("{} {}", said, following))
    return redirect(_after_saving(request, answer))


def _silences(request: HttpRequest, answer: Answer, sheet: sheets.Sheet) -> bool:
    """Whether this save would leave too few who can approve, and the person was not asked about it yet."""
    if "_anyway" in request.POST or sheet.base != answer.latest_number:
        return False
    is_lost = signers.would_be_lost(answer, [signed_in.person(request)])
    return is_lost and revisions.would_change(answer, sheet.draft())


def _suggest(request: HttpRequest, answer: Answer, sheet: sheets.Sheet) -> HttpResponse:
    """Keep what was typed as suggestions; what was typed is forgotten only when suggestions say it all."""
    newest = answer.revisions.select_related("frozen", "answer").filter(number=sheet.base).first()
    if newest is None:
        raise Refused(_("There is no saved text to suggest changes of. Save first."))
    person = signed_in.person(request)
    kept = comments.keep_as_suggestions(newest, sheet.draft(), by=person, at=timezone.now())
    if kept.rest is None:
        buffers.discard(answer, by=person)
    number = len(kept.suggestions)
    words = ngettext("%(count)s suggestion is kept.", "%(count)s suggestions are kept.", number)
    said = [words % {"count": number}] if number else []
    if kept.rest is not None:
        said.append(_("What no suggestion can say stands in a comment on the whole page."))
    messages.success(request, " ".join((*said, _("The text is unchanged, and you can still approve it."))))
    return redirect("admin:review_revision", newest.pk)


def _after_saving(request: HttpRequest, answer: Answer) -> str:
    latest = answer.revisions.order_by("-number").first()
    if "_review" in request.POST and latest is not None and standing.review_address(latest):
        return standing.review_address(latest)
    return reverse("admin:answers_answer_change", args=[answer.pk])


def _form(
    request: HttpRequest, answer: Answer, context: Context, sheet: sheets.Sheet, *, is_unsaved: bool = False
) -> HttpResponse:
    typed, checks = sheet.as_typed(), gates.counting_checks(answer)
    claims = claim_list.of(answer, typed, *revisions.freeze_with_sources(answer, typed), checks)
    sheet.offer(claim_list.sentences(claims))
    shown = {
        "title": str(answer.question),
        "may_change": True,
        **context,
        "answer": answer,
        "sheet": sheet,
        "is_unsaved": is_unsaved,
        "claims": claims,
        "problems": sheet.citation_problems(),
        "roles": Citation.Role.choices,
        "standing": standing.of(answer, signed_in.person(request), checks),
        "lookup": lookup_address(),
        "signs_of_topic": _signs_of_topic(answer),
        "original": pages.followed(answer, typed.translates),
        "into": translating.open_languages(answer),
        "media": _media(request, sheet.media),
    }
    status = 422 if is_unsaved and request.method == "POST" else 200
    return TemplateResponse(request, "admin/answers/answer/change.html", shown, status=status)


def _signs_of_topic(answer: Answer) -> list[tuple[str, str]]:
    """What the topic says of when to get help, card by card, for an answer that says nothing itself."""
    topic = answer.question.main_topic
    found = (
        (str(DraftForm.base_fields[card].label), topic.signs(card, answer.question.language))
        for card in SIGNS
    )
    return [(label, text) for label, text in found if text]


def _conflict(
    request: HttpRequest, answer: Answer, context: Context, mine: Draft, both: Conflict, *, note: str
) -> HttpResponse:
    found = conflict.differences(mine, both)
    merging = conflict.merge_form(mine, found)
    rows = [(each, merging[each.name] if each.name in merging.fields else None) for each in found]
    shown = context | {
        "title": _("Two people edited this answer"),
        "answer": answer,
        "theirs": both.latest,
        "rows": rows,
        "sentence": str(both),
        "typed": sheets.as_posted(mine, base=both.latest.number, note=note),
        "media": _media(request, conflict.editor_media()),
    }
    return TemplateResponse(request, "admin/answers/answer/conflict.html", shown, status=409)


def _signed(draft: Draft, person: User) -> Draft:
    """A text that was never saved names its writer, who may take the name off again."""
    writer = Contributor.objects.filter(user=person).first()
    return replace(draft, byline=(writer.pk,)) if writer and not draft.byline else draft


def _media(request: HttpRequest, media: Media) -> Media:
    """The import map is the one inline script of the site; only here does the policy name its nonce."""
    return cast("Media", js_asset.Media.from_media(media, nonce=str(getattr(request, "csp_nonce", ""))))
