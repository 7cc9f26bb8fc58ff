"""A page that meets every rule goes through; take one thing away, and every door names the one rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from answers import comments, gates, workflow
from answers.admin.writing import gate_list, sheets
from answers.content import Sure, Use
from answers.models import (
    Answer,
    Contributor,
    Decision,
    PassedWarning,
    Question,
    Refused,
    Revision,
    Topic,
)
from answers.rendering import claims
from sources import notices
from sources.models import Source
from tests import cast, make, newer, whole
from tests.answers import reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

Taking = Mapping[str, Any] | Callable[[Answer], None]
"""What the text says instead, or what happens to the page once it is signed."""

LONG_WORDS = ("immunosuppression", "anticoagulation", "rehabilitation")
SPELLED_OUT = ("big old tin (BOT)", "red old tin (ROT)", "dry old tin (DOT)")
MORE_SPELLED_OUT = ("hot old tin (HOT)", "new old tin (NOT)", "low old tin (LOT)")


def listed(names: tuple[str, ...]) -> str:
    return " ".join(f"You may see a {name}." for name in names)


def research(sentence: str, **more: Any) -> dict[str, Any]:
    return {"research": f"<p>A review of all trials found little [@review, p. 5]. {sentence}</p>"} | more


def of_source(key: str, **fields: Any) -> Callable[[Answer], None]:
    """A source says otherwise, and the text is saved with it."""

    def take(answer: Answer) -> None:
        whole.change_source(key, **fields)
        make.revision(answer, whole.draft())

    return take


def said(answer: Answer, block: str, place: int = 0) -> str:
    """The hash of a sentence."""
    content = make.latest(answer).content()
    return [each for each in claims.claims(content) if each.block == block][place].hash


def unsure_of_one_sentence(answer: Answer) -> None:
    make.revision(answer, whole.draft(certainties=(Sure(said(answer, "short_answer", 3), "very_low"),)))


def topic_says_otherwise(answer: Answer) -> None:
    Topic.objects.filter(pk=answer.question.main_topic_id).update(emergency_signs="You are cold.")


def topic_without_signs(answer: Answer) -> None:
    Topic.objects.update(emergency_signs="")
    make.revision(answer, whole.draft())


def origin_forgotten(answer: Answer) -> None:
    Question.objects.filter(pk=answer.question_id).update(origin="")


def full_of_medical_words(answer: Answer) -> None:
    make.approved_term("immunosuppression", "Weak defences.")
    make.revision(
        answer, whole.draft(**research("Immunosuppression after immunosuppression may be immunosuppression."))
    )


def sources_grown_old(answer: Answer) -> None:
    whole.change_source("review", year=2015)
    of_source("trial", year=2015)(answer)


def retracted(answer: Answer) -> None:
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)


def newer_edition(answer: Answer) -> None:
    newer.confirmed("review", "newest", study_type="systematic review")


def doubted(answer: Answer) -> None:
    revision = make.latest(answer)
    source = Source.objects.get(key="trial")
    workflow.check(
        revision,
        said(answer, "research"),
        by=cast.person("reviewer"),
        at=make.NOW,
        source=source,
        verdict="does not support",
        reading="read the source",
        reason="It says something else.",
    )


def must_fix(answer: Answer) -> None:
    comments.open_thread(
        make.latest(answer), by=cast.person("reviewer"), at=make.NOW, kind="must-fix", text="Why?"
    )


def interests_grown_old(answer: Answer) -> None:
    Contributor.objects.filter(user__username="clinician").update(interests_declared_on="2025-01-01")


TAKEN: dict[str, Taking] = {
    "required parts": {"doctor_questions": ()},
    "certainty said": {"certainty_reason": ""},
    "unknowns said": {"unknowns": ""},
    "main message cited": {
        "short_answer": "<p>Yes, the drug may help you a little. It can also make people feel sick, and we "
        "are not very sure of either. Talk with your doctor about what fits you best.</p>"
    },
    "numbers cited": research("That took 3 weeks."),
    "no typed numbers": research("In one trial it lasted a year [6] [@trial, p. 2]."),
    "exact place": research("In one trial people slept well [@trial]."),
    "kind of study": of_source("trial", study_type=""),
    "reviews first": of_source("review", study_type="other"),
    "recent sources": sources_grown_old,
    "web pages dated": of_source(
        "trial", doi="", url="https://example.org/trial", unidentified_reason="A page of the web."
    ),
    "who paid": of_source("trial", funder=""),
    "evidence searched": {"evidence_searched_to": None},
    "search described": {"search_notes": ""},
    "drafting told": {"drafted_with": ""},
    "writer named": {"byline": ()},
    "origin told": origin_forgotten,
    "as sure as its sentences": unsure_of_one_sentence,
    "benefits and harms": {"outcomes": (whole.BENEFIT,)},
    "equal detail": {
        "outcomes": (whole.BENEFIT, *(replace(whole.HARM, outcome=f"Harm {n}") for n in range(4)))
    },
    "same people and time": {"outcomes": (whole.BENEFIT, replace(whole.HARM, time=""))},
    "rows cited": {"outcomes": (whole.BENEFIT, replace(whole.HARM, cited=""))},
    "other choices": {"other_choices": ""},
    "treatment explained": {"how_it_works": ""},
    "emergency card": topic_without_signs,
    "topic's cards current": topic_says_otherwise,
    "short cards": {"urgent_signs": "\n".join(f"Sign {number}." for number in range(7))},
    "answer first": {
        "short_answer": whole.TEXTS["short_answer"].replace(
            "Yes, the drug may help you a little", "Here is what the drug may do"
        )
    },
    "short answer length": {"short_answer": "<p>Yes, the drug may help you a little [@review, p. 4].</p>"},
    "short answer sentences": {
        "short_answer": whole.TEXTS["short_answer"].replace("</p>", " You decide.</p>")
    },
    "questions for the doctor": {"doctor_questions": ("Am I like the people in the trial?",)},
    "reading level": {
        "doctor_questions": tuple(f"Is my {word} contraindicated?" for word in LONG_WORDS),
    },
    "medical words in measure": full_of_medical_words,
    "sentence length": research(f"You may take it at home {'or take it out ' * 5}."),
    "longest sentence": research(f"You may take it at home {'or take it out ' * 8}."),
    "short paragraphs": research("You may rest. You may walk. You may sit."),
    "acronyms explained": research("You may hear of QRS."),
    "few acronyms": {"unknowns": f"<p>{listed(SPELLED_OUT)}</p><p>{listed(MORE_SPELLED_OUT)}</p>"},
    "active voice": {
        "unknowns": "<p>Much is left open. It is not known how long it lasts. It was asked.</p>"
    },
    "nothing called settled": research("The review proves that it is safe [@review, p. 5]."),
    "verbs fit the certainty": research("The drug lowers pain [@review, p. 5]."),
    "single study named": {"quality_of_life": "<p>People may sleep [@trial, p. 2].</p>"},
    "people, not percent": research("It may help 20% of people [@review, p. 5]."),
    "differences with both numbers": {"unknowns": "<p>It may halve the pain of some.</p>"},
    "no traces of the making": {"unknowns": "<p>The provided set says no more.</p>"},
    "sources identified": of_source("trial", doi="", year=None),
    "no retracted support": retracted,
    "newer edition": newer_edition,
    "citations checked": doubted,
    "no open must-fix": must_fix,
    "interests": interests_grown_old,
}
"""By gate. The gates of translations and of signatures have cases of their own below."""

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
    document = reviewing.client("clinician").get(f"/api/v1/revisions/{revision.pk}/").json()
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
    editor, clinician = reviewing.client("editor"), reviewing.client("clinician")
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
