"""Periodic review: the live text is signed again, by whom and when it is refused, and what readers see."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from answers import pages, revisions, workflow
from answers.jobs import letters
from answers.models import (
    Answer,
    ChecklistQuestion,
    Contributor,
    Decision,
    Delivery,
    Event,
    Publication,
    PublishedPage,
    Refused,
    Revision,
    Topic,
    verification,
)
from answers.workflow import Reply, Statement
from sources import notices
from sources.models import Source
from tests import cast, make

pytestmark = pytest.mark.django_db

A_YEAR_LATER = make.NOW + datetime.timedelta(days=370)


@pytest.fixture(autouse=True)
def _everybody_has_declared_their_interests_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Contributor, "has_current_declaration", lambda person, today: bool(person.interests))


def confirm(
    revision: Revision, *, by: str = "editor2", at: datetime.datetime = A_YEAR_LATER, **said: Any
) -> Publication:
    return workflow.confirm_unchanged(
        revision, by=cast.person(by), at=at, content_hash=revision.content_hash, **said
    )


def live(**fields: object) -> Revision:
    return Revision.objects.get(pk=make.published(**fields).revision_id)  # type: ignore[arg-type]


def test_a_confirmation_moves_the_review_dates_and_leaves_the_version() -> None:
    revision = live()

    confirm(revision)

    answer = Answer.objects.get()
    assert answer.last_reviewed_on == datetime.date(2027, 11, 27)
    assert answer.review_due_on == datetime.date(2028, 11, 27)
    assert answer.live_revision == revision
    assert answer.publications.versions().count() == 1
    [renewal, version] = answer.publications.all()
    assert [(each.version, each.kind) for each in (version, renewal)] == [(1, "published"), (1, "confirmed")]


def test_readers_see_the_new_date_the_same_version_and_that_it_was_confirmed() -> None:
    revision = live()

    confirm(revision)

    html = PublishedPage.objects.get().html
    assert 'Last reviewed <time datetime="2027-11-27">' in html
    assert "Version 1, last reviewed 27 November 2027." in html
    changes = html[html.index('id="changes"') :]
    assert re.findall(r'class="when">([^<]+)</span> ([^<]+)<', changes) == [
        ("27 November 2027:", "confirmed unchanged"),
        ("Version 1, 22 November 2026:", "published"),
    ]


def test_an_overdue_page_is_no_longer_overdue_once_it_is_confirmed() -> None:
    revision = live()
    slug = revision.answer.question.slug
    before = pages.read(slug, at=A_YEAR_LATER)
    assert before is not None
    assert "overdue for review" in PublishedPage.objects.get().html

    confirm(revision)

    assert "overdue for review" not in PublishedPage.objects.get().html


def test_a_confirmation_is_a_signature_with_role_and_interests_in_a_round_of_its_own() -> None:
    revision = live()

    confirm(revision, by="clinician", note="Nothing new was published.")

    decision = Decision.objects.order_by("-pk")[0]
    assert (decision.kind, decision.scope) == ("approved", "whole page")
    assert (decision.content_hash, decision.credentials) == (revision.content_hash, "MD")
    assert decision.round.number == 2
    assert decision.note is not None
    assert list(verification.findings()) == []


@pytest.mark.parametrize("name", ["editor", "admin"])
def test_nobody_confirms_a_text_they_wrote(name: str) -> None:
    revision = live(by=cast.person(name))

    with pytest.raises(Refused, match="You wrote part of this text"):
        confirm(revision, by=name)


@pytest.mark.parametrize(
    "part",
    [
        {"research": make.RESEARCH + "<p>A third review agreed [@review].</p>"},
        {"doctor_questions": ("What is my own risk?", "What can lower it?", "Whom do I call?")},
        {"certainty": "low"},
        {"wording": "Do I really need a blood thinner?"},
    ],
    ids=lambda part: next(iter(part)),
)
def test_who_wrote_part_of_the_text_long_ago_does_not_confirm_it(part: dict[str, object]) -> None:
    answer = make.answer()
    fields = {"wording": answer.question.wording} | part
    make.revision(answer, make.draft(**fields), by=cast.person("managing"))
    make.published(answer)
    newer = make.draft(**fields | {"unknowns": "<p>How long it lasts.</p>"})
    make.revision(answer, newer, by=cast.person("editor"))
    revision = make.published(answer).revision

    with pytest.raises(Refused, match="You wrote part of this text"):
        confirm(revision, by="managing")


def test_whose_words_are_no_longer_in_the_text_may_confirm_it() -> None:
    answer = make.answer()
    wording = answer.question.wording
    make.revision(answer, make.draft(wording=wording, unknowns="<p>Why.</p>"), by=cast.person("managing"))
    make.published(answer)
    make.revision(answer, make.draft(wording=wording), by=cast.person("editor"))
    revision = make.published(answer).revision

    assert confirm(revision, by="managing").kind == "confirmed"


@pytest.mark.parametrize("name", ["reviewer", "auditor"])
def test_who_may_not_approve_may_not_confirm(name: str) -> None:
    revision = live()

    with pytest.raises(Refused, match="permission to approve"):
        confirm(revision, by=name)


def test_a_confirmation_names_the_text_that_was_read() -> None:
    revision = live()

    with pytest.raises(Refused, match="The text changed"):
        workflow.confirm_unchanged(revision, by=cast.person("editor2"), at=A_YEAR_LATER, content_hash="other")


def test_only_what_readers_see_is_confirmed() -> None:
    former = live()
    make.revision(former.answer, make.draft(wording=former.answer.question.wording, certainty="low"))
    make.published(former.answer)

    with pytest.raises(Refused, match="Readers see another text"):
        confirm(former)


def test_a_withdrawn_page_is_not_brought_back_by_confirming_it() -> None:
    revision = live()
    workflow.withdraw(revision.answer, by=cast.person("managing"), at=make.NOW, reason="A new warning.")

    with pytest.raises(Refused, match="Readers see another text"):
        confirm(revision)


def test_every_gate_of_an_approval_is_asked_again() -> None:
    revision = live()
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)

    with pytest.raises(Refused, match="rests on the source “trial”, which has a notice of retraction"):
        confirm(revision)

    assert not Publication.objects.filter(kind="confirmed").exists()


def test_where_a_topic_asks_for_a_clinician_only_a_clinician_confirms() -> None:
    revision = live()
    Topic.objects.update(clinician_needed=True)

    with pytest.raises(Refused, match="a clinician must confirm this page"):
        confirm(revision, by="editor2")
    confirm(revision, by="clinician")

    assert Decision.objects.filter(round__number=2).count() == 1


def test_interests_must_be_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    revision = live()
    monkeypatch.setattr(Contributor, "has_current_declaration", lambda person, today: False)

    with pytest.raises(Refused, match="Declare your interests first"):
        confirm(revision)


def test_a_page_is_confirmed_once_a_day() -> None:
    revision = live()
    confirm(revision)

    with pytest.raises(Refused, match="confirmed this page today already"):
        confirm(revision, by="clinician")
    confirm(revision, by="clinician", at=A_YEAR_LATER + datetime.timedelta(days=1))

    assert list(Publication.objects.order_by("pk").values_list("version", "renewal")) == [
        (1, 0),
        (1, 1),
        (1, 2),
    ]


def test_the_next_new_text_has_the_next_number() -> None:
    revision = live()
    confirm(revision)
    make.revision(revision.answer, make.draft(wording=revision.answer.question.wording, certainty="low"))

    publication = make.published(revision.answer)

    assert (publication.version, publication.renewal) == (2, 0)


def test_the_writers_and_the_people_responsible_hear_of_it() -> None:
    revision = live()
    Topic.objects.get().responsible.add(cast.person("managing"))

    confirm(revision)

    heard = Delivery.objects.filter(event__verb="confirmed unchanged")
    assert {each.recipient and each.recipient.username for each in heard} == {"editor", "managing"}
    assert letters.sentence(heard[0]).startswith("Test Editor2 looked at “Do I need a blood thinner")


def test_a_version_is_renewed_by_a_signature_alone() -> None:
    publication = make.published()

    with pytest.raises(IntegrityError, match="only_a_later_signature_renews_a_version"), transaction.atomic():
        Publication.objects.create(
            answer=publication.answer,
            version=1,
            renewal=1,
            revision=publication.revision,
            published_by=publication.published_by,
            published_at=make.NOW,
            last_reviewed_on=make.TODAY,
        )


def test_every_line_of_a_page_has_an_author() -> None:
    revision = make.latest(make.answer())

    own = revisions.fingerprints(revision.content())

    assert set(revision.answer.sentence_authors.values_list("fingerprint", flat=True)) == own


def test_a_confirmation_answers_the_checklist_and_names_competing_interests() -> None:
    revision = live()
    asked = ChecklistQuestion.objects.create(text="Is it still what guidelines say?", is_required=True)
    said = Statement("some", "Shares of a maker.", (Reply(asked.pk, "yes"),))

    with pytest.raises(Refused, match="Please answer: “Is it still what guidelines say"):
        confirm(revision)
    confirm(revision, said=said)

    decision = Decision.objects.order_by("-pk")[0]
    assert decision.checklist is not None
    assert "Is it still what guidelines say?" in decision.checklist.text
    assert decision.has_conflict


def test_the_button_is_offered_on_the_live_text_to_who_may_sign_it() -> None:
    revision = live()
    make.revision(revision.answer, make.draft(wording=revision.answer.question.wording, certainty="low"))

    def offered(name: str, shown: Revision) -> bool:
        client = Client()
        client.force_login(cast.person(name))
        return (
            'confirm-unchanged/">Confirm unchanged'
            in client.get(f"/admin/review/{shown.pk}/").content.decode()
        )

    assert offered("editor2", revision)
    assert not offered("editor", revision)
    assert not offered("reviewer", revision)
    assert not offered("editor2", make.latest(revision.answer))


def test_an_event_tells_of_the_round_the_signature_and_the_renewal() -> None:
    confirm(live())

    rows = json.loads(Event.objects.get(verb="confirmed unchanged").record)["rows"]
    assert sorted(name.split(":")[0] for name in rows) == ["decision", "publication", "round"]
