"""The open part of the interface: live text alone, few queries, and a clear sentence for odd requests."""

from __future__ import annotations

import base64
import datetime
import gzip
import json
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from answers import workflow
from answers.models import Answer, Publication
from sources import merging, notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

LISTS = ("topics", "questions", "answers", "sources", "corrections")


def got(client: Client, path: str, status: int = 200, **headers: str) -> Any:
    response = client.get(f"/api/v1/{path}", headers=headers)
    assert response.status_code == status, response.content
    return json.loads(response.content)


def address(publication: Publication) -> str:
    return f"answers/{publication.answer.question_id}/"


def test_an_answer_is_its_live_revision_with_numbered_citations(client: Client) -> None:
    publication = make.published(reason="First version")

    found = got(client, address(publication))

    claims = [each for each in found["claims"] if each["part"] == "research"]
    assert [each["number"] for each in found["sources"]] == [1, 2]
    assert [(each["source"], each["number"], each["place"]) for each in claims[0]["citations"]] == [
        ("trial", 1, "p. 4")
    ]
    assert [each["number"] for each in claims[1]["citations"]] == [2, 1]
    assert found["sources"][0]["csl"]["DOI"] == Source.objects.get(key="trial").doi
    assert found["certainty"]["words"] == "We are fairly confident in this."
    assert found["content_hash"] == publication.revision.content_hash
    assert (found["version"], found["last_reviewed_on"]) == (1, "2026-11-22")
    assert [each["name"] for each in found["checked_by"]] == ["Test Editor2"]


def test_an_answer_costs_one_query(client: Client) -> None:
    path = address(make.published())
    got(client, path)

    with CaptureQueriesContext(connection) as asked:
        got(client, path)

    assert len(asked) == 1


def asked(client: Client, name: str) -> int:
    """How often the database is asked for a list that was read before."""
    got(client, f"{name}/")
    with CaptureQueriesContext(connection) as captured:
        got(client, f"{name}/")
    return len(captured)


def test_a_list_asks_no_more_often_when_it_has_more_rows(client: Client) -> None:
    topic = make.topic()
    make.corrected(make.correction())
    few = {name: asked(client, name) for name in LISTS}
    for number in range(3):
        make.source(f"more{number}")
        make.published(topic_=topic, short_answer=f"<p>It helps [@more{number}].</p>")
    make.corrected(make.correction())

    many = {name: asked(client, name) for name in LISTS}

    assert many == few
    assert many.pop("sources") <= 4  # a source may have former names
    assert max(many.values()) <= 3


def test_a_draft_reaches_no_document(client: Client) -> None:
    publication = make.published()
    make.answer(wording="A question that nobody has answered yet?", research="<p>A secret draft.</p>")
    draft = make.draft(wording=publication.answer.question.wording, research="<p>A secret draft.</p>")
    make.revision(publication.answer, draft)

    said = [json.dumps(got(client, f"{name}/")) for name in LISTS]

    assert not [each for each in said if "secret" in each or "nobody has answered" in each]


def test_a_withdrawn_answer_says_410_and_why(client: Client) -> None:
    publication = make.published()
    path = address(publication)
    workflow.withdraw(publication.answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    problem = got(client, path, 410)

    assert (problem["status"], problem["detail"]) == (410, "It was wrong.")
    assert got(client, path.replace("answers", "questions"), 410)["detail"] == "It was wrong."
    assert [got(client, f"{name}/")["results"] for name in ("answers", "questions", "sources")] == [
        [],
        [],
        [],
    ]


def test_a_notice_shows_at_the_next_read(client: Client) -> None:
    path = address(make.published())
    source = Source.objects.get(key="trial")
    got(client, path)

    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)

    assert got(client, path)["sources"][0]["standing"]["code"] == "notice found"
    assert got(client, "sources/trial/")["standing"]["code"] == "notice found"


def test_a_list_comes_in_pieces_there_and_back(client: Client) -> None:
    numbers = [make.published().answer.question_id for _ in range(5)]
    first = got(client, "questions/?page_size=2&ordering=-number&fields=number")

    second = got(client, first["next"].partition("/api/v1/")[2])
    third = got(client, second["next"].partition("/api/v1/")[2])
    back = got(client, third["previous"].partition("/api/v1/")[2])

    seen = [each["number"] for piece in (first, second, third) for each in piece["results"]]
    assert seen == sorted(numbers, reverse=True)
    assert (first["previous"], third["next"]) == (None, None)
    assert back == second


