"""The pages behind a link for one revision: read, comment, say sentence by sentence, advise. A GET writes
nothing, because programs that scan mail follow every link."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from answers import comments, workflow
from answers.models import Advice, Invitation, Refused, how_long
from answers.public import limits
from answers.public.limits import Limit
from answers.views import outside_cards, same_origin
from answers.views.outside_cards import Deck
from answers.views.outside_forms import WHOLE_PAGE, CommentForm, FinishForm
from answers.workflow import Statement

A_WHILE = datetime.timedelta(minutes=15)
WRONG = Limit("wrong-link", 20, A_WHILE)
"""How many links that are none may be tried from one address."""

MOST_SENT = 400
"""How many forms one link may send in a while."""

WORDS = ("reason", "text", "note")
"""The fields in which one writes more than a word: a comment, or why."""

GONE, FORBIDDEN, UNPROCESSABLE, TOO_MANY = 404, 403, 422, 429
View = Callable[..., HttpResponse]


def behind_link(view: View) -> View:
    """Only for who has a link that works; any other leads to one calm page that tells nothing of it.

    The address is the proof, so there is no cookie and no session; forms must come from our own pages.
    """

    @csrf_exempt
    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, token: str, **named: Any) -> HttpResponse:
        refused = _refused(request)
        if refused is not None:
            return _quiet(refused)
        found = Invitation.objects.of_token(token).select_related(
            "round__answer__question__main_topic", "round__revision__frozen", "asked_by__contributor"
        )
        invitation = found.first()
        if invitation is None:
            limits.wait(request, [WRONG], at=timezone.now())
        elif request.method == "POST" and _is_too_often(request, invitation):
            return _quiet(_slow(request, typed=_typed(request)))
        if invitation is None or not Invitation.objects.usable(timezone.now()).filter(pk=invitation.pk):
            return _quiet(_over(request, token, typed=_typed(request)))
        return _quiet(view(request, token=token, invitation=invitation, **named))

    return guarded


@behind_link
@require_safe
def welcome(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What is asked, by whom, how long it takes, and where one left off."""
    deck = _deck(invitation)
    told = {
        "deck": deck,
        "long": how_long(deck.sentences, len(deck.cards)),
        "comments": outside_cards.comments(invitation),
    }
    return _page(request, "welcome", token, invitation, told)


@behind_link
@require_safe
def page(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """The page as patients will read it, each sentence with a link to comment on it."""
    values = _deck(invitation).page
    told = values | {
        "blocks": outside_cards.read(values),
        "others": [each for each in outside_cards.spots(invitation) if not each[0].isdecimal()],
        "comments": outside_cards.comments(invitation),
    }
    return _page(request, "page", token, invitation, told)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: HttpRequest, token: str, invitation: Invitation, number: int) -> HttpResponse:
    """One sentence with its source; a press on an answer saves it and leads to the next."""
    deck = _deck(invitation)
    shown = deck.card(number)
    if shown is None:
        return redirect("answers:outside", token=token)
    told: dict[str, Any] = {"deck": deck, "card": shown, "reading": deck.reading(shown)}
    if request.method != "POST":
        return _page(request, "card", token, invitation, told)
    given = {name: request.POST.get(name, "") for name in ("verdict", "reading", "reason")}
    try:
        row = workflow.advise(invitation, shown.need, at=timezone.now(), **given)
    except Refused as refused:
        told |= {"problem": str(refused), "typed": given["reason"], "reading": given["reading"]}
        return _unsaved(request, "card", token, invitation, told)
    if row.verdict in Advice.DOUBTS and not row.reason:
        return redirect(f"{reverse('answers:outside_card', args=[token, number])}#why")
    following = _deck(invitation).after(number)
    if following:
        return redirect("answers:outside_card", token=token, number=following)
    return redirect("answers:outside_finish", token=token)


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """A comment on a sentence, on some words of it, or on the page."""
    spots = outside_cards.spots(invitation)
    about = request.GET.get("about", WHOLE_PAGE)
    sent = request.POST if request.method == "POST" else None
    form = CommentForm(sent, spots=spots, initial={"about": about})
    told: dict[str, Any] = {"form": form, "about": dict(spots).get(str(form["about"].value()), "")}
    if sent is None or not form.is_valid():
        return _page(request, "comment", token, invitation, told, status=UNPROCESSABLE if sent else 200)
    typed = form.cleaned_data
    try:
        passage = {}
        if typed["about"] != WHOLE_PAGE:
            content = invitation.round.revision.content()
            passage = comments.chosen(content, typed["about"], words=typed["words"])
        thread = comments.open_by_link(invitation, at=timezone.now(), text=typed["text"], **passage)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _unsaved(request, "comment", token, invitation, told)
    return redirect(f"{reverse('answers:outside_page', args=[token])}#comment-{thread.pk}")


