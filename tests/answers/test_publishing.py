"""Publishing when something changed since the approval, and when something breaks."""

import datetime

import pytest

from answers import pages, workflow
from answers.models import Answer, Contributor, Refused, Revision, Stage
from tests import cast, make

pytestmark = pytest.mark.django_db


def test_what_was_approved_before_a_withdrawal_is_reviewed_anew() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(certainty="low"))
    revision = make.approved(answer)
    workflow.withdraw(answer, by=cast.person("clinician"), at=make.NOW, reason="A new warning.")

    with pytest.raises(Refused, match="approved before the answer was withdrawn"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_a_withdrawn_answer_returns_after_a_new_review() -> None:
    answer = make.published().answer
    workflow.withdraw(answer, by=cast.person("clinician"), at=make.NOW, reason="A new warning.")
    later = make.NOW + datetime.timedelta(days=1)
    revision = make.latest(answer)
    workflow.submit(revision, by=cast.person("editor"), at=later)
    make.approve(revision)

    workflow.publish(revision, by=cast.person("editor2"), at=later)

    answer.refresh_from_db()
    assert answer.public_state == "published"
    assert answer.withdrawn_reason == ""


def test_a_signers_declaration_must_still_be_fresh_when_the_text_goes_live() -> None:
    revision = make.approved()
    Contributor.objects.filter(user__username="editor2").update(
        interests_declared_on=datetime.date(2024, 1, 1)
    )

    with pytest.raises(Refused, match="Test Editor2 declared are older than 12 months"):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


def test_one_broken_answer_does_not_hold_back_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = _scheduled(), _scheduled()
    publish_page = pages.publish_page

    def breaks(answer: Answer, *, at: datetime.datetime, known: pages.Known) -> object:
        if answer == broken.answer:
            raise RuntimeError("a template is broken")
        return publish_page(answer, at=at, known=known)

    monkeypatch.setattr(pages, "publish_page", breaks)
    workflow.publish_due(make.NOW + datetime.timedelta(hours=2))

    assert whole.candidacies.get().stage == Stage.LIVE
    assert broken.candidacies.get().stage == Stage.SCHEDULED


def _scheduled() -> Revision:
    revision = make.approved()
    workflow.schedule(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        publish_at=make.NOW + datetime.timedelta(hours=1),
    )
    return revision