def test_pieces_in_any_order_say_each_row_once(client: Client) -> None:
    numbers = sorted(make.published().answer.question_id for _ in range(3))
    said = {}

    for order in ("last_reviewed_on", "-wording", "review_due_on", "-number"):
        seen: list[int] = []
        path = f"answers/?page_size=1&ordering={order}&fields=number"
        while path and len(seen) <= len(numbers):
            piece = got(client, path)
            seen += [each["number"] for each in piece["results"]]
            path = (piece["next"] or "").partition("/api/v1/")[2]
        said[order] = sorted(seen)

    assert said == dict.fromkeys(said, numbers)


FILTERS = {
    "topic=blood": 2,
    "topic=nowhere": 0,
    "certainty=moderate": 2,
    "certainty=low": 1,
    "source=trial": 3,
    "source=none": 0,
    "language=en": 3,
    "language=de": 0,
    "reviewed_since=2026-11-22": 3,
    "reviewed_since=2026-11-23": 0,
    "due_until=2027-11-22": 3,
}


def test_filters_narrow_a_list(client: Client) -> None:
    blood = make.topic(slug="blood")
    make.published(topic_=blood)
    make.published(topic_=make.topic(parent=blood), certainty="low")
    make.published()

    found = {narrowing: len(got(client, f"answers/?{narrowing}")["results"]) for narrowing in FILTERS}

    assert found == FILTERS


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("answers/?certainty=sure", "certainty"),
        ("answers/?reviewed_since=soon", "reviewed_since"),
        ("answers/?ordering=random", "ordering"),
        ("answers/?page_size=0", "page_size"),
        ("answers/?page_size=1e3", "page_size"),
        ("answers/?cursor=%00", "cursor"),
        ("answers/?cursor=WzFd", "cursor"),
        ("topics/?cursor=Wy0xXQ", "cursor"),
        ("answers/?fields=secret", "fields"),
        ("answers/?topics=blood", "topics"),
        ("answers/?topic=%00", "topic"),
        ("answers/?topic=a&topic=b", "topic"),
        ("sources/?standing=fine", "standing"),
    ],
)
def test_an_odd_parameter_is_named_in_a_sentence(client: Client, path: str, name: str) -> None:
    problem = got(client, path, 400)

    assert [each["name"] for each in problem["errors"]] == [name]
    assert problem["detail"].endswith(".")


@hypothesis_settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    name=st.sampled_from(LISTS),
    asked=st.dictionaries(
        st.sampled_from(["cursor", "page_size", "ordering", "fields", "topic", "source", "reviewed_since"])
        | st.text(max_size=10),
        st.text(max_size=60) | st.integers().map(str),
        max_size=4,
    ),
)
def test_no_query_breaks_a_list(
    client: Client, settings: LazySettings, name: str, asked: dict[str, str]
) -> None:
    settings.API_PER_MINUTE = 100_000

    response = client.get(f"/api/v1/{name}/", asked)

    assert response.status_code in (200, 400)


@hypothesis_settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(), st.lists))
def test_no_cursor_breaks_a_list(client: Client, settings: LazySettings, parts: object) -> None:
    settings.API_PER_MINUTE = 100_000
    cursor = base64.urlsafe_b64encode(json.dumps(parts).encode())

    response = client.get("/api/v1/answers/", {"cursor": cursor.decode().rstrip("=")})

    assert response.status_code in (200, 400)


def test_only_the_fields_that_are_asked_for_come(client: Client) -> None:
    path = address(make.published())

    found = got(client, f"{path}?fields=version,number")

    assert sorted(found) == ["number", "version"]


def test_what_the_reader_has_is_not_sent_again(client: Client) -> None:
    path = f"/api/v1/{address(make.published())}"
    first = client.get(path, headers={"Accept-Encoding": "gzip"})

    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert json.loads(gzip.decompress(first.content))["version"] == 1
    assert (again.status_code, again.content) == (304, b"")
    assert first.headers["Cache-Control"] == "public, max-age=0, must-revalidate, stale-if-error=600"


