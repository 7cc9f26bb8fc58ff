"""The words that readers see explained, read from their rows; it changes none and prints none.

It stands below pages, search and gates, so that all three know the same words.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import lru_cache

from django.db.models import Exists, OuterRef, Value

from answers.content import Content
from answers.models import Glossary, PublishedPage, Term, TermVersion
from answers.rendering import terms, words_used

FIELDS = ("headword", "meaning", "said", "kind", "forms", "language")
"""What a version of a word freezes; its address may not change and is no part of it."""


@dataclass(frozen=True)
class Words:
    """The public words of a language at one moment, with the stamp they stand under."""

    stamp: int = 0
    glossary: terms.Glossary = terms.NONE
    numbers: Mapping[str, int] = field(default_factory=dict)
    """The number of each word's row, by its address."""
    linked: frozenset[int] = frozenset()
    """The words that a page was printed with before."""


def dumps(term: terms.Term) -> str:
    """The canonical text of a word: what its version freezes and an approval names."""
    said = {name: value for name, value in asdict(term).items() if name in FIELDS}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def loads(text: str, address: str = "") -> terms.Term:
    """The word that was frozen as this text, at its address."""
    said = json.loads(text)
    return terms.Term(**(said | {"forms": tuple(said["forms"]), "address": address}))


def entry(version: TermVersion) -> terms.Term:
    """What a version says of its word."""
    return loads(version.frozen.text, version.term.slug)


def live(term: Term) -> terms.Term | None:
    """What the version says that was approved last, retired since or not."""
    return loads(term.live.frozen.text, term.slug) if term.live else None


def public(language: str) -> terms.Glossary:
    """The words that readers of this language see explained; it costs one query."""
    return words(language).glossary


def explained(content: Content) -> terms.Glossary:
    """The words that a page with this content explains to its readers; it costs one query."""
    return words_used.explained(content, public(content.language))


def words(language: str, *, answer: int = 0) -> Words:
    """The same with their stamp, and which of them the page of an answer was printed with; one query.

    Stamp and words are read by one statement: a page that was made beside an approval has the older stamp.
    """
    printed = PublishedPage.terms.through.objects.filter(
        publishedpage__answer=answer, term=OuterRef("terms__pk")
    )
    rows = list(
        Glossary.objects.filter(language=language)
        .annotate(is_linked=Exists(printed) if answer else Value(value=False))
        .order_by("terms__headword", "terms__pk")
        .values_list(
            "stamp", "terms__pk", "terms__slug", "terms__live__frozen__text", "terms__retired_at", "is_linked"
        )
    )
    told = tuple((slug, text) for _, _, slug, text, retired_at, _ in rows if text and retired_at is None)
    return Words(
        stamp=rows[0][0] if rows else 0,
        glossary=_glossary(told),
        numbers={row[2]: row[1] for row in rows},
        linked=frozenset(row[1] for row in rows if row[5]),
    )


@lru_cache(maxsize=16)
def _glossary(told: tuple[tuple[str, str], ...]) -> terms.Glossary:
    """Put together once for as long as the words stay what they are."""
    return terms.Glossary(loads(text, slug) for slug, text in told)
