"""Search on SQLite: FTS5 over stems, and trigrams over the words of the vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import connection as default
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from answers.models import SearchEntry
from answers.search.texts import WEIGHTS
from answers.search.wanted import Alternative, Concept, Plan

MERGED_AT_ONCE = 500
_COLUMNS = ", ".join(WEIGHTS)
STANDING = (
    "answers_search",
    "answers_search_goes_with_its_entry",
    "answers_searchletters",
    "answers_searchletters_come",
    "answers_searchletters_go",
)
_PREPARED = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS answers_search USING fts5({_COLUMNS}, tokenize='unicode61')",
    """
    CREATE TRIGGER IF NOT EXISTS answers_search_goes_with_its_entry AFTER DELETE ON answers_searchentry
    BEGIN DELETE FROM answers_search WHERE rowid = old.page_id; END
    """,
    """
    CREATE VIRTUAL TABLE IF NOT EXISTS answers_searchletters
    USING fts5(word, content='answers_searchword', content_rowid='id', tokenize='trigram')
    """,
    """
    CREATE TRIGGER IF NOT EXISTS answers_searchletters_come AFTER INSERT ON answers_searchword
    BEGIN INSERT INTO answers_searchletters (rowid, word) VALUES (new.id, new.word); END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS answers_searchletters_go AFTER DELETE ON answers_searchword
    BEGIN
      INSERT INTO answers_searchletters (answers_searchletters, rowid, word)
      VALUES ('delete', old.id, old.word);
    END
    """,
)


def prepare(connection: BaseDatabaseWrapper) -> None:
    """The tables, and the triggers by which they follow Django's own in every transaction.

    A table from before a field was added is made again with what it holds, so that search goes on.
    """
    with connection.cursor() as cursor:
        former = _former_columns(cursor)
        if former:
            cursor.execute("DROP TRIGGER IF EXISTS answers_search_goes_with_its_entry")
            cursor.execute("ALTER TABLE answers_search RENAME TO answers_search_former")
        for statement in _PREPARED:
            cursor.execute(statement)
        if former:
            named = ", ".join(["rowid", *former])
            taken = f"INSERT INTO answers_search ({named}) SELECT {named} FROM answers_search_former"  # noqa: S608
            cursor.execute(taken)
            cursor.execute("DROP TABLE answers_search_former")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Django makes a table anew to change it, and with the old one its triggers go."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master")
        standing = {name for (name,) in cursor.fetchall()}
    return [name for name in STANDING if name not in standing]


def _former_columns(cursor: CursorWrapper) -> list[str]:
    """The fields of the table as it stands, where they are not those of today."""
    cursor.execute("SELECT name FROM pragma_table_info('answers_search')")
    standing = [name for (name,) in cursor.fetchall()]
    return [name for name in standing if name in WEIGHTS] if standing != list(WEIGHTS) else []


def has_trigrams(connection: BaseDatabaseWrapper) -> bool:
    return True


def tidy(connection: BaseDatabaseWrapper) -> None:
    """Merge what many small writes left, a little at a time, so that nobody waits long for the file."""
    pages = -MERGED_AT_ONCE
    while True:
        before = connection.connection.total_changes
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO answers_search (answers_search, rank) VALUES ('merge', %s)", [pages])
        if connection.connection.total_changes - before < 2:
            return
        pages = MERGED_AT_ONCE


def write(found: Sequence[tuple[SearchEntry, Mapping[str, Sequence[str]]]]) -> None:
    columns = [field.name for field in SearchEntry._meta.local_concrete_fields if not field.primary_key]
    SearchEntry.objects.bulk_create(
        [entry for entry, _stems in found],
        update_conflicts=True,
        unique_fields=["page"],
        update_fields=columns,
    )
    places = ", ".join(["%s"] * (1 + len(WEIGHTS)))
    rows = [(entry.pk, *(" ".join(stems.get(name, ())) for name in WEIGHTS)) for entry, stems in found]
    with default.cursor() as cursor:
        cursor.executemany(
            f"REPLACE INTO answers_search (rowid, {_COLUMNS}) VALUES ({places})",  # noqa: S608 -- names of ours
            rows,
        )


def find(plan: Plan, within: QuerySet[SearchEntry] | None, most: int) -> list[tuple[int, float]]:
    """The plus keeps SQLite from asking FTS5 once for every page in `within`."""
    narrowed, values = "", tuple[Any, ...]()
    if within is not None:
        inner, values = within.values("pk").query.sql_with_params()
        narrowed = f"AND +rowid IN ({inner})"
    weights = ", ".join(str(weight) for weight in WEIGHTS.values())
    with default.cursor() as cursor:
        cursor.execute(
            f"SELECT rowid, -bm25(answers_search, {weights}) AS score FROM answers_search "  # noqa: S608
            f"WHERE answers_search MATCH %s {narrowed} ORDER BY score DESC, rowid LIMIT %s",
            [expression(plan), *values, most],
        )
        return [(page, score) for page, score in cursor.fetchall()]


def holding(concepts: Sequence[Concept]) -> RawSQL:
    wanted = " AND ".join(_concept(each) for each in concepts)
    sql = "SELECT rowid FROM answers_search WHERE answers_search MATCH %s"
    return RawSQL(sql, [wanted])  # noqa: S611 -- a sentence of ours


def alike(word: str, most: int) -> list[str]:
    letters = {word[start : start + 3] for start in range(len(word) - 2)}
    if not letters:
        return []
    asked = " OR ".join(f'"{each}"' for each in sorted(letters))
    with default.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM answers_searchletters WHERE answers_searchletters MATCH %s "
            "ORDER BY rank LIMIT %s",
            [asked, most],
        )
        return [found for (found,) in cursor.fetchall()]


def expression(plan: Plan) -> str:
    """Every stem stands in quotes, so that no word is ever an operator.

    What only makes a page better stands beside what it must have; FTS5 then counts both.
    """
    needed = (" OR " if plan.is_any else " AND ").join(_concept(each) for each in plan.needed)
    here = f'({needed}) AND "{plan.tongue}"'
    if not plan.better:
        return here
    return f"{here} AND (({needed}) OR {' OR '.join(_concept(each) for each in plan.better)})"


def _concept(concept: Concept) -> str:
    return f"({' OR '.join(_unique(_alternative(each) for each in concept.alternatives))})"


def _alternative(alternative: Alternative) -> str:
    if alternative.is_phrase:
        return f'"{" ".join(alternative.stems)}"'
    words = " AND ".join(f'"{stem}"' for stem in alternative.stems)
    return f"({words})"


def _unique(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))
