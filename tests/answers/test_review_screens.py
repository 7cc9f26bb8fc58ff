"""The workspace and its steps through HTTP: who sees what, who may press what, and nothing typed is lost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from answers import policies
from answers.admin.review.actions import DELIBERATE
from answers.admin.review.inline import INLINE
from answers.models import Answer, Decision, Stage
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = pytest.mark.django_db

STAFF = ("editor", "editor2", "reviewer", "clinician", "managing", "auditor", "admin")


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens look at the clock; declarations of interests must not run out in these tests."""
    monkeypatch.setattr(timezone, "now", lambda: make.NOW)


@pytest.mark.any_database
@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize("path", ["", "page/"])
def test_everybody_on_the_staff_reads_every_revision(name: str, path: str) -> None:
    revision = make.submitted()

    assert get(name, revision, path).status_code == 200
    assert cast.client(name).get("/admin/review/").status_code == 200


@pytest.mark.any_database
def test_nobody_comes_in_without_an_account() -> None:
    revision, nobody = make.submitted(), Client()
    below = ("", "page/", *(f"{verb}/" for verb in (*INLINE, *DELIBERATE)))

    led = {
        (verb, method): nobody.generic(method, f"/admin/review/{revision.pk}/{verb}").headers.get(
            "Location", ""
        )
        for verb in below
        for method in ("GET", "POST")
    }

    assert [where for where, to in led.items() if not to.startswith("/admin/login/")] == []


def test_an_account_outside_the_groups_sees_nothing() -> None:
    User.objects.create_user("stranger", password="x", is_staff=True)
    found = Client()
    found.force_login(User.objects.get(username="stranger"))

    assert found.get("/admin/review/").status_code == 403
    assert found.get(f"/admin/review/{make.submitted().pk}/").status_code == 403


MAY = {
    "check": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "check-uncited": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "confirm-uncited": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "accept-partly": {"editor", "editor2", "clinician", "managing", "admin"},
    "comment": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "reply": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "resolve": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "decline": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "belongs-here": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "anchor": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "accept": {"editor", "editor2", "managing", "admin"},
    "reopen": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "take-part": set(STAFF),
    "decline-part": set(STAFF),
    "withdraw-part": set(STAFF),
    "assign": set(STAFF),
    "invite": {"editor", "editor2", "clinician", "managing", "admin"},
    "invite-again": {"editor", "editor2", "clinician", "managing", "admin"},
    "revoke-link": set(STAFF),
    "erase-name": set(STAFF),
    "countersign": set(STAFF) - {"auditor"},
    "recommend": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "step-aside": {"editor", "editor2", "clinician", "managing", "admin"},
    "submit": {"editor", "editor2", "managing", "admin"},
    "pass-warnings": {"editor", "editor2", "clinician", "managing", "admin"},
    "approve": {"editor", "editor2", "clinician", "managing", "admin"},
    "confirm-unchanged": {"editor", "editor2", "clinician", "managing", "admin"},
    "request-changes": {"editor", "editor2", "clinician", "managing", "admin"},
    "publish": {"editor", "editor2", "managing", "admin"},
    "schedule": {"editor", "editor2", "managing", "admin"},
    "unschedule": {"editor", "editor2", "managing", "admin"},
    "take-back": {"editor", "editor2", "managing", "admin"},
    "small-change": {"editor", "editor2", "clinician", "managing", "admin"},
    "set-expiry": {"editor", "editor2", "clinician", "managing", "admin"},
    "clear-expiry": {"editor", "editor2", "clinician", "managing", "admin"},
    "correct-urgently": {"managing", "admin"},
    "withdraw": {"editor", "editor2", "clinician", "managing", "admin"},
    "restore": {"editor", "editor2", "managing", "admin"},
}


@pytest.mark.any_database
def test_each_button_answers_403_to_who_lacks_its_permission() -> None:
    """That it lets the others through is told by the table of docs/permissions.md."""
    revision = make.submitted()

    having = {
        verb: {name for name in STAFF if policies.may(cast.person(name), action.permission)}
        for verb, action in (INLINE | DELIBERATE).items()
    }
    answered = {
        (verb, name): post(name, revision, verb).status_code
        for verb, names in MAY.items()
        for name in set(STAFF) - names
    }

    assert having == MAY
    assert {each for each, status in answered.items() if status != 403} == set()


def test_the_workspace_shows_the_page_and_each_sentence_with_its_checks() -> None:
    revision = make.checked(make.submitted())

    page = text(get("editor2", revision))

    assert 'id="claim-1"' in page
    assert 'id="sentence-4"' in page
    assert page.count("The very words of the study.") == 4
    assert "Test Reviewer" in page
    assert "What stands in the way" not in page


