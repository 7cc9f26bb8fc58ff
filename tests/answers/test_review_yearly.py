"""The guided yearly check: what one looks at, one signature or a draft, and on to the next answer."""

from __future__ import annotations

import datetime
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from answers import workflow
from answers.models import Answer, CitationCheck, Contributor, Publication, Revision
from sources import notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

THEN = make.NOW + datetime.timedelta(days=350)
TODAY = THEN.date()


@pytest.fixture(autouse=True)
def _almost_a_year_later(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: THEN)
    monkeypatch.setattr(Contributor, "has_current_declaration", lambda person, today: bool(person.interests))


def live(**fields: Any) -> Revision:
    return make.published(**fields).revision


def guide(revision: Revision, name: str = "editor2", within: str = "") -> Any:
    return cast.client(name).get(f"/admin/review/{revision.pk}/confirm-unchanged/{within}")


def text(response: Any) -> str:
    return str(unescape(response.content.decode()))


def due_on(revision: Revision, day: datetime.date) -> None:
    Answer.objects.filter(pk=revision.answer_id).update(review_due_on=day)


def test_due_are_public_answers_whose_day_comes_within_so_many_days_the_longest_due_first() -> None:
    late, soon, later, gone = (live() for _ in range(4))
    due_on(late, TODAY - datetime.timedelta(days=20))
    due_on(later, TODAY + datetime.timedelta(days=60))
    workflow.withdraw(gone.answer, by=cast.person("managing"), at=make.NOW, reason="Old.")

    def found(days: int) -> list[int]:
        by = TODAY + datetime.timedelta(days=days)
        return list(Answer.objects.due_for_review(by).values_list("live_revision", flat=True))

    assert found(0) == [late.pk]
    assert found(30) == [late.pk, soon.pk]
    assert found(90) == [late.pk, soon.pk, later.pk]


def test_the_page_shows_each_source_with_its_standing_and_when_notices_were_looked_for() -> None:
    revision = live()
    Source.objects.update(standing_checked_on=make.TODAY)
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)

    page = text(guide(revision))

    assert "A notice was found on 22 November 2026" in page
    assert "Notices were looked for on 22 November 2026." in page
    assert "Decide about the notice: Retraction" in page
    assert "which has a notice of retraction" in page


def test_the_sentence_that_was_checked_longest_ago_comes_first() -> None:
    revision = live()
    [check] = CitationCheck.objects.filter(source__key="review")
    workflow.check(
        revision,
        check.claim_hash,
        by=cast.person("reviewer"),
        at=THEN,
        verdict="supports",
        source=check.source,
        reading="read the source",
        quote="The very words.",
    )

    shown = guide(revision).context["sentences"]

    assert shown[0].checked_at == make.NOW
    assert shown[-1].each.need.use.source_key == "review"


def test_what_we_said_we_do_not_know_is_asked_again() -> None:
    revision = live(unknowns="<p>Whether it helps after ten years.</p>")

    assert "Whether it helps after ten years." in text(guide(revision))


def test_one_signature_confirms_and_leads_to_the_next_answer_that_is_due() -> None:
    first, second = live(), live()
    due_on(first, TODAY)

    page = text(guide(first, within="?within=30"))
    signed = cast.client("editor2").post(
        f"/admin/review/{first.pk}/confirm-unchanged/?within=30", {"content_hash": first.content_hash}
    )

    assert "1 of 2 that are due" in page
    assert signed["Location"] == f"/admin/review/{second.pk}/confirm-unchanged/?within=30"
    assert Publication.objects.get(kind="confirmed").revision == first


def test_after_the_last_comes_the_list() -> None:
    revision = live()

    signed = cast.client("editor2").post(
        f"/admin/review/{revision.pk}/confirm-unchanged/?within=30", {"content_hash": revision.content_hash}
    )

    assert signed["Location"] == "/admin/review/due/?within=30"


def test_who_came_from_the_workspace_goes_back_to_it() -> None:
    revision = live()

    signed = cast.client("editor2").post(
        f"/admin/review/{revision.pk}/confirm-unchanged/", {"content_hash": revision.content_hash}
    )

    assert signed["Location"] == f"/admin/review/{revision.pk}/"


def test_a_refused_signature_keeps_what_was_typed_and_the_walk() -> None:
    revision = live()

    refused = cast.client("editor2").post(
        f"/admin/review/{revision.pk}/confirm-unchanged/?within=30",
        {"content_hash": "another", "note": "A typed note"},
    )

    assert refused.status_code == 422
    assert "A typed note" in text(refused)
    assert "1 of 1 that are due" in text(refused)


def test_nobody_is_sent_to_what_they_wrote_and_everybody_may_make_a_draft() -> None:
    revision = live()

    page = text(guide(revision, "editor"))
    listed = cast.client("editor").get("/admin/review/due/")

    assert "You wrote part of this text" in page
    assert 'name="content_hash"' not in page
    assert "Make a draft" in page
    assert (listed.context["count"], listed.context["first"]) == (1, None)


def test_a_draft_that_is_under_way_is_gone_on_with() -> None:
    revision = live()
    make.revision(revision.answer, make.draft(wording=revision.answer.question.wording, certainty="low"))

    assert "A draft is under way: revision 2." in text(guide(revision))


def test_the_list_leads_to_the_first_that_is_left_to_the_person() -> None:
    first, _ = live(), live()
    due_on(first, TODAY - datetime.timedelta(days=1))

    page = text(cast.client("clinician").get("/admin/review/due/"))

    assert f'href="/admin/review/{first.pk}/confirm-unchanged/?within=30">Check the 2 left to you' in page
    assert "was due on 6 November 2027" in page


def test_the_inbox_leads_to_the_walk() -> None:
    revision = live()
    due_on(revision, TODAY - datetime.timedelta(days=1))

    inbox = text(cast.client("editor2").get("/admin/review/"))

    assert 'href="/admin/review/due/?within=0">Check them one after the other' in inbox


@pytest.mark.parametrize("within", ["", "?within=0", "?within=90", "?within=-1", "?within=x"])
def test_any_number_of_days_in_the_address_is_answered(within: str) -> None:
    live()

    assert cast.client("auditor").get(f"/admin/review/due/{within}").status_code == 200


def test_nobody_comes_to_the_list_without_an_account() -> None:
    assert Client().get("/admin/review/due/").status_code == 302


def test_the_list_and_the_page_ask_as_many_questions_for_many_as_for_few(
    django_assert_max_num_queries: Any,
) -> None:
    revision, reader = live(), cast.client("editor2")
    addresses = ["/admin/review/due/", f"/admin/review/{revision.pk}/confirm-unchanged/?within=30"]
    for address in addresses:
        reader.get(address)
    with django_assert_max_num_queries(100) as few:
        for address in addresses:
            reader.get(address)
    make.checked(revision, by=cast.person("clinician"))
    for _ in range(3):
        live()

    with django_assert_max_num_queries(len(few)):
        for address in addresses:
            reader.get(address)
