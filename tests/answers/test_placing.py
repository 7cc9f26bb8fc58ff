"""What is said of citations by where they stand: matched to its sentence, whatever happens around it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from answers.content import Use
from answers.models import Refused
from answers.revisions import Draft, Malformed, Said
from sources.models import Alias, Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

BODY = "<p>One [@trial]. Two [@review; @trial]. Three [@trial, p. 4].</p>"


def said(place: int, quote: str = "Words.", **fields: Any) -> Said:
    usual: dict[str, Any] = {"block": "research", "source_key": "trial", "place": place, "quote": quote}
    return Said(**(usual | fields))


def saved(*given: Said, **fields: Any) -> list[Use]:
    """The uses of a revision saved with this said."""
    answer = make.answer()
    typed = make.draft(wording=answer.question.wording, **({"research": BODY, "said": given} | fields))
    return list(make.revision(answer, typed).content().uses)


def quotes(uses: list[Use], key: str = "trial") -> list[str]:
    return [use.quote for use in uses if use.source_key == key]


def test_the_place_counts_how_often_the_block_names_the_source() -> None:
    uses = saved(said(3, "The third."), said(1, "The first."))

    assert quotes(uses) == ["", "The first.", "", "The third."]


def test_each_block_counts_for_itself() -> None:
    uses = saved(said(1, block="short_answer"), short_answer="<p>Again [@trial].</p>")

    assert quotes(uses) == ["Words.", "", "", ""]


def test_role_and_reason_arrive_as_well() -> None:
    uses = saved(said(1, role="contradicts", note="Another dose."))

    assert uses[1].role == "contradicts"
    assert uses[1].note == "Another dose."


def test_what_is_said_of_a_citation_that_is_gone_goes_with_it() -> None:
    assert quotes(saved(said(9), said(1, source_key="nobody"), said(1, block="unknowns"))) == [""] * 4


def test_what_is_said_by_place_counts_before_what_was_said_of_the_sentence() -> None:
    answer = make.answer(research=BODY)
    first = make.latest(answer).content().uses[1]
    typed = make.draft(
        wording=answer.question.wording,
        research=BODY,
        citations=(replace(first, quote="Old."),),
        said=(said(1, "New."),),
    )

    assert quotes(list(make.revision(answer, typed).content().uses))[1] == "New."


def test_a_sentence_that_names_one_source_twice_says_both_quotes() -> None:
    body = "<p>One [@trial, p. 4] and the same [@trial, p. 9].</p>"
    uses = saved(said(1, "Here."), said(2, "There.", role="partly", note="Why."), research=body)

    found = uses[-1]
    assert (found.quote, found.role, found.note, found.locator) == (
        "Here. … There.",
        "partly",
        "Why.",
        "p. 4; p. 9",
    )


def test_tokens_in_code_and_escaped_ones_are_not_counted() -> None:
    body = "<p>See <code>[@trial]</code> and \\[@trial] and this [@trial].</p>"

    assert quotes(saved(said(1), research=body))[-1] == "Words."


def test_an_old_key_is_counted_as_it_is_written() -> None:
    answer = make.answer()
    Alias.objects.create(key="former", source=Source.objects.get(key="trial"))
    body = "<p>One [@trial]. Two [@former].</p>"
    given = said(1, source_key="former")
    typed = make.draft(wording=answer.question.wording, research=body, said=(given,))

    assert quotes(list(make.revision(answer, typed).content().uses)) == ["", "", "Words."]


def test_a_sentence_that_moved_is_found_where_it_stands_now() -> None:
    answer = make.answer(research=BODY)
    moved = "<p>Three [@trial, p. 4]. One [@trial]. Two [@review; @trial].</p>"
    typed = make.draft(wording=answer.question.wording, research=moved, said=(said(1, "The third."),))

    found = make.revision(answer, typed).content()

    third = next(use for use in found.uses if use.locator == "p. 4" and use.quote)
    assert third.quote == "The third."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [({"quote": "x" * 301}, "is longer than 300 characters"), ({"role": "proves"}, "one of the five roles")],
)
def test_what_cannot_be_stored_is_refused_in_words(fields: dict[str, str], sentence: str) -> None:
    with pytest.raises(Malformed, match=sentence):
        saved(said(1, **fields))


def test_a_character_that_no_text_may_hold_is_refused() -> None:
    with pytest.raises(Refused, match="null character"):
        Draft(wording="Why?", research=BODY, said=(said(1, "a\x00b"),)).cleaned()


def test_a_quote_is_credited_to_who_wrote_it() -> None:
    answer = make.answer(research=BODY)
    typed = make.draft(wording=answer.question.wording, research=BODY, said=(said(1),))

    revision = make.revision(answer, typed, by=cast.person("editor2"))

    assert revision.answer.sentence_authors.filter(person=cast.person("editor2")).exists()
