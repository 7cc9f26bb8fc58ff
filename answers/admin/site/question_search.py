"""How staff find a question: by any word of its wording, of its address or of another way of asking."""

from __future__ import annotations

from django.db.models import Q

from answers.models import Phrasing, Question
from sources.admin import long_lists

LONGEST_SEARCH = 8


def numbers(text: str) -> list[int]:
    """The newest questions that hold every word, as many as a list takes; of a long text the first words.

    Other ways of asking are looked through by themselves: joined, a question would be found once for each.
    """
    found = Question.objects.order_by("-pk")
    for word in text.replace("\x00", "").split()[:LONGEST_SEARCH]:
        phrased = Phrasing.objects.filter(text__icontains=word).order_by().values("question")
        found = found.filter(Q(wording__icontains=word) | Q(slug__contains=word.lower()) | Q(pk__in=phrased))
    return list(found.values_list("pk", flat=True)[: long_lists.MOST])
