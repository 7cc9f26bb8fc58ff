"""Counts, inside the database, how often a page was made and kept: by a trigger brought along for it."""

from __future__ import annotations

from django.db import connection

from answers.models import PublishedPage
from tests.verify.cases import tell

SQLITE = """
CREATE TABLE IF NOT EXISTS verify_renders (page integer);
CREATE TRIGGER IF NOT EXISTS verify_counts_renders AFTER UPDATE OF html ON answers_publishedpage
BEGIN INSERT INTO verify_renders VALUES (NEW.id); END;
"""
POSTGRESQL = """
CREATE TABLE IF NOT EXISTS verify_renders (page integer);
CREATE OR REPLACE FUNCTION verify_count_renders() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN INSERT INTO verify_renders VALUES (NEW.id); RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER verify_counts_renders AFTER UPDATE OF html ON answers_publishedpage
FOR EACH ROW EXECUTE FUNCTION verify_count_renders();
"""


def change(slug: str) -> None:
    """From now on renders are counted, and this page is outdated."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.connection.executescript(SQLITE)
        else:
            cursor.execute(POSTGRESQL)
        cursor.execute("DELETE FROM verify_renders")
    PublishedPage.objects.filter(slug=slug).update(is_stale=True)
    tell(None)


def renders() -> None:
    """How many there were; the counting ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM verify_renders")
        [found] = cursor.fetchone()
        of = "" if connection.vendor == "sqlite" else " ON answers_publishedpage"
        cursor.execute(f"DROP TRIGGER verify_counts_renders{of}")
        cursor.execute("DROP TABLE verify_renders")
    tell(found)
