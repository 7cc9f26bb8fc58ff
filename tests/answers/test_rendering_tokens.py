"""Citation tokens: the grammar that Python and the editor's script share."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.rendering import tokens

VECTORS = json.loads((Path(__file__).parent / "vectors" / "tokens.json").read_text(encoding="utf-8"))
ALNUM = "abcXYZ019_"

keys = st.builds(
    lambda first, middle, last: first + middle + last,
    st.sampled_from(ALNUM),
    st.text(alphabet=ALNUM + ":.-", max_size=62),
    st.sampled_from(ALNUM),
)
locators = st.text(alphabet="abc p.é–,'§0123 ", max_size=100).map(str.strip)
items = st.builds(tokens.Item, keys, locators)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:40])
def test_the_shared_vectors_are_read_alike_here_and_in_the_editor(vector: dict[str, Any]) -> None:
    found = tokens.find(vector["text"])

    assert [{"raw": token.raw, "items": _plain(token.items)} for token in found] == vector["tokens"]


@given(st.lists(items, min_size=1, max_size=2), st.text(alphabet="ab .", max_size=9))
def test_what_is_written_is_read_back(some: list[tokens.Item], around: str) -> None:
    text = around + tokens.write(some) + around

    (token,) = tokens.find(text)

    assert token.items == tuple(some)
    assert text[token.start : token.end] == token.raw


@given(st.text(alphabet="[]@\\;, ap.", max_size=60))
def test_any_text_is_read_without_failing_and_offsets_hold(text: str) -> None:
    for token in tokens.find(text):
        assert text[token.start : token.end] == token.raw
        assert (token.items is None) == bool(token.problem)


def test_an_escaped_token_is_text_and_loses_its_backslash_for_readers() -> None:
    text = r"Write \[@key] to cite."

    assert tokens.find(text) == ()
    assert tokens.unescape(text) == "Write [@key] to cite."


def test_a_malformed_token_says_what_is_wrong() -> None:
    (token,) = tokens.find("Bad [@two words].")

    assert token.items is None
    assert "“two words” is not a source's key" in token.problem


def _plain(some: tuple[tokens.Item, ...] | None) -> list[dict[str, str]] | None:
    return None if some is None else [{"key": item.key, "locator": item.locator} for item in some]


def test_renaming_a_source_leaves_every_other_byte() -> None:
    text = r"One [@old, p. 4; @other; @old-2] and [@ broken] and \[@old] and a@old.org"

    assert tokens.renamed(text, {"old": "new"}) == (
        r"One [@new, p. 4; @other; @old-2] and [@ broken] and \[@old] and a@old.org"
    )
