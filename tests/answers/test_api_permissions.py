"""The table of programs in docs/permissions.md holds: each person, by session and by key, and each scope."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from answers import gates, workflow
from answers.api import description
from answers.models import AccessKey, Decision, Publication, Scope
from answers.models.access import digest
from tests import cast, make

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "permissions.md"
INTERNAL = "zzinternal"
LATER = (
    "emergency_signs",
    "urgent_signs",
    "soon_signs",
    "how_it_works",
    "no_treatment",
    "other_choices",
    "search_notes",
)
OF_NO_READING = {*Scope.values} - {Scope.REVIEW, Scope.RECORD}
PEOPLE = ("nobody", "reviewer", "clinician", "editor", "managing", "auditor", "admin")
REFUSED = (401, 403)


def told() -> dict[tuple[str, str, str], dict[str, bool]]:
    """Method, path and scope of each row, with who gets there."""
    rows = [line.strip("|").split("|") for line in DOCUMENT.read_text().splitlines() if "`/api/v1/" in line]
    table = {}
    for row in rows:
        operation, scope, *cells = [cell.strip() for cell in row]
        method, _space, path = operation.partition(" ")
        got = [cell == "yes" for cell in cells]
        table[method, path.strip("`"), scope] = dict(zip(PEOPLE, got, strict=True))
    return table


def key(person: str, *scopes: str, days: int = 30, **fields: Any) -> str:
    """The secret of a key that this person holds, whatever they may do."""
    secret = f"cw_{person}-{'-'.join(scopes)}-{days}"
    now = make.NOW
    AccessKey.objects.create(
        person=cast.person(person),
        name="A test",
        begins=secret[:8],
        digest=digest(secret),
        scopes=list(scopes),
        made_at=now,
        expires_at=now + datetime.timedelta(days=days * 100),
        **fields,
    )
    return secret


@pytest.fixture
def known() -> dict[str, Any]:
    revision = make.submitted()
    thread = make.thread(revision, by="editor2", text="See")
    return {"revision": revision.pk, "thread": thread.pk}


def status(client: Client, method: str, path: str, known: dict[str, Any], secret: str = "") -> int:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    here = path.format(**known)
    if method == "POST":
        return client.post(here, "{}", content_type="application/json", headers=headers).status_code
    return client.get(here, headers=headers).status_code


@pytest.mark.parametrize("name", PEOPLE)
def test_each_person_gets_where_the_table_says(name: str, known: dict[str, Any]) -> None:
    signed_in, plain = Client(), Client()
    secret = ""
    if name != "nobody":
        signed_in.force_login(cast.person(name))
        secret = key(name, *Scope.values)

    wrong = [
        (method, path, by)
        for (method, path, _scope), people in told().items()
        for by, client, sent in (("session", signed_in, ""), ("key", plain, secret))
        if (status(client, method, path, known, sent) not in REFUSED) != people[name]
    ]

    assert wrong == []


def test_the_table_names_every_staff_operation() -> None:
    described = {
        (method.upper(), path.replace("{number}", "{}"))
        for path, item in description.described()["paths"].items()
        for method, each in item.items()
        if "401" in each["responses"]
    }

    named = {(m, p.replace("{revision}", "{}").replace("{thread}", "{}")) for m, p, _scope in told()}
    assert named == described


def test_a_key_without_the_scope_opens_nothing(known: dict[str, Any]) -> None:
    opened = []
    for method, path, scope in told():
        others = [each for each in Scope.values if each != scope]
        secret = f"cw_admin-{'-'.join(others)}-30"
        if not AccessKey.objects.filter(digest=digest(secret)).exists():
            key("admin", *others)
        opened += [path] if status(Client(), method, path, known, secret) not in REFUSED else []

    assert opened == []


@pytest.mark.parametrize("fault", ["unknown", "over", "revoked", "deactivated", "no longer staff"])
def test_a_dead_key_opens_nothing(fault: str, known: dict[str, Any]) -> None:
    secret = key("admin", *Scope.values)
    row, person = AccessKey.objects.get(), cast.person("admin")
    if fault == "over":
        AccessKey.objects.update(made_at=make.NOW - datetime.timedelta(days=9), expires_at=make.NOW)
    elif fault == "revoked":
        workflow.revoke_key(row, by=person, at=make.NOW)
    elif fault != "unknown":
        setattr(person, "is_active" if fault == "deactivated" else "is_staff", False)
        person.save()
    secret += "x" * (fault == "unknown")

    got = {status(Client(), method, path, known, secret) for method, path, _scope in told()}

    assert got == {401}
    assert status(Client(), "GET", "/api/v1/answers/", known, secret) == 401


def test_a_session_writes_with_its_csrf_token_only(known: dict[str, Any]) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.person("editor2"))

    assert status(client, "POST", "/api/v1/threads/{thread}/comments/", known) == 403


def spoken_inside() -> Publication:
    """A public answer around which everything was said that is not for readers, in a word of its own."""
    revision = make.submitted()
    make.thread(revision, by="editor2", text=INTERNAL)
    warned = next(each for each in gates.for_approval(revision) if not each.is_blocking)
    reasons = {warned.fingerprint: workflow.Reason(words=INTERNAL)}
    workflow.pass_warnings(revision, reasons, by=cast.person("editor"), at=make.NOW)
    make.checked(revision)
    workflow.approve(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        content_hash=revision.content_hash,
        scope=Decision.Scope.WHOLE_PAGE,
        note=INTERNAL,
    )
    publication = workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)
    typed = make.draft(
        wording=publication.answer.question.wording,
        research=f"<p>{INTERNAL} [@trial].</p>",
        **dict.fromkeys(LATER, INTERNAL),
    )
    make.revision(publication.answer, typed)
    make.answer(wording=f"What is {INTERNAL}?", topic_=make.topic(name=INTERNAL))
    make.term(INTERNAL)
    make.source(INTERNAL)
    return publication


@pytest.mark.parametrize("scopes", [(), tuple(sorted(OF_NO_READING))])
def test_no_draft_comment_note_reason_or_mail_address_is_read_without_its_scope(
    scopes: tuple[str, ...],
) -> None:
    question = spoken_inside().answer.question
    shown = {"number": question.pk, "key": "trial", "slug": question.main_topic.slug}
    headers = {"Authorization": f"Bearer {key('admin', *scopes)}"} if scopes else {}
    open_to_all = [
        path.format(**shown)
        for path, item in description.described()["paths"].items()
        if "get" in item and "401" not in item["get"]["responses"]
    ]

    said = {path: Client().get(path, headers=headers) for path in open_to_all}

    assert {path: each.status_code for path, each in said.items()} == dict.fromkeys(open_to_all, 200)
    assert [path for path, each in said.items() if INTERNAL in each.content.decode()] == []
    assert [path for path, each in said.items() if "@example.org" in each.content.decode()] == []
