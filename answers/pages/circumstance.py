"""What is true around an answer today: its topics, its sources' standing, what is overdue; never its text."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from answers import glossary
from answers.content import Content
from answers.models import Answer, Publication, Topic, Uptake
from answers.pages import languages
from answers.rendering import terms, words_used
from answers.rendering.fragments import Standing
from answers.rendering.references import Reference
from sources import notices, replacements
from sources.cited import Cited
from sources.models import Source
from sources.models import Standing as SourceStanding

GRAVEST_FIRST = (
    SourceStanding.RETRACTED,
    SourceStanding.WITHDRAWN,
    notices.NOTICE_FOUND,
    SourceStanding.CONCERN,
)
"""The standings of a source that are told before the answer."""


NO_WORDS = glossary.Words()


@dataclass(frozen=True)
class StatusNotice:
    """One sentence about the page, what it means for who reads it, and the place that it speaks of.

    One that `is_of_all` speaks of every word here, so that it stands at the head beside a graver one.
    """

    sentence: str
    target: str = ""
    meaning: str = ""
    is_of_all: bool = False


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
    words: glossary.Words = NO_WORDS
    """The glossary of its language, as it is now."""
    explained: terms.Glossary = terms.NONE
    """The words of it that the page uses and explains."""

    @property
    def topic(self) -> Topic:
        """The main topic: breadcrumb and closing line name it."""
        return self.topics[-1]


@dataclass(frozen=True)
class Known:
    """What a verb has read by now, so that the page is made without asking for it again."""

    cited: Cited | None = None
    stands_alone: bool = False
    """Whether the question was asked about, and there is no translation of it, nor an original."""
    first: Publication | None = None
    """The publication that was made just now, where there was none before, and so no page either."""
    words: glossary.Words | None = None
    """The glossary of its language; read with the answer, where the page will be kept."""


NOTHING = Known()


def of(answer: Answer, content: Content, *, today: datetime.date, known: Known = NOTHING) -> Circumstance:
    """The circumstance of this content of an answer; a page is overdue from the day after it was due."""
    main = answer.question.main_topic
    cited = known.cited or cited_by(content)
    sources = cited.by_key
    due = answer.review_due_on
    words = known.words or glossary.words(content.language, answer=answer.pk)
    return Circumstance(
        topics=(*main.ancestors(), main),
        sources=tuple(dict.fromkeys(sources.values())),
        keys={cited: source.key for cited, source in sources.items()},
        standings=_standings(answer, cited),
        is_sample=answer.is_sample,
        overdue_since=due if due and due < today else None,
        alternates=() if known.stands_alone else languages.alternates(answer),
        original=languages.followed(answer, content.translates),
        words=words,
        explained=words_used.explained(content, words.glossary),
    )


def cited_by(content: Content) -> Cited:
    """The sources of this content, as they are now."""
    return Cited(work.key for work in content.works)


def status_notices(
    circumstance: Circumstance,
    references: Iterable[Reference],
    second_check_due_on: datetime.date | None = None,
) -> tuple[StatusNotice, ...]:
    """What is amiss with the page, gravest first; nothing when nothing is wrong."""
    told = [reference for reference in references if is_told(reference)]
    found = [_of_source(reference) for reference in sorted(told, key=_gravity)]
    if second_check_due_on:
        due = date_format(second_check_due_on)
        sentence = _("Corrected urgently; second check due %(due)s.") % {"due": due}
        meaning = _(
            "One person has signed the correction so far. Before you change anything about your treatment, "
            "ask your doctor."
        )
        found.append(StatusNotice(sentence, meaning=meaning))
    if circumstance.overdue_since:
        due = date_format(circumstance.overdue_since)
        sentence = _("This page is overdue for review. It was due on %(due)s.") % {"due": due}
        meaning = _("There may be newer research. Ask your doctor whether this still holds.")
        found.append(StatusNotice(sentence, meaning=meaning))
    if circumstance.original and circumstance.original.is_behind:
        found.append(_of_original(circumstance.original.changed_on))
    if circumstance.is_sample:
        meaning = _("It shows how this site works. Do not use it to decide about your health.")
        found.append(
            StatusNotice(_("Sample content. Not medically reviewed."), meaning=meaning, is_of_all=True)
        )
    return tuple(found)


def _standings(answer: Answer, cited: Cited) -> dict[str, Standing]:
    """By the key that the text cites, which may be an older key of the source."""
    told, newer = cited.standings(), cited.newer()
    kept = Uptake.objects.kept_by(answer) if newer else frozenset()
    return {
        key: _standing(each, newer.get(source.key), kept)
        for key, source in cited.by_key.items()
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


def is_told(reference: Reference) -> bool:
    """Whether a source's standing is told before the answer."""
    return reference.standing is not None and reference.standing.code in GRAVEST_FIRST


def _gravity(reference: Reference) -> int:
    return GRAVEST_FIRST.index(reference.standing.code) if reference.standing else len(GRAVEST_FIRST)


def _of_original(changed_on: datetime.date) -> StatusNotice:
    sentence = _("The original of this page has changed since it was translated, on %(day)s.")
    meaning = _("The original may say more by now, or something else. Ask your doctor which of it holds.")
    return StatusNotice(sentence % {"day": date_format(changed_on)}, "original", meaning)


def _of_source(reference: Reference) -> StatusNotice:
    standing = reference.standing
    said = (standing.sentence or standing.label) if standing else ""
    sentence = _("Source %(number)s: %(said)s") % {"number": reference.number, "said": said}
    meaning = _(
        "Do not start, change or stop a medicine because of this notice. "
        "Ask your doctor or pharmacist what it means for you."
    )
    return StatusNotice(sentence, f"ref-{reference.number}", meaning)
