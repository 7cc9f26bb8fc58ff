"""Published pages: the finished HTML that a reader's request prints, and the stamp of the lists of them.

Derived; can always be rebuilt.
"""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db import connections, models
from django.db.models import Count, Exists, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Lower
from django.utils.translation import get_language

from answers.models import among  # noqa: F401 -- the lookup of that name
from answers.models.answers import Answer
from answers.models.glossary import Glossary, Term
from answers.models.people import Contributor
from answers.models.purges import LISTS, Purge
from answers.models.questions import address
from sources.models import Source

OPENING = "¿¡"
"""Marks that may stand before the first letter of a question."""

_LETTER = f"UPPER(SUBSTR(LTRIM(%(expressions)s, '{OPENING}'), 1, 1))"
INITIAL = Func(F("title"), template=_LETTER, output_field=models.CharField())
"""The first letter, in the very words of its index. SQLite leaves one with an accent as small as it is."""


BESIDE = ("id", "title", "stands_in", "certainty")
"""What an index of titles holds besides: the rest of the order, what PostgreSQL asks for to read no page, and
what lists are narrowed by."""


class PublishedPageQuerySet(models.QuerySet["PublishedPage"]):
    """Which pages."""

    def outdated(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages whose circumstance has changed: marked, of another render version, past a date they show,
        citing a source whose standing is told in other words than when they were rendered, printed with
        another glossary of their language, or leading to a page that has other words by now, or none."""
        return self.filter(_outdated(render_version, today))

    def for_reading(self, *, render_version: str, today: datetime.date) -> PublishedPageQuerySet:
        """Pages with `is_outdated` and the stamp `taken_back` beside each, in one query."""
        whether = models.Case(
            models.When(_outdated(render_version, today), then=True),
            default=False,
            output_field=models.BooleanField(),
        )
        stamp = ListStamp.objects.filter(pk=1).values("taken_back")
        return self.annotate(is_outdated=whether, taken_back=Subquery(stamp))

    def comparing_sources(self, now: Iterable[Source]) -> PublishedPageQuerySet:
        """Pages with `has_other_sources` beside each: whether it cites others than these."""
        these = {source.pk for source in now}
        cited = PublishedPage.sources.through.objects.filter(publishedpage=OuterRef("pk")).order_by()
        count = cited.values("publishedpage").annotate(Count("pk")).values("pk__count")
        differs = Exists(cited.exclude(source__in=these)) | ~Q(number_of_sources=len(these))
        return self.annotate(number_of_sources=Coalesce(Subquery(count), 0)).annotate(
            has_other_sources=models.ExpressionWrapper(differs, models.BooleanField())
        )

    def spoken_here(self) -> PublishedPageQuerySet:
        """Pages in the language of the address that is being answered."""
        return self.filter(language=get_language())

    def spoken(self) -> PublishedPageQuerySet:
        """Pages that have an address: a site may cease to speak a language in which it has pages."""
        return self.filter(language__in=[code for code, _name in settings.LANGUAGES])

    def under_letter(self, letter: str) -> PublishedPageQuerySet:
        """Those whose question begins with this capital letter, or with the same one in small."""
        written = {letter} if letter.isascii() else {letter, letter.lower()}
        return self.alias(initial=INITIAL).filter(initial__in=written)

    def initials(self) -> set[str]:
        """The capital letters with which these begin; each of them is looked at."""
        begun = self.order_by().values_list(INITIAL, flat=True).distinct()
        return {each.upper() for each in begun} - {""}

    def initials_here(self) -> set[str]:
        """Those of all pages in the language that is spoken, from one to the next along their index: as many
        steps as there are letters, however many pages there are."""
        letter = _LETTER % {"expressions": "title"}
        here = f"SELECT MIN({letter}) FROM {PublishedPage._meta.db_table} WHERE language = %s"  # noqa: S608 -- names of ours
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                f"WITH RECURSIVE begun (letter) AS ({here} UNION ALL "  # noqa: S608 -- names of ours
                f"SELECT ({here} AND {letter} > begun.letter) FROM begun WHERE begun.letter IS NOT NULL) "
                "SELECT letter FROM begun WHERE letter IS NOT NULL",
                [get_language(), get_language()],
            )
            return {each.upper() for (each,) in cursor.fetchall()} - {""}

    def naming(self, contributor: Contributor) -> PublishedPageQuerySet:
        """Pages that print this person's name or interests: as a writer, or as one who approved."""
        written = Q(answer__live_revision__frozen__text__contains=f'{{"contributor":{contributor.pk},')
        approved = Q(answer__publications__revision__decisions__person=contributor.user_id)
        pages = self.filter(written | approved if contributor.user_id else written)
        return self.filter(pk__in=pages.values("pk"))

    def leading(self) -> dict[int, list[int]]:
        """For each answer whose page leads to others: those answers, in the order of the page."""
        through = PublishedPage.related.through._default_manager.filter(from_publishedpage__in=self)
        found: dict[int, list[int]] = {}
        ends = ("from_publishedpage__answer", "to_publishedpage__answer")
        for one, other in through.order_by("id").values_list(*ends):
            found.setdefault(one, []).append(other)
        return found

    def standing(self, places: Iterable[str]) -> PublishedPageQuerySet:
        """Pages of questions that stand in one of these places, as `PagesInTopics` names them."""
        return self.filter(stands_in__among=places)


class PublishedPage(models.Model):
    """The page of one published answer. Its row exists exactly while the answer is public."""

    LISTED = ("title", "slug", "language", "certainty", "last_reviewed_on")
    """What the lists that lead to it show."""

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
    is_packed_best = models.BooleanField(default=False)
    document = models.BinaryField(default=b"")
    """The same answer as data: JSON, packed with gzip."""
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
    terms = models.ManyToManyField(Term, related_name="pages")
    """The words that it explains."""
    glossary_stamp = models.PositiveBigIntegerField(default=0)
    """The stamp of the glossary of its language, as it was when the page was printed."""

    naming_stamp = models.PositiveBigIntegerField(default=0)
    """Stands for the words and the address by which other pages name it."""
    related: models.ManyToManyField[PublishedPage, models.Model] = models.ManyToManyField(
        "self", symmetrical=False, related_name="named_on", db_constraint=False
    )
    """The pages that it leads to. One of them may be taken away in the moment in which this one is made."""
    naming_stamps = models.PositiveBigIntegerField(default=0)
    """Their stamps, added up, as they were when it was printed: one that is renamed or gone shows."""
    stands_in = models.TextField(null=True)  # noqa: DJ001 -- nothing for one that the former release made
    """The numbers of the topics in which its question stands; `PagesInTopics` writes it."""
    is_introduced = models.BooleanField(default=False)
    """Whether it has chosen what it leads to, and the pages like it have heard of it."""

    objects = PublishedPageQuerySet.as_manager()

    class Meta:
        ordering = ("title", "id")
        indexes = (
            models.Index(Lower("title"), "id", name="pages_by_title"),
            models.Index(F("language"), Lower("title"), *BESIDE, name="pages_spoken_by_title"),
            models.Index(F("language"), INITIAL, Lower("title"), *BESIDE, name="pages_spoken_by_initial"),
            models.Index(fields=("stands_in", "language", "-last_reviewed_on", "-id"), name="pages_by_place"),
            models.Index(fields=("-last_reviewed_on", "-id"), name="pages_reviewed_last"),
            models.Index(fields=("id",), name="pages_to_introduce", condition=Q(is_introduced=False)),
            models.Index(fields=("id",), name="pages_to_pack", condition=Q(is_packed_best=False)),
        )
        constraints = (
            models.UniqueConstraint(name="a_page_stands_at_one_address", fields=("language", "slug")),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address("question", self.language, self.slug)


class ListStampQuerySet(models.QuerySet["ListStamp"]):
    """The stamp that the lists of published pages stand under."""

    def now(self) -> tuple[uuid.UUID | None, uuid.UUID | None]:
        """The present one, read before the rows of a list are: what changes meanwhile has another. With
        it the one of what was taken back."""
        return self.filter(pk=1).values_list("value", "taken_back").first() or (None, None)

    def renew(self) -> None:
        """Let every list be made again; in the transaction that changes one, after its pages."""
        self._set(value=uuid.uuid4())

    def take_back(self) -> None:
        """Words that readers saw are taken back: no process may show a page as it was before."""
        self._set(value=uuid.uuid4(), taken_back=uuid.uuid4())

    def _set(self, **values: uuid.UUID) -> None:
        if not self.filter(pk=1).update(**values):
            self.update_or_create(pk=1, defaults=values)
        Purge.objects.owe(LISTS)


class ListStamp(models.Model):
    """The one row whose value is another one whenever a list of pages or topics may read differently."""

    value = models.UUIDField()
    taken_back = models.UUIDField(null=True)
    """Another one whenever words were taken back from readers: withdrawn, redacted, urgently corrected."""

    objects = ListStampQuerySet.as_manager()

    class Meta:
        constraints = (models.CheckConstraint(name="the_lists_have_one_stamp", condition=models.Q(id=1)),)

    def __str__(self) -> str:
        return str(self.value)


def _outdated(render_version: str, today: datetime.date) -> Q:
    cited, leading = PublishedPage.sources.through, PublishedPage.related.through
    sources = cited._default_manager.filter(publishedpage=OuterRef("pk"))
    stamps = Source.objects.filter(pk=OuterRef("source")).values("standing_stamp")
    pages = leading._default_manager.filter(from_publishedpage=OuterRef("pk"))
    names = PublishedPage.objects.filter(pk=OuterRef("to_publishedpage")).values("naming_stamp")
    glossary = Glossary.objects.filter(language=OuterRef("language")).values("stamp")
    return (
        Q(is_stale=True)
        | ~Q(render_version=render_version)
        | Q(fresh_until__lt=today)
        | ~Q(standing_stamps=_sum(sources, "publishedpage", stamps))
        | ~Q(glossary_stamp=Coalesce(Subquery(glossary), 0))
        | ~Q(naming_stamps=_sum(pages, "from_publishedpage", names))
    )


def _sum(rows: models.QuerySet[Any], page: str, stamp: models.QuerySet[Any, Any]) -> Coalesce:
    """The stamps of what these rows of a page name, looked up one by one: a database that joins them may read
    the whole table for the few."""
    total = rows.order_by().values(page).annotate(now=Sum(Subquery(stamp.order_by())))
    return Coalesce(Subquery(total.values("now")), 0)
