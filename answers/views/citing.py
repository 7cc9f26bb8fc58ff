"""What public pages say of a source: its work as they froze it, and the sentences that rest on it.

It reads live revisions and nothing else, so that no draft and no unsigned change of a field gets out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import get_language

from answers.content import WRITTEN_BLOCKS, Content, Use
from answers.models import Citation, PublishedPage
from answers.public import cited
from answers.rendering import claims
from sources import formatting, notices, replacements
from sources.formatting import Work
from sources.models import Source, Standing

QUIET = (Standing.AS_PUBLISHED, Standing.NOT_CHECKED)
"""The standings that a list need not tell of."""

_THROUGH = PublishedPage.sources.through


@dataclass(frozen=True)
class Entry:
    """One line of the list: a source as public pages print it."""

    title: str
    url: str
    study: str
    published: str
    standing: notices.StandingWords | None
    newer: str
    answers: int

    @property
    def initial(self) -> str:
        """The letter it stands under."""
        return next((each for each in self.title.upper() if each.isalnum()), "#")


@dataclass(frozen=True)
class Sentence:
    """A published sentence that rests on the source."""

    text: str
    place: str
    role: str
    quote: str


@dataclass(frozen=True)
class Resting:
    """A public answer with its sentences that rest on the source, or why it was not used."""

    title: str
    url: str
    sentences: tuple[Sentence, ...]
    reason: str


def pages_with(family: Collection[int]) -> QuerySet[PublishedPage]:
    """The public pages of any of these sources, each with the text that is live."""
    cited = _THROUGH.objects.filter(source__in=family).values("publishedpage")
    return _with_text(PublishedPage.objects.spoken().filter(pk__in=cited))


def _with_text(pages: QuerySet[PublishedPage]) -> QuerySet[PublishedPage]:
    return pages.select_related("answer__live_revision__frozen").only(
        "title", "slug", "language", "answer__live_revision__frozen__text"
    )


def frozen(page: PublishedPage, source: Source, keys: Collection[str]) -> Work:
    """The work as this public page prints it."""
    named = [work for work in _content(page).works if work.key in keys]
    return _own(named, source.key) or Work(key=source.key)


def _content(page: PublishedPage) -> Content:
    live = page.answer.live_revision
    return live.content() if live else Content(question=page.title)


def resting(page: PublishedPage, keys: Collection[str]) -> Resting:
    """What this public page rests on the source, in the words that are live."""
    content = _content(page)
    uses = {(use.claim_hash, use.source_key): use for use in content.uses if use.source_key in keys}
    sentences: dict[Sentence, None] = {}
    reasons = [each.reason for each in content.set_aside if each.source_key in keys]
    for claim in claims.claims(_around(content, keys)):
        for item in (each for each in claim.items if each.key in keys):
            use = uses.get((claim.hash, item.key)) or Use(claim.hash, item.key)
            if use.role == Citation.Role.NOT_RELEVANT:
                reasons.append(use.note)
                continue
            role = "" if use.role == Citation.Role.SUPPORTS else str(Citation.Role(use.role).label)
            sentences[Sentence(claim.text, item.locator, role, use.quote)] = None
    reason = "" if sentences else next(filter(None, reasons), "")
    return Resting(page.title, page.get_absolute_url(), tuple(sentences), reason)


def _around(content: Content, keys: Collection[str]) -> Content:
    """The same without the blocks that do not cite the source, because reading a block takes time."""

    def kept(block: str) -> str:
        body = content.body(block)
        return body if any(f"@{key}" in body for key in keys) else ""

    bodies: dict[str, Any] = {block: kept(block) for block in WRITTEN_BLOCKS}
    return replace(content, **bodies, outcomes=content.outcomes if kept("outcomes") else ())


def entries(found: Sequence[Source]) -> list[Entry]:
    """The lines of a list; the number of queries does not grow with it."""
    told, newer = notices.standings(found), replacements.told(found)
    uses = cited.uses(found)
    works = _works(found, {pk: newest for pk, (_, newest) in uses.items()})
    return [
        _entry(source, works[source.pk], told[source.key], newer.get(source.key), uses[source.pk][0])
        for source in found
    ]


def _entry(
    source: Source,
    work: Work,
    told: notices.StandingWords,
    newer: replacements.NewerEdition | None,
    answers: int,
) -> Entry:
    return Entry(
        title=work.title or source.label,
        url=reverse("answers:source", args=[source.key]),
        study=formatting.patient_line(work, get_language() or "en"),
        published=" ".join(filter(None, [work.container_title, str(work.year or "")])),
        standing=None if told.code in QUIET else told,
        newer=newer.sentence if newer else "",
        answers=answers,
    )


def _works(found: Sequence[Source], newest: Mapping[int, int]) -> dict[int, Work]:
    """Each source's work as its newest public page froze it."""
    pages = _with_text(PublishedPage.objects.filter(pk__in=set(newest.values()))).order_by("pk")
    frozen_works = {page.pk: _content(page).works for page in pages}
    now = Source.objects.by_key({work.key for works in frozen_works.values() for work in works})
    works = {source.pk: Work(key=source.key) for source in found}
    for source in found:
        of_page = frozen_works.get(newest[source.pk], ())
        named = [work for work in of_page if work.key in now and now[work.key].pk == source.pk]
        works[source.pk] = _own(named, source.key) or works[source.pk]
    return works


def _own(works: Sequence[Work], key: str) -> Work | None:
    """Of works that are one source by now, the one under its own key."""
    return min(works, key=lambda work: work.key != key, default=None)
