"""One action for many answers: a draft of each, in batches, once, and what stops one stops no other."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.db import OperationalError

from answers import jobs, revisions, workflow
from answers.models import Delivery, Uptake
from answers.workflow import taking_up
from sources import replacements
from sources.models import Replacement, Source
from tests import cast, make, newer

pytestmark = pytest.mark.django_db


def told(verb: str = "took a newer edition") -> set[str]:
    rows = Delivery.objects.filter(event__verb=verb).select_related("recipient")
    return {each.recipient.username for each in rows if each.recipient}


def test_one_action_makes_a_draft_for_every_answer_public_or_not() -> None:
    public, unpublished, replacement = newer.published(), newer.draft(), newer.confirmed()
    other = make.answer()

    asked = newer.ask(replacement)

    assert asked == 2
    assert newer.cited(public) == newer.cited(unpublished) == {"newer", "trial"}
    assert newer.newest(other).number == 1


def test_the_rest_follows_by_itself_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 1)
    answers, replacement = [newer.draft() for _ in range(3)], newer.confirmed()

    newer.ask(replacement)
    waiting = Uptake.objects.asked().count()
    done = jobs.run_due(make.NOW).newer_editions_taken

    assert (waiting, done) == (2, 2)
    assert [newer.newest(each).number for each in answers] == [2, 2, 2]
    assert jobs.run_due(make.NOW).newer_editions_taken == 0


def test_only_the_answers_that_were_chosen_are_changed() -> None:
    chosen, left, replacement = newer.draft(), newer.draft(), newer.confirmed()
    stranger = make.answer()

    asked = newer.ask(replacement, among=[chosen.pk, stranger.pk])

    assert asked == 1
    assert [newer.newest(each).number for each in (chosen, left, stranger)] == [2, 1, 1]


def test_pressing_twice_and_by_two_people_makes_one_draft_each(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 0)

    newer.ask(replacement, by="editor")
    newer.ask(replacement, by="editor2")
    jobs.run_due(make.NOW)
    newer.ask(replacement, by="editor")
    jobs.run_due(make.NOW)

    assert newer.newest(answer).number == 2
    assert Uptake.objects.get().asked_by == cast.person("editor")


def test_an_answer_that_cites_the_older_edition_again_can_be_asked_for_again() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    newer.ask(replacement)
    workflow.restore(answer.revisions.get(number=1), by=cast.person("editor"), at=make.NOW, base=2)
    before = Delivery.objects.filter(event__verb="took a newer edition").count()

    newer.ask(replacement)

    assert newer.cited(answer) == {"newer", "trial"}
    assert Delivery.objects.filter(event__verb="took a newer edition").count() == before


def test_what_only_a_person_can_mend_is_said_once_and_holds_nobody_up() -> None:
    broken = newer.draft(research="<p>Broken [@<strong>older</strong>].</p>")
    fine, replacement = newer.draft(), newer.confirmed()

    newer.ask(replacement)
    jobs.run_due(make.NOW)

    assert "by hand" in Uptake.objects.get(answer=broken).problem
    assert newer.cited(fine) == {"newer", "trial"}
    assert not Uptake.objects.asked().exists()


def test_a_fault_nobody_expected_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, replacement = [newer.draft(), newer.draft()], newer.confirmed()
    first, moved = {"is": True}, revisions.with_newer_edition

    def failing(*args: Any, **kwargs: Any) -> Any:
        if first.pop("is", False):
            raise ValueError("broken")
        return moved(*args, **kwargs)

    monkeypatch.setattr(revisions, "with_newer_edition", failing)
    newer.ask(replacement)

    assert sorted(newer.newest(each).number for each in answers) == [1, 2]
    assert Uptake.objects.exclude(problem="").count() == 1


def test_a_database_that_is_away_is_no_answers_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, replacement = newer.draft(), newer.confirmed()

    def away(*args: Any, **kwargs: Any) -> Any:
        raise OperationalError("database is locked")

    with monkeypatch.context() as patch:
        patch.setattr(revisions, "with_newer_edition", away)
        with pytest.raises(OperationalError):
            newer.ask(replacement)
    jobs.run_due(make.NOW)

    assert newer.cited(answer) == {"newer", "trial"}


def test_somebody_without_the_permission_by_then_takes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 0)
    newer.ask(replacement)
    cast.person("editor2").groups.clear()

    jobs.run_due(make.NOW)

    assert newer.newest(answer).number == 1
    assert "permission" in Uptake.objects.get().problem


def test_the_owners_are_told_once_by_one_mail_that_leads_to_the_draft() -> None:
    topic = make.topic()
    topic.responsible.add(cast.person("managing"))
    answer, replacement = newer.published(topic_=topic), newer.confirmed()
    Delivery.objects.all().delete()

    newer.ask(replacement)
    jobs.run_due(make.NOW)

    assert told() == {"managing", "editor"}
    assert len(mail.outbox) == 2
    assert "newer instead of older" in mail.outbox[0].subject
    assert f"/admin/review/{newer.newest(answer).pk}/" in mail.outbox[0].body


def test_where_the_older_edition_was_kept_it_is_moved_only_by_name() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    workflow.keep_older(
        answer, replacement, by=cast.person("editor"), at=make.NOW, reason="It tells of 2019."
    )

    everywhere, by_name = newer.ask(replacement), newer.ask(replacement, among=[answer.pk])

    assert (everywhere, by_name) == (0, 1)
    assert Uptake.objects.get().kept_reason == ""
    assert newer.cited(answer) == {"newer", "trial"}


def test_a_merged_older_edition_is_moved_under_the_key_it_has_now() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    kept = make.source("kept")
    Source.objects.filter(key="older").update(merged_into=kept)

    newer.ask(Replacement.objects.with_sources().get(pk=replacement.pk))

    assert newer.cited(answer) == {"newer", "trial"}


def test_a_rejection_stops_what_was_still_to_follow(monkeypatch: pytest.MonkeyPatch) -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 0)
    newer.ask(replacement)

    replacements.reject(replacement, by=cast.person("managing"), at=make.NOW, reason="Another society.")
    jobs.run_due(make.NOW)

    assert newer.newest(answer).number == 1
    assert "not confirmed" in Uptake.objects.get().problem
