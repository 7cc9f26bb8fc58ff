"""A text that takes a newer edition: which tokens change, and what was said of them before."""

from __future__ import annotations

from typing import Any

import pytest

from answers import revisions
from answers.content import SetAside, Use
from answers.models import Answer, Refused
from answers.revisions import Draft, draft_of
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sources() -> None:
    for key in ("older", "newer"):
        make.source(key)


def written(research: str, **said: dict[str, str]) -> Answer:
    """An answer with this research; `said` gives what the editor said of each source in its first claim."""
    answer = make.answer(research=research)
    typed = draft_of(answer)
    claim = next(use.claim_hash for use in typed.citations if use.source_key in said)
    uses = {(use.claim_hash, use.source_key): use for use in typed.citations}
    for key, fields in said.items():
        uses[claim, key] = Use(claim, key, **fields)
    make.revision(answer, make.draft(**vars(typed) | {"citations": tuple(uses.values())}))
    answer.refresh_from_db()
    return answer


def moved_by(answer: Answer) -> Draft | None:
    return revisions.with_newer_edition(draft_of(answer), older="older", newer="newer", label="Author 2019")


def moved(research: str, **said: dict[str, str]) -> Any:
    found = moved_by(written(research, **said) if said else make.answer(research=research))
    assert found is not None
    return found


def uses(draft: Draft) -> list[Use]:
    return [use for use in draft.citations if use.source_key in ("older", "newer")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("A [@older].", "A [@newer]."),
        ("A [@older, p. 4].", "A [@newer]."),
        ("A [@trial; @older, p. 4; @review].", "A [@trial; @newer; @review]."),
        ("A [@older, p. 4; @older, p. 9].", "A [@newer]."),
        ("A [@older, p. 4; @newer, p. 9].", "A [@newer, p. 9]."),
        ("A [@newer, p. 9; @newer, p. 12; @older].", "A [@newer, p. 9; @newer, p. 12]."),
        ("A [@older] and B [@newer].", "A [@newer] and B [@newer]."),
        ("<strong>A</strong> [@older, Table 2 &amp; 3; @trial].", "<strong>A</strong> [@newer; @trial]."),
        ("A [@older; @trial, p. 1 &amp; 2].", "A [@newer; @trial, p. 1 &amp; 2]."),
    ],
)
def test_only_tokens_of_the_older_edition_change(before: str, after: str) -> None:
    draft = moved(f"<p>{before}</p><p>C [@trial, p. 4].</p>")

    assert draft.research == f"<p>{after}</p><p>C [@trial, p. 4].</p>"


def test_an_answer_without_it_stays_as_it_is() -> None:
    assert moved_by(make.answer(research="<p>A [@newer].</p>")) is None


def test_role_and_note_are_kept_and_the_older_words_go_into_the_note() -> None:
    draft = moved(
        "<p>A [@older, p. 4].</p>",
        older={"role": "partly", "quote": "Old words.", "note": "Adults only."},
    )

    [use] = uses(draft)
    assert (use.source_key, use.role, use.quote, use.locator) == ("newer", "partly", "", "")
    assert use.note == "Adults only. · Earlier edition (Author 2019), p. 4: “Old words.”"


@pytest.mark.parametrize(
    ("research", "said", "note"),
    [
        ("<p>A [@older].</p>", {}, ""),
        ("<p>A [@older, p. 4].</p>", {}, "Earlier edition (Author 2019), p. 4"),
        ("<p>A [@older].</p>", {"quote": "Old."}, "Earlier edition (Author 2019): “Old.”"),
        (
            "<p>A [@older].</p>",
            {"quote": "q" * 300, "note": "n" * 300},
            f"{'n' * 300} · Earlier edition (Author 2019)",
        ),
        ("<p>A [@older].</p>", {"quote": "q" * 300, "note": "n" * 500}, "n" * 500),
    ],
)
def test_the_note_holds_what_there_is_room_for(research: str, said: dict[str, str], note: str) -> None:
    [use] = uses(moved(research, older={"role": "partly"} | said))

    assert use.note == note


def test_a_sentence_that_cites_both_cites_the_newer_once_with_its_own_words() -> None:
    draft = moved(
        "<p>A [@older, p. 4; @newer, p. 9].</p>",
        older={"role": "supports", "quote": "Old words."},
        newer={"role": "partly", "quote": "New words.", "note": "Read it."},
    )

    [use] = uses(draft)
    assert (use.source_key, use.role, use.quote) == ("newer", "partly", "New words.")
    assert use.note == "Read it. · Earlier edition (Author 2019), p. 4: “Old words.”"


@pytest.mark.parametrize("judged", ["older", "newer"])
def test_where_a_person_found_one_of_them_not_relevant_nothing_changes(judged: str) -> None:
    research = "<p>A [@older; @newer].</p><p>B [@older].</p>"

    draft = moved(research, **{judged: {"role": "not_relevant", "note": "Children only."}})

    assert draft.research == "<p>A [@older; @newer].</p><p>B [@newer].</p>"


def test_a_source_that_was_set_aside_stays_so() -> None:
    answer = make.answer(research="<p>A [@older].</p>", set_aside=(SetAside("older", "Old."),))

    draft = moved_by(answer)

    assert draft is not None
    assert [each.source_key for each in draft.set_aside] == ["older"]


@pytest.mark.parametrize(
    "research",
    [
        "<p>A [@<strong>older</strong>].</p>",
        "<p>A <em>b [@ol</em>der].</p>",
        "<p>A <code>[@older]</code> is written so [@older].</p>",
    ],
)
def test_a_citation_that_cannot_be_told_from_its_surroundings_is_left_to_a_person(research: str) -> None:
    answer = make.answer(research=research)

    with pytest.raises(Refused, match="by hand"):
        moved_by(answer)


def test_what_was_saved_is_well_formed_and_cites_the_newer_edition_alone() -> None:
    answer = make.answer(research="<p>A [@older, p. 4]. B [@older; @trial].</p>")
    draft = moved_by(answer)
    assert draft is not None

    make.revision(answer, draft)

    cited = set(answer.citations.values_list("source__key", flat=True))
    assert cited == {"newer", "trial"}
