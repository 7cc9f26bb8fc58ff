"""Taking up a newer edition: a draft for each answer, nobody's text lost, the owners told once."""

from __future__ import annotations

from typing import Any

import pytest

from answers import gates, policies, workflow
from answers.models import (
    Answer,
    Buffer,
    Candidacy,
    CitationCheck,
    Event,
    Refused,
    Revision,
    Stage,
    Uptake,
    verification,
)
from sources import notices
from sources.models import Replacement
from tests import cast, make, newer

pytestmark = pytest.mark.django_db


def take(answer: Answer, replacement: Replacement, *, by: str = "editor2") -> Revision | None:
    return workflow.take_newer(
        answer, replacement, by=cast.person(by), at=make.NOW, base=answer.latest_number
    )


def test_a_draft_cites_the_newer_edition_and_nothing_public_changes() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    live = answer.live_revision

    revision = take(answer, replacement)

    answer.refresh_from_db()
    assert revision is not None
    assert revision.number == 2
    assert newer.cited(answer) == {"newer", "trial"}
    assert (answer.live_revision, answer.public_state) == (live, "published")
    assert not Candidacy.objects.filter(revision=revision).exists()


def test_the_person_is_credited_and_is_the_author_of_the_new_citation() -> None:
    answer, replacement = newer.published(), newer.confirmed()

    revision = take(answer, replacement)

    assert revision is not None
    person = cast.person("editor2")
    assert "contributed" in policies.why_not_decide(person, revision)
    need = next(each for each in gates.needed_checks(revision.content()) if _key(each) == "newer")
    assert "somebody else" in policies.why_not_check(person, answer, [need.fingerprint])


def test_no_check_of_a_moved_citation_holds_and_the_others_do() -> None:
    answer, replacement = newer.published(), newer.confirmed()

    revision = take(answer, replacement)

    assert revision is not None
    checks = gates.counting_checks(revision.answer)
    holding = {
        _key(each): bool(checks.get(each.fingerprint)) for each in gates.needed_checks(revision.content())
    }
    assert holding["newer"] is False
    assert holding["trial"] is True
    assert CitationCheck.objects.filter(source__key="older").exists()


def test_a_working_copy_that_went_on_is_changed_further() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    further = newer.RESEARCH + "<p>An unpublished thought.</p>"
    make.revision(answer, make.draft(wording=answer.question.wording, research=further))

    revision = take(answer, replacement)

    assert revision is not None
    assert "An unpublished thought." in revision.content().research
    assert "[@newer]" in revision.content().research


def test_a_revision_in_review_stays_pinned() -> None:
    submitted, replacement = make.submitted(newer.draft()), newer.confirmed()

    take(submitted.answer, replacement)

    candidacy = Candidacy.objects.get()
    assert (candidacy.revision, candidacy.stage) == (submitted, Stage.IN_REVIEW)


def test_taking_it_twice_changes_nothing_and_tells_nobody_again() -> None:
    answer, replacement = newer.published(), newer.confirmed()
    take(answer, replacement)
    events = Event.objects.count()

    again = take(answer, replacement, by="editor")

    assert again is None
    assert (answer.latest_number, Event.objects.count()) == (2, events)
    assert Uptake.objects.get().revision == newer.newest(answer)


def test_somebody_who_saved_meanwhile_loses_nothing() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    make.revision(answer, make.draft(wording=answer.question.wording, research="<p>Theirs [@older].</p>"))

    with pytest.raises(Refused, match="meanwhile"):
        workflow.take_newer(answer, replacement, by=cast.person("editor2"), at=make.NOW, base=1)

    answer.refresh_from_db()
    assert answer.research == "<p>Theirs [@older].</p>"
    assert not Uptake.objects.exists()


def test_what_the_person_typed_and_did_not_save_is_not_lost() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    person = cast.person("editor2")
    kept = Buffer.objects.create(
        person=person, answer=answer, base_number=1, fields={"research": "<p>Typed.</p>"}, saved_at=make.NOW
    )

    take(answer, replacement)

    assert Buffer.objects.get() == kept


@pytest.mark.parametrize("name", ["reviewer", "clinician", "auditor"])
def test_only_those_who_write_may_take_it_or_keep_the_older(name: str) -> None:
    answer, replacement, person = newer.draft(), newer.confirmed(), cast.person(name)
    verbs: list[Any] = [
        lambda: take(answer, replacement, by=name),
        lambda: newer.ask(replacement, by=name),
        lambda: workflow.keep_older(answer, replacement, by=person, at=make.NOW, reason="x"),
    ]

    for verb in verbs:
        with pytest.raises(Refused, match="permission to edit"):
            verb()
    assert newer.newest(answer).number == 1


def test_only_a_confirmed_newer_edition_is_taken() -> None:
    answer, replacement = newer.draft(), newer.proposed()

    with pytest.raises(Refused, match="not confirmed"):
        take(answer, replacement)


def test_a_newer_edition_with_a_notice_of_retraction_is_not_taken() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    notices.record(replacement.newer, kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY)

    with pytest.raises(Refused, match="notice of retraction"):
        take(answer, replacement)


def test_the_log_says_who_took_what_and_stays_whole() -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    take(answer, replacement)

    event = Event.objects.get(verb="took a newer edition")
    assert (event.person, event.revision) == (cast.person("editor2"), newer.newest(answer))
    assert event.details == {"replacement": replacement.pk, "source": "older", "newer": "newer"}
    assert list(verification.findings()) == []


def test_keeping_the_older_edition_needs_a_reason_and_ends_the_warning() -> None:
    answer, replacement, by = newer.draft(), newer.confirmed(), cast.person("editor")
    revision = newer.newest(answer)
    before = _warnings(revision)

    with pytest.raises(Refused, match="Write why"):
        workflow.keep_older(answer, replacement, by=by, at=make.NOW, reason=" ")
    workflow.keep_older(answer, replacement, by=by, at=make.NOW, reason="It tells of 2019.")

    assert (len(before), _warnings(revision)) == (1, [])
    assert Event.objects.get(verb="kept the older edition").details["reason"] == "It tells of 2019."


def test_a_newer_edition_is_pointed_out_and_blocks_nobody() -> None:
    revision, _ = make.checked(make.submitted(newer.draft())), newer.confirmed()

    [warning] = _warnings(revision)
    make.approve(revision)

    assert "A newer edition was published in 2025" in warning
    assert Candidacy.objects.get().stage == Stage.APPROVED


def _key(need: gates.Needed) -> str:
    return need.use.source_key if need.use else ""


def _warnings(revision: Revision) -> list[str]:
    return [each.sentence for each in gates.for_approval(revision) if each.gate == "newer edition"]
