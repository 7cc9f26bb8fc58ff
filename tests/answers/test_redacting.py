"""Redactions: words leave the record by two people on a legal ground, and everything else stays as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from answers import comments, revisions, workflow
from answers.models import (
    Answer,
    Buffer,
    Event,
    FrozenText,
    Redaction,
    RedactionRequest,
    Refused,
    Thread,
    verification,
)
from answers.workflow import redacting
from tests import cast, make

pytestmark = pytest.mark.django_db

WORDS = "fewer people had a stroke"
GROUND = "Court order of the district court"
STONE = "[removed on 22 November 2026 on legal grounds]"


@pytest.fixture
def answer() -> Answer:
    """A public answer whose working copy no longer says the words."""
    publication = make.published()
    saved = publication.revision.answer
    saved.refresh_from_db()
    now = revisions.draft_of(saved)
    make.revision(saved, replace(now, research=now.research.replace(WORDS, "people did better")))
    saved.refresh_from_db()
    return saved


def asked(answer: Answer, words: str = WORDS, *, by: str = "managing") -> RedactionRequest:
    return workflow.ask_redaction(answer, words, by=cast.person(by), at=make.NOW, ground=GROUND)


def done(answer: Answer, words: str = WORDS) -> list[Redaction]:
    return workflow.confirm_redaction(asked(answer, words), by=cast.person("auditor"), at=make.NOW)


def everywhere() -> str:
    texts = FrozenText.objects.order_by("pk").values_list("text", flat=True)
    return "\n".join([*texts, *Thread.objects.values_list("quote", flat=True)])


def test_the_words_leave_every_frozen_text_and_a_tombstone_stands_there(answer: Answer) -> None:
    made = done(answer)

    assert made
    assert WORDS not in everywhere()
    assert STONE in everywhere()


def test_the_public_page_shows_the_tombstone_at_once(answer: Answer, client: Client) -> None:
    done(answer)

    page = client.get(answer.question.get_absolute_url()).content.decode()

    assert WORDS not in page
    assert STONE in page


def test_the_page_stays_public_under_the_hash_that_was_signed(answer: Answer) -> None:
    before = answer.live_revision
    assert before is not None

    done(answer)

    answer.refresh_from_db()
    assert answer.is_public
    assert answer.live_revision == before
    assert before.content_hash == answer.live_revision.content_hash


def test_a_comment_that_quotes_the_words_loses_them_too(answer: Answer) -> None:
    revision = answer.live_revision
    assert revision is not None
    thread = comments.open_thread(
        revision,
        by=cast.person("reviewer"),
        at=make.NOW,
        kind="comment",
        text=f"“{WORDS}” is libel.",
        block="research",
        start=0,
        end=40,
    )
    done(answer)

    thread.refresh_from_db()
    assert WORDS not in thread.quote
    assert WORDS not in everywhere()


def test_what_somebody_typed_and_has_not_saved_loses_only_those_words(answer: Answer) -> None:
    fields = {"research": f"<p>In one trial {WORDS}. And more.</p>"}
    Buffer.objects.create(
        person=cast.person("editor"), answer=answer, base_number=1, fields=fields, saved_at=make.NOW
    )

    done(answer)

    assert Buffer.objects.get().fields == {"research": f"<p>In one trial {STONE}. And more.</p>"}


def test_what_people_wrote_when_they_were_asked_or_declined_loses_the_words_too(answer: Answer) -> None:
    row = make.assignment(make.submitted(answer), "clinician")
    workflow.decline_assignment(row, by=cast.person("clinician"), at=make.NOW, reason=f"“{WORDS}” is libel.")

    done(answer)

    row.refresh_from_db()
    assert row.reason == f"“{STONE}” is libel."


def test_the_log_tells_who_and_on_which_ground_and_never_the_words(answer: Answer) -> None:
    done(answer)

    event = Event.objects.get(verb="redacted")
    assert event.person == cast.person("auditor")
    assert event.details["ground"] == GROUND
    assert not Event.objects.filter(record__contains=WORDS).exists()
    assert RedactionRequest.objects.get().passage == ""


def test_the_log_calls_it_redacted_and_not_tampered(answer: Answer) -> None:
    done(answer)

    found = list(verification.findings())

    assert {each.kind for each in found} == {"redacted"}
    assert not any(each.is_tampering for each in found)
    assert GROUND in found[0].sentence


def test_a_redacted_text_that_is_changed_once_more_is_tampering(answer: Answer) -> None:
    row = done(answer)[0]
    FrozenText.objects.filter(pk=row.frozen_id).update(text="Another text.")

    found = [each for each in verification.findings() if each.is_tampering]

    assert [each.row for each in found] == [f"frozentext:{row.frozen_id}"]


def test_a_text_that_nobody_redacted_cannot_be_changed(answer: Answer) -> None:
    done(answer)
    touched = Redaction.objects.values("frozen")
    other = FrozenText.objects.exclude(pk__in=touched).order_by("pk")[0]

    with pytest.raises(DatabaseError, match="only grows"), transaction.atomic():
        FrozenText.objects.filter(pk=other.pk).update(text="Another text.")


def test_nobody_confirms_their_own_request(answer: Answer) -> None:
    request = asked(answer, by="admin")

    with pytest.raises(Refused, match="somebody else must decide"):
        workflow.confirm_redaction(request, by=cast.person("admin"), at=make.NOW)

    assert WORDS in everywhere()


@pytest.mark.parametrize("name", ["editor", "reviewer", "clinician", "auditor"])
def test_only_a_managing_editor_asks(answer: Answer, name: str) -> None:
    with pytest.raises(Refused, match="permission"):
        asked(answer, by=name)


@pytest.mark.parametrize("name", ["editor", "reviewer", "clinician", "managing"])
def test_only_an_auditor_confirms(answer: Answer, name: str) -> None:
    request = asked(answer)

    with pytest.raises(Refused, match="permission"):
        workflow.confirm_redaction(request, by=cast.person(name), at=make.NOW)


def test_the_second_decision_on_a_request_is_refused(answer: Answer) -> None:
    request = asked(answer)
    auditor = cast.person("auditor")
    workflow.refuse_redaction(request, by=auditor, at=make.NOW, reason="No such order is known.")

    with pytest.raises(Refused, match="decided on this already"):
        workflow.confirm_redaction(request, by=auditor, at=make.NOW)

    assert WORDS in everywhere()
    assert RedactionRequest.objects.get().refusal == "No such order is known."


def test_words_that_the_working_copy_still_says_are_taken_out_there_first() -> None:
    saved = make.published().revision.answer

    with pytest.raises(Refused, match="working copy still says"):
        asked(saved)


def test_words_that_no_text_holds_are_asked_for_again(answer: Answer) -> None:
    with pytest.raises(Refused, match="exactly, within one sentence"):
        asked(answer, "words that nobody wrote")


def test_words_with_marks_of_html_are_found_as_they_are_stored() -> None:
    text = '{"research":"<p>Smith &amp; Sons lied.</p>","schema":1}'

    left = redacting.without(text, "Smith & Sons", "[removed]")

    assert left == '{"research":"<p>[removed] lied.</p>","schema":1}'


def test_nothing_of_the_words_is_read_through_a_link(answer: Answer, client: Client) -> None:
    revision = make.submitted(answer)
    said = f"Is it true that {WORDS}?"
    invited = make.invitation(revision, at=timezone.now(), note=said)
    comments.open_by_link(invited, at=timezone.now(), text=said)

    done(answer)

    pages = [client.get(f"/review/{invited.token}/{rest}") for rest in ("", "page/", "1/", "comment/", "2/")]
    assert {page.status_code for page in pages} == {200}
    assert not any(WORDS in page.content.decode() for page in pages)
