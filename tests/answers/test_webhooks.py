"""Webhooks: owed with the event, signed, sent to public addresses only, tried again, at last switched off."""

from __future__ import annotations

import datetime
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.core import mail
from django.db import transaction
from django.utils import timezone

from answers import jobs, workflow
from answers.jobs import signatures, webhooks
from answers.jobs.mail import MOST_TRIES
from answers.models import Answer, Delivery, Event, Owed, Refused, StandingTold, Told, Webhook
from sources import lookup, notices
from sources.models import Source
from tests import cast, make, parts
from tests.conftest import needs
from tests.sources import lookup_server
from tests.sources.lookup_server import Reply, Server

pytestmark = pytest.mark.django_db

HOST = "hooks.example.org"
LATER = make.NOW + datetime.timedelta(hours=1)
DAY = datetime.timedelta(days=1)
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "webhooks.md"


@pytest.fixture(scope="module")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    needs(parts.Part("OpenSSL", "" if shutil.which("openssl") else "no openssl: install it"))
    with lookup_server.serving(tmp_path_factory.mktemp("hooks"), [HOST]) as server:
        yield server


@pytest.fixture
def receiver(_running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    """A real server with TLS under the receiver's name; that name alone is looked up by the test."""
    _running.replies.clear()
    _running.posted.clear()
    _running.say(HOST, Reply(b"", 204))
    poster = lookup.Poster(
        agent="tests",
        ports=[_running.port],
        seconds=5,
        resolve=lambda host: [("127.0.0.1", _running.port)],
        trust=_running.trust,
    )
    monkeypatch.setattr(lookup, "poster", lambda: poster)
    return _running


def listening(receiver: Server, name: str = "Hospital", **chosen: Any) -> tuple[Webhook, str]:
    """A webhook of a managing editor, with its secret."""
    webhook = Webhook(name=name, address=f"https://{HOST}:{receiver.port}/{name.lower()}", **chosen)
    secret = workflow.add_webhook(webhook, by=cast.person("managing"), at=make.NOW)
    return webhook, secret


def bodies(receiver: Server) -> list[dict[str, Any]]:
    return [json.loads(body) for _path, _headers, body in receiver.posted]


def kinds() -> list[str]:
    sent = Delivery.objects.filter(channel="webhook").order_by("event_id", "webhook_id")
    return [json.loads(each.body)["kind"] for each in sent]


def example() -> Any:
    """The function that the document gives to receivers."""
    [code] = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(), re.DOTALL)
    known: dict[str, Any] = {}
    exec(code, known)  # our own document
    return known["is_ours"]


def lowered(headers: dict[str, str]) -> dict[str, str]:
    return {name.lower(): value for name, value in headers.items()}


def notice(source: Source, kind: str = "retraction", at: datetime.datetime = LATER) -> None:
    notices.record(source, kind=kind, origin="a check", at=at, noticed_on=make.TODAY)


def test_a_published_answer_is_told_in_the_shapes_of_the_api(
    receiver: Server, settings: LazySettings
) -> None:
    listening(receiver)
    answer = make.published().answer

    done = jobs.run_due(LATER)

    [told] = bodies(receiver)
    live = Answer.objects.get(pk=answer.pk).live_revision
    assert live is not None
    assert told | {"id": ""} == {
        "id": "",
        "kind": "published",
        "at": "2026-11-22T09:00:00+00:00",
        "answer": {
            "number": answer.question_id,
            "language": "en",
            "url": f"{settings.SITE_URL}{answer.question.get_absolute_url()}",
            "api_url": f"{settings.SITE_URL}/api/v1/answers/{answer.question_id}/",
            "version": 1,
            "content_hash": live.content_hash,
            "is_sample": False,
        },
    }
    assert [done.webhooks_sent, done.webhooks_failed] == [1, 0]


