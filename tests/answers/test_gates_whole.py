"""A page that meets every rule goes through; take one thing away, and every door names the one rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from answers import gates, workflow
from answers.admin.writing import gate_list, sheets
from answers.content import Use
from answers.models import (
    Answer,
    Decision,
    PassedWarning,
    Question,
    Refused,
    Revision,
)
from tests import cast, make, whole
from tests.answers import reviewing
from tests.answers.taken_away import TAKEN, research, said

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

LATER = {"citations checked", "approvals", "clinician signed"}
"""What a text that was just saved lacks, whatever it says."""

ELSEWHERE = {
    "citations resolve",
    "short quotes",
    "translated",
    "follows the original",
    "approvals",
    "clinician signed",
}
"""What the cases below take away otherwise."""


@pytest.fixture(scope="module")
def _page(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """One whole page, signed by a clinician, for all cases; the connection is closed as Django's do."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            revision = make.checked(make.submitted(whole.answer()))
            make.approve(revision, by=cast.person("clinician"))
            yield
            transaction.set_rollback(True)
        connections.close_all()


@pytest.fixture
def page(_page: None) -> Iterator[Answer]:
    """The page; what a test takes away from it is put back."""
    with transaction.atomic():
        yield Answer.objects.get()
        transaction.set_rollback(True)


Found = dict[str, bool]
"""By the key of a gate, whether it blocks."""


def in_the_form(answer: Answer) -> Found:
    told = gate_list.of(answer, make.latest(answer).content(), today=make.TODAY).told
    found = {each.gate.key: each.state for each in told}
    assert all(found[each.key] == "later" for each in gates.REGISTRY if each.looks_at in gates.LATER)
    return {key: state == "blocking" for key, state in found.items() if state in ("blocking", "warning")}


def by_the_interface(answer: Answer) -> Found:
    revision = make.latest(answer)
    document = cast.client("clinician").get(f"/api/v1/revisions/{revision.pk}/").json()
    told = (document["to_publish"] or []) + document["findings"]
    return {each["gate"]: each["severity"] == "block" for each in told}


def at_publication(answer: Answer) -> Found:
    signed = Decision.objects.get().round
    found = gates.for_publish(make.latest(answer), signed, today=make.TODAY)
    return {each.gate: each.is_blocking for each in found}


def without(found: Found, keys: set[str]) -> Found:
    return {key: blocks for key, blocks in found.items() if key not in keys}


def test_every_gate_has_a_case() -> None:
    assert {gate.key for gate in gates.REGISTRY} == {*TAKEN, *ELSEWHERE}


def test_nothing_is_found_at_any_door_of_a_page_that_meets_every_rule(page: Answer) -> None:
    whole.ask_everything()

    assert (in_the_form(page), by_the_interface(page), at_publication(page)) == ({}, {}, {})


@pytest.mark.parametrize("key", TAKEN)
def test_what_is_taken_away_is_named_by_its_gate_at_every_door(key: str, page: Answer) -> None:
    taking, gate = TAKEN[key], gates.named(key)
    assert gate is not None
    if callable(taking):
        taking(page)
    else:
        make.revision(page, whole.draft(**taking))
    whole.ask_everything()
    others = LATER - {key}
    blocks = gate.weight in (gates.Weight.ALWAYS, gates.Weight.ASKED)

    page = Answer.objects.get(pk=page.pk)
    assert without(at_publication(page), others) == {key: blocks}
    assert without(by_the_interface(page), others) == {key: blocks}
    assert in_the_form(page) == ({} if gate.looks_at in gates.LATER else {key: blocks})


def test_what_cannot_even_be_saved_is_said_by_the_form(page: Answer) -> None:
    long = Use(said(page, "research"), "trial", locator="p. 2", quote="word " * 61)

    with pytest.raises(Refused, match="longer than 300 characters"):
        make.revision(page, whole.draft(citations=(long,)))
    with pytest.raises(Refused, match="does not exist"):
        make.revision(page, whole.draft(**research("Nobody knows this one [@nobody].")))


