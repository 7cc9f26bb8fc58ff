"""What stands in the way of a revision, gate by gate, and the sentence an editor reads."""

from dataclasses import replace
from typing import Any

import pytest

from answers import gates, workflow
from answers.content import SetAside, Use
from answers.models import CitationCheck, Refused, Revision
from answers.rendering import claims
from sources import notices
from sources.models import Source
from tests import cast, make
from tests.answers import reviewing

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"short_answer": ""}, "The short answer is missing"),
        ({"short_answer": "<h3>Only a heading</h3>"}, "The short answer is missing"),
        ({"research": ""}, "“What the research says” is missing"),
        ({"doctor_questions": ()}, "“What to ask your doctor” is empty"),
    ],
)
def test_a_missing_part_is_named_at_submission(fields: dict[str, Any], sentence: str) -> None:
    revision = make.latest(make.answer(**fields))

    with pytest.raises(Refused, match=sentence):
        workflow.submit(revision, by=cast.person("editor"), at=make.NOW)


def test_every_numbered_citation_and_every_uncited_sentence_needs_a_check() -> None:
    revision = make.latest(make.answer())

    needs = gates.needed_checks(revision.content())

    assert [need.use.source_key if need.use else "" for need in needs] == [
        "trial",
        "",
        "trial",
        "review",
        "trial",
    ]


def test_a_heading_is_looked_at_because_it_can_claim_as_much_as_a_sentence() -> None:
    revision = make.latest(
        make.answer(research="<h3>Aspirin cures cancer</h3><p>Fewer had one [@trial].</p>")
    )

    texts = [need.claim.text for need in gates.needed_checks(revision.content()) if need.use is None]

    assert "Aspirin cures cancer" in texts


def test_a_citation_that_is_not_relevant_needs_no_support_and_its_sentence_is_looked_at() -> None:
    answer = make.answer(research="<p>Other studies are about other illnesses [@review].</p>")
    sentence = next(c for c in claims.claims(make.latest(answer).content()) if c.block == "research")
    said = Use(sentence.hash, "review", role="not_relevant", note="Another illness.")
    revision = make.revision(
        answer,
        make.draft(
            wording=answer.question.wording,
            research="<p>Other studies are about other illnesses [@review].</p>",
            citations=(said,),
        ),
    )

    needs = [need for need in gates.needed_checks(revision.content()) if need.claim.block == "research"]

    assert [need.use for need in needs] == [None]


def test_an_authors_own_check_does_not_count() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="somebody else must check it"):
        make.checked(revision, by=cast.person("editor"))


def test_a_co_author_may_check_the_sentences_of_the_other() -> None:
    answer = make.answer()
    typed = make.draft(wording=answer.question.wording, unknowns="<p>How long it lasts.</p>")
    make.revision(answer, typed, by=cast.person("editor2"))
    revision = make.submitted(answer)

    make.checked(revision, by=cast.person("editor2"))

    assert [finding.gate for finding in reviewing.blocking(revision)] == []


def test_a_changed_sentence_loses_its_check_and_the_others_keep_theirs() -> None:
    revision = make.checked(make.submitted())
    typed = make.draft(
        wording=revision.answer.question.wording,
        research=make.RESEARCH.replace("fewer people", "far fewer people"),
    )

    changed = make.revision(revision.answer, typed)

    sentences = [finding.sentence for finding in reviewing.blocking(changed)]
    assert len(sentences) == 1
    assert "In one trial far fewer people had a stroke”" in sentences[0]


def test_a_changed_place_in_the_source_loses_its_check() -> None:
    revision = make.checked(make.submitted())
    typed = make.draft(
        wording=revision.answer.question.wording, research=make.RESEARCH.replace("p. 4", "p. 5")
    )

    changed = make.revision(revision.answer, typed)

    assert [finding.gate for finding in reviewing.blocking(changed)] == ["citations checked"]


@pytest.mark.parametrize(
    ("verdict", "sentence"),
    [
        ("does not support", "does not support “In one trial"),
        ("partly supports", "supports only part of “In one trial"),
        ("could not get it", "could get source 1"),
    ],
)
def test_a_verdict_other_than_support_stands_in_the_way(verdict: str, sentence: str) -> None:
    revision = make.submitted()
    _check_the_trial(revision, verdict=verdict)

    found = " ".join(finding.sentence for finding in reviewing.blocking(revision))

    assert sentence in found


def test_one_doubt_outweighs_another_persons_support() -> None:
    revision = make.checked(make.submitted())
    _check_the_trial(revision, by="clinician", verdict="does not support")

    assert [finding.gate for finding in reviewing.blocking(revision)] == ["citations checked"]


def test_a_person_can_change_their_mind() -> None:
    revision = make.checked(make.submitted())
    _check_the_trial(revision, by="reviewer", verdict="does not support")
    _check_the_trial(revision, by="reviewer", verdict="supports")

    assert reviewing.blocking(revision) == ()


def test_partly_is_enough_once_somebody_else_accepted_it_in_writing() -> None:
    revision = make.checked(make.submitted())
    check = _check_the_trial(revision, by="reviewer", verdict="partly supports")
    assert len(reviewing.blocking(revision)) == 1

    workflow.accept_partly(check, by=cast.person("editor2"), at=make.NOW, reason="The rest is in p. 5.")

    assert reviewing.blocking(revision) == ()


