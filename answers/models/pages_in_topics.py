"""How many public pages stand in the same topics: kept, so that no reader waits while they are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models import Count, F, Subquery, Sum
from django.db.models.functions import Cast
from django.utils.translation import get_language

from answers.models.pages import ListStamp, PublishedPage
from answers.models.questions import Question


@dataclass(frozen=True)
class Place:
    """Where a question stands: its main topic first, then its further ones by their numbers."""

    topics: tuple[int, ...]

    @property
    def is_shared(self) -> bool:
        """Whether it is more than one topic."""
        return len(self.topics) > 1

    def __str__(self) -> str:
        return " ".join(map(str, self.topics))


def place_of(question: int) -> Place:
    """As it is stored just now; one query."""
    rows = Question.objects.filter(pk=question).order_by("topics").values_list("main_topic", "topics")
    return _place(list(rows))


def _place(rows: list[tuple[int, int | None]]) -> Place:
    main = rows[0][0]
    return Place((main, *(topic for _main, topic in rows if topic is not None and topic != main)))


class PagesInTopicsQuerySet(models.QuerySet["PagesInTopics"]):
    """Which counts, and the only ways to change them.

    Whoever changes one has renewed the stamp of the lists in the same transaction: its row is held until the
    end, so that nobody else counts meanwhile, and what is read after it is what others have left.
    """

    def spoken_here(self) -> PagesInTopicsQuerySet:
        """Of pages in the language of the address that is being answered."""
        return self.filter(language=get_language())

    def by_place(self) -> dict[Place, int]:
        """In all languages that were asked for together; one query."""
        rows = self.filter(pages__gt=0).order_by("topics").values_list("topics").annotate(Sum("pages"))
        return {Place(tuple(map(int, topics.split()))): pages for topics, pages in rows}

    def total(self) -> int:
        """How many pages; one query."""
        found: int = self.aggregate(pages=Sum("pages", default=0))["pages"]
        return found

    def come(self, question: int, language: str) -> None:
        """One more page, of this question; one statement where its one topic has pages already."""
        alone = Question.objects.filter(pk=question, topics__isnull=True).order_by()
        topic = alone.values_list(Cast("main_topic", models.TextField()))
        if not self.filter(language=language, topics=Subquery(topic)).update(pages=F("pages") + 1):
            self.add({(language, place_of(question)): 1})

    def gone(self, question: int, language: str) -> None:
        """One page less, of this question."""
        self.add({(language, place_of(question)): -1})

    def moved(self, question: int, *, stood: Place) -> None:
        """The question stood there until now, and where it stands now is stored."""
        stands = place_of(question)
        pages = PublishedPage.objects.filter(answer__question=question).order_by()
        for language in pages.values_list("language", flat=True) if stands != stood else ():
            self.add({(language, stood): -1, (language, stands): 1})

    def add(self, changes: Mapping[tuple[str, Place], int]) -> None:
        """So many more, or fewer. A count that was lost never falls below nothing: no page stays for it."""
        for (language, place), pages in changes.items():
            same = self.filter(language=language, topics=str(place))
            found = same.filter(pages__gte=-pages).update(pages=F("pages") + pages)
            if not found and pages > 0:
                self.create(language=language, topics=str(place), pages=pages)

    def without(self, topic: int) -> None:
        """A topic is deleted: what stood in it besides stands in its other topics alone."""
        if any(topic in place.topics for place in self.by_place()):
            self.recount()

    def mend(self) -> bool:
        """Count anew where the pages are others than those that were counted; whether they were."""
        if wrong := self._differs():
            self.recount()
        return wrong

    def _differs(self) -> bool:
        kept = self.filter(pages__gt=0).values_list("language", "topics", "pages")
        return {(language, topics): pages for language, topics, pages in kept} != {
            (language, str(place)): pages for (language, place), pages in _counted().items()
        }

    def recount(self) -> None:
        """Everything anew."""
        with transaction.atomic():
            ListStamp.objects.renew()
            self.all().delete()
            self.bulk_create(
                PagesInTopics(language=language, topics=str(place), pages=pages)
                for (language, place), pages in _counted().items()
            )


class PagesInTopics(models.Model):
    """How many public pages in one language stand in exactly these topics.

    Derived; `recount` makes it again.
    """

    language = models.CharField(max_length=12)
    topics = models.TextField()
    """The numbers of a `Place`."""
    pages = models.PositiveIntegerField()

    objects = PagesInTopicsQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "pages in topics"
        ordering = ("language", "topics")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(name="a_place_is_counted_once", fields=("language", "topics")),
        )

    def __str__(self) -> str:
        return f"{self.language} {self.topics}: {self.pages}"


def _counted() -> dict[tuple[str, Place], int]:
    """Read off the pages: most stand in one topic and are counted by the database, the few others are told
    apart."""
    pages = PublishedPage.objects.order_by()
    main, further = "answer__question__main_topic", "answer__question__topics"
    of_main = pages.values_list("language", main).annotate(Count("pk"))
    found = Counter({(language, Place((topic,))): number for language, topic, number in of_main})
    shared: dict[tuple[str, int], list[tuple[int, int | None]]] = {}
    rows = pages.filter(**{f"{further}__isnull": False}).order_by("pk", further)
    for language, page, *topics in rows.values_list("language", "pk", main, further).iterator():
        shared.setdefault((language, page), []).append((topics[0], topics[1]))
    for (language, _page), each in shared.items():
        found[language, Place((each[0][0],))] -= 1
        found[language, _place(each)] += 1
    return {which: number for which, number in found.items() if number}
