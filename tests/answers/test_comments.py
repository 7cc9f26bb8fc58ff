"""Threads and comments: who may write them, and where they stand after the text was edited."""

from __future__ import annotations

from typing import Any

import pytest

from answers import comments, workflow
from answers.models import Comment, Event, Refused, Revision, Thread
from answers.rendering import claims
from tests import cast, make

pytestmark = pytest.mark.django_db

SECOND = "It makes bleeding more likely."


def thread_on(revision: Revision, quote: str = SECOND, **fields: Any) -> Thread:
    text = claims.block_text(revision.content().short_answer)
    start = text.index(quote)
    given: dict[str, Any] = {"by": cast.person("reviewer"), "kind": "comment", "text": "How likely?"} | fields
    return comments.open_thread(
        revision, at=make.NOW, block="short_answer", start=start, end=start + len(quote), **given
    )


def edited(revision: Revision, short_answer: str) -> Revision:
    return make.revision(revision.answer, make.draft(short_answer=short_answer))


def test_a_comment_names_its_passage() -> None:
    thread = thread_on(make.submitted())

    assert thread.quote == SECOND
    assert thread.prefix.endswith("stroke. ")
    assert Comment.objects.get().text.text == "How likely?"


def test_every_verb_leaves_an_event() -> None:
    thread = thread_on(make.submitted())
    reviewer = cast.person("reviewer")

    comments.reply(thread, by=cast.person("editor"), at=make.NOW, text="Three in a hundred.")
    comments.resolve(thread, by=reviewer, at=make.NOW, revision=thread.revision)
    comments.reopen(thread, by=reviewer, at=make.NOW)

    verbs = Event.objects.order_by("-sequence").values_list("verb", flat=True)[:4]
    assert list(verbs) == ["reopened", "resolved", "replied", "commented"]
    assert Event.objects.get(verb="commented").details["thread"] == thread.pk


def test_the_log_keeps_of_a_comment_only_hashes() -> None:
    thread_on(make.submitted(), kind="suggestion", replacement="Bleeding is more likely too.")

    record = Event.objects.get(verb="commented").record

    assert "Bleeding is more" not in record
    assert SECOND not in record


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"kind": "shout"}, "Choose comment"),
        ({"text": "  "}, "Write your comment"),
        ({"text": "x" * 5001}, "longer than 5000"),
        ({"text": "a\x00b"}, "null character"),
        ({"kind": "suggestion"}, "should stand there instead"),
        ({"kind": "suggestion", "replacement": SECOND}, "should stand there instead"),
    ],
)
def test_an_unfit_comment_is_refused_and_leaves_no_trace(fields: dict[str, str], sentence: str) -> None:
    revision = make.submitted()

    with pytest.raises(Refused, match=sentence):
        thread_on(revision, **fields)

    assert not Thread.objects.exists()


@pytest.mark.parametrize(
    ("block", "start", "end"),
    [("short_answer", 5, 5), ("short_answer", 0, 9999), ("short_answer", None, 4), ("title", 0, 4)],
)
def test_a_passage_that_is_not_in_the_text_is_refused(block: str, start: int | None, end: int) -> None:
    revision = make.submitted()

    with pytest.raises(Refused):
        comments.open_thread(
            revision,
            by=cast.person("reviewer"),
            at=make.NOW,
            kind="comment",
            text="Here?",
            block=block,
            start=start,
            end=end,
        )


def test_an_auditor_reads_and_does_not_comment() -> None:
    thread = thread_on(make.submitted())
    auditor = cast.person("auditor")

    for act in (
        lambda: thread_on(thread.revision, by=auditor),
        lambda: comments.reply(thread, by=auditor, at=make.NOW, text="I see."),
        lambda: comments.resolve(thread, by=auditor, at=make.NOW, revision=thread.revision),
    ):
        with pytest.raises(Refused, match="permission to comment"):
            act()


def test_a_must_fix_is_not_closed_by_its_author_without_the_permission_to_approve() -> None:
    revision = make.submitted()
    thread = thread_on(revision, kind="must-fix", by=cast.person("editor2"))

    with pytest.raises(Refused, match="must-fix is resolved by"):
        comments.resolve(thread, by=cast.person("reviewer"), at=make.NOW, revision=thread.revision)
    comments.resolve(thread, by=cast.person("editor2"), at=make.NOW, revision=thread.revision)

    assert thread.status == Thread.Status.RESOLVED


def test_the_writer_of_a_text_cannot_close_a_must_fix_on_it() -> None:
    thread = thread_on(make.submitted(), kind="must-fix", by=cast.person("reviewer"))

    with pytest.raises(Refused, match="somebody who may approve this text"):
        comments.resolve(thread, by=cast.person("editor"), at=make.NOW, revision=thread.revision)
    comments.resolve(thread, by=cast.person("editor2"), at=make.NOW, revision=thread.revision)

    assert thread.status == Thread.Status.RESOLVED


