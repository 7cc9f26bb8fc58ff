"""The inbox and the workspace through HTTP: who sees what, who may press what, and nothing typed is lost."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from answers import comments, gates, workflow
from answers.admin.review_actions import DELIBERATE, INLINE
from answers.models import Answer, CitationCheck, Decision, Revision, Stage, Thread
from tests import cast, make

pytestmark = pytest.mark.django_db

STAFF = ("editor", "editor2", "reviewer", "clinician", "managing", "auditor", "admin")


@pytest.fixture(autouse=True)
def _at_the_moment_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens look at the clock; declarations of interests must not run out in these tests."""
    monkeypatch.setattr(timezone, "now", lambda: make.NOW)


def client(name: str) -> Client:
    found = Client()
    found.force_login(cast.person(name))
    return found


def get(name: str, revision: Revision, rest: str = "") -> Any:
    return client(name).get(f"/admin/review/{revision.pk}/{rest}")


def post(name: str, revision: Revision, verb: str, **typed: Any) -> Any:
    return client(name).post(f"/admin/review/{revision.pk}/{verb}/", typed)


def text(response: Any) -> str:
    return str(unescape(response.content.decode()))


def cited(revision: Revision) -> gates.Needed:
    return next(need for need in gates.needed_checks(revision.content()) if need.use)


def check_of(revision: Revision, **typed: str) -> dict[str, str]:
    need = cited(revision)
    assert need.use is not None
    given = {"claim_hash": need.claim.hash, "source_key": need.use.source_key, "verdict": "supports"}
    return given | {"reading": "read the source", "quote": "The very words."} | typed


@pytest.mark.parametrize("name", STAFF)
@pytest.mark.parametrize("path", ["", "page/"])
def test_everybody_on_the_staff_reads_every_revision(name: str, path: str) -> None:
    revision = make.submitted()

    assert get(name, revision, path).status_code == 200
    assert client(name).get("/admin/review/").status_code == 200


@pytest.mark.parametrize("verb", ["", "page/", *(f"{verb}/" for verb in (*INLINE, *DELIBERATE))])
def test_nobody_comes_in_without_an_account(verb: str) -> None:
    revision = make.submitted()

    for response in (
        Client().get(f"/admin/review/{revision.pk}/{verb}"),
        Client().post(f"/admin/review/{revision.pk}/{verb}"),
    ):
        assert response.status_code == 302
        assert "/admin/login/" in response["Location"]


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
    "reopen": {"editor", "editor2", "reviewer", "clinician", "managing", "admin"},
    "submit": {"editor", "editor2", "managing", "admin"},
    "approve": {"editor", "editor2", "clinician", "managing", "admin"},
    "request-changes": {"editor", "editor2", "clinician", "managing", "admin"},
    "publish": {"editor", "editor2", "managing", "admin"},
    "schedule": {"editor", "editor2", "managing", "admin"},
    "unschedule": {"editor", "editor2", "managing", "admin"},
    "take-back": {"editor", "editor2", "managing", "admin"},
    "withdraw": {"editor", "editor2", "clinician", "managing", "admin"},
    "restore": {"editor", "editor2", "managing", "admin"},
}


@pytest.mark.parametrize("verb", [*INLINE, *DELIBERATE])
def test_each_button_answers_403_to_who_lacks_its_permission(verb: str) -> None:
    revision = make.submitted()

    refused = {name for name in STAFF if post(name, revision, verb).status_code == 403}

    assert refused == set(STAFF) - MAY[verb]


def test_the_workspace_shows_the_page_and_each_sentence_with_its_checks() -> None:
    revision = make.checked(make.submitted())

    page = text(get("editor2", revision))

    assert 'id="claim-1"' in page
    assert 'id="sentence-4"' in page
    assert page.count("The very words of the study.") == 4
    assert "Test Reviewer" in page
    assert "What stands in the way" not in page


def test_what_stands_in_the_way_leads_to_the_spot() -> None:
    page = text(get("editor2", make.submitted()))

    assert re.search(r'<a href="#sentence-3">Source 1 is not checked yet for “In one trial', page)


def test_checks_that_nobody_made_yet_are_counted_in_one_line() -> None:
    page = text(get("editor2", make.submitted()))

    assert '5 checks are not made yet. <a href="#sentence-1">Go to the first</a>' in page


def test_a_check_that_denies_support_is_not_among_those_that_wait() -> None:
    revision = make.submitted()
    denied = check_of(revision, verdict="does not support", reason="It does not.")
    post("reviewer", revision, "check", **denied)

    shown = get("editor2", revision).context["standing"]

    assert [each.sentence for each in shown.in_the_way if "does not support" in each.sentence]
    assert not [each for each in shown.waiting if "does not support" in each.sentence]


def test_the_page_before_submitting_asks_only_what_submitting_asks() -> None:
    revision = make.answer().revisions.get()

    page = text(get("editor", revision, "submit/"))

    assert "What stands in the way" not in page


def test_an_open_must_fix_stands_in_the_way_and_is_one_link_off() -> None:
    revision = make.checked(make.submitted())
    post("reviewer", revision, "comment", sentence=2, kind="must-fix", text="How likely?")

    page = text(get("editor2", revision))

    thread = Thread.objects.get()
    assert f'<a href="#thread-{thread.pk}">A must-fix is open' in page
    assert f'id="thread-{thread.pk}"' in page


