"""Suggestions: taken over as a new revision that names who wrote the words, or declined with a reason."""

from __future__ import annotations

from dataclasses import replace

import pytest

from answers import comments, policies, revisions
from answers.models import Buffer, Comment, Credit, Delivery, Event, Refused, Revision, SentenceAuthor, Thread
from answers.rendering import claims, passages
from tests import cast, make

pytestmark = pytest.mark.django_db

FIRST = "A blood thinner lowers the risk of stroke."
SECOND = "It makes bleeding more likely."


def suggestion(
    revision: Revision, quote: str = SECOND, text: str = "Serious bleeding is more likely."
) -> Thread:
    return make.thread(revision, kind="suggestion", quote=quote, text="Say which.", replacement=text)


def accept(thread: Thread, revision: Revision, by: str = "editor") -> Revision:
    return comments.accept(thread, by=cast.person(by), at=make.NOW, revision=revision)


def test_an_accepted_suggestion_is_the_next_revision() -> None:
    revision = make.submitted()
    thread = suggestion(revision)

    saved = accept(thread, revision)

    assert saved.number == revision.number + 1
    assert saved.origin == Revision.Origin.SUGGESTION
    assert claims.block_text(saved.content().short_answer) == f"{FIRST} Serious bleeding is more likely."
    thread.refresh_from_db()
    assert (thread.status, thread.outcome, thread.resolved_in) == ("resolved", "accepted", saved)


def test_an_accepted_suggestion_stands_at_its_words() -> None:
    revision = make.submitted()
    saved = accept(suggestion(revision), revision)

    [(_, place)] = comments.placed(saved)

    text = claims.block_text(saved.content().short_answer)
    assert place.state == "exact"
    assert text[place.start : place.end] == "Serious bleeding is more likely."


def test_both_the_accepter_and_who_suggested_it_are_credited() -> None:
    revision = make.submitted()

    saved = accept(suggestion(revision), revision)

    credited = set(saved.credits.values_list("person__username", "how"))
    assert credited == {("editor", Credit.How.SAVED), ("reviewer", Credit.How.SUGGESTED)}
    new = claims.claims(saved.content())[1].hash
    authors = SentenceAuthor.objects.filter(fingerprint=new).values_list("person__username", flat=True)
    assert set(authors) == {"editor", "reviewer"}


def test_whoever_suggested_accepted_words_cannot_approve_them() -> None:
    revision = make.submitted()
    thread = make.thread(revision, by="clinician", kind="suggestion", quote=FIRST, replacement="It may help.")

    saved = accept(thread, revision)

    assert policies.why_not_decide(cast.person("clinician"), saved)
    assert not policies.why_not_decide(cast.person("editor2"), saved)


def test_a_citation_keeps_its_role_and_quote_when_its_sentence_is_replaced() -> None:
    made = make.answer()
    first, *others = revisions.draft_of(made).citations
    said = replace(first, role="contradicts", quote="No fewer.", note="Small.")
    make.revision(made, replace(revisions.draft_of(made), citations=(said, *others)))
    revision = make.submitted(made)

    saved = accept(suggestion(revision, FIRST, "Whether pills help nobody knows yet."), revision)

    kept = saved.content().use(claims.claims(saved.content())[0].hash, "trial")
    assert kept == replace(said, claim_hash=kept.claim_hash if kept else "")


def test_a_suggestion_on_words_that_were_changed_since_is_refused() -> None:
    thread = suggestion(make.submitted())
    newer = make.revision(
        thread.answer, make.draft(short_answer=f"<p>{FIRST} It makes serious bleeding more likely.</p>")
    )

    with pytest.raises(Refused, match="changed since"):
        accept(thread, newer)

    assert Thread.objects.get().status == Thread.Status.OPEN


def test_a_suggestion_is_accepted_where_somebody_said_that_it_belongs() -> None:
    thread = suggestion(make.submitted())
    newer = make.revision(
        thread.answer,
        make.draft(short_answer=f"<p>{FIRST}</p>", research="<p>Some people bleed [@trial].</p>"),
    )
    end = len("Some people bleed.")
    editor = cast.person("editor")
    comments.anchor(thread, newer, by=editor, at=make.NOW, block="research", start=0, end=end)

    saved = accept(thread, newer)

    assert saved.content().research == "<p>Serious bleeding is more likely [@trial].</p>"
    assert saved.content().short_answer == newer.content().short_answer


