"""Words of a difference: nothing that changed is shown as the same, and both texts can be read back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.rendering.comparing import words

texts = st.lists(
    st.sampled_from(["Rest ", "helps", "a lot", ". ", "[@a]", "[@a, p. 4]", "[@b]", " ", "\n", ", ", "1.5"]),
    max_size=12,
).map("".join)


@given(texts, texts)
def test_both_texts_can_be_read_back_from_their_difference(old: str, new: str) -> None:
    pieces = words(old, new)

    assert "".join(piece.text for piece in pieces if piece.op != "added") == old
    assert "".join(piece.text for piece in pieces if piece.op != "removed") == new
    assert all(piece.op == "same" for piece in pieces) == (old == new)


def shown(old: str, new: str) -> str:
    frames = {"same": "{}", "removed": "-{}-", "added": "+{}+"}
    return "".join(frames[piece.op].format(piece.text) for piece in words(old, new))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Rest helps [@a, p. 4].", "Rest helps [@a, p. 5].", "Rest helps -[@a, p. 4]-+[@a, p. 5]+."),
        ("It took 1.5 years.", "It took 1.6 years.", "It took -1.5-+1.6+ years."),
        ("It was 12,000 people.", "It was 12,500 people.", "It was -12,000-+12,500+ people."),
        ("They don't know.", "They do know.", "They -don't-+do+ know."),
        ("Rest helps.", "Rest often helps.", "Rest+ often+ helps."),
        ("Often rest helps.", "rest helps.", "-Often -rest helps."),
        ("Red, green.", "One, two.", "-Red, green-+One, two+."),
        ("Red, green.", "Red; green.", "Red-,-+;+ green."),
        ("Take it daily.", "Do not take it daily.", "-Take-+Do not take+ it daily."),
        ("a b", "a  b", "a- -+  +b"),
    ],
)
def test_a_difference_is_cut_where_a_reader_would_cut_it(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected
