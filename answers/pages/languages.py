"""The same question in other languages, and what a translation follows; it knows public pages only."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from answers.models import Answer, PublishedPage, Question
from answers.models.pages import PublishedPageQuerySet


@dataclass(frozen=True)
class Alternate:
    """The page of the same question in another language, by that language's own name."""

    language: str
    name: str
    path: str


@dataclass(frozen=True)
class Followed:
    """The original of a translation as readers find it, and how far the translation follows it."""

    language: str
    path: str
    is_public: bool
    version: int
    newest: int
    changed_on: datetime.date

    @property
    def is_behind(self) -> bool:
        """Whether readers of the original read something newer."""
        return self.is_public and self.newest > self.version


def family(answer: Answer) -> PublishedPageQuerySet:
    """The public pages of the same question in other languages; its questions are found first, by index.

    Nothing else narrows them: SQLite would rather read all pages of a language.
    """
    root = answer.question.original_id or answer.question_id
    kin = Question.objects.filter(Q(pk=root) | Q(original=root)).order_by().values("pk")
    return PublishedPage.objects.filter(answer__question__in=kin).exclude(answer=answer).order_by()


def alternates(answer: Answer) -> tuple[Alternate, ...]:
    """The other languages in which this question is answered, in the site's order of languages."""
    names = dict(settings.LANGUAGES)
    if len(names) == 1:
        return ()
    order = list(names)
    found = [page for page in family(answer).only("language", "slug") if page.language in names]
    pages = sorted(found, key=lambda page: order.index(page.language))
    return tuple(Alternate(page.language, names[page.language], page.get_absolute_url()) for page in pages)


def followed(answer: Answer, version: int) -> Followed | None:
    """What a translation that says it follows this version of its original follows; None for an original,
    and for one whose original was never public."""
    if answer.question.original_id is None:
        return None
    original = Answer.objects.select_related("question").get(question=answer.question.original_id)
    newest = original.publications.versions().order_by("-version").first()
    if newest is None:
        return None
    language = original.question.language
    return Followed(
        language=dict(settings.LANGUAGES).get(language, language),
        path=original.question.get_absolute_url(),
        is_public=original.is_public,
        version=version,
        newest=newest.version,
        changed_on=timezone.localdate(newest.published_at),
    )