@behind_link
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """What one advises on the whole, and who one is."""
    last = invitation.recommendations.order_by("pk").last()
    known = (
        {name: getattr(last, name) for name in ("kind", "role", "credentials", "competing")} if last else {}
    )
    initial = known | {"name": invitation.name, "address": invitation.address}
    sent = request.POST if request.method == "POST" else None
    form = FinishForm(sent, initial=initial)
    told = {"form": form, "deck": _deck(invitation), "last": last}
    if sent is None or not form.is_valid():
        return _page(request, "finish", token, invitation, told, status=UNPROCESSABLE if sent else 200)
    typed = dict(form.cleaned_data)
    said = Statement(competing=typed.pop("competing"), competing_text=typed.pop("competing_text"))
    try:
        workflow.recommend_by_link(invitation, at=timezone.now(), said=said, **typed)
    except Refused as refused:
        form.add_error(None, str(refused))
        return _unsaved(request, "finish", token, invitation, told)
    return redirect("answers:outside_done", token=token)


@behind_link
@require_safe
def done(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """Thanks, and what happens next."""
    if invitation.finished_at is None:
        return redirect("answers:outside", token=token)
    return _page(request, "done", token, invitation, {"deck": _deck(invitation)})


@behind_link
@require_POST
def decline(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    """One cannot do it; that is said kindly and ends the link."""
    try:
        workflow.decline_by_link(invitation, at=timezone.now())
    except Refused:
        return _over(request, token)
    return _page(request, "declined", token, invitation, {})


@csrf_exempt
@never_cache
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Ask for a new link in place of a dead one; the same thanks, whether or not it ever was one."""
    refused = _refused(request)
    if refused is not None:
        return _quiet(refused)
    invitation = Invitation.objects.of_token(token).select_related("round__answer", "round__revision").first()
    if invitation is None:
        limits.wait(request, [WRONG], at=timezone.now())
    else:
        workflow.ask_for_new_link(invitation, at=timezone.now())
    return _quiet(render(request, "answers/outside/over.html", {"is_asked": True}))


def _deck(invitation: Invitation) -> Deck:
    return Deck(invitation, today=timezone.localdate())


def _page(
    request: HttpRequest,
    name: str,
    token: str,
    invitation: Invitation,
    told: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    shown = {"token": token, "invitation": invitation, "here": reverse("answers:outside", args=[token])}
    question = invitation.round.revision.content().question
    return render(
        request, f"answers/outside/{name}.html", shown | {"question": question} | told, status=status
    )


def _unsaved(
    request: HttpRequest, name: str, token: str, invitation: Invitation, told: dict[str, Any]
) -> HttpResponse:
    """What was refused, with what was typed; also where the link died while somebody was typing."""
    if Invitation.objects.usable(timezone.now()).filter(pk=invitation.pk).exists():
        return _page(request, name, token, invitation, told, status=UNPROCESSABLE)
    return _over(request, token, typed=_typed(request))


def _typed(request: HttpRequest) -> str:
    """The words that a form brought, whichever page it stood on."""
    return next((request.POST[name] for name in WORDS if request.POST.get(name)), "")


def _over(request: HttpRequest, token: str, *, typed: str = "") -> HttpResponse:
    return render(request, "answers/outside/over.html", {"token": token, "typed": typed}, status=GONE)


def _slow(request: HttpRequest, *, typed: str = "") -> HttpResponse:
    told = {"minutes": int(A_WHILE.total_seconds()) // 60, "typed": typed}
    response = render(request, "answers/outside/over.html", told, status=TOO_MANY)
    response["Retry-After"] = str(int(A_WHILE.total_seconds()))
    return response


def _refused(request: HttpRequest) -> HttpResponse | None:
    """Why this network or this form gets no further, before any link is looked up."""
    if limits.spent(request, WRONG, at=timezone.now()):
        return _slow(request)
    if request.method == "POST" and not _is_ours(request):
        return render(request, "403_form.html", status=FORBIDDEN)
    return None


def _is_ours(request: HttpRequest) -> bool:
    """Older browsers call the origin of a page “null” whose address no other site may learn; the secret in
    the address then speaks for the form."""
    says_nothing = "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") == "null"
    return says_nothing or same_origin.is_same_origin(request)


def _is_too_often(request: HttpRequest, invitation: Invitation) -> bool:
    sent = Limit(f"link-{invitation.pk}", MOST_SENT, A_WHILE, is_global=True)
    return bool(limits.wait(request, [sent], at=timezone.now()))


def _quiet(response: HttpResponse) -> HttpResponse:
    """The address is a secret: no search engine keeps it and no other site learns it."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    return response
