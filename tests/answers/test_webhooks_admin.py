"""The screen of webhooks: the secret is shown once, addresses inside are refused, messages are sent again."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from pytest_django import DjangoAssertNumQueries

from answers import workflow
from answers.models import Delivery, Webhook
from tests import cast, make

pytestmark = pytest.mark.django_db

LIST = "/admin/answers/webhook/"
TYPED = {
    "name": "Hospital",
    "address": "https://hooks.example.org/citewell?key=1",
    "is_on": "on",
    "wants_published": "on",
    "wants_withdrawn": "on",
}


def stored(**chosen: object) -> Webhook:
    webhook = Webhook(**({"name": "Hospital", "address": "https://hooks.example.org/"} | chosen))
    workflow.add_webhook(webhook, by=cast.person("managing"), at=make.NOW)
    return webhook


def secrets_on(response: object) -> list[str]:
    assert isinstance(response, HttpResponse)
    return re.findall(r"whsec_[\w+/=]{44}", response.content.decode())


def test_a_new_webhook_shows_its_secret_once() -> None:
    by = cast.client("managing")

    made = by.post(f"{LIST}add/", TYPED)
    webhook = Webhook.objects.get()
    again = by.get(f"{LIST}{webhook.pk}/change/")

    assert secrets_on(made) == webhook.secrets_at(make.NOW)
    assert "no-store" in made.headers["Cache-Control"]
    assert secrets_on(again) == []
    assert [webhook.wants_published, webhook.wants_corrected, webhook.wants_withdrawn] == [True, False, True]


def test_another_secret_is_shown_once_and_replaces_the_first() -> None:
    webhook = stored()
    first = webhook.secrets_at(make.NOW)

    shown = secrets_on(cast.client("managing").post(f"{LIST}{webhook.pk}/rotate/"))

    webhook.refresh_from_db()
    assert shown != first
    assert webhook.secrets_at(make.NOW)[0] == shown[0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://10.0.0.1/", "private network"),
        ("https://localhost/", "private network"),
        ("https://hooks.example.org:8080/", "Only these ports"),
        ("nonsense", "must begin with https"),
        ("x" * 400, "at most 300"),
    ],
    ids=["inside", "this machine", "another port", "no address", "too long"],
)
def test_an_address_that_is_never_asked_is_refused_beside_its_field(address: str, said: str) -> None:
    response = cast.client("managing").post(f"{LIST}add/", TYPED | {"address": address})

    assert said in response.content.decode()
    assert not Webhook.objects.exists()


def test_two_webhooks_have_no_address_in_common() -> None:
    stored(address=TYPED["address"])

    response = cast.client("managing").post(f"{LIST}add/", TYPED | {"name": "Another"})

    assert "already exists" in response.content.decode()


def test_a_test_and_a_message_sent_again_are_owed() -> None:
    webhook, by = stored(), cast.client("managing")
    by.post(f"{LIST}{webhook.pk}/test/")
    owed = Delivery.objects.get(webhook=webhook)
    Delivery.objects.update(state="given up", attempts=8, problem="It answered with 500.")

    page = by.get(f"{LIST}{webhook.pk}/change/").content.decode()
    by.post(f"{LIST}{webhook.pk}/again/", {"message": owed.message_id})

    owed.refresh_from_db()
    assert "It answered with 500." in page
    assert [owed.state, owed.attempts] == ["owed", 0]


def test_a_webhook_that_is_off_sends_no_test_and_says_so() -> None:
    webhook = stored(is_on=False)

    response = cast.client("managing").post(f"{LIST}{webhook.pk}/test/", follow=True)

    assert "This webhook is switched off." in response.content.decode()
    assert not Delivery.objects.exists()


def test_a_message_of_another_webhook_is_not_found() -> None:
    one, other = stored(), stored(name="Other", address="https://other.example.org/")
    workflow.send_test(other, by=cast.person("managing"), at=make.NOW)
    message = Delivery.objects.get().message_id

    assert cast.client("managing").post(f"{LIST}{one.pk}/again/", {"message": message}).status_code == 404


def test_an_auditor_reads_and_has_no_button() -> None:
    webhook = stored()

    page = cast.client("auditor").get(f"{LIST}{webhook.pk}/change/").content.decode()

    assert "No message yet." in page
    assert "Make another secret" not in page


def test_the_page_of_a_webhook_asks_no_more_for_more_messages(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    webhook, by, managing = stored(), cast.client("managing"), cast.person("managing")
    for _message in range(60):
        workflow.send_test(webhook, by=managing, at=make.NOW)

    with django_assert_max_num_queries(12):
        page = by.get(f"{LIST}{webhook.pk}/change/").content.decode()

    assert page.count("<summary>test</summary>") == 50
