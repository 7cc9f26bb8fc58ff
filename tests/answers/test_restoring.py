"""Bringing an old text back: as a new revision, reviewed anew, with a reason and a word to its writers."""

from __future__ import annotations

import pytest

from answers import workflow
from answers.models import Delivery, Event, Refused, Revision, verification
from tests import cast, make

pytestmark = pytest.mark.django_db


def two_versions() -> tuple[Revision, Revision]:
    """A public text by the editor, and the draft by editor2 that came after it."""
    old = make.published().revision
    typed = make.draft(wording=old.answer.question.wording, certainty="low")
    return old, make.revision(old.answer, typed, by=cast.person("editor2"))


def test_the_reason_stands_at_the_restored_revision_and_its_writers_hear_it() -> None:
    old, draft = two_versions()

    restored = workflow.restore(
        old, by=cast.person("managing"), at=make.NOW, base=2, reason="The trial was misread."
    )

    assert restored is not None
    assert (restored.note, restored.content()) == ("The trial was misread.", old.content())
    heard = Delivery.objects.filter(event__verb="restored")
    assert [each.recipient for each in heard] == [draft.saved_by]
    assert list(verification.findings()) == []


def test_a_restored_text_is_not_public_by_itself() -> None:
    old, _draft = two_versions()

    restored = workflow.restore(old, by=cast.person("managing"), at=make.NOW, base=2)

    assert restored is not None
    with pytest.raises(Refused, match="not submitted for review"):
        workflow.publish(restored, by=cast.person("managing"), at=make.NOW)


def test_what_the_working_copy_says_already_is_not_restored() -> None:
    old = make.published().revision

    assert workflow.restore(old, by=cast.person("managing"), at=make.NOW, base=1) is None
    assert not Event.objects.filter(verb="restored").exists()


def test_a_wrong_correction_is_rolled_back_by_restoring_and_correcting_again() -> None:
    revision = make.correction()
    make.corrected(revision)
    old = Revision.objects.get(answer=revision.answer, number=1)

    restored = workflow.restore(old, by=cast.person("managing"), at=make.NOW, base=2)
    assert restored is not None
    make.corrected(restored)

    assert old.answer.publications.order_by("-version")[0].revision == restored
    assert restored.candidacies.get().awaits_second_check
