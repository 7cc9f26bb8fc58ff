"""Differences: nothing that changed is shown as the same, in words or in citations."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.content import Content, Use
from answers.rendering import claims, differences
from sources.formatting import Work

texts = st.lists(
    st.sampled_from(["Rest ", "helps", "a lot", ". ", "[@a]", "[@a, p. 4]", "[@b]", " "]), max_size=12
)


def content(research: str, *uses: Use, unknowns: str = "", works: tuple[Work, ...] = ()) -> Content:
    return Content("q", research=research, unknowns=unknowns, uses=uses, works=works)


def kinds(old: Content, new: Content) -> list[str]:
    return [change.kind for change in differences.citation_changes(old, new)]


def hash_of(sentence: str) -> str:
    return claims.claims(content(f"<p>{sentence}</p>"))[0].hash


@given(texts.map("".join), texts.map("".join))
def test_both_texts_can_be_read_back_from_their_difference(old: str, new: str) -> None:
    pieces = differences.words(old, new)

    assert "".join(piece.text for piece in pieces if piece.op != "added") == old
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == new
    assert all(piece.op == "same" for piece in pieces) == (old == new)


def test_a_citation_is_one_word_of_a_difference() -> None:
    pieces = differences.words("Rest helps [@a, p. 4].", "Rest helps [@a, p. 5].")

    assert [(piece.op, piece.text) for piece in pieces] == [
        ("same", "Rest helps "),
        ("removed", "[@a, p. 4]"),
        ("added", "[@a, p. 5]"),
        ("same", "."),
    ]


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

    changes = differences.citation_changes(
        content("<p>Rest helps [@a].</p>", use), content("<p>Rest helps [@a].</p>", changed)
    )

    assert [(change.kind, change.after) for change in changes] == [(field, value)]


def test_a_sentence_put_into_another_block_is_said() -> None:
    old, new = content("<p>Rest helps [@a].</p>"), content("", unknowns="<p>Rest helps [@a].</p>")

    (change,) = differences.citation_changes(old, new)

    assert (change.kind, change.before, change.after) == ("block", "research", "unknowns")


def test_an_edited_detail_of_a_source_is_said() -> None:
    old = content("<p>Rest helps [@a].</p>", works=(Work(key="a", title="Rest", year=2020),))
    new = content("<p>Rest helps [@a].</p>", works=(Work(key="a", title="Rest", year=2021),))

    (change,) = differences.citation_changes(old, new)

    assert (change.kind, change.key, change.sentence, change.before, change.after) == (
        "details",
        "a",
        "year",
        "2020",
        "2021",
    )


tokens_in_text = st.lists(
    st.sampled_from(
        ["Rest helps [@a]. ", "Rest helps [@b, p. 1]. ", "Water [@a; @c] works. ", "Sleep. ", "Rest [@c]. "]
    ),
    max_size=6,
).map(lambda parts: f"<p>{''.join(parts)}</p>")


@given(tokens_in_text, tokens_in_text)
def test_a_changed_citation_never_shows_as_no_change(one: str, other: str) -> None:
    changes = differences.citation_changes(content(one), content(other))

    assert bool(changes) == (cited(one) != cited(other))


def cited(research: str) -> list[tuple[str, str, str]]:
    found = claims.claims(content(research))
    return [(claim.hash, item.key, item.locator) for claim in found for item in claim.items]
