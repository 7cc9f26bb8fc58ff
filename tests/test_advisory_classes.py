"""The twelve classes in which advisories of sites like this one fall, each with the tests that hold it here.

Most reports are variations on earlier ones, so a class is tested wherever it could appear: over every address
that the site has, not over those where somebody thought of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from answers.models import Answer, Contributor, Event, Topic
from tests import cast, make
from tests.test_observatory import plain_addresses
from tests.test_permissions import address, numbers, staff_patterns

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TESTS = Path(__file__).resolve().parent
HERE = Path(__file__).name
MISSING = 999_999_999
HOSTILE = "\"'><img src=x onerror=alert(1)>"

DJANGOS_OWN = "_history"
"""Django's list of changes looks for the row first: who may see nothing learns that a number is taken."""

CLASSES = {
    "A: a view beside the main one forgets the permission": (
        "test_each_person_gets_where_the_table_says_and_nowhere_else",
        "test_a_draft_is_not_found",
        "test_a_password_alone_opens_no_staff_page",
        "test_nobody_reads_a_draft_by_any_address_of_the_review",
        "test_djangos_own_screens_open_for_administrators_alone",
        "test_no_address_takes_a_method_that_it_does_not_name",
    ),
    "B: a child is not tied to its parent": (
        "test_a_thread_of_another_answer_cannot_be_reached",
        "test_a_suggestion_of_another_answer_is_not_found",
        "test_nobody_ends_the_session_of_somebody_else",
        "test_one_persons_recovery_code_does_not_open_for_another",
    ),
    "C: a right on a field stands in the form alone": (
        "test_fields_that_no_form_shows_change_nothing",
        "test_an_author_cannot_approve_their_own_revision_through_the_interface",
    ),
    "D: a list, a search or a chooser shows what is private": (
        "test_a_draft_is_in_no_index",
        "test_a_draft_is_in_no_sitemap",
        "test_a_draft_reaches_no_document",
        "test_a_chooser_asks_for_the_right_to_see",
    ),
    "E: a refusal or a message tells a name": (
        "test_what_is_forbidden_and_what_is_missing_are_refused_alike",
        "test_every_link_that_does_not_work_gets_the_same_page",
        "test_a_draft_and_an_unknown_question_answer_alike",
    ),
    "F: what one colleague writes runs for another": (
        "test_nothing_that_a_colleague_writes_runs_on_any_page",
        "test_hostile_html_leaves_nothing_outside_the_policy",
    ),
    "G: what stands in an address comes back as markup": (
        "test_nothing_in_an_address_comes_back_as_markup",
        "test_the_interface_speaks_json_alone",
    ),
    "H: a text changes its meaning after it was cleaned": (
        "test_no_html_gets_past_the_policy_and_cleaning_twice_changes_nothing",
        "test_both_engines_make_the_same_of_hostile_html",
    ),
    "I: another site acts in a person's name": (
        "test_no_form_of_the_staff_is_taken_without_its_token",
        "test_reading_a_staff_page_changes_nothing_of_the_record",
        "test_a_form_from_elsewhere_is_refused",
        "test_a_session_writes_with_its_csrf_token_only",
    ),
    "J: a small input takes a long time": (
        "test_a_megabyte_of_bait_is_answered_in_time",
        "test_bait_is_read_in_time",
        "test_a_long_text_takes_time_in_proportion",
        "test_bombs_and_what_is_no_list_are_refused_in_words",
    ),
    "K: the time of an answer tells a secret": (
        "test_signing_in_takes_as_much_work_for_a_name_that_does_not_exist",
        "test_the_fifth_wrong_password_locks_this_name_from_this_address_only",
    ),
    "L: a name from outside reaches the database": (
        "test_no_list_takes_a_column_that_it_does_not_offer",
        "test_an_odd_parameter_is_named_in_a_sentence",
    ),
}


@cache
def every_test() -> frozenset[str]:
    found = (
        re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE) for path in TESTS.rglob("test_*.py")
    )
    return frozenset(name for names in found for name in names)


def signed_in(name: str, **given: Any) -> Client:
    client = Client(raise_request_exception=False, **given)
    client.force_login(cast.person(name))
    return client