@pytest.mark.parametrize(
    ("block", "passage"),
    [
        ("question", "blood thinner"),
        ("certainty_reason", "large"),
        ("doctor_questions", "What can lower it?"),
    ],
)
def test_a_suggestion_for_a_line_that_cites_nothing_is_accepted(block: str, passage: str) -> None:
    revision = make.submitted()
    text = passages.text_of(revision.content(), block)
    thread = make.thread(revision, kind="suggestion", block=block, quote=passage, replacement="other words")

    content = accept(thread, revision).content()

    assert passages.text_of(content, block) == text.replace(passage, "other words")
    assert len(content.doctor_questions) == 2
    assert comments.placed(make.latest(thread.answer))[0][1].state == "exact"


def test_a_suggestion_over_two_lines_for_the_doctor_is_left_to_a_person() -> None:
    revision = make.submitted()
    both = passages.text_of(revision.content(), "doctor_questions")
    thread = make.thread(
        revision, kind="suggestion", block="doctor_questions", quote=both, replacement="One question?"
    )

    with pytest.raises(Refused, match="several paragraphs"):
        accept(thread, revision)


def test_a_suggestion_is_accepted_on_the_newest_revision_only() -> None:
    revision = make.submitted()
    thread = suggestion(revision)
    make.revision(revision.answer, make.draft(certainty="low"))

    with pytest.raises(Refused, match="newer revision"):
        accept(thread, revision)


def test_a_suggestion_over_two_paragraphs_is_left_to_a_person() -> None:
    revision = make.submitted(short_answer="<p>It helps [@trial].</p><p>It bleeds.</p>")
    thread = suggestion(revision, "It helps.\nIt bleeds.", "It helps, and it bleeds.")

    with pytest.raises(Refused, match="several paragraphs"):
        accept(thread, revision)


def test_new_words_that_cite_a_source_that_is_not_there_are_refused() -> None:
    revision = make.submitted()
    thread = suggestion(revision, text="It bleeds [@nobody].")

    with pytest.raises(Refused, match="nobody"):
        accept(thread, revision)

    assert Revision.objects.count() == 1


def test_only_who_may_edit_accepts() -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match="permission to edit"):
        accept(suggestion(revision), revision, by="reviewer")


def test_a_suggestion_is_accepted_once() -> None:
    revision = make.submitted()
    thread = suggestion(revision)
    again = Thread.objects.get()
    saved = accept(thread, revision)

    with pytest.raises(Refused):
        accept(again, saved, by="editor2")

    assert Revision.objects.count() == 2


def test_accepting_leaves_alone_what_the_accepter_is_writing() -> None:
    revision = make.submitted()
    typed = {"short_answer": "<p>Half a sentence</p>"}
    Buffer.objects.create(
        answer=revision.answer, person=cast.person("editor"), base_number=1, fields=typed, saved_at=make.NOW
    )

    accept(suggestion(revision), revision)

    assert Buffer.objects.get().fields == typed


def test_a_declined_suggestion_says_why_and_tells_its_author() -> None:
    revision = make.submitted()
    thread = suggestion(revision)

    comments.decline(
        thread, by=cast.person("editor"), at=make.NOW, revision=revision, reason="Too strong a word."
    )

    assert (thread.status, thread.outcome) == ("resolved", "declined")
    assert Comment.objects.latest("pk").text.text == "Too strong a word."
    assert Event.objects.latest("sequence").verb == "declined"
    assert Delivery.objects.get(event__verb="declined").recipient == cast.person("reviewer")


@pytest.mark.parametrize(
    ("kind", "reason", "sentence"),
    [("suggestion", "  ", "Write why"), ("comment", "No.", "Only a suggestion")],
)
def test_declining_needs_a_suggestion_and_a_reason(kind: str, reason: str, sentence: str) -> None:
    revision = make.submitted()
    thread = suggestion(revision)
    Thread.objects.update(kind=kind)
    thread.refresh_from_db()

    with pytest.raises(Refused, match=sentence):
        comments.decline(thread, by=cast.person("editor"), at=make.NOW, revision=revision, reason=reason)


def test_a_reopened_suggestion_has_no_outcome() -> None:
    revision = make.submitted()
    thread = suggestion(revision)
    saved = accept(thread, revision)

    comments.reopen(thread, by=cast.person("editor2"), at=make.NOW)

    assert (thread.outcome, thread.resolved_in) == ("", None)
    assert saved.content() == make.latest(revision.answer).content()
