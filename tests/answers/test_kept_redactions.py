"""What is kept of redactions outside the database: enough to repeat them, and never the words."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django import DjangoCaptureOnCommitCallbacks

from answers import jobs, revisions, workflow
from answers.models import Answer, FrozenText, Redaction
from answers.workflow import kept_redactions
from tests import cast, make

pytestmark = pytest.mark.django_db

WORDS = "fewer people had a stroke"
LATER = make.NOW + datetime.timedelta(days=1)


def kept() -> Path:
    return Path(settings.DATA_DIR) / workflow.REDACTIONS_FILE


def redact(answer: Answer, words: str, at: datetime.datetime = make.NOW) -> None:
    request = workflow.ask_redaction(answer, words, by=cast.person("managing"), at=at, ground="Court order")
    workflow.confirm_redaction(request, by=cast.person("auditor"), at=at)


@pytest.fixture
def answer() -> Answer:
    """A public answer whose working copy says neither of the sentences any more."""
    saved = make.published().answer
    now = revisions.draft_of(saved)
    research = now.research.replace(WORDS, "people did better").replace("said the same", "agreed")
    make.revision(saved, replace(now, research=research))
    saved.refresh_from_db()
    return saved


def test_a_redaction_is_kept_as_soon_as_it_is_done(
    answer: Answer, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        redact(answer, WORDS)

    [told] = kept_redactions.kept_redactions(kept())
    assert told.text == FrozenText.objects.get(pk=told.frozen).text
    assert [each.remaining_digest for each in told.redactions] == [Redaction.objects.get().remaining_digest]
    assert WORDS not in kept().read_text()


def test_a_later_redaction_takes_its_words_out_of_the_earlier_line(answer: Answer) -> None:
    redact(answer, WORDS)
    workflow.keep_redactions(kept())
    assert "said the same" in kept().read_text()

    redact(answer, "said the same", LATER)
    workflow.keep_redactions(kept())

    assert "said the same" not in kept().read_text()
    assert len(next(kept_redactions.kept_redactions(kept())).redactions) == 2


def test_the_timed_work_keeps_what_the_file_lacks(answer: Answer) -> None:
    redact(answer, WORDS)

    jobs.run_due(make.NOW)

    assert len(list(kept_redactions.kept_redactions(kept()))) == 1


def test_without_redactions_there_is_no_file() -> None:
    workflow.keep_redactions(kept())

    assert not kept().exists()


def test_only_its_owner_may_read_the_file(answer: Answer) -> None:
    redact(answer, WORDS)

    workflow.keep_redactions(kept())

    assert kept().stat().st_mode & 0o077 == 0
