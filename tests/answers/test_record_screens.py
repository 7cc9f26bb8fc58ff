"""The record on screen: how a version came about, the log, redactions; for those who may read it."""

from __future__ import annotations

import csv
import datetime
import hashlib
import io
import json
from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from answers import revisions, workflow
from answers.models import Answer, ChecklistQuestion, Event, Publication, RedactionRequest
from answers.workflow import Reply, Statement
from tests import cast, make

pytestmark = pytest.mark.django_db

READERS = ("managing", "auditor", "admin")
OTHERS = ("editor", "reviewer", "clinician")


@pytest.fixture
def publication() -> Publication:
    return make.published(reason="First version.")


def signed_in(client: Client, name: str) -> Client:
    client.force_login(cast.person(name))
    return client


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode() if response.streaming else response.content.decode()


def test_the_review_record_names_who_wrote_checked_and_approved_which_text(
    client: Client, publication: Publication
) -> None:
    page = text(signed_in(client, "auditor"), f"/admin/review/record/{publication.pk}/")

    assert publication.revision.content_hash in page
    for name in ("Test Editor", "Test Reviewer", "Test Editor2"):
        assert name in page
    assert "First version." in page
    assert "supports the sentence" in page


def test_the_record_ends_at_the_publication(client: Client, publication: Publication) -> None:
    workflow.withdraw(
        publication.answer,
        by=cast.person("managing"),
        at=make.NOW + datetime.timedelta(days=1),
        reason="Out of date.",
    )
    told = json.loads(
        text(signed_in(client, "auditor"), f"/admin/review/record/{publication.pk}/record.json")
    )

    assert told["version"] == 1
    assert told["events"][-1]["verb"] == "published"
    assert told["sentences_without_a_check"] == []
    assert {each["verdict"] for each in told["checks"]} == {"supports the sentence", "needs no citation"}


def test_the_record_tells_advice_apart_with_interests_and_checklist_as_they_were(client: Client) -> None:
    revision = make.checked(make.submitted())
    asked = ChecklistQuestion.objects.order_by("order")[0]
    said = Statement("some", "I own shares.", (Reply(asked.pk, "no", "Only the second one."),))
    by, seen = cast.person("reviewer"), revision.content_hash
    workflow.recommend(revision, by=by, at=make.NOW, content_hash=seen, kind="approve", said=said)
    make.approve(revision)
    published = workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)

    told = json.loads(text(signed_in(client, "auditor"), f"/admin/review/record/{published.pk}/record.json"))

    [line] = told["advice"]
    assert line["competing"] == "I own shares."
    assert "no (Only the second one.)" in line["checklist"]
    assert len(told["decisions"]) == 1


def test_a_name_that_was_erased_is_gone_from_the_record_and_the_role_stays(
    client: Client, publication: Publication
) -> None:
    person = cast.person("editor2").contributor
    person.name = "Erased"
    person.save()

    told = json.loads(
        text(signed_in(client, "auditor"), f"/admin/review/record/{publication.pk}/record.json")
    )

    assert told["decisions"][0]["name"] == "Erased"
    assert told["decisions"][0]["role"]


def test_the_record_as_csv_defuses_formulas(client: Client) -> None:
    publication = make.published(research="<p>=SUM(A1) is a formula [@trial].</p>")

    rows = list(
        csv.DictReader(
            io.StringIO(
                text(signed_in(client, "auditor"), f"/admin/review/record/{publication.pk}/record.csv")
            )
        )
    )

    assert [row["sentence"] for row in rows if "SUM" in row["sentence"]] == ["'=SUM(A1) is a formula."]


def test_each_line_of_the_exported_log_gives_the_hash_of_its_event(
    client: Client, publication: Publication
) -> None:
    lines = text(signed_in(client, "auditor"), "/admin/review/log/log.json").splitlines()

    told = [hashlib.sha256(line.encode()).hexdigest() for line in lines]
    assert told == list(Event.objects.order_by("sequence").values_list("hash", flat=True))


