"""Where readers tell us that a page helped or not, that something is wrong, or what they would like to ask.

Nothing is known of who writes, and nothing that was typed is lost when it cannot be taken at once.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from answers import workflow
from answers.models import Answer, Refused, Report
from answers.public import limits
from answers.public.limits import Limit
from answers.rendering import contact_details
from answers.views import form_words, whereabouts
from answers.views.feedback_forms import FORMS, ReportForm, pointed_at
from answers.views.same_origin import same_origin_required

HELPFUL = "helpful"
VOTES = {"yes": True, "no": False}
KINDS = {"ask": Report.Kind.QUESTION} | {str(kind): kind for kind in Report.Kind}
"""What an address calls each kind; “ask” is what other pages say."""

HOUR = datetime.timedelta(hours=1)
REPORTS = (
    Limit("reports", 5, HOUR / 6),
    Limit("reports-day", 30, 24 * HOUR),
    Limit("reports-all", 300, HOUR, is_global=True),
)
COUNTS = (Limit("votes", 30, HOUR), Limit("votes-all", 5000, HOUR, is_global=True))

BLANKED, AS_IT_IS = "blanked", "as it is"
"""What a reader decides about what looks like an address or a telephone number."""

_ADDRESS = re.compile(r"/q/(\d{1,9})(?:/|$)|/questions/([^/\s?#]+)")
_NUMBER = re.compile(r"\d{1,9}", re.ASCII)


@dataclass(frozen=True)
class Problem:
    """Why something was not taken, and how the answer says so."""

    said: str
    status: int = 422
    wait: datetime.timedelta = datetime.timedelta()


@same_origin_required
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def feedback(request: HttpRequest) -> HttpResponse:
    """A choice of what to tell, its form, and what is sent. The page may be kept for the way back."""
    given = request.POST if request.method == "POST" else request.GET
    about = given.get("about", "") or request.GET.get("about", "")
    answer, kind = _answer(about), KINDS.get(given.get("kind", ""))
    if kind == Report.Kind.MISSING and answer is None:
        kind = None
    if request.method != "POST":
        return _shown(request, answer, kind)
    if HELPFUL in given:
        return _count(request, answer)
    return _shown(request, answer, None) if kind is None else _receive(request, answer, kind)


@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next; it says so to whoever opens it, and nothing of what was sent."""
    kind = request.GET.get("kind", "")
    told = {"kind": kind, "is_harm": "harm" in request.GET, "answer": _answer(request.GET.get("about", ""))}
    return _page(request, "answers/feedback_thanks.html", told)


def _count(request: HttpRequest, answer: Answer | None) -> HttpResponse:
    """One tap; whoever says no is asked what was missing. The same address counts once a day for a page."""
    at, said = timezone.now(), VOTES.get(request.POST[HELPFUL])
    if answer is None or said is None:
        return _shown(request, answer, None, problem=Problem(_("This page is not public any more.")))
    if waited := limits.wait(request, COUNTS, at=at):
        return _shown(request, answer, None, problem=_too_many(waited))
    key = f"{HELPFUL}:{answer.pk}:{limits.pseudonym(request, at=at)}"
    before = cache.get(key)
    if before != said:
        cache.set(key, said, limits.DAY.total_seconds())
        workflow.count_helpful(answer, is_helpful=said, instead=before is not None)
    if said:
        return _see(f"{reverse('answers:feedback_thanks')}?{_query(kind=HELPFUL, about=answer.question_id)}")
    return _see(f"{reverse('answers:feedback')}?{_query(kind='missing', about=answer.question_id)}&counted")


def _receive(request: HttpRequest, answer: Answer | None, kind: Report.Kind) -> HttpResponse:
    """Each thing that can be wrong is said beside the form with all that was typed."""
    at = timezone.now()
    typed = {name: value.replace("\x00", "") for name, value in request.POST.dict().items()}
    answer = answer or _named(typed.get("page", ""))
    if typed.get("contact") == BLANKED:
        typed |= {name: contact_details.blanked(typed.get(name, "")) for name in ("text", "page")}
    form = FORMS[kind](typed, answer=answer)
    word = form_words.read(typed.get("word", ""), at=at)
    if problem := _why_not(word, form, typed, at=at):
        return _shown(request, answer, kind, form, problem, word=typed["word"] if word else "")
    if waited := limits.wait(request, REPORTS, at=at):
        return _shown(request, answer, kind, form, _too_many(waited), word=typed["word"])
    told = form.told(kind)
    try:
        workflow.receive_report(told, key=_key(word, told), at=at)
    except Refused as refused:
        return _shown(request, answer, kind, form, Problem(str(refused)), word=typed["word"])
    named = _query(
        kind=kind, about=answer.question_id if answer else "", harm="yes" if told.could_harm else ""
    )
    return _see(f"{reverse('answers:feedback_thanks')}?{named}")


