"""The staff part of the interface: the same verbs and policies as on screen, each request once."""

from __future__ import annotations

import hashlib
import json
import threading
from dataclasses import replace
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from answers import gates, revisions, workflow
from answers.models import (
    AccessKey,
    CitationCheck,
    Comment,
    Decision,
    Event,
    GateRules,
    KeptReply,
    PassedWarning,
    Refused,
    Scope,
    Stage,
    Thread,
)
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

UNCITED = "<p>About 7 in 10 people did well. Fewer had a stroke [@trial].</p>"
ONLY_WARNINGS = {each.key: "warn" for each in gates.REGISTRY if each.weight is gates.Weight.ASKED}


def program(name: str, *scopes: str) -> Client:
    """A client that sends a key of this person."""
    _key, secret = workflow.make_key(
        name="A program", scopes=scopes, days=30, by=cast.person(name), at=timezone.now()
    )
    return Client(headers={"Authorization": f"Bearer {secret}"})


def got(client: Client, path: str, status: int = 200) -> Any:
    response = client.get(f"/api/v1/{path}")
    assert response.status_code == status, response.content
    return json.loads(response.content)


def sent(client: Client, path: str, body: object, status: int = 201, *, word: str = "") -> Any:
    headers = {"Idempotency-Key": word} if word else {}
    response = client.post(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers=headers
    )
    assert response.status_code == status, response.content
    return json.loads(response.content)


def test_a_key_is_kept_as_a_hash_and_remembers_its_day() -> None:
    client = program("reviewer", Scope.REVIEW)
    secret = str(client.defaults["HTTP_AUTHORIZATION"]).split()[1]

    got(client, "revisions/")

    key = AccessKey.objects.get()
    assert key.last_used_on == timezone.localdate()
    assert secret not in json.dumps(list(AccessKey.objects.values_list("digest", "name")))
    assert Event.objects.filter(verb="made an access key").exists()


def test_nobody_makes_a_key_for_more_than_they_may() -> None:
    with pytest.raises(Refused, match="permission"):
        program("reviewer", Scope.DECIDE)


def test_a_draft_is_read_with_its_claims() -> None:
    revision = make.submitted()

    found = got(program("reviewer", Scope.REVIEW), f"revisions/{revision.pk}/")

    assert (found["stage"], found["content_hash"]) == ("in review", revision.content_hash)
    assert found["text"]["claims"][0]["citations"][0]["source"] == "trial"


@pytest.mark.parametrize("name", ["revisions", "threads", "events"])
def test_a_staff_list_asks_no_more_often_when_it_has_more_rows(name: str) -> None:
    client = program("managing", Scope.REVIEW, Scope.RECORD, Scope.COMMENT)
    for _ in range(2):
        revision = make.submitted()
        sent(client, f"revisions/{revision.pk}/threads/", {"text": "One."})
    got(client, f"{name}/")
    with CaptureQueriesContext(connection) as few:
        got(client, f"{name}/")
    for _ in range(3):
        sent(client, f"revisions/{make.submitted().pk}/threads/", {"text": "More."})

    with CaptureQueriesContext(connection) as many:
        got(client, f"{name}/")

    assert len(many) == len(few) <= 6


def test_no_mail_address_is_told() -> None:
    client = program("managing", *Scope.values)
    revision = make.submitted()
    sent(client, f"revisions/{revision.pk}/threads/", {"text": "Please look."})

    said = [json.dumps(got(client, f"{name}/")) for name in ("revisions", "threads", "events")]

    assert "@example.org" not in "".join(said)


def test_a_comment_and_a_reply_go_through_the_verbs() -> None:
    client, revision = program("reviewer", Scope.COMMENT), make.submitted()
    passage = {"part": "short_answer", "start": 0, "end": 15, "kind": "must-fix", "text": "Which one?"}

    thread = sent(client, f"revisions/{revision.pk}/threads/", passage)
    sent(client, f"threads/{thread['id']}/comments/", {"text": "Warfarin."})

    row = Thread.objects.get()
    assert (row.kind, row.quote) == ("must-fix", "A blood thinner")
    assert row.opened_by == cast.person("reviewer")
    assert list(Event.objects.filter(verb__in=["commented", "replied"]).values_list("verb", flat=True)) == [
        "replied",
        "commented",
    ]