@pytest.mark.parametrize("kind", CLASSES)
def test_each_class_is_held_by_tests_that_exist(kind: str) -> None:
    assert set(CLASSES[kind]) - every_test() == set()


def test_nobody_reads_a_draft_by_any_address_of_the_review() -> None:
    known, nobody = numbers(), Client()

    opened = [
        name
        for name, pattern in staff_patterns().items()
        if nobody.get(address(name, pattern, known)).status_code == 200
    ]

    assert opened == []


STOCK = ("auth", "axes")


@pytest.mark.parametrize("name", ["reviewer", "clinician", "editor", "managing", "auditor"])
def test_djangos_own_screens_open_for_administrators_alone(name: str) -> None:
    client = signed_in(name)
    paths = [path for path in plain_addresses() if path.startswith(tuple(f"/admin/{app}/" for app in STOCK))]
    paths += [
        f"/admin/auth/user/{cast.person('admin').pk}/{rest}" for rest in ("change/", "delete/", "password/")
    ]

    opened = [
        f"{method} {path}"
        for path in paths
        for method in ("GET", "POST")
        if client.generic(method, path).status_code not in (403, 404)
    ]

    assert opened == []
    assert len(paths) > 5


REFUSED = (403, 405)
"""A reader's form looks first at where a request comes from."""


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
def test_no_address_takes_a_method_that_it_does_not_name(method: str) -> None:
    known, client = numbers(), signed_in("admin")
    before = Event.objects.count()
    paths = [address(name, pattern, known) for name, pattern in staff_patterns().items()]

    answered = {path: client.generic(method, path) for path in (*paths, *plain_addresses())}

    taken = {path for path, each in answered.items() if each.status_code not in REFUSED}
    echoed = {path for path, each in answered.items() if b"HTTP/1" in content(each)}
    assert taken | echoed == set()
    assert Event.objects.count() == before


def test_fields_that_no_form_shows_change_nothing() -> None:
    answer = make.submitted().answer
    before = Answer.objects.filter(pk=answer.pk).values().get()
    client = signed_in("editor")
    smuggled = {
        "live_revision": make.latest(answer).pk,
        "stage": "approved",
        "approved_by": cast.person("editor2").pk,
        "is_superuser": "1",
        "public_state": "published",
        "last_reviewed_on": "2026-11-25",
    }

    client.post(f"/admin/answers/answer/{answer.pk}/change/", smuggled)
    client.post("/admin/mail/", smuggled)
    client.post("/admin/keys/", smuggled | {"name": "x", "scopes": ["read record"], "days": "30"})

    assert Answer.objects.filter(pk=answer.pk).values().get() == before
    assert not User.objects.get(username="editor").is_superuser
    assert not cast.person("editor").access_keys.exists()


def test_a_chooser_asks_for_the_right_to_see() -> None:
    Group.objects.create(name="Newcomers")
    cast.person("newcomer", group="Newcomers")
    asked = {"app_label": "answers", "model_name": "answer", "field_name": "question", "term": "a"}

    assert signed_in("newcomer").get("/admin/autocomplete/", asked).status_code == 403


def test_what_is_forbidden_and_what_is_missing_are_refused_alike() -> None:
    known = numbers()
    gone = {part: MISSING if isinstance(value, int) else value for part, value in known.items()}
    Group.objects.create(name="Newcomers")
    cast.person("newcomer", group="Newcomers")
    client = signed_in("newcomer")

    told_apart = {
        name: statuses
        for name, pattern in staff_patterns().items()
        if len(
            set(
                statuses := [
                    client.get(address(name, pattern, each)).status_code
                    for each in (known, gone | {name.split("_")[1]: MISSING} if "_" in name else gone)
                ]
            )
        )
        > 1
    }

    assert [name for name in told_apart if not name.endswith(DJANGOS_OWN)] == []


@dataclass(frozen=True)
class Walk:
    """What an administrator found on every page of the staff, with hostile names on all of them."""

    marked: list[str]
    noted: int