@pytest.mark.parametrize("key", sorted(LATER - {"citations checked"}))
def test_a_missing_signature_stops_the_publication_and_the_interface_says_so(key: str, page: Answer) -> None:
    make.revision(page, whole.draft(unknowns="<p>We do not know how long it may last.</p>"))
    page = Answer.objects.get(pk=page.pk)
    revision = make.checked(make.submitted(page))
    if key == "clinician signed":
        make.approve(revision, by=cast.person("editor2"))
    whole.ask_everything()

    found = by_the_interface(page)

    assert found[key] is True
    assert gates.named(key) is not None
    with pytest.raises(Refused):
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)


@pytest.mark.parametrize("key", ["translated", "follows the original"])
def test_a_translation_is_held_beside_its_original_at_every_door(key: str, page: Answer) -> None:
    workflow.publish(make.latest(page), by=cast.person("editor2"), at=make.NOW)
    page = Answer.objects.get(pk=page.pk)
    second = workflow.translate(
        page, language="es", wording="¿Me ayuda?", by=cast.person("editor"), at=make.NOW
    )
    if key == "follows the original":
        make.revision(second, whole.draft(wording="¿Me ayuda?", translates=0))
    whole.ask_everything()
    second = Answer.objects.get(pk=second.pk)
    blocks = key == "translated"

    assert at_publication(second)[key] is blocks
    assert by_the_interface(second)[key] is blocks
    assert in_the_form(second)[key] is blocks


def test_a_whole_page_goes_from_draft_to_patient_under_the_full_standard_without_a_warning() -> None:
    whole.ask_everything()
    whole.sources()
    editor, clinician = cast.client("editor"), cast.client("clinician")
    begun = {"wording": whole.WORDING, "topic": whole.topic().pk, "language": "en", "origin": "patients"}
    editor.post("/admin/answers/answer/add/", begun)
    Question.objects.update(kind="treatment")
    answer = Answer.objects.get()

    editor.post(
        f"/admin/answers/answer/{answer.pk}/change/",
        sheets.as_posted(whole.draft(evidence_searched_to=timezone.localdate()), base=answer.latest_number),
    )
    revision = Revision.objects.latest("number")
    reviewing.post("editor", revision, "submit")
    everything_is_checked_on_screen(revision)
    signed = {"content_hash": revision.content_hash, "scope": "whole page"}
    clinician.post(f"/admin/review/{revision.pk}/approve/", signed)
    editor.post(f"/admin/review/{revision.pk}/publish/")

    answer.refresh_from_db()
    public = Client().get(answer.question.get_absolute_url())
    assert (answer.public_state, public.status_code) == ("published", 200)
    assert "Yes, the drug may help you a little" in public.content.decode()
    assert not PassedWarning.objects.exists()


def test_under_the_full_standard_a_page_that_lacks_one_thing_is_stopped_at_submission_and_at_publication(
    page: Answer,
) -> None:
    signed = make.latest(page)
    Question.objects.filter(pk=page.question_id).update(origin="")
    whole.ask_everything()

    refused = reviewing.text(reviewing.post("editor2", signed, "publish"))
    make.revision(page, whole.draft(unknowns=""))
    newest = Revision.objects.latest("number")
    returned = reviewing.text(reviewing.post("editor", newest, "submit"))

    assert "Say on the page of the question where it comes from" in refused
    assert "“What we do not know” is empty" in returned
    assert not Answer.objects.get(pk=page.pk).is_public
    assert not newest.candidacies.exists()


def everything_is_checked_on_screen(revision: Revision) -> None:
    for need in gates.needed_checks(revision.content()):
        if need.use is None:
            continue
        typed = {"claim_hash": need.claim.hash, "source_key": need.use.source_key, "verdict": "supports"}
        reviewing.post(
            "reviewer", revision, "check", **typed, reading="read the source", quote="The very words."
        )
    reviewing.post("reviewer", revision, "confirm-uncited", claim_hashes=make.uncited(revision))
