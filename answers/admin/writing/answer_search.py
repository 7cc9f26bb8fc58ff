"""How staff find an answer by any word of its texts, drafts too; readers are answered from live texts alone.

Texts that are public as they are stand in the index; the others are read, which takes the longer the more
they are.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import reduce
from operator import and_
from typing import Any

from django.db import models

from answers.models import Answer, Citation, PublishedPage, Question
from answers.search import engines, parts
from sources.admin import long_lists

LONG = (
    "short_answer",
    "certainty_reason",
    "research",
    "how_it_works",
    "no_treatment",
    "other_choices",
    "quality_of_life",
    "unknowns",
)
LONGEST_SEARCH = 8
READ_ALONE = 2_000
"""So many texts are named one by one to be read; more are told apart while they are read."""

INDEXED = models.Q(public_state=Answer.PublicState.PUBLISHED, latest_number=models.F("live_revision__number"))
"""Its public text is the one that staff see in its form."""

Known = Mapping[str, engines.Numbers]
Named = Mapping[str, Sequence[int]]


def numbers(text: str) -> list[int]:
    """The newest answers that hold every word of the text, as many as a list takes; of a long text the first
    words count. Little words count only where there are no others: they stand in nearly every answer.
    """
    typed = text.replace("\x00", "").split()[:LONGEST_SEARCH]
    words = [each for each in typed if not parts.is_little(each)] or typed
    named = {word: _named(word) for word in words}
    found = {word: parts.numbers(word) for word in words}
    known = {word: pages for word, pages in found.items() if pages is not None}
    together = parts.numbers(" ".join(words))
    if together is None or len(known) < len(named):
        return _first(_all(words, lambda word: _reading(word) | models.Q(pk__in=named[word])))
    public = _pages(together).order_by("-answer_id")[: long_lists.MOST]
    every = {*public, *_by_name(known, named), *_in_unread(known, named)}
    return sorted(every, reverse=True)[: long_lists.MOST]


def _by_name(known: Known, named: Named) -> set[int]:
    """Those that one of the words names, and that hold every other."""
    candidates = set().union(*named.values())
    if len(known) == 1 or not candidates:
        return candidates
    held = [
        set(named[word]) | set(_pages(pages).filter(answer__in=candidates)) for word, pages in known.items()
    ]
    return set.intersection(*held)


def _in_unread(known: Known, named: Named) -> list[int]:
    """Those whose text is not public as it is, which therefore must be read."""
    unread = _unread()

    def held(word: str) -> models.Q:
        pages = _pages(known[word])
        among = pages if unread is None else pages.filter(answer__in=unread)
        return _reading(word, unread) | models.Q(pk__in=named[word]) | models.Q(pk__in=among)

    read = _all(known, held)
    return _first(models.Q(_unless(INDEXED, read)) if unread is None else models.Q(pk__in=unread) & read)


def _unread() -> list[int] | None:
    """The answers whose text is not public as it is; None where they are too many to be named."""
    drafts = Answer.objects.exclude(public_state=Answer.PublicState.PUBLISHED)
    changed = Answer.objects.published().filter(latest_number__gt=models.F("live_revision__number"))
    most = READ_ALONE + 1
    found = [pk for each in (drafts, changed) for pk in each.order_by().values_list("pk", flat=True)[:most]]
    return found if len(found) <= READ_ALONE else None


def _first(held: models.Q) -> list[int]:
    found = Answer.objects.filter(held).order_by("-pk")
    return list(found.values_list("pk", flat=True)[: long_lists.MOST])


def _all(words: Iterable[str], holds: Callable[[str], models.Q]) -> models.Q:
    return reduce(and_, map(holds, words), models.Q())


def _pages(numbers: engines.Numbers) -> models.QuerySet[PublishedPage, int]:
    """The answers whose public pages these are."""
    return PublishedPage.objects.filter(pk__in=numbers).order_by().values_list("answer", flat=True)


def _named(word: str) -> list[int]:
    """The newest that have it in their address, or in the key of a source that they cite."""
    addressed = Question.objects.filter(slug__contains=word.lower(), answer__isnull=False)
    cited = Citation.objects.filter(source__key__icontains=word).order_by()
    citing = Answer.objects.filter(pk__in=cited.values("answer"))
    found = (addressed.values_list("answer", flat=True), citing.values_list("pk", flat=True))
    return [pk for each in found for pk in each.order_by("-pk")[: long_lists.MOST]]


def _reading(word: str, among: Collection[int] | None = None) -> models.Q:
    """In the texts of these answers, or of all; in their questions, or in the names of their topics. Each
    other table is asked by itself: joined, it would have all texts of all answers read.
    """
    held = models.Q()
    for field in LONG:
        held |= models.Q(**{f"{field}__icontains": word})
    theirs = Answer.objects.all() if among is None else Answer.objects.filter(pk__in=among)
    places: list[models.QuerySet[Any]] = [
        theirs.filter(doctor_questions__text__icontains=word),
        theirs.filter(question__wording__icontains=word),
        theirs.filter(question__main_topic__name__icontains=word),
        theirs.filter(question__phrasings__text__icontains=word),
    ]
    for place in places:
        held |= models.Q(pk__in=place.order_by().values("pk"))
    return held


def _unless(condition: models.Q, otherwise: models.Q) -> models.Case:
    """A case keeps its order: what is long to find out is asked last, and seldom."""
    is_met = models.When(condition, then=models.Value(value=False))
    return models.Case(is_met, default=models.ExpressionWrapper(otherwise, models.BooleanField()))
