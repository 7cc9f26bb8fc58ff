"""What search knows of published pages, and which words stand in them; it knows no engine.

Derived; `reindex` builds it again. The engines' own tables stand beside it: see `answers/search/engines.py`.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import models
from django.db.models.functions import Cast

from answers.models.pages import PublishedPage


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    """Which entries."""

    def outdate(self, pages: Collection[int]) -> None:
        """Let the entries of these pages be written again by the next `run_due`."""
        self.filter(pk__in=pages).update(version="")

    def studying(self, study_type: str) -> SearchEntryQuerySet:
        """Those whose live text cites a study of this type."""
        listed = self.annotate(listed=Cast("studies", models.TextField()))
        return listed.filter(listed__contains=f'"{study_type}"')


class SearchEntry(models.Model):
    """What can be found of one published page. It goes with the page, in the same transaction."""

    page = models.OneToOneField(PublishedPage, models.CASCADE, primary_key=True, related_name="search_entry")
    texts = models.JSONField(default=dict)
    """By field: its lines as readers see them."""

    studies = models.JSONField(default=list)
    """The study types of the works that the live text cites."""

    words = models.TextField(blank=True)
    """The words it brought into the vocabulary, so that exactly these leave with it."""

    version = models.CharField(max_length=16, db_index=True)
    digest = models.CharField(max_length=64)

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return f"{self.page_id}"


class SearchWord(models.Model):
    """A word as it stands on public pages, not stemmed, and on how many: what spelling is mended by."""

    word = models.CharField(max_length=40, unique=True)
    stem = models.CharField(max_length=40, db_index=True)
    pages = models.IntegerField()
    groups = models.IntegerField(default=0)
    """How many groups of synonyms it stands in; such a word is known though no page may have it."""

    class Meta:
        ordering = ("word",)

    def __str__(self) -> str:
        return self.word
