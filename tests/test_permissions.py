"""The table in docs/permissions.md holds: each person at each staff address, with somebody else's numbers.

A new staff address without a row fails here; so does a row that says something else than the site does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from answers import comments, revisions, search, workflow
from answers.models import (
    Answer,
    ChecklistQuestion,
    Contributor,
    FrozenText,
    MissedSearch,
    Report,
    SynonymGroup,
    Webhook,
)
from sources import merging, notices, replacements
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "permissions.md"
PEOPLE = ("nobody", "reviewer", "clinician", "editor", "managing", "auditor", "admin")
METHODS = ("GET", "POST")
YES, NO = "yes", "–"
OPEN_TO_ALL = {"login", "jsi18n", "sign_in_link"}
"""Where a person signs in, with a password or a link, and the words of the admin's own scripts."""

STOCK_ELSEWHERE = ("axes_", "auth_", "view_on_site", "autocomplete", "app_list", "logout", "password_change")
"""Django's own screens, which only its own permissions open; the groups have none of those for accounts."""


def staff_patterns() -> dict[str, URLPattern]:
    """Every named address below /admin/ that is ours to answer for."""
    resolver = next(
        each
        for each in get_resolver().url_patterns
        if isinstance(each, URLResolver) and each.namespace == "admin"
    )
    return {
        pattern.name: pattern
        for pattern in walked(resolver)
        if pattern.name and not pattern.name.startswith(STOCK_ELSEWHERE) and pattern.name not in OPEN_TO_ALL
    }