def test_a_thread_is_resolved_once() -> None:
    thread = thread_on(make.submitted())
    comments.resolve(thread, by=cast.person("reviewer"), at=make.NOW, revision=thread.revision)

    with pytest.raises(Refused, match="resolved this already"):
        comments.resolve(thread, by=cast.person("editor2"), at=make.NOW, revision=thread.revision)


def test_a_comment_stays_with_its_sentence_when_text_is_put_before_it() -> None:
    thread_on(make.submitted())
    revision = edited(Thread.objects.get().revision, f"<p>First words. {make.SHORT_ANSWER[3:]}")

    [(thread, place)] = comments.placed(revision)

    text = claims.block_text(revision.content().short_answer)
    assert place.state == "exact"
    assert text[place.start : place.end] == thread.quote


def test_a_comment_on_an_edited_sentence_asks_to_be_looked_at() -> None:
    first = thread_on(make.submitted()).revision
    second = edited(first, "<p>A blood thinner helps [@trial]. It makes serious bleeding more likely.</p>")
    third = edited(first, "<p>It helps [@trial]. It makes serious bleeding more likely.</p>")

    places = [comments.placed(revision)[0][1].state for revision in (first, second, third)]

    assert places == ["exact", "moved", "moved"]


def test_a_comment_on_a_sentence_taken_out_is_orphaned_and_found_when_it_comes_back() -> None:
    first = thread_on(make.submitted()).revision
    without = edited(first, "<p>A blood thinner lowers the risk of stroke [@trial].</p>")
    again = edited(first, make.SHORT_ANSWER)

    states = [comments.placed(revision)[0][1].state for revision in (without, again)]

    assert states == ["orphaned", "exact"]


def test_a_comment_is_not_guessed_onto_a_lookalike() -> None:
    lookalike = "It makes bruising more likely."
    both = f"<p>It lowers the risk [@trial]. {SECOND} {lookalike}</p>"
    first = thread_on(make.submitted(short_answer=both)).revision

    [(_, place)] = comments.placed(edited(first, f"<p>It lowers the risk [@trial]. {lookalike}</p>"))

    assert place.state == "orphaned"


def test_a_thread_of_a_newer_revision_is_not_shown_on_an_older_one() -> None:
    first = make.submitted()
    newer = edited(first, "<p>Other words [@trial].</p>")
    make.thread(newer, text="New.")

    assert comments.placed(first) == []


def test_a_comment_outlives_the_round_it_was_made_in() -> None:
    revision = make.submitted()
    thread_on(revision, kind="must-fix")
    make.revision(revision.answer, make.draft(certainty="low"))
    newer = make.submitted(revision.answer)

    with pytest.raises(Refused, match="must-fix is open"):
        make.approve(make.checked(newer))
    workflow.take_back(newer, by=cast.person("editor"), at=make.NOW)


def test_a_person_says_where_a_moved_thread_belongs_and_it_is_sure_again() -> None:
    thread = thread_on(make.submitted())
    newer = edited(thread.revision, "<p>It helps [@trial]. It makes serious bleeding more likely.</p>")
    [(_, place)] = comments.placed(newer)

    anchored(thread, newer, place.start, place.end)

    later = edited(newer, "<p>Now. It helps [@trial]. It makes serious bleeding more likely.</p>")
    assert [comments.placed(each)[0][1].state for each in (thread.revision, newer, later)] == ["exact"] * 3


def test_an_orphaned_thread_is_put_on_another_sentence() -> None:
    thread = thread_on(make.submitted())
    newer = edited(thread.revision, "<p>It helps [@trial]. Some people bleed.</p>")
    assert comments.placed(newer)[0][1].state == "orphaned"

    anchored(thread, newer, len("It helps. "), len("It helps. Some people bleed."))

    [(_, place)] = comments.placed(newer)
    assert (place.state, place.start) == ("exact", 10)
    assert Event.objects.latest("sequence").verb == "anchored"


def test_a_thread_is_put_only_where_there_is_text_of_its_own_answer() -> None:
    thread = thread_on(make.submitted())
    page = make.thread(thread.revision, text="All of it.")

    for each, revision, end in (
        (thread, make.submitted(), 5),
        (thread, thread.revision, 9999),
        (page, thread.revision, 5),
    ):
        with pytest.raises(Refused):
            anchored(each, revision, 0, end)


def anchored(thread: Thread, revision: Revision, start: int, end: int) -> None:
    comments.anchor(
        thread,
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        block="short_answer",
        start=start,
        end=end,
    )


def test_a_resolved_thread_names_the_revision_in_which_it_was_settled() -> None:
    thread = thread_on(make.submitted())
    newer = edited(thread.revision, "<p>It helps [@trial].</p>")

    comments.resolve(thread, by=cast.person("editor"), at=make.NOW, revision=newer)

    assert thread.resolved_in == newer
    assert Event.objects.latest("sequence").revision == newer
