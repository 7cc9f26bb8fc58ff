"""Taking a public page down: at once, or at a time that somebody has set, and what readers and staff see."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from answers import jobs, pages, workflow
from answers.models import Answer, Delivery, Event, PublishedPage, Refused, Stage, verification
from tests import cast, make

pytestmark = pytest.mark.django_db

WHY = "The season of this vaccine is over."
DAY = datetime.timedelta(days=1)
SPRING = make.NOW + 120 * DAY


def expiring(*, by: str = "editor2", at: datetime.datetime = SPRING, reason: str = WHY) -> Answer:
    answer = Answer.objects.get(pk=make.published().answer_id)
    workflow.set_expiry(answer, by=cast.person(by), at=make.NOW, expires_at=at, reason=reason)
    return answer


def test_a_page_is_taken_down_at_its_time_and_says_why(client: Client) -> None:
    answer = expiring()

    early, due, again = (jobs.run_due(at).taken_down for at in (SPRING - DAY, SPRING, SPRING))

    answer.refresh_from_db()
    gone = client.get(answer.question.get_absolute_url())
    assert [early, due, again] == [0, 1, 0]
    assert (answer.public_state, answer.expires_at) == ("withdrawn", None)
    assert gone.status_code == 410
    assert WHY in gone.content.decode()
    assert list(verification.findings()) == []


def test_until_then_readers_find_it() -> None:
    answer = expiring()

    jobs.run_due(SPRING - DAY)

    assert pages.read(answer.question.slug, at=SPRING - DAY) is not None


def test_a_minute_after_an_outage_the_page_is_taken_down_all_the_same() -> None:
    expiring()

    assert jobs.run_due(SPRING + 3 * DAY).taken_down == 1


def test_a_newer_version_does_not_undo_it() -> None:
    answer = expiring()
    make.revision(answer, make.draft(wording=answer.question.wording, certainty="low"))
    make.published(answer)

    jobs.run_due(SPRING)

    assert not PublishedPage.objects.exists()


def test_a_page_that_was_taken_down_comes_back_by_a_new_review_only() -> None:
    answer = expiring()
    make.revision(answer, make.draft(wording=answer.question.wording, certainty="low"))
    approved = make.approved(answer)
    workflow.expire_due(SPRING)

    with pytest.raises(Refused, match="approved before the answer was withdrawn"):
        workflow.publish(approved, by=cast.person("editor2"), at=SPRING)


def test_somebody_may_let_it_stay() -> None:
    answer = expiring()

    workflow.clear_expiry(answer, by=cast.person("clinician"), at=make.NOW)

    assert jobs.run_due(SPRING).taken_down == 0
    assert answer.is_public


def test_a_later_wish_takes_the_place_of_an_earlier_one() -> None:
    answer = expiring()
    later = SPRING + 10 * DAY
    workflow.set_expiry(answer, by=cast.person("managing"), at=make.NOW, expires_at=later, reason="Later.")

    assert workflow.expire_due(SPRING) == 0
    assert workflow.expire_due(later) == 1
    answer.refresh_from_db()
    assert answer.withdrawn_reason == "Later."


def test_who_withdraws_it_first_ends_the_wish_too() -> None:
    answer = expiring()

    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="A warning.")

    answer.refresh_from_db()
    assert answer.expires_at is None
    assert workflow.expire_due(SPRING) == 0


def test_it_is_taken_down_though_the_person_who_wished_it_has_left() -> None:
    expiring(by="managing")
    person = cast.person("managing")
    person.is_active = False
    person.save()

    assert workflow.expire_due(SPRING) == 1


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_who_may_not_withdraw_sets_no_time_either(name: str) -> None:
    with pytest.raises(Refused, match="permission to withdraw"):
        expiring(by=name)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"at": make.NOW}, "still to come"), ({"reason": " "}, "readers will see it")],
)
def test_the_time_is_to_come_and_the_reason_is_for_readers(fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        expiring(**fields)


def test_only_what_readers_see_is_taken_down() -> None:
    answer = make.answer()

    with pytest.raises(Refused, match="not public"):
        workflow.set_expiry(
            answer, by=cast.person("managing"), at=make.NOW, expires_at=SPRING, reason="Over."
        )
    with pytest.raises(Refused, match="No time is set"):
        workflow.clear_expiry(answer, by=cast.person("managing"), at=make.NOW)


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"expires_at": SPRING}, "an_expiry_says_when_why_and_who_set_it"),
        ({"public_state": "withdrawn", "withdrawn_reason": "Old."}, "only_a_public_answer_expires"),
    ],
)
def test_the_database_holds_what_an_expiry_is(fields: dict[str, Any], name: str) -> None:
    answer = make.published().answer if name.startswith("an_") else expiring()

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Answer.objects.filter(pk=answer.pk).update(**fields)


def test_one_broken_answer_does_not_keep_the_others_public(monkeypatch: pytest.MonkeyPatch) -> None:
    broken, whole = expiring(), expiring()
    remove_page = pages.remove_page

    def breaks(answer: Answer) -> None:
        if answer == broken:
            raise RuntimeError("the page is stuck")
        remove_page(answer)

    monkeypatch.setattr(pages, "remove_page", breaks)

    assert workflow.expire_due(SPRING) == 1
    whole.refresh_from_db()
    assert not whole.is_public


def test_everybody_concerned_hears_of_the_wish_and_of_the_end() -> None:
    cast.person("managing")
    expiring()

    jobs.run_due(SPRING)

    assert told("set an expiry") == {"editor"}
    assert told("withdrew") == {"editor", "managing"}
    assert any(message.subject.startswith("The site withdrew") for message in mail.outbox)


def test_a_withdrawal_tells_the_managing_editors_and_the_writers() -> None:
    cast.person("managing")
    answer = make.published().answer

    workflow.withdraw(answer, by=cast.person("clinician"), at=make.NOW, reason="A new warning.")

    assert told("withdrew") == {"editor", "managing"}


def told(verb: str) -> set[str]:
    heard = Delivery.objects.filter(event__verb=verb)
    return set(heard.values_list("recipient__username", flat=True))


def test_the_buttons_set_the_time_show_it_and_take_it_back(client: Client) -> None:
    revision = make.published().revision
    client.force_login(cast.person("managing"))
    base = f"/admin/review/{revision.pk}/"

    client.post(f"{base}set-expiry/", {"expires_at": "2027-03-22T09:00", "reason": WHY})
    shown = client.get(base).content.decode()
    client.post(f"{base}clear-expiry/")

    assert "22 March 2027, 09:00" in shown
    assert 'clear-expiry/">Keep it public' in shown
    assert Answer.objects.get().expires_at is None
    assert Event.objects.filter(verb="cleared the expiry").exists()
    assert revision.candidacies.get().stage == Stage.LIVE
