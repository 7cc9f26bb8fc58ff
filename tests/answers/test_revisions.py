"""Saving: what freezes a revision, what changes nothing, and what two editors at once are told."""

import pytest

from answers import revisions, workflow
from answers.content import SetAside, Use
from answers.models import (
    Answer,
    Buffer,
    Citation,
    Credit,
    Event,
    FrozenText,
    Question,
    Refused,
    Revision,
    SentenceAuthor,
)
from answers.rendering import claims
from sources.models import Alias
from tests import cast, make

pytestmark = pytest.mark.django_db


def test_a_save_freezes_the_text_and_the_sources_as_they_are() -> None:
    answer = make.answer()

    frozen = make.latest(answer).content()

    assert frozen.work("trial") == make.source("trial").work()
    assert [use.source_key for use in frozen.uses] == ["trial", "trial", "review", "trial"]


def test_a_save_without_a_change_makes_no_revision() -> None:
    answer = make.answer()

    saved = workflow.save(answer, revisions.draft_of(answer), by=cast.person("editor2"), at=make.NOW, base=1)

    assert saved is None
    assert answer.revisions.count() == 1


def test_a_mended_source_reaches_the_text_by_the_next_save() -> None:
    answer = make.answer()
    source = make.source("trial")
    source.pages = "1-9"
    source.save()

    saved = make.revision(answer, revisions.draft_of(answer))

    assert saved.number == 2
    assert make.latest(answer).content().work("trial") == source.work()


def test_the_second_of_two_editors_sees_mine_theirs_and_base() -> None:
    answer = make.answer(certainty_reason="As it was.")
    mine = make.draft(wording=answer.question.wording, certainty_reason="Mine.")
    theirs = make.draft(wording=answer.question.wording, certainty_reason="Theirs.")
    make.revision(answer, theirs, by=cast.person("editor2"))

    with pytest.raises(revisions.Conflict) as conflict:
        workflow.save(answer, mine, by=cast.person("editor"), at=make.NOW, base=1)

    assert conflict.value.theirs.certainty_reason == "Theirs."
    assert conflict.value.base is not None
    assert conflict.value.base.certainty_reason == "As it was."


def test_an_unknown_source_is_refused_with_its_sentence_and_nothing_is_stored() -> None:
    answer = make.answer()

    with pytest.raises(revisions.Malformed, match=r"nobody1999.*“It is so\.”"):
        make.revision(answer, make.draft(research="<p>It is so [@nobody1999].</p>"))

    assert answer.revisions.count() == 1


def test_script_never_enters_the_working_copy() -> None:
    answer = make.answer(unknowns='<p onclick="x()">Fine<script>alert(1)</script></p>')

    assert answer.unknowns == "<p>Fine</p>"


def test_plain_text_without_paragraphs_becomes_paragraphs() -> None:
    answer = make.answer(unknowns="One thing.\n\nAnother thing.")

    assert answer.unknowns == "<p>One thing.</p><p>Another thing.</p>"


def test_a_text_longer_than_its_field_is_refused_in_words() -> None:
    answer = make.answer()

    with pytest.raises(revisions.Malformed, match="longer than 300 characters"):
        make.revision(answer, make.draft(doctor_questions=("Why " * 100 + "?",)))


def test_a_null_character_is_refused_in_words() -> None:
    answer = make.answer()

    with pytest.raises(Refused, match="null character"):
        make.revision(answer, make.draft(search_notes="a\x00b"))


def test_role_and_quote_of_a_citation_stay_with_their_sentence() -> None:
    answer = make.answer()
    said = Use(_hash_of(answer, "In one trial"), "trial", "", "context", "Words of the study.", "")
    typed = make.draft(wording=answer.question.wording, citations=(said,))

    make.revision(answer, typed)

    row = Citation.objects.get(answer=answer, role="context")
    assert (row.quote, row.locator) == ("Words of the study.", "p. 4")


def test_an_edited_sentence_keeps_what_was_said_of_its_citation() -> None:
    answer = make.answer()
    said = Use(_hash_of(answer, "In one trial"), "trial", "", "context", "Words of the study.", "")
    make.revision(answer, make.draft(wording=answer.question.wording, citations=(said,)))
    edited = make.RESEARCH.replace("fewer people", "far fewer people")

    make.revision(
        answer,
        make.draft(
            wording=answer.question.wording,
            research=edited,
            citations=revisions.draft_of(answer).citations,
        ),
    )

    assert Citation.objects.get(answer=answer, role="context").claim_text.startswith("In one trial far")


