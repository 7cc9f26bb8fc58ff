"""How staff find an answer by any word of its working copy; readers are answered from live texts alone."""

from __future__ import annotations

from django.db import models

from answers.models import Answer, Citation, DoctorQuestion, Phrasing
from answers.models.answers import AnswerQuerySet

SEARCHED = (
    "question__wording",
    "question__slug",
    "question__main_topic__name",
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


def holding(text: str) -> AnswerQuerySet:
    """The answers that hold every word of the text, drafts too; of a long text the first words count."""
    found = Answer.objects.order_by()
    for word in text.replace("\x00", "").split()[:LONGEST_SEARCH]:
        found = found.filter(_holds(word))
    return found


def _holds(word: str) -> models.Q:
    """Anywhere in the working copy, in a line of its own, or in the key of a source that it cites."""
    held = models.Q()
    for field in SEARCHED:
        held |= models.Q(**{f"{field}__icontains": word})
    of_answer = {"answer": models.OuterRef("pk")}
    lines = (
        Phrasing.objects.filter(question=models.OuterRef("question"), text__icontains=word),
        DoctorQuestion.objects.filter(**of_answer, text__icontains=word),
        Citation.objects.filter(**of_answer, source__key__icontains=word),
    )
    for rows in lines:
        held |= models.Q(models.Exists(rows))
    return held
