"""Which answers were put into the queue because of a notice; what became of it is the notice's to say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.citations import Citation
from answers.models.pages import PublishedPage
from answers.models.revisions import Publication
from sources.models import UNDECIDED, Notice, Source

_PAGES = ("source__published_pages__answer", "source__merged__published_pages__answer")
_WAYS = (*_PAGES, "source__citations__answer", "source__merged__citations__answer")
"""From a notice to what cites its source: the public page and the working copy, each under an old key too."""


class RecheckQuerySet(models.QuerySet["Recheck"]):
    """Which answers were called, and which have to be."""

    def owed(self) -> list[tuple[int, int]]:
        """(notice, answer): each notice to be told with each answer that cites its source, not yet called.

        A notice that was typed in and confirmed at once met the pages that readers saw then, like any other.
        """
        found: set[tuple[int, int]] = set()
        called = self.filter(notice=OuterRef("pk"), answer=OuterRef("citing"))
        for way in _WAYS:
            citing = Notice.objects.to_be_told().annotate(citing=F(way)).filter(citing__isnull=False)
            found.update(citing.filter(~Exists(called)).order_by().values_list("pk", "citing"))
        seen = Publication.objects.filter(answer=OuterRef("citing"), published_at__lte=OuterRef("decided_at"))
        for way in _PAGES:
            citing = Notice.objects.confirmed().annotate(citing=F(way)).filter(citing__isnull=False)
            met = citing.filter(~Exists(called), Exists(seen))
            found.update(met.order_by().values_list("pk", "citing"))
        return sorted(found)


class Recheck(models.Model):
    """One answer, called for one notice: its owners hear of it once, however often it is found."""

    notice = models.ForeignKey(Notice, models.PROTECT, related_name="rechecks")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="rechecks")
    called_at = models.DateTimeField()

    objects = RecheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("re-check")
        verbose_name_plural = _("re-checks")
        ordering = ("answer", "id")
        constraints = (
            models.UniqueConstraint(
                name="an_answer_is_called_once_for_a_notice", fields=("notice", "answer")
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer_id} · {self.notice_id}"


def resting_on_an_undecided_notice(notices: models.QuerySet[Notice] | None = None) -> Q:
    """Of answers: whether a source of the page or the working copy has one of these notices, undecided.

    Asked from the notices, of which there are few, and not from every answer. Their sources are read at
    once: a database that has to guess how many there are goes through every page instead.
    """
    undecided = (Notice.objects.all() if notices is None else notices).filter(status__in=UNDECIDED)
    found = list(undecided.order_by().values_list("source", flat=True).distinct())
    merged = Source.objects.filter(merged_into__in=found).values_list("pk", flat=True)
    family = [*found, *merged]
    page: models.QuerySet[Any] = PublishedPage.sources.through.objects.filter(source__in=family)
    text: models.QuerySet[Any] = Citation.objects.filter(source__in=family)
    named = page.order_by().values("publishedpage__answer")
    return Q(pk__in=named.union(text.order_by().values("answer")))


def notices_waiting(answers: Sequence[Answer]) -> dict[int, list[Notice]]:
    """The undecided notices about the sources of each answer, by its number; five queries for all."""
    pairs: set[tuple[int, int]] = set()
    for way in _WAYS:
        found = Notice.objects.undecided().filter(**{f"{way}__in": [answer.pk for answer in answers]})
        pairs.update(found.annotate(citing=F(way)).order_by().values_list("citing", "pk"))
    notices = Notice.objects.select_related("source").in_bulk({notice for _, notice in pairs})
    return {
        answer.pk: [notices[notice] for citing, notice in sorted(pairs) if citing == answer.pk]
        for answer in answers
    }