def test_checks_and_an_approval_through_the_interface_lead_to_publication() -> None:
    revision = make.submitted()
    reviewer, editor2 = program("reviewer", Scope.CHECK), program("editor2", Scope.DECIDE)
    for need in gates.needed_checks(revision.content()):
        body: dict[str, str] = {"claim_hash": need.claim.hash, "verdict": "needs no citation"}
        if need.use:
            body |= {
                "source": need.use.source_key,
                "verdict": "supports",
                "reading": CitationCheck.Reading.SOURCE,
            }
            body |= {"quote": "The very words of the study."}
        sent(reviewer, f"revisions/{revision.pk}/checks/", body)

    decision = {"decision": "approve", "content_hash": revision.content_hash, "scope": "whole page"}
    told = sent(editor2, f"revisions/{revision.pk}/decisions/", decision)

    assert (told["decision"], told["stage"]) == ("approved", Stage.APPROVED)
    assert CitationCheck.objects.by_others().count() == CitationCheck.objects.count()


def test_a_program_gives_reasons_for_warnings_and_they_carry_over_as_those_of_the_form_do() -> None:
    GateRules.objects.create(pk=1, profile="full standard", severities=ONLY_WARNINGS)
    answer = make.answer(short_answer=UNCITED)
    revision = make.latest(answer)
    client = program("editor", Scope.REVIEW, Scope.DECIDE)
    found = got(client, f"revisions/{revision.pk}/")["findings"]
    warned = [each for each in found if each["severity"] == "warn"]
    given = [{"fingerprint": each["fingerprint"], "ready": "does not apply"} for each in warned]

    told = sent(client, f"revisions/{revision.pk}/reasons/", {"reasons": given})

    assert {each["reason"] for each in told["findings"] if each["severity"] == "warn"} == {
        "It does not apply to this page."
    }
    draft = replace(revisions.draft_of(answer), unknowns="<p>Much is open, as we saw.</p>")
    workflow.submit(make.revision(answer, draft), by=cast.person("editor"), at=make.NOW)


def test_an_approval_through_the_interface_brings_the_reasons_along() -> None:
    revision = make.checked(make.submitted(short_answer=UNCITED))
    GateRules.objects.create(pk=1, profile="full standard", severities=ONLY_WARNINGS | {"who paid": "warn"})
    client = program("editor2", Scope.REVIEW, Scope.DECIDE)
    found = got(client, f"revisions/{revision.pk}/")
    decision = {"decision": "approve", "content_hash": revision.content_hash, "scope": "whole page"}
    reasons = [
        {"fingerprint": each["fingerprint"], "words": "Nobody says who paid."}
        for each in found["findings"]
        if not each["reason"]
    ]

    refused = sent(client, f"revisions/{revision.pk}/decisions/", decision, 422)
    wrong = {"reasons": [{"fingerprint": "f" * 64, "ready": "not yet"}]}
    sent(client, f"revisions/{revision.pk}/decisions/", decision | wrong, 422)
    told = sent(client, f"revisions/{revision.pk}/decisions/", decision | {"reasons": reasons})

    assert "A warning has no reason yet" in json.dumps(refused)
    assert told["stage"] == Stage.APPROVED
    row = PassedWarning.objects.filter(gate="who paid").first()
    assert row is not None
    assert f"passedwarning:{row.pk}" in json.loads(Event.objects.get(verb="approved").record)["rows"]


def test_a_program_reads_what_stands_in_the_way_of_publishing_with_the_signatures() -> None:
    draft, revision = make.latest(make.answer()), make.checked(make.submitted())
    client = program("editor2", Scope.REVIEW)

    assert got(client, f"revisions/{draft.pk}/")["to_publish"] is None
    found = got(client, f"revisions/{revision.pk}/")["to_publish"]
    assert [each["gate"] for each in found if each["severity"] == "block"] == ["approvals", "approvals"]
    assert "clinician signed" in {each["gate"] for each in found if each["severity"] == "warn"}


def test_an_author_cannot_approve_their_own_revision_through_the_interface() -> None:
    revision = make.checked(make.submitted())
    decision = {"decision": "approve", "content_hash": revision.content_hash, "scope": "whole page"}

    problem = sent(program("editor", Scope.DECIDE), f"revisions/{revision.pk}/decisions/", decision, 422)

    assert "You contributed" in problem["detail"]
    assert not Decision.objects.exists()


def test_a_hash_of_another_text_is_refused() -> None:
    revision = make.checked(make.submitted())
    decision = {"decision": "approve", "content_hash": "0" * 64, "scope": "whole page"}

    problem = sent(program("editor2", Scope.DECIDE), f"revisions/{revision.pk}/decisions/", decision, 422)

    assert "changed after you opened" in problem["detail"]


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_nothing_frozen_is_written(method: str) -> None:
    revision, client = make.submitted(), program("admin", *Scope.values)

    response = client.generic(
        method, f"/api/v1/revisions/{revision.pk}/", "{}", content_type="application/json"
    )

    assert response.status_code == 405


