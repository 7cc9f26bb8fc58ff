"""Checking in the workspace: what still waits, who may check, and what a check is shown to hold for."""

from __future__ import annotations

import re

import pytest

from answers import gates
from answers.models import CitationCheck
from tests import make
from tests.answers.reviewing import check_of, get, post, text

pytestmark = pytest.mark.django_db


def test_what_stands_in_the_way_leads_to_the_spot() -> None:
    page = text(get("editor2", make.submitted()))

    assert re.search(r'<a href="#sentence-3">Source 1 is not checked yet for “In one trial', page)


def test_checks_that_nobody_made_yet_are_counted_in_one_line() -> None:
    page = text(get("editor2", make.submitted()))

    assert '5 checks are not made yet. <a href="#sentence-1">Go to the first</a>' in page


def test_a_check_that_denies_support_is_not_among_those_that_wait() -> None:
    revision = make.submitted()
    denied = check_of(revision, verdict="does not support", reason="It does not.")
    post("reviewer", revision, "check", **denied)

    shown = get("editor2", revision).context["standing"]

    assert [each.sentence for each in shown.in_the_way if "does not support" in each.sentence]
    assert not [each for each in shown.waiting if "does not support" in each.sentence]


def test_an_author_is_not_offered_their_own_sentence_to_check() -> None:
    revision = make.submitted()

    assert "/check/" not in text(get("editor", revision))
    assert "/check/" in text(get("reviewer", revision))


def test_a_check_is_kept_and_shown() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "check", **check_of(revision))

    assert response.status_code == 302
    assert response["Location"].endswith("/?look=2-0#check-2-0")
    quote = CitationCheck.objects.get().quote
    assert quote is not None
    assert quote.text == "The very words."


def test_a_refused_check_keeps_what_was_typed() -> None:
    revision = make.submitted()

    response = post("reviewer", revision, "check", **check_of(revision, reading="", place="Table 2"))

    assert response.status_code == 422
    page = text(response)
    assert "Say what you read" in page
    assert 'value="Table 2"' in page
    assert page.count('id="refused"') == 1


def test_a_check_of_an_edited_sentence_is_shown_with_its_old_quote_and_does_not_count() -> None:
    revision = make.checked(make.submitted())
    make.revision(
        revision.answer,
        make.draft(short_answer="<p>A blood thinner lowers the risk of any stroke [@trial]. It bleeds.</p>"),
    )
    newer = make.submitted(revision.answer)

    page = text(get("editor2", newer))

    assert "checked before it changed" in page
    assert re.search(r"The sentence changed:.*<ins> ?any ?</ins>", page, re.DOTALL)
    assert "The quote of that check: <q>The very words of the study.</q>" in page
    assert re.search(r'<a href="#sentence-1">Source 1 is not checked yet', page)


def test_a_check_of_an_earlier_revision_says_that_it_still_holds() -> None:
    revision = make.checked(make.submitted())
    make.revision(revision.answer, make.draft(certainty="low"))
    newer = make.submitted(revision.answer)

    page = text(get("editor2", newer))

    assert page.count("made on revision 1; sentence and citation are the same") == 5


def test_all_uncited_sentences_are_confirmed_at_once() -> None:
    revision = make.submitted()
    page = text(get("reviewer", revision))
    [hashes] = re.findall(r'name="claim_hashes" value="([0-9a-f ]+)"', page)

    post("reviewer", revision, "confirm-uncited", claim_hashes=hashes)

    assert CitationCheck.objects.get().verdict == "needs no citation"
    assert 'name="claim_hashes"' not in text(get("reviewer", revision))


def test_a_partly_supported_sentence_is_accepted_in_writing() -> None:
    revision = make.submitted()
    post("reviewer", revision, "check", **check_of(revision, verdict="partly supports"))
    check = CitationCheck.objects.get()

    post("editor2", revision, "accept-partly", check_id=check.pk, reason="The rest is common knowledge.")

    assert "The rest is common knowledge." in text(get("editor2", revision))


def test_enter_in_a_field_gives_no_verdict() -> None:
    page = text(get("reviewer", make.submitted()))

    [first_button, *_] = re.findall(r'class="small look".*?(<button[^>]*>)', page, re.DOTALL)

    assert first_button == '<button type="submit" disabled hidden>'


def test_a_check_missing_beside_a_good_one_still_only_waits() -> None:
    revision = make.submitted()
    last = gates.needed_checks(revision.content())[-1]

    post("reviewer", revision, "check", **check_of(revision, claim_hash=last.claim.hash, source_key="review"))

    assert CitationCheck.objects.get().claim_hash == last.claim.hash
    assert get("editor2", revision).context["standing"].in_the_way == ()
