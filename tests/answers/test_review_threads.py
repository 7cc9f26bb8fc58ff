"""Threads in the workspace: opened on a passage, answered, closed, and never reached from another answer."""

from __future__ import annotations

import pytest
from django.test import Client

from answers import comments, workflow
from answers.models import Thread
from tests import cast, make
from tests.answers.reviewing import client, get, post, text

pytestmark = pytest.mark.django_db


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
    assert refused.status_code in (302, 422)
    assert f'id="thread-{thread.pk}"' in page
    assert "All of them." in page
    assert thread.status == Thread.Status.OPEN


def test_a_thread_of_another_answer_cannot_be_reached() -> None:
    thread = comments.open_thread(
        make.submitted(), by=cast.person("reviewer"), at=make.NOW, kind="comment", text="Here."
    )

    response = post("editor2", make.submitted(), "reply", thread=thread.pk, text="From elsewhere")

    assert response.status_code == 422
    assert thread.comments.count() == 1


def test_a_thread_has_an_address_that_leads_to_the_text_in_review_else_to_the_newest() -> None:
    revision = make.submitted()
    post("reviewer", revision, "comment", sentence=1, kind="comment", text="Which?")
    thread = Thread.objects.get()
    newest = make.revision(revision.answer, make.draft(certainty="low"))
    address = f"/admin/review/thread/{thread.pk}/"

    in_review = client("auditor").get(address)
    workflow.take_back(revision, by=cast.person("editor"), at=make.NOW)
    after = client("auditor").get(address)

    assert in_review["Location"] == f"/admin/review/{revision.pk}/#thread-{thread.pk}"
    assert after["Location"] == f"/admin/review/{newest.pk}/#thread-{thread.pk}"
    assert f'id="thread-{thread.pk}"' in text(client("auditor").get(after["Location"]))
    assert Client().get(address).status_code == 302
    assert "login" in Client().get(address)["Location"]
