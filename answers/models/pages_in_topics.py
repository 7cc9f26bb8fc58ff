"""Which public pages stand in the same topics, and how many: kept, so that no reader waits while they are
looked for and counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from django.db import models, transaction
from django.db.models import Count, F, Q, Subquery, Sum
from django.db.models.functions import Cast
from django.utils.translation import get_language

from answers.models.pages import ListStamp, PublishedPage
from answers.models.questions import Question

AT_ONCE = 1000


@dataclass(frozen=True)
class Place:
    """Where a question stands: its main topic first, then its further ones by their numbers."""

    topics: tuple[int, ...]

    @classmethod
    def read(cls, words: str) -> Place:
        """The place that is written so."""
        return cls(tuple(map(int, words.split())))

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
    """Which counts, and the ways to change them and the place that a page names.

    Whoever changes one has renewed the stamp of the lists in the same transaction: its row is held until the
    end, so that nobody else counts meanwhile, and what is read after it is what others have left.
    """

    def spoken_here(self) -> PagesInTopicsQuerySet:
        """Of pages in the language of the address that is being answered."""
        return self.filter(language=get_language())

    def by_place(self) -> dict[Place, int]:
        """In all languages that were asked for together; one query."""
        rows = self.filter(pages__gt=0).order_by("topics").values_list("topics").annotate(Sum("pages"))
        return {Place.read(topics): pages for topics, pages in rows}

    def holding(self, topics: Iterable[int]) -> list[str]:
        """Where pages stand that stand in any of these topics, as they name it; one query."""
        wanted = set(topics)
        return [str(place) for place in self.by_place() if not wanted.isdisjoint(place.topics)]

    def of_main(self, topic: int) -> PagesInTopicsQuerySet:
        """Where this topic is the main one."""
        return self.filter(Q(topics=str(topic)) | Q(topics__startswith=f"{topic} ")).order_by()

    def total(self) -> int:
        """How many pages; one query."""
        found: int = self.aggregate(pages=Sum("pages", default=0))["pages"]
        return found

    def come(self, question: int, language: str) -> None:
        """One more page, of this question; two statements where its one topic has pages already."""
        alone = Question.objects.filter(pk=question, topics__isnull=True).order_by()
        topic = Subquery(alone.values_list(Cast("main_topic", models.TextField())))
        pages = PublishedPage.objects.filter(answer__question=question).order_by()
        if self.filter(language=language, topics=topic).update(pages=F("pages") + 1):
            pages.update(stands_in=topic)
            return
        place = place_of(question)
        self.add({(language, place): 1})
        pages.update(stands_in=str(place))

    def gone(self, language: str, stood_in: str | None) -> None:
        """One page less, which named this place; the former release named none."""
        if stood_in is not None:
            self.add({(language, Place.read(stood_in)): -1})

    def moved(self, question: int) -> None:
        """Where the question stands now is stored; its page still names the place before."""
        stands = place_of(question)
        pages = PublishedPage.objects.filter(answer__question=question).order_by()
        for language, stood_in in pages.exclude(stands_in=str(stands)).values_list("language", "stands_in"):
            self.gone(language, stood_in)
            self.add({(language, stands): 1})
        pages.update(stands_in=str(stands))

    def add(self, changes: Mapping[tuple[str, Place], int]) -> None:
        """So many more, or fewer. A count that was lost never falls below nothing: no page stays for it."""
        for (language, place), pages in changes.items():
            same = self.filter(language=language, topics=str(place))
            found = same.filter(pages__gte=-pages).update(pages=F("pages") + pages)
            if not found and pages > 0:
                self.create(language=language, topics=str(place), pages=pages)

    def without(self, topic: int) -> None:
        """A topic is deleted: what stood in it besides stands in its other topics alone."""
        if self.holding([topic]):
            self.recount()

    def mend(self, *, thoroughly: bool) -> bool:
        """Everything anew where others were counted than pages name places, and, for who is thorough, where a
        page names another place than its question's; whether that was so."""
        wrong = self._differs() or (thoroughly and bool(_misplaced()))
        if wrong:
            self.recount()
        return wrong

    def _differs(self) -> bool:
        kept = self.filter(pages__gt=0).values_list("language", "topics", "pages")
        return set(kept) != set(_counted())

    def recount(self) -> None:
        """Everything anew. A page that somebody else is moving meanwhile waits for the next time."""
        with transaction.atomic():
            held = _held(_misplaced())
            ListStamp.objects.renew()
            for place, pages in _misplaced().items():
                _move([page for page in pages if page in held], place)
            self.all().delete()
            self.bulk_create(
                PagesInTopics(language=language, topics=place, pages=pages)
                for language, place, pages in _counted()
            )


class PagesInTopics(models.Model):
    """How many public pages in one language stand in exactly these topics; each of them names the same place.

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


def _counted() -> models.QuerySet[PublishedPage, tuple[str, str, int]]:
    """Read off the pages; a page that names no place is in no list of a topic, and is not counted there."""
    pages = PublishedPage.objects.exclude(stands_in=None).order_by()
    return pages.values_list("language", "stands_in").annotate(Count("pk"))


def _held(misplaced: Mapping[Place, list[int]]) -> frozenset[int]:
    """Their pages, which nobody else changes until the end: held before the stamp is, as whoever prints one
    does it, and in one order."""
    pages = sorted(page for each in misplaced.values() for page in each)
    found: list[int] = []
    for some in _in_pieces(pages):
        held = PublishedPage.objects.select_for_update().filter(pk__in=some).order_by("pk")
        found.extend(held.values_list("pk", flat=True))
    return frozenset(found)


def _move(pages: Sequence[int], place: Place) -> None:
    for some in _in_pieces(pages):
        PublishedPage.objects.filter(pk__in=some).update(stands_in=str(place))


def _in_pieces(pages: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many as one statement takes."""
    return (pages[start : start + AT_ONCE] for start in range(0, len(pages), AT_ONCE))


def _misplaced() -> dict[Place, list[int]]:
    """Pages that name another place than their question's, by the place of the question. Most stand in one
    topic and are compared by the database, the few others are told apart."""
    pages = PublishedPage.objects.order_by()
    main, further = "answer__question__main_topic", "answer__question__topics"
    found: dict[Place, list[int]] = defaultdict(list)
    alone = pages.filter(**{further: None}).annotate(own=Cast(main, models.TextField()))
    for page, topic in alone.exclude(stands_in=F("own")).values_list("pk", main).iterator():
        found[Place((topic,))].append(page)
    shared = pages.filter(**{f"{further}__isnull": False}).order_by("pk", further)
    rows = shared.values_list("pk", "stands_in", main, further).iterator()
    for (page, named), each in groupby(rows, key=itemgetter(0, 1)):
        place = _place([(topic, other) for _page, _named, topic, other in each])
        if named != str(place):
            found[place].append(page)
    return found