def walked(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from walked(each)
        else:
            yield each


def numbers() -> dict[str, Any]:
    """Somebody else's rows: what each part of an address stands for."""
    publication = make.published()
    answer = publication.answer
    waiting = make.submitted()
    editor, managing = cast.person("editor2"), cast.person("managing")
    thread = comments.open_thread(waiting, by=editor, at=make.NOW, kind="comment", text="Please look.")
    one, other = make.source(), make.source()
    merge = merging.merge(one, other, by=editor, at=make.NOW, is_sure=True)
    older, newer = make.source("older"), make.source("newer")
    replacement = replacements.propose(older, newer, by=editor, at=make.NOW)
    notices.record(older, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)
    notice = older.notices.get()
    webhook = Webhook(name="Hospital", address="https://hooks.example.org/")
    workflow.add_webhook(webhook, by=managing, at=make.NOW)
    return {
        "answer": answer.pk,
        "revision_id": waiting.pk,
        "thread_id": thread.pk,
        "publication_id": publication.pk,
        "answer_id": answer.pk,
        "report_id": report(answer).pk,
        "request_id": redaction(answer).pk,
        "replacement_id": replacement.pk,
        "merge_id": merge.pk,
        "notice_id": notice.pk,
        "source_id": older.pk,
        "duplicate_id": older.pk,
        "kept_id": newer.pk,
        "contributor": Contributor.objects.get(user=managing).pk,
        "question": answer.question_id,
        "synonymgroup": synonyms().pk,
        "missedsearch": MissedSearch.objects.create(words="fever", fingerprint="f", last_on=make.TODAY).pk,
        "checklistquestion": ChecklistQuestion.objects.order_by("pk")[0].pk,
        "place": "about",
        "text_id": make.site_text(by="editor2").pk,
        "number": 1,
        "term_id": (word := make.term(by="editor2")).term_id,
        "version_id": word.pk,
        "topic": answer.question.main_topic_id,
        "webhook": webhook.pk,
        "webhook_id": webhook.pk,
        "merge": merge.pk,
        "notice": notice.pk,
        "source": older.pk,
        "user_id": editor.pk,
        "key_id": workflow.make_key(name="x", scopes=["comment"], days=1, by=editor, at=make.NOW)[0].pk,
    }


def synonyms() -> SynonymGroup:
    group = SynonymGroup(words="fever\nhigh temperature")
    search.keep_synonyms(group)
    return group


def report(answer: Answer) -> Report:
    answer.refresh_from_db()
    said = workflow.Told(kind="question", text="Does rest help?", answer=answer)
    return workflow.receive_report(said, key="one", at=make.NOW)


def redaction(answer: Answer) -> Any:
    answer.refresh_from_db()
    now = revisions.draft_of(answer)
    make.revision(answer, replace(now, research=now.research.replace("fewer people", "many people")))
    return workflow.ask_redaction(
        answer, "fewer people", by=cast.person("admin"), at=make.NOW, ground="Court order"
    )


def address(name: str, pattern: URLPattern, known: dict[str, Any]) -> str:
    wanted = dict(pattern.pattern.converters)
    given = {part: known.get(part) for part in wanted}
    if "object_id" in given:
        given["object_id"] = known[name.split("_")[1]]
    return reverse(f"admin:{name}", kwargs=given)


def nowhere(name: str) -> str:
    """The same screen for a row that is not there."""
    return reverse(f"admin:{name}", kwargs={"object_id": 987654})


def outcome(response: HttpResponseBase) -> str:
    location = response.headers.get("Location", "")
    if response.status_code in (403, 404, 405) or location.startswith("/admin/login/"):
        return NO
    return YES


def asked(client: Client, method: str, path: str) -> str:
    """What the site says; nothing that it did meanwhile stays."""
    point = transaction.savepoint()
    response = client.get(path) if method == "GET" else client.post(path, {})
    transaction.savepoint_rollback(point)
    return outcome(response)


def client_of(name: str) -> Client:
    """Somebody of the table, who gets a page of trouble like anybody else."""
    client = Client(raise_request_exception=False)
    if name != "nobody":
        client.force_login(cast.person(name))
    return client


def told() -> dict[tuple[str, str], dict[str, str]]:
    """The rows of the table in the document."""
    rows = [
        line.strip("|").split("|") for line in DOCUMENT.read_text().splitlines() if line.startswith("| `")
    ]
    cells = [[cell.strip().strip("`") for cell in row] for row in rows]
    return {(row[0], row[1]): dict(zip(PEOPLE, row[2:], strict=True)) for row in cells}


@pytest.mark.slow
def test_each_person_gets_where_the_table_says_and_nowhere_else() -> None:
    known, table = numbers(), told()
    paths = {name: address(name, pattern, known) for name, pattern in staff_patterns().items()}
    clients = {name: client_of(name) for name in PEOPLE}

    wrong = [
        f"{name}, {each} {method}: the table says {said}"
        for name, client in clients.items()
        for each, path in paths.items()
        for method in METHODS
        for said in (table.get((each, method), {}).get(name, NO),)
        if asked(client, method, path) != said
    ]

    assert wrong == []


def test_the_table_names_no_address_that_is_gone() -> None:
    assert {name for name, _method in told()} <= staff_patterns().keys()


def test_a_deactivated_person_gets_nowhere() -> None:
    known, client, person = numbers(), Client(), cast.person("admin")
    client.force_login(person)
    person.is_active = False
    person.save()

    got = [
        name
        for name, pattern in staff_patterns().items()
        if asked(client, "GET", address(name, pattern, known)) == YES
    ]

    assert got == []


def test_a_group_without_permissions_gets_only_to_its_own_settings() -> None:
    known, client = numbers(), Client()
    Group.objects.create(name="Newcomers")
    client.force_login(cast.person("newcomer", group="Newcomers"))

    got = [
        name
        for name, pattern in staff_patterns().items()
        if asked(client, "GET", address(name, pattern, known)) == YES
    ]

    assert sorted(got) == [
        "index",
        "keys",
        "language",
        "mail",
        "proof",
        "second_factor",
        "second_factor_anew",
        "second_factor_codes",
        "staff_sessions",
    ]
    assert FrozenText.objects.exists()


def test_no_screen_tells_who_may_not_open_it_which_numbers_there_are() -> None:
    known, client = numbers() | {"user": 1}, Client()
    client.force_login(cast.person("newcomer", group=Group.objects.create(name="Newcomers").name))
    patterns = {name: each for name, each in staff_patterns().items() if "object_id" in str(each.pattern)}

    told = {
        name
        for name, pattern in patterns.items()
        for there in (address(name, pattern, known),)
        if client.get(there).status_code != client.get(nowhere(name)).status_code
    }

    assert len(patterns) > 20
    assert told == set()
