"""No change to the record goes unnoticed: what was edited, deleted, inserted, reordered or cut is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from answers import content, jobs
from answers.models import (
    CitationCheck,
    Decision,
    Event,
    FrozenText,
    LogHead,
    Revision,
    append_only,
    events,
    verification,
)
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.fixture
def record() -> None:
    """A published answer with a comment, in tables whose guards somebody has taken off."""
    publication = make.published()
    make.thread(publication.revision, text="Good.")
    for model in append_only.append_only_models():
        for name in append_only.trigger_names(model, connection.vendor):
            on_table = "" if connection.vendor == "sqlite" else f' ON "{model._meta.db_table}"'
            sql(f'DROP TRIGGER "{name}"{on_table}')
    if connection.vendor == "sqlite":
        sql("PRAGMA defer_foreign_keys = ON")


def sql(text: str, values: list[Any] | None = None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(text, values)


def found(*kept: verification.Head) -> list[tuple[str, str]]:
    return [(each.kind, each.row) for each in verification.findings(kept)]


@pytest.mark.usefixtures("record")
def test_a_whole_record_has_nothing_to_say() -> None:
    assert found(verification.head()) == []


@pytest.mark.usefixtures("record")
def test_an_edited_row_is_named() -> None:
    decision = Decision.objects.get()
    Decision.objects.update(is_clinician=True)

    assert found() == [("edited", f"decision:{decision.pk}")]


def test_a_column_that_came_later_leaves_the_digest_of_older_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    make.approved()
    decision = Decision.objects.get()
    columns = {field.column for field in Decision._meta.local_concrete_fields}
    hashed: dict[str, Any] = {}
    monkeypatch.setattr(events, "canonical", lambda told: str(hashed.update(told)))
    monkeypatch.setattr(Decision, "ADDED_LATER", frozenset({"note", "scope"}))

    events.row_digest(decision)

    assert columns - hashed.keys() == {"note_id"}
    assert hashed["scope"] == "whole page"


@pytest.mark.usefixtures("record")
def test_a_deleted_row_is_named() -> None:
    check = CitationCheck.objects.order_by("pk")[0]
    CitationCheck.objects.filter(pk=check.pk)._raw_delete("default")

    assert found() == [("deleted", f"citationcheck:{check.pk}")]


@pytest.mark.usefixtures("record")
def test_an_inserted_row_is_named() -> None:
    decision = Decision.objects.get()
    forged = Decision.objects.create(
        round=decision.round,
        revision=decision.revision,
        content_hash=decision.content_hash,
        kind="approved",
        scope="whole page",
        person=cast.person("clinician"),
        role="clinician",
        is_clinician=True,
        interests=decision.interests,
        decided_at=make.NOW,
    )

    assert found() == [("inserted", f"decision:{forged.pk}")]


@pytest.mark.usefixtures("record")
def test_an_edited_text_is_named() -> None:
    revision = Revision.objects.get()
    FrozenText.objects.filter(pk=revision.frozen_id).update(text="{}")

    assert found() == [("edited", f"frozentext:{revision.frozen_id}")]


@pytest.mark.usefixtures("record")
def test_an_edited_event_is_named_even_when_its_hash_is_made_to_fit() -> None:
    event = Event.objects.get(verb="approved")
    record = event.record.replace('"verb":"approved"', '"verb":"requested changes"')
    Event.objects.filter(pk=event.pk).update(record=record)
    edited = found()
    Event.objects.filter(pk=event.pk).update(verb="requested changes", hash=content.digest(record))

    assert ("edited", f"event:{event.pk}") in edited
    assert ("reordered", f"event:{event.pk + 1}") in found()


@pytest.mark.usefixtures("record")
def test_an_event_whose_columns_tell_another_story_is_named() -> None:
    event = Event.objects.get(verb="approved")
    Event.objects.filter(pk=event.pk).update(person=cast.person("managing"))

    assert found() == [("edited", f"event:{event.pk}")]


@pytest.mark.usefixtures("record")
def test_a_deleted_event_is_named() -> None:
    Event.objects.filter(pk=2)._raw_delete("default")

    assert ("deleted", "event:2") in found()


@pytest.mark.usefixtures("record")
def test_two_events_that_changed_places_are_named() -> None:
    first, second = (Event.objects.values("record", "hash").get(pk=pk) for pk in (4, 5))
    Event.objects.filter(pk=4).update(record=second["record"], hash="0" * 64)
    Event.objects.filter(pk=5).update(**first)
    Event.objects.filter(pk=4).update(hash=second["hash"])

    assert {("edited", "event:4"), ("edited", "event:5")} <= set(found())


@pytest.mark.usefixtures("record")
def test_a_cut_tail_shows_against_the_head_in_the_database() -> None:
    last = Event.objects.latest("sequence")
    Event.objects.filter(pk=last.pk)._raw_delete("default")

    assert ("cut", f"event:{last.pk}") in found()


@pytest.mark.usefixtures("record")
def test_a_tail_cut_together_with_its_head_shows_against_a_kept_head(tmp_path: Path) -> None:
    kept = tmp_path / "log-head.txt"
    jobs.keep_head(kept)
    last = Event.objects.latest("sequence")
    Event.objects.filter(pk=last.pk)._raw_delete("default")
    before = Event.objects.latest("sequence")
    LogHead.objects.update(sequence=before.sequence, hash=before.hash)

    without = [each for each in found() if each[0] == "cut"]
    [head] = [verification.read_head(line) for line in kept.read_text().splitlines()]

    assert without == []
    assert ("cut", f"event:{last.pk}") in found(head)


@pytest.mark.usefixtures("record")
def test_a_rewritten_past_shows_against_a_kept_head() -> None:
    head = verification.head()

    assert ("rewritten", f"event:{head.sequence}") in found(verification.Head(head.sequence, "f" * 64))


def test_the_command_says_that_the_record_is_whole(capsys: pytest.CaptureFixture[str]) -> None:
    make.answer()

    call_command("verify_log")

    assert capsys.readouterr().out == "The record is whole: 2 events.\n"


@pytest.mark.usefixtures("record")
def test_the_command_names_what_was_changed_and_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    Decision.objects.update(is_clinician=True)

    with pytest.raises(SystemExit) as end:
        call_command("verify_log", "--json")

    document = json.loads(capsys.readouterr().out)
    assert end.value.code == 1
    assert document["findings"][0]["sentence"].endswith("was edited after it was written.")


@pytest.mark.parametrize("text", [None, "", "not a head\n"])
def test_a_file_without_heads_ends_the_command_with_2(text: str | None, tmp_path: Path) -> None:
    kept = tmp_path / "heads"
    if text is not None:
        kept.write_text(text)

    with pytest.raises(CommandError) as error:
        call_command("verify_log", "--head", str(kept))

    assert error.value.returncode == 2