def test_a_writer_cannot_accept_a_partly_for_their_own_sentence() -> None:
    revision = make.submitted()
    check = _check_the_trial(revision, verdict="partly supports")

    with pytest.raises(Refused, match="You wrote this sentence"):
        workflow.accept_partly(check, by=cast.person("editor"), at=make.NOW, reason="Good enough.")


def test_support_needs_a_quote_or_a_reason_and_says_what_was_read() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="Copy the sentence"):
        _check_the_trial(revision, verdict="supports", quote="", reason="")
    with pytest.raises(Refused, match="Say what you read"):
        _check_the_trial(revision, verdict="supports", reading="")


def test_a_set_aside_source_must_be_identified_too() -> None:
    make.source("leaflet", doi="", year=None)
    revision = make.latest(make.answer(set_aside=(SetAside("leaflet", "Another illness."),)))

    found = [each for each in reviewing.blocking(revision) if each.gate == "sources identified"]
    assert [("“leaflet” is not identified" in each.sentence, each.block) for each in found] == [
        (True, "set_aside")
    ]


def test_a_source_that_is_not_identified_is_shown_where_the_text_first_cites_it() -> None:
    revision = make.latest(make.answer())
    Source.objects.filter(key="review").update(doi="", year=None)
    typed = make.draft(wording=revision.answer.question.wording)

    found = gates.for_approval(make.revision(revision.answer, typed))

    assert [(each.block, each.claim) for each in found if each.gate == "sources identified"] == [
        ("research", 4)
    ]


def test_who_took_the_last_citation_away_cannot_confirm_that_none_is_needed() -> None:
    answer = make.answer()
    bare = make.draft(
        wording=answer.question.wording, research="<p>In one trial fewer people had a stroke.</p>"
    )

    revision = make.revision(answer, bare, by=cast.person("editor2"))

    with pytest.raises(Refused, match="You wrote this sentence or its citation"):
        workflow.confirm_uncited(
            revision,
            by=cast.person("editor2"),
            at=make.NOW,
            claim_hashes=[_claim_of_the_trial(revision).hash],
        )


def test_who_called_a_source_not_relevant_cannot_confirm_that_none_is_needed() -> None:
    answer = make.answer()
    sentence = _claim_of_the_trial(make.latest(answer))
    said = Use(sentence.hash, "trial", role="not_relevant", note="Another illness.")

    revision = make.revision(
        answer, make.draft(wording=answer.question.wording, citations=(said,)), by=cast.person("editor2")
    )

    with pytest.raises(Refused, match="You wrote this sentence or its citation"):
        workflow.confirm_uncited(
            revision, by=cast.person("editor2"), at=make.NOW, claim_hashes=[sentence.hash]
        )


def test_a_doubt_stands_though_the_doubter_wrote_elsewhere_in_a_restored_text() -> None:
    answer = make.answer()
    wording = answer.question.wording
    old = make.revision(answer, make.draft(wording=wording, certainty="low"), by=cast.person("editor2"))
    make.checked(make.submitted(answer))
    _check_the_trial(old, by="editor2", verdict="does not support")
    make.revision(answer, make.draft(wording=wording, research="<p>Other words [@trial].</p>"))

    restored = workflow.restore(old, by=cast.person("editor"), at=make.NOW, base=3)

    assert restored is not None
    assert ["does not support" in each.sentence for each in reviewing.blocking(restored)] == [True]


@pytest.mark.parametrize(
    ("role", "note", "is_blocked"),
    [
        ("supports", "", True),
        ("partly", "It says more.", True),
        ("contradicts", "", True),
        ("context", "Shows why the trial was repeated.", False),
        ("not_relevant", "Another illness.", False),
    ],
)
def test_a_retracted_source_supports_nothing(role: str, note: str, *, is_blocked: bool) -> None:
    answer = make.answer(research="<p>Two reviews said the same [@review].</p>")
    hashes = {claim.text: claim.hash for claim in claims.claims(make.latest(answer).content())}
    said = Use(hashes["Two reviews said the same."], "review", role=role, note=note)
    typed = {"wording": answer.question.wording, "research": "<p>Two reviews said the same [@review].</p>"}
    revision = make.latest(answer)
    if role != "supports":
        revision = make.revision(answer, make.draft(**typed, citations=(said,)))

    _retract("review")

    blocked = [each.gate for each in reviewing.blocking(revision) if each.gate == "no retracted support"]
    assert bool(blocked) is is_blocked


def test_a_retracted_source_blocks_also_where_sentences_were_hashed_otherwise_when_frozen(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    revision = make.latest(make.answer())
    _retract("review")
    frozen = revision.content()
    former = replace(frozen, uses=tuple(replace(use, claim_hash="0" * 64) for use in frozen.uses))
    monkeypatch.setattr(Revision, "content", lambda _: former)

    assert "no retracted support" in [each.gate for each in reviewing.blocking(revision)]


def _check_the_trial(
    revision: Revision,
    *,
    verdict: str,
    by: str = "reviewer",
    quote: str = "Words.",
    reason: str = "A reason.",
    reading: str = "read the source",
) -> CitationCheck:
    return workflow.check(
        revision,
        _claim_of_the_trial(revision).hash,
        by=cast.person(by),
        at=make.NOW,
        verdict=verdict,
        source=Source.objects.get(key="trial"),
        reading=reading,
        quote=quote,
        reason=reason,
    )


def _claim_of_the_trial(revision: Revision) -> claims.Claim:
    return next(claim for claim in claims.claims(revision.content()) if claim.text.startswith("In one trial"))


def _retract(key: str) -> None:
    source = Source.objects.get(key=key)
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)
