"""A changed body is told as words in place of words, and what cannot be told so is known."""

from __future__ import annotations

import pytest

from answers.rendering import claims, suggesting

OLD = "<p>A blood thinner lowers the risk [@trial]. It makes bleeding more likely.</p><p>Ask first.</p>"


def told(new: str) -> list[tuple[str, str]]:
    text = claims.block_text(OLD)
    return [(text[each.start : each.end], each.words) for each in suggesting.suggestions(OLD, new).passages]


@pytest.mark.parametrize(
    ("new", "passages"),
    [
        (OLD, []),
        (
            OLD.replace("more likely", "a little more likely"),
            [("It makes bleeding more likely.", "It makes bleeding a little more likely.")],
        ),
        (
            OLD.replace("lowers", "halves"),
            [("A blood thinner lowers the risk.", "A blood thinner halves the risk [@trial].")],
        ),
        (
            OLD.replace("likely.", "likely. Not in everybody."),
            [("It makes bleeding more likely.", "It makes bleeding more likely. Not in everybody.")],
        ),
        (
            OLD.replace(" It makes bleeding more likely.", ""),
            [
                (
                    "A blood thinner lowers the risk. It makes bleeding more likely.",
                    "A blood thinner lowers the risk [@trial].",
                )
            ],
        ),
        (
            OLD.replace("lowers", "halves").replace("Ask first", "Always ask first"),
            [
                ("A blood thinner lowers the risk.", "A blood thinner halves the risk [@trial]."),
                ("Ask first.", "Always ask first."),
            ],
        ),
        (
            OLD.replace("more likely.", "more likely [@review]."),
            [("It makes bleeding more likely.", "It makes bleeding more likely [@review].")],
        ),
    ],
    ids=["nothing", "one sentence", "a cited one", "one more", "one less", "two lines", "a citation more"],
)
def test_each_changed_passage_is_told_and_together_they_make_the_new_text(
    new: str, passages: list[tuple[str, str]]
) -> None:
    assert told(new) == passages
    assert suggesting.suggestions(OLD, new).is_whole


@pytest.mark.parametrize(
    "new",
    [
        OLD + "<p>A new paragraph.</p>",
        OLD.replace("<p>Ask first.</p>", ""),
        OLD.replace(" [@trial]", ""),
        OLD.replace("blood thinner", "<strong>blood thinner</strong>"),
        OLD.replace("<p>Ask first.</p>", "<ul><li><p>Ask first.</p></li></ul>"),
    ],
    ids=["a paragraph more", "a paragraph less", "a citation less", "bold", "a list"],
)
def test_what_no_passage_can_say_is_known(new: str) -> None:
    assert not suggesting.suggestions(OLD, new).is_whole