def test_the_saver_of_a_new_sentence_is_its_author_and_of_an_old_one_is_not() -> None:
    answer = make.answer()
    second = cast.person("editor2")
    typed = make.draft(wording=answer.question.wording, unknowns="<p>We do not know how long.</p>")

    make.revision(answer, typed, by=second)

    mine = SentenceAuthor.objects.filter(answer=answer, person=second)
    assert [row.fingerprint for row in mine] == [_hash_of(answer, "We do not know")]


def test_restoring_credits_the_restorer_and_the_writers_of_the_old_text() -> None:
    answer = make.answer()
    first = make.latest(answer)
    make.revision(answer, make.draft(certainty="low"), by=cast.person("editor2"))

    restored = workflow.restore(first, by=cast.person("managing"), at=make.NOW, base=2)

    assert restored is not None
    assert restored.content_hash == first.content_hash
    credited = Credit.objects.filter(revision=restored).values_list("person__username", "how")
    assert set(credited) == {("managing", "restored"), ("editor", "restored")}


def test_a_save_empties_the_buffer_of_the_person_who_saved() -> None:
    answer = make.answer()
    for name in ("editor", "editor2"):
        Buffer.objects.create(
            person=cast.person(name), answer=answer, base_number=1, fields={}, saved_at=make.NOW
        )

    make.revision(answer, make.draft(certainty="low"))

    assert [buffer.person.username for buffer in Buffer.objects.all()] == ["editor2"]


def test_a_question_is_asked_once_in_a_language() -> None:
    topic = make.topic()
    workflow.start(wording="Is it safe?", topic=topic, by=cast.person("editor"), at=make.NOW)

    with pytest.raises(Refused, match="already here"):
        workflow.start(wording="is it  safe?", topic=topic, by=cast.person("editor"), at=make.NOW)


def test_two_questions_with_the_same_words_in_their_address_get_two_addresses() -> None:
    topic = make.topic()
    by = cast.person("editor")

    first = workflow.start(wording="Is it safe?", topic=topic, by=by, at=make.NOW)
    second = workflow.start(wording="Is it safe!", topic=topic, by=by, at=make.NOW)

    assert (first.question.slug, second.question.slug) == ("is-it-safe", "is-it-safe-2")


def test_a_long_question_has_a_short_address_of_whole_words() -> None:
    wording = "Should a person who takes several medicines at once have them looked at by the pharmacist?"

    made = workflow.start(wording=wording, topic=make.topic(), by=cast.person("editor"), at=make.NOW)

    assert made.question.slug == "should-a-person-who-takes-several-medicines-at-once-have-them-looked"


def test_the_same_text_is_frozen_once() -> None:
    first = FrozenText.objects.keep("the same words")

    second = FrozenText.objects.keep("the same words")

    assert first.pk == second.pk
    assert FrozenText.objects.filter(pk=first.pk).count() == 1


def test_a_source_cited_by_its_old_key_is_written_by_its_present_one() -> None:
    Alias.objects.create(key="trial-of-old", source=make.source("trial"))

    answer = make.answer(
        research="<p>Fewer had one [@trial-of-old, p. 2; @review].</p>",
        set_aside=(SetAside("trial-of-old", "Only for this test."),),
    )

    frozen = make.latest(answer).content()
    assert frozen.research == "<p>Fewer had one [@trial, p. 2; @review].</p>"
    assert [use.source_key for use in frozen.uses] == ["trial", "trial", "review"]
    assert frozen.set_aside[0].source_key == "trial"


def test_a_moved_address_leads_on_and_can_be_taken_back() -> None:
    question: Question = make.answer().question
    former = question.slug

    workflow.rename(question, "A new address", by=cast.person("editor"), at=make.NOW)
    workflow.rename(question, former, by=cast.person("editor"), at=make.NOW)

    assert question.slug == former
    assert [row.slug for row in question.former_slugs.all()] == ["a-new-address"]


def test_a_refused_save_leaves_no_event() -> None:
    answer = make.answer()
    before = Event.objects.count()

    with pytest.raises(revisions.Malformed):
        make.revision(answer, make.draft(wording=""))

    assert Event.objects.count() == before
    assert Revision.objects.count() == 1


def _hash_of(answer: Answer, beginning: str) -> str:
    frozen = make.latest(answer).content()
    return next(claim.hash for claim in claims.claims(frozen) if claim.text.startswith(beginning))
