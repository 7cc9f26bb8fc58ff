"""Search on PostgreSQL: a weighted tsvector of stems with GIN, and pg_trgm over the words where there is one.

The stems are ours, so that no configuration, dictionary or file of the server has a say.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connection as default
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL
from django.db.utils import DatabaseError

from answers.models import SearchEntry, SearchWord
from answers.search.wanted import Alternative, Concept, Plan

logger = logging.getLogger(__name__)

LETTERS: Mapping[str, str] = {
    "question": "A",
    "phrasings": "A",
    "topics": "C",
    "short_answer": "B",
    "research": "C",
    "doctor_questions": "C",
    "words": "D",
    "sources": "D",
}
_WEIGHTS = "{0.1, 0.2, 0.4, 1.0}"
BEGIN_ALIKE = 2000
"""Words looked through where there is no pg_trgm."""

_LAST_PLACE = 16_383
_GAP = 20

_PREPARED = (
    "ALTER TABLE answers_searchentry ADD COLUMN stems tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX answers_search_stems ON answers_searchentry USING gin (stems)",
)
_MERGED_TOGETHER = "ALTER INDEX answers_search_stems SET (fastupdate = on)"
_MERGE = (
    "SELECT gin_clean_pending_list(oid) FROM pg_class "
    "WHERE oid = to_regclass('answers_search_stems') AND pg_has_role(relowner, 'USAGE')"
)
"""The server merges by itself later, where the index is not ours."""
_TRIGRAMS = (
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    "CREATE INDEX answers_search_letters ON answers_searchword USING gin (word gin_trgm_ops)",
)


def prepare(connection: BaseDatabaseWrapper) -> None:
    """The column and its index; trigrams only where the server has them and lets us.

    What stands already is not touched, because even then PostgreSQL would lock the table; but once an index
    from before its entries were merged together.
    """
    if not _stands(connection, "answers_search_stems"):
        _run(connection, _PREPARED)
    elif _merges_each(connection):
        _run(connection, [_MERGED_TOGETHER])
    if not _stands(connection, "answers_search_letters"):
        try:
            _run(connection, _TRIGRAMS)
        except DatabaseError:
            logger.info("PostgreSQL has no pg_trgm for us, so spelling is mended without it.")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    return [] if _stands(connection, "answers_search_stems") else ["answers_search_stems"]


def has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    """Whether pg_trgm can be used here; without it a word that is far off finds fewer like it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regprocedure('similarity(text, text)') IS NOT NULL")
        return bool(cursor.fetchone()[0])


def _run(connection: BaseDatabaseWrapper, statements: Sequence[str]) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _stands(connection: BaseDatabaseWrapper, index: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [index])
        return bool(cursor.fetchone()[0])


def _merges_each(connection: BaseDatabaseWrapper) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT 'fastupdate=off' = ANY(reloptions) FROM pg_class "
            "WHERE oid = to_regclass('answers_search_stems')"
        )
        return bool(cursor.fetchone()[0])


def tidy(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE answers_searchentry, answers_searchword")


def write(found: Sequence[tuple[SearchEntry, Mapping[str, Sequence[str]]]]) -> None:
    """In one statement, because a row that is changed is written a second time with all its stems.

    The index is then brought up to date for all of them at once, which for 500 takes a tenth of the time that
    one after the other takes, so that a search has little to look through that is not yet merged.
    """
    fields = SearchEntry._meta.local_concrete_fields
    names = [field.column for field in fields]
    columns = [
        [field.get_db_prep_save(getattr(entry, field.attname), default) for entry, _stems in found]
        for field in fields
    ]
    types = [f"%b::{field.db_type(default)}[]" for field in fields]
    anew = ", ".join(f"{name} = excluded.{name}" for name in [*names, "stems"])
    with default.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO answers_searchentry ({', '.join(names)}, stems) "  # noqa: S608 -- names of ours
            f"SELECT * FROM UNNEST({', '.join(types)}, %b::text[]::tsvector[]) "
            f"ON CONFLICT (page_id) DO UPDATE SET {anew}",
            [*columns, [vector(stems) for _entry, stems in found]],
        )
        cursor.execute(_MERGE)


def find(plan: Plan, within: QuerySet[SearchEntry] | None, most: int) -> list[tuple[int, float]]:
    """Each concept counts by how much it tells; PostgreSQL by itself would take all for the same."""
    narrowed, inside = "", tuple[Any, ...]()
    if within is not None:
        inner, inside = within.values("pk").query.sql_with_params()
        narrowed = f"AND page_id IN ({inner})"
    concepts = [*plan.needed, *plan.better]
    rank = " + ".join([f"%s * ts_rank('{_WEIGHTS}', stems, %s::tsquery, 1)"] * len(concepts))
    values = [value for each in concepts for value in (each.weight, _concept(each))]
    with default.cursor() as cursor:
        cursor.execute(
            f"SELECT page_id, {rank} AS score FROM answers_searchentry "  # noqa: S608 -- places only
            f"WHERE stems @@ %s::tsquery {narrowed} ORDER BY score DESC, page_id LIMIT %s",
            [*values, expression(plan), *inside, most],
        )
        return [(page, score) for page, score in cursor.fetchall()]


def holding(concepts: Sequence[Concept]) -> RawSQL:
    wanted = " & ".join(_concept(each) for each in concepts)
    sql = "SELECT page_id FROM answers_searchentry WHERE stems @@ %s::tsquery"
    return RawSQL(sql, [wanted])  # noqa: S611 -- a sentence of ours


def alike(word: str, most: int) -> list[str]:
    if not has_trigrams(default):
        return list(
            SearchWord.objects.filter(word__startswith=word[:2]).values_list("word", flat=True)[:2000]
        )
    with default.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM answers_searchword WHERE word %% %s "
            "ORDER BY similarity(word, %s) DESC, word LIMIT %s",
            [word, word, most],
        )
        return [found for (found,) in cursor.fetchall()]


def vector(stems: Mapping[str, Sequence[str]]) -> str:
    """The stems with places and weights as PostgreSQL writes them; no phrase reaches over two fields."""
    places: dict[str, list[str]] = defaultdict(list)
    place = 0
    for name, letter in LETTERS.items():
        for stem in stems.get(name, ()):
            place = min(place + 1, _LAST_PLACE)
            places[stem].append(f"{place}{letter}")
        place += _GAP
    return " ".join(f"'{stem}':{','.join(found[:250])}" for stem, found in places.items())


def expression(plan: Plan) -> str:
    """Stems are letters and digits, and stand in quotes: nothing that was typed is an operator."""
    needed = (" | " if plan.is_any else " & ").join(_concept(each) for each in plan.needed)
    return f"({needed}) & '{plan.tongue}'"


def _concept(concept: Concept) -> str:
    return f"({' | '.join(dict.fromkeys(_alternative(each) for each in concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    between = " <-> " if alternative.is_phrase else " & "
    words = between.join(f"'{stem}'" for stem in alternative.stems)
    return f"({words})"
