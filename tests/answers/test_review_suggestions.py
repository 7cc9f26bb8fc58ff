"""Suggestions in the workspace: what accepting one will do is shown first, and it leads to the new text."""

from __future__ import annotations

from typing import Any

import pytest

from answers.models import Answer, Revision, Thread
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = pytest.mark.django_db


def suggested(revision: Revision, who: str = "clinician", **typed: Any) -> Thread:
    cast.person("editor2")
    given = {
        "sentence": 2,
        "kind": "suggestion",
        "text": "",
        "replacement": "Bleeding is more likely.",
    } | typed
    post(who, revision, "comment", **given)
    return Thread.objects.latest("pk")


def accept_page(revision: Revision, thread: Thread, who: str = "editor") -> str:
    return text(get(who, revision, f"accept/?thread={thread.pk}"))


def test_before_accepting_one_sees_the_words_and_who_can_sign_then() -> None:
    revision = make.submitted()

    page = accept_page(revision, suggested(revision))

    assert "<del>It makes bleeding more likely.</del>" in page
    assert "<ins>Bleeding is more likely.</ins>" in page
    assert "no longer: <strong>Test Clinician</strong>." in " ".join(page.split())
    assert "Who can still sign: Test Editor2." in page


def test_accepting_that_would_leave_nobody_to_sign_says_so() -> None:
    revision = make.submitted()

    page = accept_page(revision, suggested(revision), who="editor2")

    assert "Who can still sign: nobody." in page
    assert "Keep it as a suggestion" in page


def test_accepting_leads_to_the_new_revision_at_the_thread() -> None:
    revision = make.submitted()
    thread = suggested(revision)

    response = post("editor", revision, "accept", thread=thread.pk)

    newest = make.latest(Answer.objects.get())
    assert response["Location"] == f"/admin/review/{newest.pk}/#thread-{thread.pk}"
    page = text(get("editor", newest))
    assert "Bleeding is more likely." in page
    assert "accepted" in page


def test_a_suggestion_is_accepted_from_the_newest_revision_only() -> None:
    revision = make.submitted()
    thread = suggested(revision)
    newer = make.revision(revision.answer, make.draft(certainty="low"))

    old, new = text(get("editor", revision)), text(get("editor", newer))

    assert f"/admin/review/{newer.pk}/#thread-{thread.pk}" in old
    assert f"/accept/?thread={thread.pk}" not in old
    assert f"/admin/review/{newer.pk}/accept/?thread={thread.pk}" in new
    assert "A newer revision was saved" in accept_page(revision, thread)
    assert post("editor", revision, "accept", thread=thread.pk).status_code == 422


def test_what_the_new_words_do_not_keep_is_told() -> None:
    made = make.answer(short_answer="<p>It helps [@trial]. It <strong>does</strong> harm.</p>")
    revision = make.submitted(made)

    page = accept_page(revision, suggested(revision, replacement="It harms."))

    assert "They do not keep: bold words." in page


def test_a_suggestion_of_another_answer_is_not_found() -> None:
    thread = suggested(make.submitted())
    other = make.submitted()

    assert "not part of this answer" in accept_page(other, thread)
    assert "not part of this answer" in text(get("editor", other, "accept/"))
    assert post("editor", other, "accept", thread=thread.pk).status_code == 422


def test_a_suggestion_is_declined_with_a_reason_in_its_thread() -> None:
    revision = make.submitted()
    thread = suggested(revision)

    post("editor", revision, "decline", thread=thread.pk, reason="Patients would not know this word.")

    page = text(get("clinician", revision))
    assert "declined" in page
    assert "Patients would not know this word." in page


def test_the_button_to_accept_stands_only_beside_a_suggestion() -> None:
    revision = make.submitted()
    suggested(revision)

    assert "/accept/" not in text(get("reviewer", revision))
    assert text(get("editor", revision)).count("/accept/") == 1
