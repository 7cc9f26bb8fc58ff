"""Ways to change or lose a row by SQL, for tables that only grow; and a record with a row in each of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.db import models

from answers import comments, workflow
from answers.models import CitationCheck, RedactionRequest
from tests import cast, make

Attack = Callable[[type[models.Model]], str]
REFUSAL = "only grows"


def table(model: type[models.Model]) -> str:
    return f'"{model._meta.db_table}"'


def key(model: type[models.Model]) -> str:
    return f'"{model._meta.pk.column}"'


def other_column(model: type[models.Model]) -> str:
    return next(f'"{each.column}"' for each in model._meta.local_concrete_fields if not each.primary_key)


def columns(model: type[models.Model]) -> list[str]:
    return [f'"{each.column}"' for each in model._meta.local_concrete_fields]


def update(model: type[models.Model]) -> str:
    return f"UPDATE {table(model)} SET {other_column(model)} = {other_column(model)}"


def delete(model: type[models.Model]) -> str:
    return f"DELETE FROM {table(model)}"


def upsert(model: type[models.Model]) -> str:
    return (
        f"INSERT INTO {table(model)} SELECT * FROM {table(model)} WHERE true "
        f"ON CONFLICT ({key(model)}) DO UPDATE SET {other_column(model)} = excluded.{other_column(model)}"
    )


def replace_under_the_same_key(model: type[models.Model]) -> str:
    return f"INSERT OR REPLACE INTO {table(model)} SELECT * FROM {table(model)}"


def replace_under_another_key(model: type[models.Model]) -> str:
    """The same unique columns under a new primary key: SQLite would delete the older row."""
    named = columns(model)
    taken = [f"{key(model)} + 100000" if each == key(model) else each for each in named]
    into = f"INSERT OR REPLACE INTO {table(model)} ({', '.join(named)})"
    return f"{into} SELECT {', '.join(taken)} FROM {table(model)} ORDER BY {key(model)} DESC LIMIT 1"


def truncate(model: type[models.Model]) -> str:
    return f"SET CONSTRAINTS ALL IMMEDIATE; TRUNCATE {table(model)} CASCADE"


EVERYWHERE: Mapping[str, Attack] = {"UPDATE": update, "DELETE": delete, "ON CONFLICT DO UPDATE": upsert}
BY_VENDOR: Mapping[str, Mapping[str, Attack]] = {
    "sqlite": {"INSERT OR REPLACE": replace_under_the_same_key},
    "postgresql": {"TRUNCATE": truncate},
}


def make_record() -> None:
    """A row in every append-only table."""
    publication = make.published()
    revision = publication.revision
    in_review = make.submitted()
    make.recommendation(in_review)
    advice = make.advice(make.invitation(in_review))
    thread = comments.open_thread(
        revision,
        by=cast.person("reviewer"),
        at=make.NOW,
        kind="comment",
        text="Good.",
        block="research",
        start=0,
        end=5,
        told=[cast.person("editor")],
    )
    comments.anchor(thread, revision, by=cast.person("editor"), at=make.NOW, block="research", start=0, end=9)
    check = CitationCheck.objects.filter(answer=revision.answer, source__isnull=False).first()
    assert check is not None
    partly = workflow.check(
        revision,
        check.claim_hash,
        by=cast.person("clinician"),
        at=make.NOW,
        verdict="partly supports",
        source=check.source,
        reading="abstract only",
        quote="Some words.",
    )
    request = RedactionRequest.objects.create(
        answer=revision.answer,
        passage="Some words.",
        ground="Court order.",
        asked_by=cast.person("managing"),
        asked_at=make.NOW,
    )
    workflow.confirm_redaction(request, by=cast.person("auditor"), at=make.NOW)
    workflow.countersign(in_review, by=cast.person("reviewer"), at=make.NOW, advice=[advice.pk])
    workflow.accept_partly(partly, by=cast.person("editor2"), at=make.NOW, reason="Enough.")
    make.approved_site_text(make.site_text())
    make.passed_warning(in_review)
    make.approved_term()
