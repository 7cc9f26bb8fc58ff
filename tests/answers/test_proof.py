"""Grave steps ask again who one is when the last proof is old; sessions can be seen and ended."""

from __future__ import annotations

import datetime

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from answers import sessions, workflow
from answers.models import AccessKey, Decision, Revision, Scope, StaffSession
from tests import cast, make
from tests.answers import reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OLD = datetime.timedelta(minutes=15, seconds=1)
GRAVE = ("approve", "withdraw", "correct-urgently", "confirm-unchanged", "small-change")


def long_ago(name: str, ago: datetime.timedelta = OLD) -> Client:
    """A session whose person last proved who they are so long ago."""
    client = cast.client(name)
    session = client.session
    session[sessions.PROVED] -= ago.total_seconds()
    session.save()
    return client


def approve(client: Client, revision: Revision, **typed: str) -> tuple[int, str]:
    said = {"content_hash": revision.content_hash, "scope": "whole page", "note": "Read twice."} | typed
    response = client.post(f"/admin/review/{revision.pk}/approve/", said)
    return response.status_code, reviewing.text(response)


@pytest.mark.parametrize("verb", GRAVE)
def test_a_grave_step_asks_for_a_proof_when_the_last_one_is_old(verb: str) -> None:
    revision = make.published().revision
    page = reviewing.text(long_ago("managing").get(f"/admin/review/{revision.pk}/{verb}/"))

    assert 'name="proof"' in page
    response = long_ago("managing").post(f"/admin/review/{revision.pk}/{verb}/", {"reason": "A reason."})
    assert response.status_code == 422
    assert "Type your password or a code first." in reviewing.text(response)
    assert not Decision.objects.filter(person=cast.person("managing")).exists()


def test_a_young_proof_is_not_asked_for_again() -> None:
    revision = make.checked(make.submitted())

    page = reviewing.text(reviewing.get("editor2", revision, "approve/"))

    assert 'name="proof"' not in page
    assert approve(cast.client("editor2"), revision)[0] == 302


def test_nothing_typed_is_lost_when_the_proof_is_missing_or_wrong() -> None:
    revision = make.checked(make.submitted())
    client = long_ago("editor2")

    missing = approve(client, revision)
    wrong = approve(client, revision, proof="not my password")

    assert (missing[0], wrong[0]) == (422, 422)
    assert "Read twice." in missing[1]
    assert "Read twice." in wrong[1]
    assert "This is not your password" in wrong[1]
    assert not Decision.objects.exists()


def test_the_password_in_the_same_form_is_proof_and_holds_for_the_next_step_too() -> None:
    first, second = make.checked(make.submitted()), make.checked(make.submitted())
    client = long_ago("editor2")

    assert approve(client, first, proof=cast.PASSWORD)[0] == 302
    assert approve(client, second)[0] == 302


def test_a_fifth_wrong_proof_ends_the_tries_and_signing_in_anew_helps() -> None:
    revision = make.checked(make.submitted())
    client = long_ago("editor2")
    for _each in range(5):
        approve(client, revision, proof="wrong")

    refused = approve(client, revision, proof=cast.PASSWORD)

    assert "Too many tries" in refused[1]
    assert approve(cast.client("editor2"), revision)[0] == 302


def test_a_session_of_the_interface_needs_a_young_proof_for_a_decision_and_a_key_is_one_itself() -> None:
    revision = make.checked(make.submitted())
    body = {"decision": "approve", "content_hash": revision.content_hash, "scope": "whole page"}
    path = f"/api/v1/revisions/{revision.pk}/decisions/"
    editor2 = cast.person("editor2")
    _key, secret = workflow.make_key(name="x", scopes=[Scope.DECIDE], days=1, by=editor2, at=timezone.now())

    refused = long_ago("editor2").post(path, body, content_type="application/json")
    by_key = Client().post(
        path, body, content_type="application/json", headers={"Authorization": f"Bearer {secret}"}
    )

    assert refused.status_code == 403
    assert "Sign in again" in refused.json()["detail"]
    assert by_key.status_code == 201


def test_a_key_that_could_sign_for_months_asks_who_one_is() -> None:
    client = long_ago("editor2")
    typed = {"name": "Nightly", "scopes": [Scope.DECIDE], "days": "90"}

    refused = client.post("/admin/keys/", typed)
    made = client.post("/admin/keys/", typed | {"proof": cast.PASSWORD})

    assert refused.status_code == 422
    assert "Nightly" in refused.text
    assert made.status_code == 200
    assert AccessKey.objects.count() == 1


# --- Sessions ----------------------------------------------------------------------------------

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_a_person_sees_their_own_sessions_by_browser_and_no_others() -> None:
    person = cast.person("editor")
    elsewhere = Client(headers={"User-Agent": FIREFOX})
    elsewhere.post("/admin/login/", {"username": person.username, "password": cast.PASSWORD})
    cast.client("editor2")

    page = cast.client("editor").get("/admin/sessions/").text

    assert "Firefox · Linux" in page
    assert page.count("End it") == 1


@pytest.mark.parametrize("which", ["one", "others"])
def test_a_session_that_is_ended_opens_nothing_and_this_one_goes_on(which: str) -> None:
    lost, here = cast.client("editor"), cast.client("editor")
    row = sessions.row_of(lost.session)

    here.post("/admin/sessions/", {"which": row if which == "one" else "others"})

    assert lost.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


def test_nobody_ends_the_session_of_somebody_else() -> None:
    other = cast.client("editor2")

    cast.client("editor").post("/admin/sessions/", {"which": sessions.row_of(other.session)})

    assert other.get("/admin/").status_code == 200


def test_ending_a_session_asks_who_one_is() -> None:
    lost, here = cast.client("editor"), long_ago("editor")

    refused = here.post("/admin/sessions/", {"which": "others"})

    assert refused.status_code == 422
    assert lost.get("/admin/").status_code == 200


def test_a_deactivated_persons_session_is_over_at_once_and_what_is_over_is_swept_away() -> None:
    client, person = cast.client("editor"), cast.person("editor")
    User.objects.filter(pk=person.pk).update(is_active=False)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")
    assert StaffSession.objects.over(timezone.now() + datetime.timedelta(days=1)).exists()
