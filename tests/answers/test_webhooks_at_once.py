"""Two runs at once tell a webhook of each thing once."""

from __future__ import annotations

import datetime
from functools import partial

import pytest

from answers import workflow
from answers.jobs import webhooks
from answers.models import Delivery, Event, StandingTold, Webhook
from sources import lookup, notices
from sources.models import Source
from tests import at_once, cast, make

pytestmark = pytest.mark.django_db(transaction=True)

LATER = make.NOW + datetime.timedelta(hours=1)


class Counting:
    """Stands in for the network: what matters here is who may send."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def post(self, address: str, body: bytes, headers: dict[str, str]) -> int:
        self.sent.append(headers["webhook-id"])
        return 204

    def why_not(self, address: str) -> str:
        return ""


@pytest.fixture
def poster(monkeypatch: pytest.MonkeyPatch) -> Counting:
    counting = Counting()
    monkeypatch.setattr(lookup, "poster", lambda: counting)
    webhook = Webhook(name="Hospital", address="https://hooks.example.org/")
    workflow.add_webhook(webhook, by=cast.person("managing"), at=make.NOW)
    return counting


def test_two_runs_send_each_message_once(poster: Counting) -> None:
    for _answer in range(5):
        make.published()

    failed = at_once.refusals(*[partial(webhooks.deliver, LATER)] * 3)

    assert failed == []
    assert sorted(poster.sent) == sorted(
        Delivery.objects.filter(channel="webhook").values_list("message_id", flat=True)
    )
    assert len(poster.sent) == 5


def test_two_runs_owe_a_changed_standing_once(poster: Counting) -> None:
    make.published()
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=LATER, noticed_on=make.TODAY)

    failed = at_once.refusals(*[partial(workflow.announce_standings, LATER)] * 3)

    assert failed == []
    assert StandingTold.objects.count() == 1
    assert Event.objects.filter(verb="announced a standing").count() == 1


def test_two_runs_switch_a_webhook_off_once(poster: Counting) -> None:
    webhook = Webhook.objects.get()

    failed = at_once.refusals(
        *[partial(workflow.switch_off_webhook, webhook, at=LATER, why="It is gone.")] * 3
    )

    assert failed == []
    assert Event.objects.filter(verb="switched off a webhook").count() == 1
