"""Published pages: the finished HTML that a reader's request prints. Derived; can always be rebuilt."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q

from answers.models.answers import Answer
from answers.models.topics import Topic
from sources.models import Source


class PublishedPageQuerySet(models.QuerySet["PublishedPage"]):
    """Which pages."""

    def outdated(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages whose circumstance has changed: marked, of another render version, past a date they show,
        or citing a source whose standing changed after they were rendered."""
        return self.filter(_outdated(render_version, today))

    def for_reading(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages with `is_outdated` beside each, in one query."""
        whether = models.Case(
            models.When(_outdated(render_version, today), then=True),
            default=False,
            output_field=models.BooleanField(),
        )
        return self.annotate(is_outdated=whether)

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

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        constraints = (
            models.UniqueConstraint(name="a_page_stands_at_one_address", fields=("language", "slug")),
        )

    def __str__(self) -> str:
        return self.title


def _outdated(render_version: str, today: datetime.date) -> Q:
    through = PublishedPage.sources.through
    restanding = through.objects.filter(
        publishedpage=OuterRef("pk"), source__standing_changed_at__gt=OuterRef("rendered_at")
    )
    return (
        Q(is_stale=True)
        | ~Q(render_version=render_version)
        | Q(fresh_until__lt=today)
        | Q(Exists(restanding))
    )
