"""What is true around an answer today: its topics, its sources' standing, what is overdue; never its text."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from answers.content import Content
from answers.models import Answer, Topic, Uptake
from answers.pages import languages
from answers.rendering.fragments import Standing
from answers.rendering.references import Reference
from sources import notices, replacements
from sources.models import Source
from sources.models import Standing as SourceStanding

TOLD_AT_THE_HEAD = (
    notices.NOTICE_FOUND,
    SourceStanding.RETRACTED,
    SourceStanding.WITHDRAWN,
    SourceStanding.CONCERN,
)


@dataclass(frozen=True)
class StatusNotice:
    """One sentence at the head of the page, and the place on the page that it speaks of."""

    sentence: str
    target: str = ""


@dataclass(frozen=True)
class Circumstance:
    """What may change without a new revision."""

    topics: tuple[Topic, ...]
    sources: tuple[Source, ...]
    keys: Mapping[str, str]
    """The present key of each source, by the key that the text cites."""
    standings: Mapping[str, Standing]
    is_sample: bool
    overdue_since: datetime.date | None = None
    alternates: tuple[languages.Alternate, ...] = ()
    original: languages.Followed | None = None

    @property
    def topic(self) -> Topic:
        """The main topic: breadcrumb and closing line name it."""
        return self.topics[-1]


def of(answer: Answer, content: Content, *, today: datetime.date) -> Circumstance:
    """The circumstance of this content of an answer; a page is overdue from the day after it was due."""
    main = answer.question.main_topic
    sources = Source.objects.by_key(work.key for work in content.works)
    due = answer.review_due_on
    return Circumstance(
        topics=(*main.ancestors(), main),
        sources=tuple(dict.fromkeys(sources.values())),
        keys={cited: source.key for cited, source in sources.items()},
        standings=_standings(answer, sources),
        is_sample=answer.is_sample,
        overdue_since=due if due and due < today else None,
        alternates=languages.alternates(answer),
        original=languages.followed(answer, content.translates),
    )


def status_notices(
    circumstance: Circumstance,
    references: Iterable[Reference],
    second_check_due_on: datetime.date | None = None,
) -> tuple[StatusNotice, ...]:
    """What a reader must know before the answer, gravest first; nothing when nothing is wrong."""
    found = [_of_source(reference) for reference in references if _is_told(reference)]
    if second_check_due_on:
        due = date_format(second_check_due_on)
        found.append(StatusNotice(_("Corrected urgently; second check due %(due)s.") % {"due": due}))
    if circumstance.overdue_since:
        due = date_format(circumstance.overdue_since)
        sentence = _("This page is overdue for review. It was due on %(due)s.") % {"due": due}
        found.append(StatusNotice(sentence))
    if circumstance.original and circumstance.original.is_behind:
        day = date_format(circumstance.original.changed_on)
        sentence = _("The original of this page has changed since it was translated, on %(day)s.")
        found.append(StatusNotice(sentence % {"day": day}, "original"))
    if circumstance.is_sample:
        found.append(StatusNotice(_("Sample content. Not medically reviewed.")))
    return tuple(found)


def _standings(answer: Answer, sources: Mapping[str, Source]) -> dict[str, Standing]:
    """By the key that the text cites, which may be an older key of the source."""
    told, newer = notices.standings(sources.values()), replacements.told(sources.values())
    kept = Uptake.objects.kept_by(answer) if newer else frozenset()
    return {
        key: _standing(each, newer.get(source.key), kept)
        for key, source in sources.items()
        if (each := told.get(source.key)) is not None
    }


def _standing(
    told: notices.StandingWords, newer: replacements.NewerEdition | None, kept: Collection[int]
) -> Standing:
    """A newer edition is in hand until somebody has said that this answer keeps the older one."""
    standing = Standing(told.code, told.label, told.sentence, told.url)
    if newer is None:
        return standing
    in_hand = newer.replacement not in kept
    return replace(standing, newer=newer.sentence, newer_url=newer.url, is_newer_in_hand=in_hand)


def _is_told(reference: Reference) -> bool:
    return reference.standing is not None and reference.standing.code in TOLD_AT_THE_HEAD


def _of_source(reference: Reference) -> StatusNotice:
    standing = reference.standing
    said = (standing.sentence or standing.label) if standing else ""
    sentence = _("Source %(number)s: %(said)s") % {"number": reference.number, "said": said}
    return StatusNotice(sentence, f"ref-{reference.number}")
