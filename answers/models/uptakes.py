"""What became of each answer when a source got a newer edition, and which wait; it changes no text."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from answers.models.answers import Answer
from answers.models.citations import Citation, SetAsideSource
from answers.models.pages import PublishedPage
from answers.models.revisions import Revision
from sources.models import Replacement

RESTING = tuple(role for role in Citation.Role.values if role != Citation.Role.NOT_RELEVANT)
"""The roles of citations that have a number: only these are moved to a newer edition."""

_ON_PAGE = PublishedPage.sources.through


class UptakeQuerySet(models.QuerySet["Uptake"]):
    """Which uptakes."""

    def asked(self) -> UptakeQuerySet:
        """Those whose draft is still to be made, the longest asked for first."""
        return self.filter(settled_at__isnull=True, problem="").order_by("asked_at", "id")

    def kept(self) -> UptakeQuerySet:
        """Those of answers that keep the older edition."""
        return self.exclude(kept_reason="")

    def kept_by(self, answer: Answer) -> frozenset[int]:
        """The numbers of the replacements beside which this answer keeps the older edition."""
        return frozenset(self.kept().filter(answer=answer).values_list("replacement", flat=True))


class Uptake(models.Model):
    """One answer and one replacement of a source that it rests on; its owners hear of it once."""

    replacement = models.ForeignKey(Replacement, models.PROTECT, related_name="uptakes")
    answer = models.ForeignKey(Answer, models.CASCADE, related_name="uptakes")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    revision = models.ForeignKey(Revision, models.PROTECT, null=True, related_name="+")
    kept_reason = models.CharField(_("why the older edition stays"), max_length=500, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    told_at = models.DateTimeField(null=True)

    objects = UptakeQuerySet.as_manager()

    class Meta:
        verbose_name = _("uptake")
        verbose_name_plural = _("uptakes")
        ordering = ("answer", "id")
        constraints = (
            models.UniqueConstraint(
                name="an_answer_takes_up_a_replacement_once", fields=("replacement", "answer")
            ),
            models.CheckConstraint(
                name="an_uptake_with_a_draft_or_a_reason_is_settled",
                condition=models.Q(settled_at__isnull=False)
                | models.Q(revision__isnull=True, kept_reason=""),
            ),
            models.CheckConstraint(
                name="an_answer_takes_the_newer_edition_or_keeps_the_older",
                condition=models.Q(revision__isnull=True) | models.Q(kept_reason=""),
            ),
            models.CheckConstraint(
                name="a_settled_uptake_has_no_problem",
                condition=models.Q(settled_at__isnull=True) | models.Q(problem=""),
            ),
        )

    def __str__(self) -> str:
        return f"{self.answer_id} · {self.replacement_id}"


def citing(family: Collection[int]) -> QuerySet[Answer]:
    """The answers whose working copy rests on one of these sources."""
    return Answer.objects.filter(pk__in=_in_text(family).values("answer"))


def resting_on_replaced(in_force: Mapping[int, Replacement]) -> QuerySet[Answer]:
    """The answers whose text or page rests on a replaced source, unless somebody kept the older edition.

    A page tells of what it set aside too; so does a working copy that has moved a source there since.
    Whether anybody kept one is read at once, so that it is asked of each citation only where it matters.
    """
    replacements = {each.pk for each in in_force.values()}
    are_kept = Uptake.objects.kept().filter(replacement__in=replacements).exists()
    text = _in_text(in_force)
    aside = SetAsideSource.objects.filter(answer=OuterRef("publishedpage__answer"), source=OuterRef("source"))
    not_relevant = Citation.objects.filter(
        answer=OuterRef("publishedpage__answer"), source=OuterRef("source"), role=Citation.Role.NOT_RELEVANT
    )
    page = _ON_PAGE.objects.filter(
        ~Exists(aside),
        ~Exists(not_relevant),
        source__in=in_force,
    )
    if are_kept:
        text = text.filter(~_is_kept(answer="answer", source="source"))
        page = page.filter(~_is_kept(answer="publishedpage__answer", source="source"))
    return Answer.objects.filter(
        Q(pk__in=text.values("answer")) | Q(pk__in=page.values("publishedpage__answer"))
    )


def replacements_waiting(
    answers: Sequence[Answer], in_force: Mapping[int, Replacement]
) -> dict[int, list[Replacement]]:
    """The replacements of the sources that each answer's text or page rests on, by its number."""
    text = _in_text(in_force).filter(answer__in=answers).values_list("answer", "source")
    page = _ON_PAGE.objects.filter(source__in=in_force, publishedpage__answer__in=answers)
    pairs = {*text, *page.values_list("publishedpage__answer", "source")}
    found: dict[int, dict[int, Replacement]] = {answer.pk: {} for answer in answers}
    for answer, source in sorted(pairs):
        found[answer][in_force[source].pk] = in_force[source]
    return {answer: list(each.values()) for answer, each in found.items()}


def _in_text(family: Collection[int]) -> QuerySet[Citation]:
    return Citation.objects.filter(source__in=family, role__in=RESTING)


def _is_kept(*, answer: str, source: str) -> Exists:
    """Whether this answer keeps the older edition; a merged source counts as what it became."""
    same = (
        Q(replacement__source=OuterRef(source))
        | Q(replacement__source=OuterRef(f"{source}__merged_into"))
        | Q(replacement__source__merged_into=OuterRef(source))
    )
    return Exists(Uptake.objects.kept().filter(same, answer=OuterRef(answer)))