def _why_not(
    word: form_words.FormWord | None, form: ReportForm, typed: dict[str, str], *, at: datetime.datetime
) -> Problem | None:
    if word is None:
        return Problem(_("This page was open for a long time. Nothing is lost: please send it again."))
    if not form.is_valid():
        return Problem(_("Please look at what is marked below. Nothing is lost."))
    if word.is_too_soon(at):
        return Problem(_("That was very quick. Please look at it once more, and send it again."))
    if typed.get("contact") != AS_IT_IS and _contact(typed):
        return Problem(
            _(
                "This looks like a way to reach somebody. Please take it out: "
                "we cannot write back, and need none."
            )
        )
    return None


def _too_many(waited: datetime.timedelta) -> Problem:
    minutes = max(1, -(-int(waited.total_seconds()) // 60))
    said = _("Much is being sent to us just now. Please try again in %(minutes)s minutes. Nothing is lost.")
    return Problem(said % {"minutes": minutes}, 429, waited)


def _shown(
    request: HttpRequest,
    answer: Answer | None,
    kind: Report.Kind | None,
    form: ReportForm | None = None,
    problem: Problem | None = None,
    *,
    word: str = "",
) -> HttpResponse:
    """The choice, or the form with what was typed or what the link brings along."""
    if form is None and kind is not None:
        form = FORMS[kind](initial=_brought(request, answer), answer=answer)
    told = {
        "answer": answer,
        "kind": kind,
        "form": form,
        "problem": problem,
        "word": word or form_words.made(timezone.now()),
        "contact": _contact(form.data) if form is not None and form.is_bound and problem else (),
        "is_counted": "counted" in request.GET,
    }
    response = _page(request, "answers/feedback.html", told, status=problem.status if problem else 200)
    if problem and problem.wait:
        response["Retry-After"] = str(int(problem.wait.total_seconds()))
    return response


def _page(request: HttpRequest, template: str, told: dict[str, Any], *, status: int = 200) -> HttpResponse:
    response = render(request, template, told, status=status)
    response["X-Robots-Tag"] = "noindex"
    return response


def _brought(request: HttpRequest, answer: Answer | None) -> dict[str, str]:
    text = request.GET.get("text", "").replace("\x00", "")[: workflow.reporting.LONGEST]
    live = answer.live_revision if answer else None
    return {"text": text, "place": pointed_at(live.content(), request.GET.get("at", "")) if live else ""}


def _contact(typed: Any) -> tuple[str, ...]:
    return contact_details.found(f"{typed.get('text', '')}\n{typed.get('page', '')}")


def _key(word: form_words.FormWord | None, told: workflow.Told) -> str:
    """The same words from the same form are one report; changed words are another."""
    name = word.name if word else ""
    facts = (
        name,
        told.kind,
        told.text,
        told.place,
        told.page,
        told.could_harm,
        told.answer and told.answer.pk,
    )
    return salted_hmac("citewell.report", repr(facts), algorithm="sha256").hexdigest()


def _answer(number: str) -> Answer | None:
    """The public answer to the question with this number."""
    if not _NUMBER.fullmatch(number):
        return None
    return whereabouts.public_answer_numbered(int(number))


def _named(page: str) -> Answer | None:
    """The public answer whose address a reader wrote down."""
    found = _ADDRESS.search(page)
    if found is None:
        return None
    return _answer(found.group(1)) if found.group(1) else whereabouts.public_answer(found.group(2))


def _query(**named: object) -> str:
    return urlencode({name: value for name, value in named.items() if value})


def _see(address: str) -> HttpResponse:
    """The way on after something was taken; loading that page again sends nothing twice."""
    return HttpResponseRedirect(address, status=303)
