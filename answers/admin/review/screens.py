"""The screens of the review: inbox, workspace, and a page for each deliberate step. One verb per button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import admin, messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from answers import pages
from answers.admin import newer_editions, signed_in
from answers.admin.account import proof
from answers.admin.account.proof import Proof
from answers.admin.inbox import page as review_inbox_page
from answers.admin.review import changes, suggestions, yearly
from answers.admin.review import compare as review_compare
from answers.admin.review import standing as review_standing
from answers.admin.review import workspace as review_workspace
from answers.admin.review.action import Action
from answers.admin.review.actions import DELIBERATE
from answers.admin.review.forms import ActionForm, Posted
from answers.admin.review.inline import CHECKING, INLINE
from answers.admin.review.inline_forms import PassageForm
from answers.models import Look, Refused, Revision, Stage, Thread

UNPROCESSABLE = 422
EVERYBODY = "view_revision"


@require_safe
def workspace(request: HttpRequest, revision_id: int) -> HttpResponse:
    """One revision as patients will see it, with its checks and threads."""
    revision = _revision(revision_id)
    if request.method == "GET":
        Look.objects.keep(revision, by=signed_in.person(request), at=timezone.now())
    return _workspace(request, revision)


@require_safe
def page(request: HttpRequest, revision_id: int) -> HttpResponse:
    """The whole page as patients will see it."""
    revision = _revision(revision_id)
    return HttpResponse(pages.preview_html(revision.content(), revision.answer, today=timezone.localdate()))


@require_safe
def thread(request: HttpRequest, thread_id: int) -> HttpResponse:
    """A thread's own address: it leads to the text in review that knows the thread, else to the newest."""
    found = get_object_or_404(Thread.objects.select_related("revision"), pk=thread_id)
    later = Revision.objects.filter(answer=found.answer_id, number__gte=found.revision.number)
    in_review = later.filter(candidacies__stage=Stage.IN_REVIEW)
    shown = in_review.order_by("-number").first() or later.order_by("-number")[0]
    return redirect(f"{review_workspace.address(shown)}#thread-{found.pk}")


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """The answers whose review is due."""
    return yearly.due(request, signed_in.person(request))


@require_safe
def compare(request: HttpRequest, revision_id: int) -> HttpResponse:
    """This revision beside another one of its answer."""
    return review_compare.compare(request, _revision(revision_id), signed_in.person(request))


@require_POST
def inline(request: HttpRequest, revision_id: int, verb: str) -> HttpResponse:
    """A button inside the workspace; a refusal shows the workspace again with what was typed."""
    revision, action = _revision(revision_id), _action(INLINE, verb, request)
    form = _bound(action, request, revision)
    spot = _carried_out(request, action, form, revision)
    if spot is None:
        return _workspace(request, revision, Posted(verb, form), status=UNPROCESSABLE)
    if verb in CHECKING:
        return redirect(review_workspace.after_check(revision, signed_in.person(request), form.cleaned_data))
    return redirect(f"{review_workspace.address(revision)}#{spot}")


def deliberate(request: HttpRequest, revision_id: int, verb: str) -> HttpResponse:
    """A step that is first shown: what will happen, to exactly which text; then taken."""
    revision, action = _revision(revision_id), _action(DELIBERATE, verb, request)
    if request.method != "POST":
        initial = _initial(revision, request.GET.get("thread", ""))
        form = action.form.about(revision, initial=initial)
        return _step(request, revision, verb, form)
    form = action.form.about(revision, request.POST)
    following = yearly.following(revision, signed_in.person(request), request.GET)
    asked = proof.given(request) if action.asks_who else None
    spot = None if asked and asked.is_needed else _carried_out(request, action, form, revision)
    if spot is None:
        return _step(request, revision, verb, form, asked, status=UNPROCESSABLE)
    if action.makes_revision:
        revision = revision.answer.revisions.order_by("-number")[0]
    return redirect(following or review_workspace.address(revision) + (f"#{spot}" if spot else ""))


