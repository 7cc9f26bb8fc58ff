"""Threads in the workspace: opened on a passage, answered, closed, and never reached from another answer."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from answers import workflow
from answers.models import Mention, Revision, Thread
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def test_an_open_must_fix_stands_in_the_way_and_is_one_link_off() -> None:
    revision = make.checked(make.submitted())
    post("reviewer", revision, "comment", sentence=2, kind="must-fix", text="How likely?")

    page = text(get("editor2", revision))

    thread = Thread.objects.get()
    assert f'<a href="#thread-{thread.pk}">A must-fix is open' in page
    assert f'id="thread-{thread.pk}"' in page


def test_a_comment_on_part_of_a_sentence_works_without_scripts_and_with_them() -> None:
    revision = make.submitted()
    typed = {"kind": "comment", "text": "How much?"}

    post("reviewer", revision, "comment", sentence=1, **typed)
    post("reviewer", revision, "comment", sentence=1, start=2, end=15, **typed)
    post("reviewer", revision, "comment", sentence=0, **typed)

    quotes = Thread.objects.order_by("pk").values_list("quote", flat=True)
    assert list(quotes) == ["A blood thinner lowers the risk of stroke.", "blood thinner", ""]


def test_a_refused_comment_keeps_what_was_typed() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "comment", sentence=0, kind="suggestion", text="A typed remark")

    assert response.status_code == 422
    assert "A suggestion needs a passage" in text(response)
    assert "A typed remark" in text(response)


def test_a_thread_is_replied_to_resolved_and_opened_again() -> None:
    revision = make.submitted()
    post("reviewer", revision, "comment", sentence=1, kind="must-fix", text="Which one?")
    thread = Thread.objects.get()

    post("editor", revision, "reply", thread=thread.pk, text="All of them.")
    refused = post("editor", revision, "resolve", thread=thread.pk)
    post("reviewer", revision, "resolve", thread=thread.pk)
    page = text(get("editor", revision))
    post("editor", revision, "reopen", thread=thread.pk)

    thread.refresh_from_db()
    assert refused.status_code == 422
    assert "A must-fix is resolved by who raised it" in text(refused)
    assert f'id="thread-{thread.pk}"' in page
    assert "All of them." in page
    assert thread.status == Thread.Status.OPEN


def test_a_thread_of_another_answer_cannot_be_reached() -> None:
    thread = make.thread(make.submitted())

    response = post("editor2", make.submitted(), "reply", thread=thread.pk, text="From elsewhere")

    assert response.status_code == 422
    assert thread.comments.count() == 1


def test_a_thread_has_an_address_that_leads_to_the_text_in_review_else_to_the_newest() -> None:
    revision = make.submitted()
    post("reviewer", revision, "comment", sentence=1, kind="comment", text="Which?")
    thread = Thread.objects.get()
    newest = make.revision(revision.answer, make.draft(certainty="low"))
    address = f"/admin/review/thread/{thread.pk}/"

    in_review = cast.client("auditor").get(address)
    workflow.take_back(revision, by=cast.person("editor"), at=make.NOW)
    after = cast.client("auditor").get(address)

    assert in_review["Location"] == f"/admin/review/{revision.pk}/#thread-{thread.pk}"
    assert after["Location"] == f"/admin/review/{newest.pk}/#thread-{thread.pk}"
    assert f'id="thread-{thread.pk}"' in text(cast.client("auditor").get(after["Location"]))
    assert Client().get(address).status_code == 302
    assert "login" in Client().get(address)["Location"]


def opened(revision: Revision, **typed: Any) -> Thread:
    given = {"sentence": 1, "kind": "comment", "text": "Which?"} | typed
    assert post("reviewer", revision, "comment", **given).status_code == 302
    return Thread.objects.latest("pk")


def test_words_of_a_sentence_may_be_written_instead_of_selected() -> None:
    revision = make.submitted()

    thread = opened(revision, words="blood thinner ")
    refused = post("reviewer", revision, "comment", sentence=1, kind="comment", text="Hm.", words="o")

    assert thread.quote == "blood thinner"
    assert refused.status_code == 422
    assert "does not stand exactly once in this sentence" in text(refused)


def test_a_selection_may_run_into_the_next_sentence() -> None:
    thread = opened(make.submitted(), start=35, end=49, words="stroke. It mak")

    assert thread.quote == "stroke. It mak"


def test_a_colleague_is_told_by_name_and_an_unknown_name_is_refused() -> None:
    revision = make.submitted()
    cast.person("editor2")

    opened(revision, tell="@editor2")
    refused = post("reviewer", revision, "comment", sentence=1, kind="comment", text="Kept", tell="nobody")

    assert Mention.objects.get().person == cast.person("editor2")
    assert "Nobody here is called that" in text(refused)
    assert "Kept" in text(refused)
    assert '<option value="editor2">Test Editor2</option>' in text(refused)


@pytest.mark.parametrize(
    ("asked", "who", "shown"),
    [
        ("", "editor", {"Open", "Settled", "Must"}),
        ("open", "editor", {"Open", "Must"}),
        ("resolved", "editor", {"Settled"}),
        ("must-fix", "editor", {"Must"}),
        ("mine", "editor", set()),
        ("mine", "reviewer", {"Open", "Settled", "Must"}),
        ("mentions", "editor2", {"Must"}),
        ("orphaned", "editor", set()),
        ("nonsense", "editor", {"Open", "Settled", "Must"}),
    ],
)
def test_threads_are_filtered_by_the_address(asked: str, who: str, shown: set[str]) -> None:
    revision = make.submitted()
    cast.person("editor2")
    opened(revision, text="Open")
    settled = opened(revision, text="Settled")
    post("editor2", revision, "resolve", thread=settled.pk)
    opened(revision, kind="must-fix", text="Must", tell="editor2")

    response = get(who, revision, f"?threads={asked}")

    blocks = response.context["blocks"]
    found = {
        thread.comments[0].text.text
        for block in blocks
        for paragraph in block.paragraphs
        for sentence in paragraph.sentences
        for thread in sentence.threads
    }
    assert found == shown


def lost(revision: Revision) -> Revision:
    return make.revision(revision.answer, make.draft(short_answer="<p>Other words entirely [@trial].</p>"))


def test_a_thread_whose_text_is_gone_is_listed_and_put_on_another_sentence() -> None:
    revision = make.submitted()
    thread = opened(revision, sentence=2)
    newer = lost(revision)

    page = text(get("editor", newer))
    response = post("editor", newer, "anchor", thread=thread.pk, sentence=1, words="Other words")

    assert "Comments on text that is gone" in page
    assert response["Location"].endswith(f"#thread-{thread.pk}")
    assert "Comments on text that is gone" not in text(get("editor", newer))


def test_a_moved_thread_is_confirmed_with_one_button() -> None:
    revision = make.submitted()
    thread = opened(revision, sentence=2)
    edited = make.draft(short_answer="<p>It helps [@trial]. It makes bad bleeding more likely.</p>")
    newer = make.revision(revision.answer, edited)

    before = text(get("editor", newer))
    post("editor", newer, "belongs-here", thread=thread.pk)

    assert "Moved, please check that it belongs here." in before
    assert "Moved, please check" not in text(get("editor", newer))


def test_a_thread_that_has_no_place_cannot_be_confirmed() -> None:
    revision = make.submitted()
    thread = opened(revision, sentence=2)

    response = post("editor", lost(revision), "belongs-here", thread=thread.pk)

    assert response.status_code == 422
    assert "Choose a sentence for it" in text(response)


def test_what_was_typed_stays_when_its_thread_was_closed_meanwhile() -> None:
    revision = make.submitted()
    thread = opened(revision, kind="suggestion", replacement="It may help.")
    post("reviewer", revision, "resolve", thread=thread.pk)

    response = post("editor", revision, "decline", thread=thread.pk, reason="Too weak a word.")

    assert response.status_code == 422
    assert "Somebody has resolved this already" in text(response)
    assert "Too weak a word." in text(response)
    assert text(response).count('id="refused"') == 1


def test_a_comment_on_a_sentence_that_is_not_there_keeps_its_words() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "comment", sentence=99, kind="comment", text="Kept words")

    assert response.status_code == 422
    assert "Kept words" in text(response)
    assert text(response).count('id="refused"') == 1


def test_a_settled_thread_says_who_when_and_in_which_revision() -> None:
    revision = make.submitted()
    thread = opened(revision)

    post("editor2", revision, "resolve", thread=thread.pk)

    assert re.search(r"resolved: Test Editor2, .*, in revision 1", text(get("editor", revision)))


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("question", "blood thinner"),
        ("why", "One large trial."),
        ("ask-2", "What can lower it?"),
        ("4", "Two reviews said the same."),
    ],
)
def test_every_line_of_the_page_can_be_commented_on(key: str, words: str) -> None:
    revision = make.submitted()

    thread = opened(revision, sentence=key, words=words)

    page = text(get("editor", revision))
    beside = page[page.index(f'id="sentence-{key}"') : page.index(f'id="thread-{thread.pk}"')]
    assert thread.quote == words
    assert beside.count('class="sentence"') == 1
    assert f'id="claim-{key}"' in page


def test_a_comment_on_a_line_for_the_doctor_goes_along_when_a_line_is_put_before_it() -> None:
    revision = make.submitted()
    opened(revision, sentence="ask-2")
    lines = ("Why me?", "What is my own risk?", "What can lower it?")
    newer = make.revision(revision.answer, make.draft(doctor_questions=lines))

    shown = get("editor", newer).context["lines"]["doctor_questions"]

    assert [len(line.threads) for line in shown] == [0, 0, 1]
    assert shown[2].threads[0].placement.state == "exact"