def test_a_source_is_what_public_pages_print_of_it(client: Client) -> None:
    make.published()
    source = Source.objects.get(key="trial")
    Source.objects.filter(key="trial").update(title="Nobody has signed this title")

    found = got(client, "sources/trial/")

    assert found["csl"]["title"] == source.title
    assert found["answers"] == 1
    assert got(client, "sources/nowhere/", 404)["status"] == 404


def test_an_old_key_leads_to_the_present_one(client: Client) -> None:
    make.published()
    trial, kept = Source.objects.get(key="trial"), make.source("kept")
    merging.merge(trial, kept, by=cast.person("editor"), at=make.NOW, is_sure=True)

    response = client.get("/api/v1/sources/trial/")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/sources/kept/")
    assert got(client, "sources/kept/")["csl"]["title"] == trial.title


def test_a_correction_is_told(client: Client) -> None:
    publication = make.corrected(make.correction())

    (found,) = got(client, "corrections/")["results"]

    assert found["wrong"] == publication.reason
    assert "<ins" in "".join(found["passages"])


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/api/v1/nowhere/", 404),
        ("GET", "/api/v2/", 404),
        ("GET", "/api/v1/answers/99999999999999999999999/", 404),
        ("GET", "/api/v1/topics/none/", 404),
        ("POST", "/api/v1/answers/", 405),
        ("DELETE", "/api/v1/answers/1/", 405),
    ],
)
def test_every_error_is_a_problem(client: Client, method: str, path: str, status: int) -> None:
    response = client.generic(method, path)

    problem = json.loads(response.content)
    assert response.status_code == problem["status"] == status
    assert response.headers["Content-Type"] == "application/problem+json"
    assert problem["title"]
    assert problem["detail"]
    assert not response.cookies


def test_only_json_is_spoken(client: Client) -> None:
    assert got(client, "answers/", 406, Accept="application/xml")["status"] == 406


def test_a_missing_slash_leads_on(client: Client) -> None:
    response = client.get("/api/v1/answers?topic=blood")

    assert (response.status_code, response.headers["Location"]) == (301, "/api/v1/answers/?topic=blood")


def test_too_many_requests_are_told_when_to_return(client: Client, settings: LazySettings) -> None:
    settings.API_PER_MINUTE = 2

    responses = [client.get("/api/v1/topics/") for _ in range(5)]

    assert responses[-1].status_code == 429
    assert 1 <= int(responses[-1].headers["Retry-After"]) <= 60
    assert json.loads(responses[-1].content)["status"] == 429


def test_a_database_that_is_away_is_a_problem_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*args: object, **kwargs: object) -> None:
        raise OperationalError

    monkeypatch.setattr("answers.public.tree.read", away)

    assert got(client, "topics/", 503)["status"] == 503


def test_a_fault_of_ours_is_a_problem_without_details(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr("answers.public.tree.read", broken)

    response = Client(raise_request_exception=False).get("/api/v1/topics/")

    assert response.status_code == 500
    assert json.loads(response.content)["status"] == 500
    assert b"secret" not in response.content


def test_scripts_of_other_sites_may_read_and_nothing_else(client: Client) -> None:
    read = client.get("/api/v1/answers/", headers={"Origin": "https://example.org"})
    asked = client.options("/api/v1/answers/", headers={"Origin": "https://example.org"})
    closed = client.get("/api/v1/nowhere/", headers={"Origin": "https://example.org"})

    assert read.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in read.headers
    assert (asked.status_code, asked.headers["Access-Control-Allow-Methods"]) == (204, "GET, HEAD, OPTIONS")
    assert "Access-Control-Allow-Origin" not in closed.headers


def test_the_same_answer_gives_the_same_bytes(client: Client) -> None:
    path = f"/api/v1/{address(make.published())}"
    first = client.get(path).content
    Answer.objects.get().page.__class__.objects.update(is_stale=True)

    assert client.get(path).content == first


def test_a_day_that_passes_changes_no_document(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    path = f"/api/v1/{address(make.published())}"
    first = client.get(path).content
    later = make.NOW + datetime.timedelta(days=900)
    monkeypatch.setattr("django.utils.timezone.now", lambda: later)

    assert client.get(path).content == first
