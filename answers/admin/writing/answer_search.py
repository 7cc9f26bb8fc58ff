"""How staff find an answer by any word of its texts, drafts too; readers are answered from live texts alone.

Texts that are public as they are stand in the index; the others are read, which takes the longer the more
they are.
"""

from __future__ import annotations

from typing import Any

from django.db import models

from answers.models import Answer, Citation, DoctorQuestion, PublishedPage, Question, Topic
from answers.search import parts
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

INDEXED = models.Q(public_state=Answer.PublicState.PUBLISHED, latest_number=models.F("live_revision__number"))
"""Its public text is the one that staff see in its form."""


def numbers(text: str) -> list[int]:
    """The newest answers that hold every word of the text, as many as a list takes; of a long text the first
    words count. Little words count only where there are no others: they stand in nearly every answer.
    """
    typed = text.replace("\x00", "").split()[:LONGEST_SEARCH]
    found = Answer.objects.order_by("-pk")
    for word in [each for each in typed if not parts.is_little(each)] or typed:
        found = found.filter(_holds(word))
    return list(found.values_list("pk", flat=True)[: long_lists.MOST])


def _holds(word: str) -> models.Q:
    """In its question, in the key of a source that it cites, or in its texts. Each place is asked by itself:
    a database that is asked for all of them at once reads every text of every answer.
    """
    lines = DoctorQuestion.objects.filter(text__icontains=word).order_by()
    read = _any(LONG, word) | models.Q(pk__in=lines.values("answer"))
    known = parts.numbers(word)
    asked = models.Q(wording__icontains=word) | models.Q(slug__contains=word.lower())
    topics = Topic.objects.filter(name__icontains=word).order_by()
    places: list[models.QuerySet[Any]] = [
        Answer.objects.filter(question__in=Question.objects.filter(asked).order_by()).values("pk"),
        Answer.objects.filter(question__main_topic__in=topics).values("pk"),
        Answer.objects.filter(question__phrasings__text__icontains=word).values("pk"),
        Citation.objects.filter(source__key__icontains=word).values("answer"),
        Answer.objects.filter(read if known is None else _unless(INDEXED, read)).values("pk"),
    ]
    if known is not None:
        places.append(PublishedPage.objects.filter(pk__in=known).values("answer"))
    held = models.Q()
    for place in places:
        held |= models.Q(pk__in=place.order_by())
    return held


def _unless(condition: models.Q, otherwise: models.Q) -> models.Case:
    """A case keeps its order: what is long to find out is asked last, and seldom."""
    is_met = models.When(condition, then=models.Value(value=False))
    return models.Case(is_met, default=models.ExpressionWrapper(otherwise, models.BooleanField()))


def _any(fields: tuple[str, ...], word: str) -> models.Q:
    held = models.Q()
    for field in fields:
        held |= models.Q(**{f"{field}__icontains": word})
    return held
