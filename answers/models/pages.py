"""Published pages: the finished HTML that a reader's request prints. Derived; can always be rebuilt."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from answers.models.answers import Answer
from answers.models.people import Contributor
from answers.models.topics import Topic
from sources.models import Source


class PublishedPageQuerySet(models.QuerySet["PublishedPage"]):
    """Which pages."""

    def outdated(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages whose circumstance has changed: marked, of another render version, past a date they show,
        or citing a source whose standing is told in other words than when they were rendered."""
        return self.filter(_outdated(render_version, today))

    def for_reading(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages with `is_outdated` beside each, in one query."""
        whether = models.Case(
            models.When(_outdated(render_version, today), then=True),
            default=False,
            output_field=models.BooleanField(),
        )
        return self.annotate(is_outdated=whether)

    def naming(self, contributor: Contributor) -> PublishedPageQuerySet:
        """Pages that print this person's name or interests: as a writer, or as one who approved."""
        written = Q(answer__live_revision__frozen__text__contains=f'{{"contributor":{contributor.pk},')
        approved = Q(answer__live_revision__decisions__person=contributor.user_id)
        pages = self.filter(written | approved if contributor.user_id else written)
        return self.filter(pk__in=pages.values("pk"))

    def under(self, topics: list[Topic]) -> PublishedPageQuerySet:
        """Pages of questions that stand in any of these topics, as main or further topic."""
        question = "answer__question__"
        return self.filter(
            Q(**{f"{question}main_topic__in": topics}) | Q(**{f"{question}topics__in": topics})
        ).distinct()


class PublishedPage(models.Model):
    """The page of one published answer. Its row exists exactly while the answer is public."""

    answer = models.OneToOneField(Answer, models.CASCADE, related_name="page")
    language = models.CharField(max_length=12)
    slug = models.CharField(max_length=200)
    title = models.CharField(max_length=300)
    summary = models.TextField()
    certainty = models.CharField(max_length=10, blank=True)
    last_reviewed_on = models.DateField()
    text = models.TextField()
    html = models.TextField()
    gzip = models.BinaryField()
    brotli = models.BinaryField()
    etag = models.CharField(max_length=64)
    rendered_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    fresh_until = models.DateField(null=True)
    is_stale = models.BooleanField(default=False)
    render_version = models.CharField(max_length=64)
    sources = models.ManyToManyField(Source, related_name="published_pages")
    standing_stamps = models.PositiveBigIntegerField(default=0)
    """The stamps of its sources, added up, as they were when it was printed. They only grow, so any
    change shows as another sum, however late it was committed."""

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.UniqueConstraint(name="a_page_stands_at_one_address", fields=("language", "slug")),
        )

    def __str__(self) -> str:
        return self.title


def _outdated(render_version: str, today: datetime.date) -> Q:
    stamps = (
        Source.objects.filter(published_pages=OuterRef("pk"))
        .order_by()
        .values("published_pages")
        .annotate(now=Sum("standing_stamp"))
        .values("now")
    )
    return (
        Q(is_stale=True)
        | ~Q(render_version=render_version)
        | Q(fresh_until__lt=today)
        | ~Q(standing_stamps=Coalesce(Subquery(stamps), 0))
    )