CSL = {
    "type": "article-journal",
    "title": "A trial of a new thing",
    "author": [{"family": "Doe", "given": "Jane"}],
    "issued": {"date-parts": [[2025]]},
    "DOI": "10.1000/new.1",
}


def test_a_source_is_added_once_and_then_found() -> None:
    client = program("editor", Scope.SOURCES)

    first = sent(client, "sources/", {"csl": CSL})
    again = sent(client, "sources/", {"csl": CSL}, 200)

    assert first == {"key": "doe2025", "is_new": True, "remarks": []}
    assert again["is_new"] is False
    source = Source.objects.get(key="doe2025")
    assert isinstance(source.created_by, User)
    assert (source.title, source.created_by.username) == (CSL["title"], "editor")


def test_the_same_request_sent_twice_does_it_once() -> None:
    client, revision = program("reviewer", Scope.COMMENT), make.submitted()
    path, body = f"revisions/{revision.pk}/threads/", {"text": "Once."}

    first = sent(client, path, body, word="one")
    again = sent(client, path, body, word="one")
    other = sent(client, path, {"text": "Other."}, 422, word="one")

    assert first == again
    assert "another request" in other["detail"]
    assert Comment.objects.count() == 1


def test_a_refused_request_may_be_sent_again_under_its_key() -> None:
    client, revision = program("reviewer", Scope.COMMENT), make.submitted()
    path = f"revisions/{revision.pk}/threads/"
    sent(client, path, {"text": " "}, 422, word="one")

    sent(client, path, {"text": "Said."}, word="one")

    assert KeptReply.objects.count() == 1


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"{", 400),
        (b"[]", 400),
        (b'{"text": "\\u0000"}', 400),
        (b'{"text": "\\ud800"}', 400),
        (b'{"text": NaN}', 400),
        (b"[" * 100_000, 400),
        (b'{"stage": "live"}', 400),
        (b'{"text": "' + b"x" * 1_000_001 + b'"}', 413),
    ],
    ids=["broken", "list", "nul", "surrogate", "nan", "deep", "unknown", "long"],
)
def test_an_odd_body_is_refused_in_a_sentence(body: bytes, status: int) -> None:
    client, revision = program("reviewer", Scope.COMMENT), make.submitted()

    response = client.generic(
        "POST", f"/api/v1/revisions/{revision.pk}/threads/", body, content_type="application/json"
    )

    assert response.status_code == status
    assert json.loads(response.content)["status"] == status


def test_only_json_is_taken() -> None:
    client = program("reviewer", Scope.COMMENT)

    response = client.post(f"/api/v1/revisions/{make.submitted().pk}/threads/", {"text": "A form."})

    assert response.status_code == 415


def test_an_event_is_told_as_it_is_hashed() -> None:
    make.published()

    (newest, *_rest) = got(program("auditor", Scope.RECORD), "events/?verb=published")["results"]

    assert hashlib.sha256(newest["record"].encode()).hexdigest() == newest["hash"]


def test_the_secret_of_a_key_is_shown_once(client: Client) -> None:
    client.force_login(cast.person("editor"))
    form = {"name": "My script", "scopes": ["comment"], "days": "30"}

    made = client.post("/admin/keys/", form).content.decode()
    later = client.get("/admin/keys/").content.decode()

    key = AccessKey.objects.get()
    assert made.count("cw_") > later.count("cw_")
    assert key.begins in later
    assert client.post("/admin/keys/", form | {"scopes": ["read record"]}).status_code == 422


def test_a_managing_editor_revokes_anybodys_key(client: Client) -> None:
    program("editor", Scope.COMMENT)
    key = AccessKey.objects.get()
    client.force_login(cast.person("managing"))

    client.post(f"/admin/keys/{key.pk}/revoke/")

    key.refresh_from_db()
    assert key.revoked_by == cast.person("managing")


@pytest.mark.django_db(transaction=True)
def test_of_the_same_request_twice_at_once_one_has_an_effect() -> None:
    revision, replies = make.submitted(), list[Any]()
    client = program("reviewer", Scope.COMMENT)
    headers = {"Authorization": str(client.defaults["HTTP_AUTHORIZATION"])}

    def send() -> None:
        beside = Client(headers=headers)
        replies.append(sent(beside, f"revisions/{revision.pk}/threads/", {"text": "Once."}, word="one"))
        connection.close()

    both = [threading.Thread(target=send) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert len(replies) == 2
    assert replies[0] == replies[1]
    assert Comment.objects.count() == 1
