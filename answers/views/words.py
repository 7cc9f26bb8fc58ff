"""The glossary for readers: every word from A to Z, and one word with the pages that use it."""

from __future__ import annotations

from itertools import groupby

from django.core.paginator import Paginator
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answers import glossary
from answers.models import PublishedPage, Term, TermApproval
from answers.pages import for_machines, words_list
from answers.rendering import structured, words_used
from answers.views import initials, replies

LISTED = 100
PAGES = 50


@require_safe
def words(request: HttpRequest) -> HttpResponseBase:
    """Every word that the site explains in the language that is spoken here, by its first letter."""
    return replies.listed(request, "answers/words.html", lambda: _words(request))


@require_safe
def word(request: HttpRequest, slug: str) -> HttpResponseBase:
    """One word: what it means, how to say it, its other names, the pages that use it."""
    return replies.listed(request, "answers/word.html", lambda: _word(request, slug))


def _words(request: HttpRequest) -> dict[str, object]:
    every = sorted(glossary.public(get_language() or "").terms, key=words_used.alphabetical)
    letters = {_initial(each.headword) for each in every}
    asked = request.GET.get("letter", "")
    letter = asked if asked in letters else ""
    found = [each for each in every if not letter or _initial(each.headword) == letter]
    page = Paginator(found, LISTED).get_page(request.GET.get("page"))
    shown = [words_list.word(each) for each in page.object_list]
    return {
        "is_narrowed": bool(asked),
        "page": page,
        "also": urlencode({"letter": letter}) if letter else "",
        "initials": initials.of(letters, letter, {}),
        "whole": reverse("answers:words") if letter else "",
        "letters": [
            (initial, list(group)) for initial, group in groupby(shown, lambda each: _initial(each.headword))
        ],
    }


def _word(request: HttpRequest, slug: str) -> dict[str, object]:
    term = Term.objects.public().spoken_here().filter(slug=slug).first()
    told = glossary.live(term) if term else None
    if term is None or told is None:
        raise Http404
    pages = PublishedPage.objects.spoken_here().filter(terms=term).only("title", "slug", "language")
    crumbs = [(_("Words"), reverse("answers:words")), (told.headword, reverse("answers:word", args=[slug]))]
    nodes = structured.word(for_machines.site(), crumbs, told.meaning)
    return {
        "word": words_list.word(told),
        "forms": told.forms,
        "kind": Term.Kind(told.kind).label if told.kind != Term.Kind.WORD else "",
        "reviewed_on": TermApproval.objects.filter(version=term.live_id)
        .order_by("-id")
        .values_list("reviewed_on", flat=True)
        .first(),
        "page": Paginator(pages.order_by(Lower("title"), "pk"), PAGES).get_page(request.GET.get("page")),
        "structured": for_machines.block(nodes),
    }


def _initial(headword: str) -> str:
    return words_used.folded(headword)[:1].upper()
