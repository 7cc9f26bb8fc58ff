"""Spots: everything on a page that one can speak of, each found again in the text of its block."""

from answers.content import COMMENTED_BLOCKS, Content
from answers.rendering import passages

CONTENT = Content(
    question="Does it help?",
    short_answer="<p>It does [@a]. Mostly.</p>",
    certainty_reason="One trial.",
    research="<ul><li>Fewer fell ill [@a].</li></ul>",
    doctor_questions=("Why me?", "", "What now?"),
)


def test_sentences_keep_their_numbers_and_lines_are_named() -> None:
    keys = [spot.key for spot in passages.spots(CONTENT)]

    assert keys == ["question", "1", "2", "why", "3", "ask-1", "ask-3"]


def test_a_spot_is_where_it_says_in_the_text_of_its_block() -> None:
    texts = {block: passages.text_of(CONTENT, block) for block in COMMENTED_BLOCKS}

    assert all(texts[spot.block][spot.start : spot.end] == spot.text for spot in passages.spots(CONTENT))


def test_what_is_empty_has_no_spot() -> None:
    assert passages.spots(Content(question="Does it help?", short_answer="<p></p>"))[1:] == ()
