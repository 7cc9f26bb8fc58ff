"""The short route: one non-contributor signs the difference, and the checks go along."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from answers import gates, smallness, workflow
from answers.models import (
    Answer,
    CitationCheck,
    Decision,
    Event,
    PublishedPage,
    Refused,
    Revision,
    Stage,
    Topic,
    verification,
)
from sources.models import Source
from tests import cast, make
from tests.answers import reviewing

pytestmark = pytest.mark.django_db

BEFORE = "<p>Doctors saw fewer strokes in one trial [@trial].</p><p>Patients ask about it.</p>"
AFTER = "<p>Physicians saw fewer strokes in one trial [@trial].</p><p>People ask about it.</p>"


def small_change(**fields: Any) -> Revision:
    """A public answer of which the editor has reworded two sentences, in review again."""
    answer = make.published(research=BEFORE).answer
    typed = {"wording": answer.question.wording, "research": AFTER} | fields
    make.revision(answer, make.draft(**typed), by=cast.person("editor"))
    return make.submitted(answer)


def sign(revision: Revision, *, by: str = "editor2") -> Decision:
    return workflow.sign_small_change(
        revision, by=cast.person(by), at=make.NOW, content_hash=revision.content_hash
    )


def test_one_signature_approves_the_change_and_the_day_of_the_review_stays() -> None:
    revision = small_change()
    reviewed_on = Answer.objects.get().last_reviewed_on

    decision = sign(revision)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW.replace(day=23))

    assert (decision.kind, decision.scope) == ("approved", "this change only")
    answer = Answer.objects.get()
    assert answer.live_revision == revision
    assert answer.last_reviewed_on == reviewed_on


def test_the_checks_of_reworded_sentences_are_carried_over_and_name_what_they_follow() -> None:
    revision = small_change()
    before = set(CitationCheck.objects.values_list("pk", flat=True))

    sign(revision)

    carried = CitationCheck.objects.exclude(pk__in=before).select_related("carried_from", "checker")
    assert [(each.verdict, each.checker.username) for each in carried.order_by("pk")] == [
        ("supports", "editor2"),
        ("needs no citation", "editor2"),
    ]
    for each in carried:
        former = each.carried_from
        assert former is not None
        assert (each.quote, each.reading, each.source) == (former.quote, former.reading, former.source)
        assert each.fingerprint != former.fingerprint
    assert [finding.gate for finding in reviewing.blocking(revision)] == []
    assert list(verification.findings()) == []


def test_the_event_tells_of_the_carried_checks() -> None:
    sign(small_change())

    event = Event.objects.get(verb="signed a small change")
    assert len(re.findall(r'"citationcheck:\d+"', event.record)) == 2


@pytest.mark.parametrize("name", ["editor", "reviewer", "auditor"])
def test_who_wrote_it_or_may_not_approve_does_not_sign(name: str) -> None:
    revision = small_change()

    with pytest.raises(Refused, match=r"You contributed|permission to approve"):
        sign(revision, by=name)

    assert not CitationCheck.objects.filter(carried_from__isnull=False).exists()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"research": AFTER.replace("fewer", "more")}, "“fewer” says how much, which way"),
        ({"research": AFTER.replace("one trial", "two trials")}, "“one” is or counts a number"),
        ({"certainty": "low"}, "More than the wording changed: certainty"),
        ({"doctor_questions": ("What is my own risk?",)}, "How the text is built or set changed"),
    ],
)
def test_any_doubt_refuses_the_short_route_with_its_reason(fields: dict[str, Any], sentence: str) -> None:
    revision = small_change(**fields)

    with pytest.raises(Refused) as refused:
        sign(revision)

    assert refused.value.sentences[0] == "This is no small change. Review the page instead."
    assert sentence in str(refused.value)
    assert revision.candidacies.get().stage == Stage.IN_REVIEW


def test_a_text_that_readers_cannot_compare_is_no_small_change() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Readers see no text"):
        sign(revision)


def test_what_readers_see_unsigned_is_no_ground_for_a_small_change() -> None:
    corrected = make.correction()
    make.corrected(corrected)
    wording = corrected.answer.question.wording
    typed = make.draft(wording=wording, research=make.CORRECTED.replace("Two", "These two"))
    make.revision(corrected.answer, typed)
    revision = make.submitted(corrected.answer)

    assert smallness.of(revision).reasons == ("What readers see still awaits its second check.",)


def test_a_check_that_was_carried_once_is_not_carried_again() -> None:
    revision = small_change()
    sign(revision)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)
    again = AFTER.replace("Physicians", "Clinicians")
    make.revision(revision.answer, make.draft(wording=revision.answer.question.wording, research=again))
    newer = make.submitted(revision.answer)

    with pytest.raises(Refused, match="only by carrying over"):
        sign(newer)


def test_a_check_that_accepted_part_of_the_support_is_not_carried() -> None:
    answer = make.answer(research=BEFORE)
    revision = make.checked(make.submitted(answer))
    need = next(each for each in gates.needed_checks(revision.content()) if each.claim.block == "research")
    check = workflow.check(
        revision,
        need.claim.hash,
        by=cast.person("reviewer"),
        at=make.NOW,
        verdict="partly supports",
        source=Source.objects.get(key="trial"),
        reading="read the source",
        quote="Some words.",
    )
    workflow.accept_partly(check, by=cast.person("editor2"), at=make.NOW, reason="Enough.")
    make.approve(revision)
    workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)
    make.revision(answer, make.draft(wording=answer.question.wording, research=AFTER))

    with pytest.raises(Refused, match="only in part"):
        sign(make.submitted(answer))


def test_a_reworded_sentence_that_somebody_denied_does_not_pass() -> None:
    revision = small_change()
    need = next(each for each in gates.needed_checks(revision.content()) if "Physicians" in each.claim.text)
    workflow.check(
        revision,
        need.claim.hash,
        by=cast.person("clinician"),
        at=make.NOW,
        verdict="does not support",
        source=Source.objects.get(key="trial"),
        reason="It says nurses.",
    )

    with pytest.raises(Refused, match="does not support “Physicians saw"):
        sign(revision)


def test_only_what_is_in_review_is_signed() -> None:
    revision = small_change()
    workflow.take_back(revision, by=cast.person("editor"), at=make.NOW)

    with pytest.raises(Refused, match="taken back"):
        sign(revision)


@pytest.mark.parametrize(("is_allowed", "stage"), [(False, Stage.IN_REVIEW), (True, Stage.APPROVED)])
def test_it_stands_in_for_the_clinicians_approval_where_the_topic_allows(
    stage: str, *, is_allowed: bool
) -> None:
    revision = small_change()
    Topic.objects.update(clinician_needed=True, small_changes_by_anyone=is_allowed)

    sign(revision)

    assert revision.candidacies.get().stage == stage


def test_no_topic_lets_anything_else_pass_without_the_clinician_it_asks_for() -> None:
    revision = small_change(certainty="low")
    Topic.objects.update(clinician_needed=True, small_changes_by_anyone=True)
    make.checked(revision)

    make.approve(revision, by=cast.person("editor2"))

    assert revision.candidacies.get().stage == Stage.IN_REVIEW


def test_where_two_must_approve_two_sign() -> None:
    revision = small_change()
    Topic.objects.update(approvals_needed=2)

    sign(revision, by="editor2")
    assert revision.candidacies.get().stage == Stage.IN_REVIEW
    sign(revision, by="managing")

    assert revision.candidacies.get().stage == Stage.APPROVED
    assert CitationCheck.objects.filter(carried_from__isnull=False).count() == 2


def test_only_a_good_check_is_carried_over() -> None:
    make.published()
    [former] = CitationCheck.objects.filter(source__key="review")
    row = {field.attname: getattr(former, field.attname) for field in former._meta.local_concrete_fields}

    with pytest.raises(IntegrityError, match="only_a_good_check_is_carried_over"), transaction.atomic():
        CitationCheck.objects.create(
            **row | {"id": None, "verdict": "does not support", "carried_from_id": former.pk}
        )


def test_the_page_shows_the_marked_words_and_the_button_signs_them() -> None:
    revision = small_change()
    client = Client()
    client.force_login(cast.person("editor2"))

    workspace = client.get(f"/admin/review/{revision.pk}/").content.decode()
    page = client.get(f"/admin/review/{revision.pk}/small-change/").content.decode()
    signed = client.post(
        f"/admin/review/{revision.pk}/small-change/",
        {"content_hash": revision.content_hash, "interests": "None"},
    )

    assert 'small-change/">Sign this small change' in workspace
    assert re.search(r"<ins[^>]*>[^<]*(?:<span[^>]*>[^<]*</span>)?Physicians", page)
    assert "What stands in the way" not in page
    assert signed.status_code == 302
    assert revision.candidacies.get().stage == Stage.APPROVED


def test_the_page_of_a_change_that_is_not_small_says_why_and_is_not_offered() -> None:
    revision = small_change(research=AFTER.replace("fewer", "more"))
    client = Client()
    client.force_login(cast.person("editor2"))

    workspace = client.get(f"/admin/review/{revision.pk}/").content.decode()
    page = client.get(f"/admin/review/{revision.pk}/small-change/").content.decode()

    assert 'small-change/">Sign this small change' not in workspace
    assert "“more” says how much, which way" in page


def test_the_inbox_leads_to_the_signature_in_one_step() -> None:
    small = small_change()
    other = small_change(certainty="low")
    client = Client()
    client.force_login(cast.person("editor2"))

    inbox = client.get("/admin/review/").content.decode()

    assert f'href="/admin/review/{small.pk}/small-change/"' in inbox
    assert f'href="/admin/review/{other.pk}/small-change/"' not in inbox


def test_the_page_goes_on_naming_who_checked_the_whole_of_it() -> None:
    revision = small_change()
    sign(revision, by="managing")

    workflow.publish(revision, by=cast.person("managing"), at=make.NOW)

    html = PublishedPage.objects.get().html
    assert (
        '<span class="person">Test Editor2</span>, medical editor; <span class="person">Test Managing' in html
    )


def test_a_new_review_of_the_whole_page_is_named_alone() -> None:
    revision = small_change()
    make.checked(revision)
    make.approve(revision, by=cast.person("managing"), scope="whole page")

    workflow.publish(revision, by=cast.person("managing"), at=make.NOW)

    assert '<span class="person">Test Editor2' not in PublishedPage.objects.get().html
