"""An answer's whole page as HTML: fragments, record and circumstance in one template; it stores nothing."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone, translation

from answers.content import Content
from answers.models import Answer, Certainty, Publication, Revision
from answers.models.questions import address
from answers.pages import (
    circumstance,
    documents,
    for_machines,
    help_cards,
    mark_words,
    outcome_tables,
    reading_level,
    record,
    sources_list,
    versions,
    words_list,
)
from answers.pages.related import Related
from answers.rendering import claims, fragments

LONGEST_SUMMARY = 300


@dataclass(frozen=True)
class Printed:
    """A finished page, what lists and search say of it, and the same as data."""

    html: str
    text: str
    summary: str
    document: documents.Document
    around: circumstance.Circumstance


@dataclass(frozen=True)
class OlderVersion:
    """A version at its own address: since when it is, and where today's is."""

    on: datetime.date
    path: str
    today: str
    is_newest: bool
    is_same_text: bool


def live(
    answer: Answer,
    revision: Revision,
    leads_to: Sequence[Related] = (),
    *,
    today: datetime.date,
    known: circumstance.Known = circumstance.NOTHING,
) -> Printed:
    """The page of the live revision as it is today, with the pages that it leads to."""
    content = revision.content()
    with translation.override(content.language):
        around = circumstance.of(answer, content, today=today, known=known)
        kept = record.of_live(answer, revision, content.byline, first=known.first)
        html = _html(answer, content, kept, around, leads_to=leads_to)
        document = documents.of_live(answer, content, kept, around)
    return Printed(
        html, fragments.plain_text(content, words=mark_words.words()), _summary(content), document, around
    )


def live_values(
    answer: Answer, revision: Revision, *, today: datetime.date
) -> tuple[dict[str, Any], fragments.Fragments]:
    """What the page of the live revision prints, and its parts, for a sheet that sets them otherwise."""
    content = revision.content()
    around = circumstance.of(answer, content, today=today)
    parts = fragments.render(content, around.standings, glossary=around.explained, words=mark_words.words())
    kept = record.of_live(answer, revision, content.byline)
    return _values(answer, content, parts, kept, around), parts


def preview_html(
    content: Content,
    answer: Answer,
    *,
    today: datetime.date,
    known: circumstance.Known = circumstance.NOTHING,
) -> str:
    """The page that readers would see if this draft were public; for staff only, and it says so."""
    with translation.override(content.language):
        around = circumstance.of(answer, content, today=today, known=known)
        return _html(answer, content, record.of_draft(content.byline), around)


def preview_values(content: Content, answer: Answer, *, today: datetime.date) -> dict[str, Any]:
    """What that page would print, for a screen that sets it otherwise: each sentence is marked as such."""
    with translation.override(content.language):
        around = circumstance.of(answer, content, today=today)
        parts = fragments.render(content, around.standings, mark_claims=True, words=mark_words.words())
        return _values(answer, content, parts, record.of_draft(content.byline), around)


def version_html(publication: Publication, answer: Answer, *, today: datetime.date) -> str:
    """An older version as it was, with what became of its sources since."""
    content = publication.revision.content()
    publications = list(answer.publications.order_by("version", "renewal"))
    signed = [each for each in publications if each.version == publication.version]
    people = versions.checkers(signed, publications)
    with translation.override(content.language):
        around = replace(circumstance.of(answer, content, today=today), overdue_since=None)
        kept = record.of_version(publication.revision, signed, people, content.byline)
        older = OlderVersion(
            on=timezone.localdate(publication.published_at),
            path=address("version", answer.question.language, answer.question.slug, publication.version),
            today=answer.question.get_absolute_url(),
            is_newest=publication.version == publications[-1].version,
            is_same_text=publication.revision.content_hash == _hash_of_live(answer),
        )
        return _html(answer, content, kept, around, older)


def _html(
    answer: Answer,
    content: Content,
    kept: record.Record,
    around: circumstance.Circumstance,
    older: OlderVersion | None = None,
    leads_to: Sequence[Related] = (),
) -> str:
    parts = fragments.render(content, around.standings, glossary=around.explained, words=mark_words.words())
    values = _values(answer, content, parts, kept, around, older) | {"related": leads_to}
    return render_to_string("answers/question.html", values)


def _values(
    answer: Answer,
    content: Content,
    parts: fragments.Fragments,
    kept: record.Record,
    around: circumstance.Circumstance,
    older: OlderVersion | None = None,
) -> dict[str, Any]:
    is_live = bool(kept.version and not older)
    summary = _summary(content)
    structured = (
        for_machines.question(answer, content, parts.references, kept, around.topics, summary=summary)
        if is_live
        else ""
    )
    return {
        "content": content,
        "parts": parts,
        "record": kept,
        "is_preview": not kept.version,
        "older": older,
        "topics": around.topics,
        "topic": around.topic,
        "notices": circumstance.status_notices(around, parts.references, kept.second_check_due_on),
        "sources": sources_list.numbered(parts.references),
        "alternates": () if older else around.alternates,
        "original": around.original,
        "explained": around.explained,
        "words": words_list.listed(around.explained),
        "set_aside": sources_list.set_aside(parts.set_aside),
        "certainty": _certainty(content),
        "help_cards": help_cards.of(content),
        "outcome_tables": outcome_tables.of(content, parts.paragraphs),
        "summary": summary,
        "structured": structured,
        "picture": for_machines.picture(content.question, slug=answer.question.slug) if is_live else "",
        "hreflang": _hreflang(content, answer, around),
        "number": answer.question_id,
        "path": older.path if older else answer.question.get_absolute_url(),
        "short_path": address("question_number", settings.LANGUAGE_CODE, answer.question_id),
        "searched_to": _day(content.evidence_searched_to),
        "reading_level": reading_level.band(content, around.explained),
    }


def _hash_of_live(answer: Answer) -> str:
    return answer.live_revision.content_hash if answer.live_revision else ""


def _certainty(content: Content) -> str:
    return str(Certainty(content.certainty).label) if content.certainty in Certainty.values else ""


def _summary(content: Content) -> str:
    """The short answer without its numbers, cut at a word."""
    text = " ".join(claims.block_text(content.short_answer).split())
    if len(text) <= LONGEST_SUMMARY:
        return text
    return f"{text[:LONGEST_SUMMARY].rsplit(' ', 1)[0]}…"


def _day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


def _hreflang(
    content: Content, answer: Answer, around: circumstance.Circumstance
) -> tuple[tuple[str, str], ...]:
    """The page's languages for search engines, its own first; nothing where there is one alone."""
    others = tuple((each.language, each.path) for each in around.alternates)
    return ((content.language, answer.question.get_absolute_url()), *others) if others else ()