def test_the_page_before_submitting_asks_only_what_submitting_asks() -> None:
    revision = make.answer().revisions.get()

    page = text(get("editor", revision, "submit/"))

    assert "What stands in the way" not in page


def test_the_approve_page_names_the_revision_its_hash_and_what_may_be_signed() -> None:
    revision = make.checked(make.submitted())

    page = text(get("editor2", revision, "approve/"))

    assert revision.content_hash[:12] in page
    assert "whole page reviewed" in page
    assert "You declared on" in page


def test_the_whole_way_through_the_browser_pages() -> None:
    revision = make.latest(make.answer())
    post("editor", revision, "submit", note="Please look at the numbers.")
    make.checked(revision)

    approve = {"content_hash": revision.content_hash, "scope": "whole page"}
    own = post("editor", revision, "approve", **approve)
    post("editor2", revision, "approve", **approve)
    post("editor2", revision, "publish", reason="First version.")

    assert own.status_code == 422
    assert "You contributed to this text" in text(own)
    assert Decision.objects.get().person == cast.person("editor2")
    assert Answer.objects.get().public_state == "published"


def test_a_superuser_cannot_sign_their_own_work() -> None:
    revision = make.checked(make.submitted(by=cast.person("admin")))

    response = post(
        "admin", revision, "approve", content_hash=revision.content_hash, scope="whole page", note="Mine"
    )

    assert response.status_code == 422
    assert not Decision.objects.exists()
    assert "Mine" in text(response)


def test_an_approval_of_another_text_is_refused_kindly() -> None:
    revision = make.checked(make.submitted())

    response = post("editor2", revision, "approve", content_hash="0" * 64, scope="whole page")

    assert response.status_code == 422
    assert "The text changed after you opened this page" in text(response)


def test_changes_are_requested_scheduled_unscheduled_and_withdrawn() -> None:
    first = make.checked(make.submitted())
    post("editor2", first, "request-changes", content_hash=first.content_hash, note="Say how large.")
    assert first.candidacies.get().stage == Stage.CHANGES_REQUESTED
    second = make.approved()
    post("editor2", second, "schedule", publish_at="2099-01-01T10:00", reason="")
    assert second.candidacies.get().stage == Stage.SCHEDULED
    post("editor2", second, "unschedule")
    post("editor2", second, "publish", reason="")

    post("clinician", second, "withdraw", reason="A safety warning.")

    assert Answer.objects.get(pk=second.answer_id).public_state == "withdrawn"


def test_an_old_text_is_restored_as_the_newest_revision() -> None:
    revision = make.latest(make.answer())
    make.revision(revision.answer, make.draft(certainty="low"))

    response = post("editor2", revision, "restore", base=2)

    newest = make.latest(Answer.objects.get())
    assert newest.number == 3
    assert response["Location"] == f"/admin/review/{newest.pk}/"


@pytest.mark.parametrize(
    ("name", "offered"),
    [
        ("reviewer", {"recommend"}),
        ("auditor", set()),
        ("editor", {"assign", "take-back"}),
        ("editor2", {"approve", "invite", "request-changes", "take-back"}),
        ("clinician", {"approve", "invite", "request-changes"}),
    ],
)
def test_nobody_sees_a_button_that_they_cannot_use(name: str, offered: set[str]) -> None:
    page = text(get(name, make.checked(make.submitted())))

    assert {verb for verb in DELIBERATE if f'/{verb}/">' in page} == offered


def test_the_workspace_says_who_can_still_sign() -> None:
    revision = make.submitted()
    cast.person("clinician")
    make.checked(revision)
    page = text(get("editor2", revision))

    [signers] = re.findall(r"Who can still sign:(.*?)</p>", page, re.DOTALL)

    assert "Test Clinician" in signers
    assert "Test Editor2" in signers
    assert "Test Editor," not in signers
    assert "Test Reviewer" not in signers


def test_what_changed_since_the_public_version_names_words_and_citations() -> None:
    answer = make.published().answer
    make.revision(answer, make.draft(research="<p>In two trials fewer people had a stroke [@review].</p>"))
    revision = make.submitted(answer)

    page = text(get("editor2", revision))

    assert "What changed since revision 1" in page
    assert '<del><span class="vh">[removed: </span>one' in page
    assert "No longer cited: Author 2024" in page


def test_the_workspace_asks_as_many_questions_for_many_checks_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    revision = make.submitted()
    reader = cast.client("editor2")
    reader.get(f"/admin/review/{revision.pk}/")
    with django_assert_max_num_queries(80) as few:
        reader.get(f"/admin/review/{revision.pk}/")
    make.checked(revision)
    make.checked(revision, by=cast.person("clinician"))

    with django_assert_max_num_queries(len(few) + 2):
        reader.get(f"/admin/review/{revision.pk}/")