def test_the_log_is_filtered_by_answer_and_day(client: Client, publication: Publication) -> None:
    other = make.answer()
    auditor = signed_in(client, "auditor")

    of_other = text(auditor, f"/admin/review/log/log.json?answer={other.pk}").splitlines()
    of_day = text(auditor, "/admin/review/log/log.json?since=2026-11-23").splitlines()

    assert {json.loads(line)["answer"] for line in of_other} == {other.pk}
    assert of_day == []


def test_a_wrong_filter_is_named_and_exports_nothing(client: Client) -> None:
    auditor = signed_in(client, "auditor")

    assert "Enter a whole number" in text(auditor, "/admin/review/log/?answer=x")
    assert auditor.get("/admin/review/log/log.csv?answer=x").status_code == 404


@pytest.mark.parametrize("name", READERS)
def test_managing_editors_and_auditors_read_the_record(
    client: Client, publication: Publication, name: str
) -> None:
    signed_in(client, name)

    for address in addresses(publication):
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_else_reads_the_record(client: Client, publication: Publication, name: str) -> None:
    signed_in(client, name)

    for address in addresses(publication):
        assert client.get(address).status_code == 403, address


def test_a_stranger_is_led_to_the_sign_in(client: Client, publication: Publication) -> None:
    for address in addresses(publication):
        assert client.get(address).status_code == 302, address


def addresses(publication: Publication) -> tuple[str, ...]:
    record = f"/admin/review/record/{publication.pk}/"
    log = "/admin/review/log/"
    files = (f"{record}record.csv", f"{record}record.json", f"{log}log.csv", f"{log}log.json")
    return (record, log, "/admin/review/redactions/", *files)


def test_the_record_takes_as_many_queries_for_ten_sentences_as_for_four(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    few = make.published()
    many = make.published(research="".join(f"<p>Sentence number {n} [@trial].</p>" for n in range(10)))
    signed_in(client, "auditor")
    client.get(f"/admin/review/record/{few.pk}/")

    with django_assert_max_num_queries(16):
        client.get(f"/admin/review/record/{many.pk}/")


def without(answer: Answer, words: str) -> None:
    now = revisions.draft_of(answer)
    make.revision(answer, replace(now, research=now.research.replace(words, "people did better")))


def test_a_redaction_is_asked_for_by_one_and_confirmed_by_another_on_screen(
    client: Client, publication: Publication
) -> None:
    answer = publication.revision.answer
    answer.refresh_from_db()
    words = "fewer people had a stroke"
    without(answer, words)
    typed = {"passage": words, "ground": "Court order"}

    signed_in(client, "managing").post(f"/admin/review/redact/{answer.pk}/", typed)
    request = RedactionRequest.objects.get()
    shown = text(signed_in(client, "auditor"), "/admin/review/redactions/")
    done = client.post(f"/admin/review/redactions/{request.pk}/confirm/")

    assert words in shown
    assert done.status_code == 302
    assert words not in text(client, answer.question.get_absolute_url())


def test_a_refused_request_keeps_what_was_typed(client: Client, publication: Publication) -> None:
    typed = {"passage": "fewer people had a stroke", "ground": "Court order"}

    response = signed_in(client, "managing").post(f"/admin/review/redact/{publication.answer_id}/", typed)

    assert response.status_code == 422
    assert "fewer people had a stroke" in response.content.decode()
    assert "working copy still says this" in response.content.decode()


@pytest.mark.parametrize("name", ["editor", "reviewer", "clinician", "managing"])
def test_a_guessed_address_decides_nothing(client: Client, publication: Publication, name: str) -> None:
    answer = publication.revision.answer
    answer.refresh_from_db()
    without(answer, "fewer people had a stroke")
    request = workflow.ask_redaction(
        answer, "fewer people had a stroke", by=cast.person("admin"), at=make.NOW, ground="Court order"
    )
    signed_in(client, name)

    for step in ("confirm", "refuse"):
        assert (
            client.post(f"/admin/review/redactions/{request.pk}/{step}/", {"reason": "x"}).status_code == 403
        )
    request.refresh_from_db()
    assert request.state == RedactionRequest.State.ASKED