def test_an_author_is_not_offered_their_own_sentence_to_check() -> None:
    revision = make.submitted()

    assert "/check/" not in text(get("editor", revision))
    assert "/check/" in text(get("reviewer", revision))


def test_a_check_is_kept_and_shown() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "check", **check_of(revision))

    assert response.status_code == 302
    assert response["Location"].endswith("#sentence-1")
    quote = CitationCheck.objects.get().quote
    assert quote is not None
    assert quote.text == "The very words."


def test_a_refused_check_keeps_what_was_typed() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "check", **check_of(revision, reading="", place="Table 2"))

    assert response.status_code == 422
    page = text(response)
    assert "Say what you read" in page
    assert 'value="Table 2"' in page
    assert page.count('id="refused"') == 1


def test_a_check_of_an_edited_sentence_is_shown_with_its_old_quote_and_does_not_count() -> None:
    revision = make.checked(make.submitted())
    make.revision(
        revision.answer,
        make.draft(short_answer="<p>A blood thinner lowers the risk of any stroke [@trial]. It bleeds.</p>"),
    )
    newer = make.submitted(revision.answer)

    page = text(get("editor2", newer))

    assert "no longer holds: it was of “A blood thinner lowers the risk of stroke.”" in page
    assert re.search(r'<a href="#sentence-1">Source 1 is not checked yet', page)


def test_all_uncited_sentences_are_confirmed_at_once() -> None:
    revision = make.submitted()
    page = text(get("reviewer", revision))
    [hashes] = re.findall(r'name="claim_hashes" value="([0-9a-f ]+)"', page)

    post("reviewer", revision, "confirm-uncited", claim_hashes=hashes)

    assert CitationCheck.objects.get().verdict == "needs no citation"
    assert 'name="claim_hashes"' not in text(get("reviewer", revision))


def test_a_partly_supported_sentence_is_accepted_in_writing() -> None:
    revision = make.submitted()
    post("reviewer", revision, "check", **check_of(revision, verdict="partly supports"))
    check = CitationCheck.objects.get()

    post("editor2", revision, "accept-partly", check_id=check.pk, reason="The rest is common knowledge.")

    assert "The rest is common knowledge." in text(get("editor2", revision))


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
        ("reviewer", set()),
        ("auditor", set()),
        ("editor", {"take-back"}),
        ("editor2", {"approve", "request-changes", "take-back"}),
        ("clinician", {"approve", "request-changes"}),
    ],
)
def test_nobody_sees_a_button_that_they_cannot_use(name: str, offered: set[str]) -> None:
    page = text(get(name, make.checked(make.submitted())))

    assert {verb for verb in DELIBERATE if f'href="{verb}/"' in page} == offered


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
    assert "<del>one</del>" in page
    assert re.search(r"<strong>source</strong>|<strong>removed</strong>", page)


def test_the_inbox_puts_each_revision_where_it_waits() -> None:
    make.submitted()

    mine, reviewers, deciders = (
        text(client(name).get("/admin/review/")) for name in ("editor", "reviewer", "editor2")
    )

    assert section(mine, "mine") == 1
    assert section(mine, "decide") == 0
    assert section(reviewers, "check") == 1
    assert 'id="decide"' not in reviewers
    assert section(deciders, "decide") == 1


def test_the_inbox_lists_what_is_approved_scheduled_and_overdue() -> None:
    make.approved()
    scheduled = make.approved()
    later = make.NOW.replace(year=2099)
    workflow.schedule(scheduled, by=cast.person("editor2"), at=make.NOW, publish_at=later)
    old = make.published().answer
    Answer.objects.filter(pk=old.pk).update(last_reviewed_on="2019-01-01", review_due_on="2020-01-01")

    page = text(client("managing").get("/admin/review/"))

    assert [section(page, key) for key in ("approved", "scheduled", "overdue")] == [1, 1, 1]


def test_the_inbox_asks_as_many_questions_for_ten_revisions_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    make.submitted()
    reader = client("editor2")
    reader.get("/admin/review/")
    with django_assert_max_num_queries(40) as few:
        reader.get("/admin/review/")
    for _ in range(4):
        make.submitted()

    with django_assert_max_num_queries(len(few)):
        reader.get("/admin/review/")


def test_the_workspace_asks_as_many_questions_for_many_checks_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    revision = make.submitted()
    reader = client("editor2")
    reader.get(f"/admin/review/{revision.pk}/")
    with django_assert_max_num_queries(80) as few:
        reader.get(f"/admin/review/{revision.pk}/")
    make.checked(revision)
    make.checked(revision, by=cast.person("clinician"))

    with django_assert_max_num_queries(len(few) + 2):
        reader.get(f"/admin/review/{revision.pk}/")


def test_the_first_page_of_the_admin_leads_to_the_inbox() -> None:
    assert 'href="/admin/review/"' in text(client("reviewer").get("/admin/"))


def section(page: str, key: str) -> int:
    found = re.search(rf'id="{key}-h">[^<]*<span class="count">(\d+)', page)
    assert found is not None, f"The inbox has no section {key}."
    return int(found.group(1))
