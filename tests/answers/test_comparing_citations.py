"""Changes of citations: each has its name, and none shows as no change."""

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.content import Content, Use
from answers.rendering import claims
from answers.rendering.comparing import citations
from sources.formatting import Name, Work


def content(research: str, *uses: Use, unknowns: str = "", works: tuple[Work, ...] = ()) -> Content:
    return Content("q", research=research, unknowns=unknowns, uses=uses, works=works)


def kinds(old: Content, new: Content) -> list[str]:
    return [change.kind for change in citations.changes(old, new)]


def hash_of(sentence: str) -> str:
    return claims.claims(content(f"<p>{sentence}</p>"))[0].hash


BASE = "<p>Rest helps [@a, p. 4; @b]. Water helps [@c].</p>"


@pytest.mark.parametrize(
    ("research", "expected"),
    [
        (BASE, []),
        ("<p>Rest helps [@a, p. 4]. Water helps [@c].</p>", ["removed"]),
        ("<p>Rest helps [@a, p. 4; @b; @d]. Water helps [@c].</p>", ["added"]),
        ("<p>Rest helps [@a, p. 5; @b]. Water helps [@c].</p>", ["locator"]),
        ("<p>Rest helps [@a; @b]. Water helps [@c].</p>", ["locator"]),
        ("<p>Rest helps [@a, p. 4; @b]. Water helps [@d].</p>", ["source"]),
        ("<p>Rest helps [@b; @a, p. 4]. Water helps [@c].</p>", ["order"]),
        ("<p>Water helps [@c]. Rest helps [@a, p. 4; @b].</p>", ["order"]),
        ("<p>Rest helps [@a, p. 4; @b]. Water often helps [@c].</p>", ["sentence"]),
        ("<p>Rest helps [@a, p. 4; @b]. Water often helps [@c, p. 1].</p>", ["sentence", "locator"]),
        ("<p>Rest helps [@a, p. 4; @b]. Water helps.</p>", ["removed"]),
    ],
)
def test_each_change_of_a_citation_has_its_name(research: str, expected: list[str]) -> None:
    assert kinds(content(BASE), content(research)) == expected


@pytest.mark.parametrize(
    ("field", "value"), [("quote", "Rest was better."), ("role", "contradicts"), ("note", "x")]
)
def test_a_change_beside_the_text_is_named_too(field: str, value: str) -> None:
    use = Use(hash_of("Rest helps."), "a")
    changed = replace(use, **{field: value})

    changes = citations.changes(
        content("<p>Rest helps [@a].</p>", use), content("<p>Rest helps [@a].</p>", changed)
    )

    assert [(change.kind, change.after) for change in changes] == [(field, value)]


def test_a_sentence_put_into_another_block_is_said() -> None:
    old, new = content("<p>Rest helps [@a].</p>"), content("", unknowns="<p>Rest helps [@a].</p>")

    (change,) = citations.changes(old, new)

    assert (change.kind, change.before, change.after) == ("block", "research", "unknowns")


def test_an_edited_detail_of_a_source_is_said() -> None:
    old = content("<p>Rest helps [@a].</p>", works=(Work(key="a", title="Rest", year=2020),))
    new = content("<p>Rest helps [@a].</p>", works=(Work(key="a", title="Rest", year=2021),))

    (change,) = citations.changes(old, new)

    assert (change.kind, change.key, change.field, change.before, change.after) == (
        "details",
        "a",
        "year",
        "2020",
        "2021",
    )


def test_an_edited_author_is_said_in_words() -> None:
    old, new = (
        content("<p>Rest helps [@a].</p>", works=(Work(key="a", contributors=(Name("Moreau", given),)),))
        for given in ("P", "Q")
    )

    (change,) = citations.changes(old, new)

    assert (change.field, change.before, change.after) == ("contributors", "Moreau P", "Moreau Q")


def test_a_source_that_lost_its_details_is_said() -> None:
    old = content("<p>Rest helps [@a].</p>", works=(Work(key="a", title="Rest"),))
    new = content("<p>Rest helps [@a].</p>")

    (change,) = citations.changes(old, new)

    assert (change.kind, change.field, change.before, change.after) == ("details", "work", "Rest.", "")


def test_a_source_under_another_number_is_said() -> None:
    works = (Work(key="a"), Work(key="b"))
    old = content("<p>Rest helps [@a]. Water helps [@b].</p>", works=works)
    new = content("<p>Water helps [@b].</p>", works=works)

    changes = citations.changes(old, new)

    assert [(each.kind, each.key, each.before, each.after) for each in changes] == [
        ("removed", "a", "", ""),
        ("number", "b", "2", "1"),
    ]


def test_a_citation_kept_beside_the_text_is_no_silent_change() -> None:
    old, new = content("<p>Rest.</p>"), content("<p>Rest.</p>", Use("0" * 64, "a", quote="Said."))

    (change,) = citations.changes(old, new)

    assert (change.kind, change.key, change.block) == ("added", "a", "")


def test_a_source_swapped_in_a_rewritten_sentence_is_named_with_the_sentence() -> None:
    old = content("<p>Rest helps most people [@a].</p>")
    new = content("<p>Rest helps nearly all people [@b].</p>")

    assert kinds(old, new) == ["sentence", "source"]


def test_a_thousand_citations_take_no_square_of_time() -> None:
    old, new = (
        content("<p>" + "".join(f"Ab {each} {word} [@a{each % 50}]. " for each in range(1500)) + "</p>")
        for word in ("helps", "helps little")
    )

    began = time.process_time()
    citations.changes(old, new)

    assert time.process_time() - began < 2


tokens_in_text = st.lists(
    st.sampled_from(
        ["Rest helps [@a]. ", "Rest helps [@b, p. 1]. ", "Water [@a; @c] works. ", "Sleep. ", "Rest [@c]. "]
    ),
    max_size=6,
).map(lambda parts: f"<p>{''.join(parts)}</p>")


@given(tokens_in_text, tokens_in_text)
def test_a_changed_citation_never_shows_as_no_change(one: str, other: str) -> None:
    changes = citations.changes(content(one), content(other))

    assert bool(changes) == (cited(one) != cited(other))


def cited(research: str) -> list[tuple[str, str, str]]:
    found = claims.claims(content(research))
    return [(claim.hash, item.key, item.locator) for claim in found for item in claim.items]
