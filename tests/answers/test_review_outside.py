"""Asking outside and countersigning, on the screens of the review: who is offered what, and what it does."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from answers import comments, workflow
from answers.admin.record import entries
from answers.models import Advice, CitationCheck, Invitation, Revision
from qa_site.secrets_in_logs import HideSecrets
from tests import cast, make
from tests.answers.reviewing import get, post, text

pytestmark = pytest.mark.django_db


def invited(revision: Revision, **given: Any) -> Invitation:
    return make.invitation(revision, at=timezone.now(), **given)


def ask(person: str, revision: Revision, **typed: Any) -> Any:
    due = (timezone.localdate() + timedelta(days=5)).isoformat()
    return cast.client(person).post(f"/admin/review/{revision.pk}/invite/", {"due_on": due} | typed)


def test_somebody_who_did_not_contribute_asks_outside_and_copies_the_link() -> None:
    revision = make.submitted()

    form = text(get("managing", revision, "invite/"))
    response = ask("managing", revision, name="Dr. Outside", sentences=["1", "2"])

    row = Invitation.objects.get()
    assert "1. A blood thinner lowers the risk of stroke." in form
    assert response["Location"].endswith(f"#link-{row.pk}")
    assert row.sentences == [1, 2]
    assert f"/review/{row.token}/" in text(get("managing", revision))


@pytest.mark.parametrize("name", ["editor", "reviewer", "auditor"])
def test_others_are_not_offered_to_ask_outside(name: str) -> None:
    revision = make.submitted()

    assert "Ask somebody outside" not in text(get(name, revision))


def test_the_link_is_shown_to_nobody_but_who_made_it() -> None:
    revision = make.submitted()
    row = invited(revision)

    for name in ("editor", "editor2", "reviewer", "auditor", "admin"):
        shown = text(get(name, revision))
        assert "Dr. Outside" in shown
        assert row.token not in shown, name


def test_a_contributor_who_asks_outside_by_address_is_refused() -> None:
    revision = make.submitted()

    response = ask("editor", revision, name="A friend")

    assert response.status_code == 422
    assert "You contributed to this text" in text(response)


def test_advice_stands_beside_its_sentence_and_is_countersigned_with_one_press() -> None:
    revision = make.submitted()
    row = invited(revision)
    first, second = make.advice(row, reason="Seen in print."), make.advice(row, 1, "needs no citation")

    shown = text(get("reviewer", revision))
    assert "advice; does not count by itself" in shown
    assert "Seen in print." in shown
    assert "Countersign what Dr. Outside said" in shown
    post("reviewer", revision, "countersign", invitation=row.pk, advice=[first.pk, second.pk])

    assert CitationCheck.objects.filter(checker=cast.person("reviewer")).count() == 2
    assert "Countersigned advice from outside." in text(get("reviewer", revision))
    assert 'id="advice-waiting"' not in text(get("reviewer", revision))


def test_one_point_is_left_out_by_unticking_it() -> None:
    revision = make.submitted()
    row = invited(revision)
    first, second = make.advice(row), make.advice(row, 1, "needs no citation")

    post("reviewer", revision, "countersign", invitation=row.pk, advice=[second.pk])

    assert list(Advice.objects.waiting()) == [first]


def test_nothing_ticked_is_told_on_the_page() -> None:
    revision = make.submitted()
    row = invited(revision)
    make.advice(row)

    response = post("reviewer", revision, "countersign", invitation=row.pk)

    assert response.status_code == 422
    assert "Choose at least one sentence." in text(response)


def test_contributors_read_the_advice_and_may_not_sign_for_it() -> None:
    revision = make.submitted()
    make.advice(invited(revision))

    shown = text(get("editor", revision))

    assert "Advice from outside, to be countersigned" in shown
    assert "so somebody else must countersign" in shown
    assert "Countersign what" not in shown


def test_the_inbox_counts_advice_that_waits_for_people_who_may_sign() -> None:
    make.advice(invited(make.submitted()))
    title = "Advice from outside to countersign"

    assert title in text(cast.client("reviewer").get("/admin/review/"))
    assert "#advice-waiting" in text(cast.client("reviewer").get("/admin/review/"))
    assert "#advice-waiting" not in text(cast.client("editor").get("/admin/review/"))


def test_a_comment_and_a_recommendation_name_who_came_through_the_link() -> None:
    revision = make.submitted()
    row = invited(revision)
    comments.open_by_link(row, at=timezone.now(), text="How sure is this?")
    make.advice(row)
    workflow.recommend_by_link(
        row, at=timezone.now(), kind="approve", name="Olga Out", role="nurse", credentials="RN"
    )

    shown = text(get("editor", revision))

    assert shown.count("Olga Out (through a link)") >= 3
    assert "nurse, RN" in shown


def test_links_are_revoked_renewed_and_erased_beside_their_names() -> None:
    revision = make.submitted()
    row = invited(revision, address="olga@example.org")

    post("managing", revision, "revoke-link", invitation=row.pk)
    assert "link revoked" in text(get("managing", revision))
    post("managing", revision, "invite-again", invitation=row.pk)
    assert Invitation.objects.usable(timezone.now()).count() == 1
    post("managing", revision, "erase-name", invitation=row.pk)

    row.refresh_from_db()
    assert (row.name, row.address) == ("", "")


def test_buttons_do_not_reach_links_of_another_answer() -> None:
    revision, other = make.submitted(), make.submitted()
    row = invited(other)

    response = post("managing", revision, "revoke-link", invitation=row.pk)

    assert response.status_code == 422
    assert Invitation.objects.usable(timezone.now()).exists()


def test_the_record_names_whose_advice_was_countersigned() -> None:
    revision = make.submitted()
    row = make.invitation(revision)
    advice = make.advice(row)
    make.recommended(row)
    workflow.countersign(revision, by=cast.person("reviewer"), at=make.NOW, advice=[advice.pk])
    make.checked(revision, by=cast.person("clinician"))
    make.approve(revision)
    publication = workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)

    told = entries.of(publication)

    assert [each.countersigned for each in told.checks if each.countersigned] == [
        "Dr. Olga Outside (through a link)"
    ]
    assert [(each.name, each.role, each.person) for each in told.advice] == [
        ("Dr. Olga Outside (through a link)", "hematologist", None)
    ]
    page = text(cast.client("auditor").get(f"/admin/review/record/{publication.pk}/"))
    assert "Countersigned: the advice of Dr. Olga Outside" in page
    assert "through a link" in page


def test_the_number_of_queries_does_not_grow_with_links_and_advice(
    django_assert_max_num_queries: Any,
) -> None:
    few, many = make.submitted(), make.submitted()
    for revision, number in ((few, 1), (many, 6)):
        for _ in range(number):
            row = invited(revision)
            make.advice(row)
            make.advice(row, 1, "needs no citation")
    counts = []

    for revision in (few, many):
        with django_assert_max_num_queries(120) as asked:
            get("reviewer", revision)
        counts.append(len(asked))

    assert counts[0] >= counts[1]


def test_no_line_of_the_log_holds_a_link() -> None:
    token = invited(make.submitted()).token
    line = logging.LogRecord("django", 40, "", 0, "Bad: %s", (f"/review/{token}/1/",), None)

    HideSecrets().filter(line)

    assert line.getMessage() == "Bad: /review/…/1/"
