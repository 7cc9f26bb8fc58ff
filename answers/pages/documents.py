"""An answer as data for other programs: claims, numbered citations, sources; it prints no page.

`of_live` is what readers' programs get; `of_content` says the same of a text that nobody has signed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse

from answers.content import Content, Use
from answers.models import Answer, Certainty, Topic
from answers.models.questions import address as path_of
from answers.outcomes import Outcome, sentence
from answers.pages import help_cards, mark_words, reading_level
from answers.pages.circumstance import Circumstance
from answers.pages.record import Person, Record
from answers.rendering import certainties, claims, fragments, numbering, terms
from answers.rendering.fragments import Standing
from answers.rendering.terms import Glossary, Term
from sources import formatting
from sources.exporters import csl
from sources.formatting import Work

Document = dict[str, Any]


def dumps(document: object) -> str:
    """The same document always gives the same text."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))


def address(path: str) -> str:
    """A path of ours as other programs can follow it."""
    return f"{settings.SITE_URL}{path}"


def of_live(answer: Answer, content: Content, kept: Record, around: Circumstance) -> Document:
    """The live revision with its record and what became of its sources; nothing in it depends on today."""
    head = {"number": answer.question_id, "question": _question(answer, content, around)}
    tail = {
        "written_by": [_person(each) for each in kept.written_by],
        "checked_by": [_person(each) | {"on": str(each.on or "")} for each in kept.checked_by],
        "last_reviewed_on": _day(kept.last_reviewed_on),
        "review_due_on": _day(kept.review_due_on),
        "second_check_due_on": _day(kept.second_check_due_on),
        "version": kept.version,
        "content_hash": kept.content_hash,
        "changes": [
            {"version": each.version, "on": str(each.on), "said": each.said, "is_renewal": each.is_renewal}
            for each in kept.changes
        ],
        "is_sample": around.is_sample,
        "words": [_word(each) for each in around.explained.terms],
    }
    return head | of_content(content, around.standings, around.keys, around.explained) | tail


def of_content(
    content: Content,
    standings: Mapping[str, Standing],
    keys: Mapping[str, str] | None = None,
    explained: Glossary = terms.NONE,
) -> Document:
    """The text with its citations; `keys` are the present keys of sources that it cites by older ones."""
    parts = fragments.render(content, standings, words=mark_words.words())
    numbers, works = numbering.number(content).as_dict(), {work.key: work for work in content.works}
    uses = {(use.claim_hash, use.source_key): use for use in content.uses}
    present, sure = keys or {}, certainties.of(content)
    return {
        "language": content.language,
        "short_answer": _part(parts, content, "short_answer"),
        "certainty": _certainty(content),
        "get_help": [
            {"level": each.level, "heading": each.heading, "signs": list(each.signs)}
            for each in help_cards.of(content)
        ],
        "research": _part(parts, content, "research"),
        "how_it_works": _part(parts, content, "how_it_works"),
        "benefits_and_harms": [_outcome(row, content) for row in content.outcomes],
        "no_treatment": _part(parts, content, "no_treatment"),
        "other_choices": _part(parts, content, "other_choices"),
        "quality_of_life": _part(parts, content, "quality_of_life"),
        "unknowns": _part(parts, content, "unknowns"),
        "doctor_questions": list(content.doctor_questions),
        "claims": [
            _claim(each, numbers, uses) | {"certainty": sure[each.hash] or None} for each in parts.claims
        ],
        "sources": [
            {"number": each.number} | _source(works[each.key], present, standings)
            for each in parts.references
        ],
        "set_aside": [
            _source(works[each.key], present, standings) | {"reason": each.reason} for each in parts.set_aside
        ],
        "reading_level": reading_level.document(content, explained),
        "evidence_searched_to": content.evidence_searched_to or None,
        "search_notes": content.search_notes,
        "drafted_with": content.drafted_with,
    }


def _word(term: Term) -> Document:
    return {
        "word": term.headword,
        "meaning": term.meaning,
        "said": term.said,
        "kind": term.kind,
        "url": address(path_of("word", term.language, term.address)),
    }


def _question(answer: Answer, content: Content, around: Circumstance) -> Document:
    question = answer.question
    return {
        "number": question.pk,
        "wording": content.question,
        "language": content.language,
        "slug": question.slug,
        "url": address(question.get_absolute_url()),
        "main_topic": _topic(around.topic),
        "topics": [_topic(each) for each in question.ruling_topics()],
        "translation_of": question.original_id,
    }


def _topic(topic: Topic) -> Document:
    return {"slug": topic.slug, "name": topic.name_here}


def _part(parts: fragments.Fragments, content: Content, block: str) -> Document:
    return {"html": parts.body(block), "text": fragments.plain_text(content, {block}, mark_words.words())}


def _certainty(content: Content) -> Document | None:
    return _sure(content.certainty, content.certainty_reason)


def _sure(code: str, reason: str = "") -> Document | None:
    if code not in Certainty.values:
        return None
    return {"level": code, "words": str(Certainty(code).label), "reason": reason}


def _outcome(row: Outcome, content: Content) -> Document:
    """One row of benefits and harms; its citations stand with the claim that says the same sentence."""
    return {
        "option": row.option,
        "instead": row.instead,
        "outcome": row.outcome,
        "direction": row.direction,
        "with_option": row.with_option,
        "without": row.without,
        "out_of": row.denominator,
        "time": row.time,
        "certainty": _sure(row.certainty or content.certainty),
        "sentence": sentence(row, content.language),
    }


def _claim(claim: claims.Claim, numbers: Mapping[str, int], uses: Mapping[tuple[str, str], Use]) -> Document:
    return {
        "number": claim.number,
        "part": claim.block,
        "text": claim.text,
        "hash": claim.hash,
        "is_heading": claim.is_heading,
        "start": claim.start,
        "end": claim.end,
        "citations": list(_citations(claim, numbers, uses)),
    }


def _citations(
    claim: claims.Claim, numbers: Mapping[str, int], uses: Mapping[tuple[str, str], Use]
) -> Iterator[Document]:
    """Each citation of the sentence; one that is not relevant has no number."""
    for item in claim.items:
        use = uses.get((claim.hash, item.key)) or Use(claim.hash, item.key)
        number = numbers.get(item.key) if use.role != "not_relevant" else None
        place = item.locator or use.locator
        yield {"source": item.key, "number": number, "role": use.role, "place": place, "quote": use.quote}


def _source(work: Work, keys: Mapping[str, str], standings: Mapping[str, Standing]) -> Document:
    key = keys.get(work.key, work.key)
    return {
        "key": key,
        "cited_as": work.key,
        "url": address(_path_of_source(key)),
        "reference": formatting.reference_text(work),
        "study": formatting.patient_line(work),
        "study_type": work.study_type,
        "csl": csl.item(work),
        "standing": _standing(standings.get(work.key)),
    }


@lru_cache(maxsize=1024)
def _path_of_source(key: str) -> str:
    return reverse("answers:source", args=[key])


def _standing(standing: Standing | None) -> Document | None:
    if standing is None:
        return None
    newer = {"sentence": standing.newer, "url": standing.newer_url} if standing.newer else None
    return {
        "code": standing.code,
        "words": standing.label,
        "sentence": standing.sentence,
        "url": standing.notice_url,
        "newer_edition": newer,
    }


def _person(person: Person) -> Document:
    return {
        "name": person.name,
        "role": person.role,
        "credentials": person.credentials,
        "interests": person.interests,
    }


def _day(day: object) -> str | None:
    return str(day) if day else None
