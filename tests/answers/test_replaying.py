"""Words that were removed after a backup was made leave again when it is restored."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from answers import comments, revisions, workflow
from answers.backups import tables
from answers.models import Answer, Buffer, PublishedPage, Refused, verification
from answers.workflow import kept_redactions
from tests import backing_up, cast, make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

WORDS = "fewer people had a stroke"


def redact(answer: Answer) -> None:
    """The words leave the working copy, and then the record."""
    answer.refresh_from_db()
    now = revisions.draft_of(answer)
    make.revision(answer, replace(now, research=now.research.replace(WORDS, "people did better")))
    request = workflow.ask_redaction(
        answer, WORDS, by=cast.person("managing"), at=make.NOW, ground="Court order"
    )
    workflow.confirm_redaction(request, by=cast.person("auditor"), at=make.NOW)


@pytest.fixture
def redacted_since(tmp_path: Path) -> Path:
    """A backup that holds the words in a frozen text, the working copy, a thread and an unsaved text."""
    found = make.published().answer
    revision = found.live_revision
    assert revision is not None
    place: dict[str, Any] = {
        "kind": "comment",
        "text": "Is it so?",
        "block": "research",
        "start": 0,
        "end": 40,
    }
    comments.open_thread(revision, by=cast.person("reviewer"), at=make.NOW, **place)
    typed = {"research": f"<p>We think {WORDS}.</p>"}
    Buffer.objects.create(
        person=cast.person("editor"), answer=found, base_number=1, saved_at=make.NOW, fields=typed
    )
    made = backing_up.back_up(tmp_path / "backups")
    redact(found)
    backing_up.empty()
    return made.folder


def test_words_that_were_removed_after_the_backup_are_nowhere_after_the_restore(redacted_since: Path) -> None:
    done = backing_up.restore(redacted_since)

    everything = "\n".join(line for model in tables.tables() for line in tables.lines(model))
    assert WORDS not in everything
    assert WORDS not in PublishedPage.objects.get().html
    assert done.redacted == 1
    assert "[removed on 22 November 2026 on legal grounds]" in PublishedPage.objects.get().html


def test_the_log_calls_what_was_removed_again_redacted(redacted_since: Path) -> None:
    backing_up.restore(redacted_since)

    assert {each.kind for each in verification.findings()} == {"redacted"}


def test_what_is_kept_of_redactions_does_not_hold_the_words(redacted_since: Path) -> None:
    kept = (Path(settings.DATA_DIR) / workflow.REDACTIONS_FILE).read_text()

    assert "on legal grounds" in kept
    assert WORDS not in kept


def test_a_redaction_is_removed_again_once(redacted_since: Path, tmp_path: Path) -> None:
    backing_up.restore(redacted_since)
    again = backing_up.back_up(tmp_path / "again")
    backing_up.empty()

    assert backing_up.restore(again.folder).redacted == 0
    assert {each.kind for each in verification.findings()} == {"redacted"}


def test_a_damaged_file_of_redactions_stops_the_restore(redacted_since: Path) -> None:
    kept = Path(settings.DATA_DIR) / workflow.REDACTIONS_FILE
    kept.write_text(kept.read_text().replace("legal grounds", "other grounds"))

    with pytest.raises(Refused, match=workflow.REDACTIONS_FILE):
        backing_up.restore(redacted_since)

    assert not Answer.objects.exists()


def test_the_timed_work_writes_what_the_file_of_redactions_lacks(redacted_since: Path) -> None:
    kept = Path(settings.DATA_DIR) / workflow.REDACTIONS_FILE
    backing_up.restore(redacted_since)
    before = list(kept_redactions.kept_redactions(kept))
    kept.unlink()

    workflow.keep_redactions(kept)

    assert list(kept_redactions.kept_redactions(kept)) == before