def urls() -> list[URLPattern]:
    """The addresses below /admin/, each behind the admin's door."""
    door = admin.site.admin_view
    return [
        path("review/", door(_readers(review_inbox_page.inbox)), name="review_inbox"),
        path("review/table/", door(_readers(review_inbox_page.table)), name="review_inbox_table"),
        path("review/view/", door(_readers(review_inbox_page.keep)), name="review_inbox_keep"),
        path("review/due/", door(_readers(due)), name="review_due"),
        path("review/thread/<int:thread_id>/", door(_readers(thread)), name="review_thread"),
        path("review/newer/<int:replacement_id>/", door(_readers(newer_editions.newer)), name="review_newer"),
        path("review/<int:revision_id>/", door(_readers(workspace)), name="review_revision"),
        path("review/<int:revision_id>/page/", door(_readers(page)), name="review_page"),
        path("review/<int:revision_id>/compare/", door(_readers(compare)), name="review_compare"),
        *(
            path(
                f"review/<int:revision_id>/{verb}/", door(_readers(inline)), {"verb": verb}, f"review_{verb}"
            )
            for verb in INLINE
        ),
        *(
            path(
                f"review/<int:revision_id>/{verb}/",
                door(_readers(deliberate)),
                {"verb": verb},
                f"review_{verb}",
            )
            for verb in DELIBERATE
        ),
    ]


def _readers(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Only for people who may read revisions: every group of the staff may."""

    def guarded(request: HttpRequest, **named: Any) -> HttpResponse:
        signed_in.demand(request, EVERYBODY)
        return view(request, **named)

    return guarded


def _revision(revision_id: int) -> Revision:
    found = Revision.objects.select_related(
        "frozen", "saved_by__contributor", "answer__question__main_topic", "answer__live_revision__frozen"
    )
    return get_object_or_404(found, pk=revision_id)


def _action(table: dict[str, Action], verb: str, request: HttpRequest) -> Action:
    if verb not in table:
        raise Http404
    signed_in.demand(request, table[verb].permission)
    return table[verb]


def _bound(action: Action, request: HttpRequest, revision: Revision) -> ActionForm:
    """A form that lets one choose a sentence must know them."""
    if issubclass(action.form, PassageForm):
        return action.form(request.POST, sentences=review_workspace.sentences(revision))
    return action.form(request.POST)


def _carried_out(request: HttpRequest, action: Action, form: ActionForm, revision: Revision) -> str | None:
    """The spot to go to, or None when the form or the verb refused; the form then says why."""
    if not form.is_valid():
        return None
    try:
        spot = action.act(revision, form.cleaned_data, signed_in.person(request), timezone.now())
    except Refused as refused:
        for sentence in refused.sentences:
            form.add_error(None, sentence)
        return None
    messages.success(request, str(action.said))
    return spot


def _workspace(
    request: HttpRequest, revision: Revision, posted: Posted | None = None, *, status: int = 200
) -> HttpResponse:
    person, asked = signed_in.person(request), request.GET.dict()
    context = admin.site.each_context(request) | review_workspace.shown(
        revision, person, asked, posted, today=timezone.localdate()
    )
    return TemplateResponse(request, "admin/review/workspace.html", context, status=status)


def _step(
    request: HttpRequest,
    revision: Revision,
    verb: str,
    form: ActionForm,
    asked: Proof | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    person, action = signed_in.person(request), DELIBERATE[verb]
    standing = review_standing.of(revision, person)
    standing = replace(standing, obstacles=review_standing.before(verb, revision, standing))
    context = {
        **admin.site.each_context(request),
        "title": action.label,
        "verb": verb,
        "action": action,
        "form": form,
        "revision": revision,
        "standing": standing,
        "suggestion": suggestions.of(revision, person, form) if verb == "accept" else None,
        "contributor": getattr(person, "contributor", None),
        "changes": changes.of(revision, person),
        "proof": asked or (proof.of(request) if action.asks_who else None),
    }
    if verb == "confirm-unchanged":
        context |= yearly.guide(revision, person, request.GET)
    return TemplateResponse(request, action.template, context, status=status)


def _initial(revision: Revision, thread_id: str) -> dict[str, Any]:
    return {
        "content_hash": revision.content_hash,
        "base": revision.answer.latest_number,
        "thread": thread_id,
    }