def test_the_code_in_the_document_verifies_what_arrives(receiver: Server) -> None:
    _webhook, secret = listening(receiver)
    make.published()

    jobs.run_due(LATER)

    [(_path, headers, body)] = receiver.posted
    is_ours, now = example(), timezone.now().timestamp()
    assert is_ours(secret, lowered(headers), body, now)
    assert not is_ours(secret, lowered(headers), body + b" ", now)
    assert not is_ours(secret, lowered(headers), body, now + 600)
    assert not is_ours("whsec_" + "A" * 44, lowered(headers), body, now)
    assert json.loads(body)["id"] == lowered(headers)["webhook-id"]


def test_the_signature_is_that_of_the_standard() -> None:
    told = signatures.headers(
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        1614265330,
        b'{"test": 2432232314}',
        ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"],
    )

    assert told["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_correction_and_a_withdrawal_are_told_after_the_publication(receiver: Server) -> None:
    listening(receiver)

    publication = make.corrected(make.correction())
    workflow.withdraw(publication.answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert kinds() == ["published", "corrected", "withdrawn"]
    newest = Delivery.objects.filter(channel="webhook").latest("event_id")
    assert json.loads(newest.body)["answer"]["version"] == 2


def test_a_webhook_hears_only_what_it_wants_and_only_while_it_is_on(receiver: Server) -> None:
    listening(receiver, wants_published=False)
    listening(receiver, "Off", is_on=False)

    workflow.withdraw(make.published().answer, by=cast.person("managing"), at=make.NOW, reason="Wrong.")

    assert kinds() == ["withdrawn"]


def test_what_is_rolled_back_is_not_told(receiver: Server) -> None:
    listening(receiver)
    revision = make.approved()

    with transaction.atomic():
        workflow.publish(revision, by=cast.person("editor2"), at=make.NOW)
        transaction.set_rollback(True)

    assert kinds() == []


def test_no_text_and_no_name_leaves_the_house(receiver: Server) -> None:
    listening(receiver)
    answer = make.published().answer
    make.revision(
        answer, make.draft(wording=answer.question.wording, research="<p>Secret draft [@trial].</p>")
    )
    notice(Source.objects.get(key="trial"))

    jobs.run_due(LATER)

    everything = b" ".join(body for _path, _headers, body in receiver.posted).decode()
    assert [
        word for word in ("Secret", "stroke", "Test ", "@example.org", "editor") if word in everything
    ] == []


def test_a_changed_standing_is_told_once_with_the_pages_that_cite_the_source(receiver: Server) -> None:
    listening(receiver)
    answer = make.published().answer
    notice(Source.objects.get(key="trial"))

    first, again = jobs.run_due(LATER), jobs.run_due(LATER + DAY)

    [_published, told] = bodies(receiver)
    assert [first.standings_announced, again.standings_announced] == [1, 0]
    assert [told["kind"], told["source"]["key"], told["source"]["standing"]["code"]] == [
        "source standing",
        "trial",
        "notice found",
    ]
    assert [told["source"]["answers"], told["source"]["cited_by"][0]["number"]] == [1, answer.question_id]


def test_each_further_change_of_a_standing_is_told(receiver: Server) -> None:
    listening(receiver, wants_published=False)
    make.published()
    source = Source.objects.get(key="trial")
    notice(source)
    jobs.run_due(LATER)

    notices.reject(source.notices.get(), by=cast.person("managing"), at=LATER + DAY, reason="Another study.")
    jobs.run_due(LATER + DAY)

    assert [each["source"]["standing"]["code"] for each in bodies(receiver)] == [
        "notice found",
        "not checked",
    ]


def test_a_first_check_and_a_source_that_no_page_cites_are_not_told(receiver: Server) -> None:
    listening(receiver, wants_published=False)
    make.published()
    notices.mark_checked(Source.objects.get(key="trial"), on=make.TODAY, at=LATER)
    notice(make.source("unused"))

    jobs.run_due(LATER)

    assert [receiver.posted, StandingTold.objects.exists()] == [[], False]


def test_what_changed_before_a_webhook_listened_is_not_told(receiver: Server) -> None:
    make.published()
    notice(Source.objects.get(key="trial"), at=make.NOW - DAY)
    listening(receiver)

    jobs.run_due(LATER)

    assert receiver.posted == []


def test_a_failed_message_comes_again_under_the_same_id_and_text(receiver: Server) -> None:
    listening(receiver)
    make.published()
    receiver.say(HOST, Reply(b"", 500), Reply(b"", 204))

    first, again = jobs.run_due(LATER), jobs.run_due(LATER + datetime.timedelta(minutes=2))

    [(_, once, body), (_, twice, same)] = receiver.posted
    assert [first.webhooks_failed, again.webhooks_sent] == [1, 1]
    assert [once["webhook-id"], body] == [twice["webhook-id"], same]


def test_one_failure_ends_the_turn_of_a_webhook_and_not_that_of_others(receiver: Server) -> None:
    listening(receiver, "Broken")
    listening(receiver, "Working")
    make.published()
    make.published()
    receiver.say(f"{HOST}/broken", Reply(b"", 503))

    done = jobs.run_due(LATER)

    assert [path for path, *_ in receiver.posted] == ["/broken", "/working", "/working"]
    assert [done.webhooks_sent, done.webhooks_failed] == [2, 1]


@pytest.mark.parametrize(
    ("reply", "problem"),
    [
        (Reply(b"", 302, headers={"Location": "https://127.0.0.1/"}), "no redirect is followed"),
        (Reply(b"", 404), "It answered with 404."),
    ],
    ids=["moved", "absent"],
)
def test_a_refused_message_says_why(receiver: Server, reply: Reply, problem: str) -> None:
    webhook, _secret = listening(receiver)
    make.published()
    receiver.say(HOST, reply)

    jobs.run_due(LATER)

    webhook.refresh_from_db()
    assert problem in webhook.problem
    assert problem in Delivery.objects.get(webhook=webhook).problem
    assert webhook.failing_since == LATER


def fail_until_given_up(at: datetime.datetime) -> datetime.datetime:
    for _try in range(8):
        webhooks.deliver(at)
        at += datetime.timedelta(hours=7)
    return at


def test_after_eight_tries_a_message_is_given_up_and_can_be_sent_again(receiver: Server) -> None:
    webhook, _secret = listening(receiver)
    make.published()
    receiver.say(HOST, Reply(b"", 500))
    at = fail_until_given_up(LATER)
    owed = Delivery.objects.get(webhook=webhook)
    receiver.say(HOST, Reply(b"", 204))

    workflow.send_again(owed, by=cast.person("managing"), at=at)
    jobs.run_due(at)

    assert owed.state == Owed.State.GIVEN_UP
    owed.refresh_from_db()
    assert [owed.state, len(receiver.posted)] == [Owed.State.SENT, 9]
    assert len({headers["webhook-id"] for _path, headers, _body in receiver.posted}) == 1


def test_a_webhook_that_fails_for_days_is_switched_off_and_the_managing_editors_hear(
    receiver: Server,
) -> None:
    webhook, _secret = listening(receiver)
    managing = cast.person("managing")
    make.published()
    receiver.say(HOST, Reply(b"", 500))

    at = fail_until_given_up(LATER)
    webhook.refresh_from_db()
    is_on_after_two_days = webhook.is_on
    make.published(at=at)
    at = fail_until_given_up(at)
    jobs.run_due(at)

    webhook.refresh_from_db()
    assert [is_on_after_two_days, webhook.is_on] == [True, False]
    [letter] = [each for each in mail.outbox if "Hospital" in each.subject]
    assert letter.to == [managing.email]
    assert f"/admin/answers/webhook/{webhook.pk}/change/" in str(letter.body)


def test_a_receiver_that_says_it_is_gone_is_asked_no_more(receiver: Server) -> None:
    webhook, _secret = listening(receiver)
    make.published()
    make.published()
    receiver.say(HOST, Reply(b"", 410))

    jobs.run_due(LATER)
    jobs.run_due(LATER + DAY)

    webhook.refresh_from_db()
    states = Delivery.objects.filter(webhook=webhook).values_list("state", flat=True)
    assert [webhook.is_on, len(receiver.posted), set(states)] == [False, 1, {"given up"}]


def test_two_secrets_sign_for_a_day_after_a_rotation(receiver: Server) -> None:
    webhook, former = listening(receiver)
    now = timezone.now()
    present = workflow.rotate_webhook_secret(webhook, by=cast.person("managing"), at=now)

    webhook.refresh_from_db()

    assert present != former
    assert webhook.secrets_at(now) == [present, former]
    assert webhook.secrets_at(now + DAY) == [present]


def test_the_database_holds_no_secret(receiver: Server) -> None:
    webhook, secret = listening(receiver)

    stored = Webhook.objects.filter(pk=webhook.pk).values().get()

    assert not any(secret in str(value) or secret[6:] in str(value) for value in stored.values())


def test_another_site_key_is_a_failure_that_says_so_and_never_a_wrong_signature(
    receiver: Server, settings: LazySettings
) -> None:
    webhook, secret = listening(receiver)
    make.published()
    former = settings.SECRET_KEY

    settings.SECRET_KEY = "another key, much longer than the one before it was"
    jobs.run_due(LATER)
    webhook.refresh_from_db()
    settings.SECRET_KEY_FALLBACKS = [former]

    assert receiver.posted == []
    assert "SECRET_KEY was changed" in webhook.problem
    assert webhook.secrets_at(LATER) == [secret]


def test_a_test_message_is_owed_and_says_that_it_is_one(receiver: Server) -> None:
    webhook, _secret = listening(receiver)

    workflow.send_test(webhook, by=cast.person("managing"), at=make.NOW)
    jobs.run_due(LATER)

    [told] = bodies(receiver)
    assert sorted(told) == ["at", "id", "kind"]
    assert told["kind"] == "test"


def test_only_managing_editors_keep_webhooks(receiver: Server) -> None:
    webhook, _secret = listening(receiver)

    for name in ("editor", "clinician", "auditor"):
        with pytest.raises(Refused, match="permission to change webhooks"):
            workflow.send_test(webhook, by=cast.person(name), at=make.NOW)
        with pytest.raises(Refused, match="permission to change webhooks"):
            workflow.rotate_webhook_secret(webhook, by=cast.person(name), at=make.NOW)


def test_the_log_names_a_webhook_and_never_its_address(receiver: Server) -> None:
    webhook, _secret = listening(receiver)
    managing = cast.person("managing")
    webhook.address = f"https://{HOST}:{receiver.port}/with-a-key"
    workflow.change_webhook(webhook, by=managing, at=make.NOW)
    workflow.send_test(webhook, by=managing, at=make.NOW)

    told = Event.objects.order_by("sequence")

    assert [each.verb for each in told] == ["added a webhook", "changed a webhook", "tested a webhook"]
    assert not any(HOST in each.record for each in told)


def test_switching_off_drops_what_is_owed_and_switching_on_begins_from_now(receiver: Server) -> None:
    webhook, _secret = listening(receiver)
    managing = cast.person("managing")
    make.published()
    webhook.is_on = False
    workflow.change_webhook(webhook, by=managing, at=make.NOW)
    webhook.is_on = True
    workflow.change_webhook(webhook, by=managing, at=LATER)

    jobs.run_due(LATER + DAY)

    webhook.refresh_from_db()
    assert [receiver.posted, webhook.listens_since] == [[], LATER]


def test_the_document_names_every_kind_and_the_tries() -> None:
    text = DOCUMENT.read_text()

    assert [kind for kind in Told.values if f"| `{kind}` |" not in text] == []
    assert "eight tries" in text
    assert MOST_TRIES == 8