@cache
def walk() -> Walk:
    """Gone once, for all that is asked of it: hundreds of pages take their time."""
    known = numbers()
    for topic in Topic.objects.all():
        Topic.objects.filter(pk=topic.pk).update(name=f"{HOSTILE} {topic.pk}")
    Contributor.objects.update(name=HOSTILE, role=HOSTILE, interests=HOSTILE)
    User.objects.exclude(username="admin").update(first_name=HOSTILE, last_name=HOSTILE)
    client = signed_in("admin")
    paths = [address(name, pattern, known) for name, pattern in staff_patterns().items()]
    paths += ["/", "/topics/", "/questions/", "/corrections/", "/how-we-work/", "/feed.atom"]
    before = Event.objects.count()
    marked = [path for path in paths if b"<img src=x" in b"".join(read(client, path))]
    return Walk(marked, Event.objects.count() - before)


def test_nothing_that_a_colleague_writes_runs_on_any_page() -> None:
    assert walk().marked == []


def test_nothing_in_an_address_comes_back_as_markup() -> None:
    client = signed_in("admin")
    names = (
        "q",
        "next",
        "page",
        "topic",
        "letter",
        "certainty",
        "view",
        "section",
        "about",
        "within",
        "thread",
    )
    asked = dict.fromkeys(names, HOSTILE)

    marked = [path for path in plain_addresses() if b"<img src=x" in b"".join(read(client, path, asked))]

    assert marked == []


def test_the_interface_speaks_json_alone() -> None:
    response = Client().get("/api/v1/topics/?fields=<script>", headers={"Accept": "text/html"})

    assert response.headers["Content-Type"].startswith("application/")
    assert b"<script>" not in response.content.replace(b"\\u003c", b"<") or response.status_code >= 400


def test_no_form_of_the_staff_is_taken_without_its_token() -> None:
    known, client = numbers(), signed_in("admin", enforce_csrf_checks=True)

    taken = {
        name: response.status_code
        for name, pattern in staff_patterns().items()
        if (response := client.post(address(name, pattern, known), {})).status_code not in (403, 404, 405)
    }

    assert taken == {}


def test_reading_a_staff_page_changes_nothing_of_the_record() -> None:
    assert walk().noted == 0


@pytest.mark.parametrize("username", ["editor", "nobody-of-this-name"])
def test_signing_in_takes_as_much_work_for_a_name_that_does_not_exist(
    monkeypatch: pytest.MonkeyPatch, username: str
) -> None:
    cast.person("editor")
    hashed: list[str] = []
    hasher = "django.contrib.auth.hashers.MD5PasswordHasher.encode"

    def encode(self: object, password: str, salt: str) -> str:
        hashed.append(password)
        return "md5$s$x"

    monkeypatch.setattr(hasher, encode)

    response = Client().post("/admin/login/", {"username": username, "password": "wrong"})

    assert hashed == ["wrong"]
    assert "Please enter the correct username and password" in response.text


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/questions/?ordering=answer__live_revision__saved_by__password",
        "/api/v1/revisions/?ordering=saved_by__password",
        "/api/v1/topics/?responsible__password__startswith=s",
        "/questions/?ordering=password",
        "/admin/answers/answer/?live_revision__saved_by__password__startswith=s",
        "/admin/answers/answer/?o=99",
        "/admin/sources/source/?notices__decided_by__password__startswith=s",
        "/admin/auth/user/?password__startswith=m",
        "/admin/review/?sort=password",
        "/admin/review/log/?answer=1)%20OR%201=1",
    ],
)
def test_no_list_takes_a_column_that_it_does_not_offer(path: str) -> None:
    client = signed_in("admin")
    whole = client.get(path.partition("?")[0])

    response = client.get(path)

    assert response.status_code in (200, 302, 400)
    if response.status_code == 302:
        assert response["Location"].endswith("?e=1")
    assert whole.status_code == 200


def content(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else bytes(response.content)


def read(client: Client, path: str, asked: dict[str, str] | None = None) -> list[bytes]:
    response: Any = client.get(path, asked or {})
    found = response.streaming_content if response.streaming else [response.content]
    kind = response.headers.get("Content-Type", "text/html")
    return list(found) if kind.startswith(("text/html", "application/atom")) else []
