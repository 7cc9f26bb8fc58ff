"""New words in place of a passage: the rest stays as it was, and no citation is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from answers.rendering import claims, replacing, tokens
from tests.answers.test_rendering_marks import bodies

BODY = (
    "<p>It lowers the risk of stroke [@trial]. It <em>may</em> bleed [@a; @b, p. 4], rarely.</p><p>Ask.</p>"
)


def replaced(html: str, passage: str, text: str) -> replacing.Replaced:
    start = claims.block_text(html).index(passage)
    found = replacing.replace(html, start, start + len(passage), text)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("passage", "text", "expected"),
    [
        ("lowers", "may lower", "<p>It may lower the risk of stroke [@trial]. It"),
        ("It lowers the risk of stroke.", "It helps.", "<p>It helps [@trial]. It"),
        ("It lowers the risk of stroke", "It helps", "<p>It helps [@trial]. It"),
        ("It lowers the risk of stroke. ", "It helps", "<p>It helps [@trial] It"),
        ("It lowers the risk of stroke.", "In [@trial] it helps.", "<p>In [@trial] it helps. It"),
        ("stroke. It may", "stroke. You may", "<p>It lowers the risk of stroke. You may [@trial] bleed"),
        ("bleed, rarely", "bruise [@b]", "<em>may</em> bruise [@b] [@a].</p>"),
        ("may", "can", "It <em>can</em> bleed [@a; @b, p. 4]"),
        ("It may bleed, rarely.", "Two\n\nlines & <b>?", "Two lines &amp; &lt;b&gt; [@a; @b, p. 4]?</p>"),
    ],
)  # fmt: skip
def test_the_citations_of_a_passage_stand_at_the_end_of_the_new_words(
    passage: str, text: str, expected: str
) -> None:
    assert expected in replaced(BODY, passage, text).html


def test_a_passage_that_leaves_its_paragraph_is_not_replaced() -> None:
    text = claims.block_text(BODY)

    assert replacing.replace(BODY, text.index("rarely"), len(text), "seldom. Ask.") is None


def test_what_stood_on_part_of_the_passage_only_is_told() -> None:
    body = '<p>Ask <a href="https://example.org/">the nurse</a> or <strong>call</strong>.</p>'

    assert replaced(body, "Ask the nurse or call", "Call").lost == {"a", "strong"}
    assert replaced(body, "the nurse", "a nurse").lost == frozenset()


def test_a_link_on_the_whole_passage_stays() -> None:
    body = '<p>Ask <a href="https://example.org/">the nurse</a>.</p>'

    assert '<a href="https://example.org/">a nurse</a>' in replaced(body, "the nurse", "a nurse").html


@pytest.mark.parametrize(
    ("text", "passage", "expected"),
    [
        ("Why me?\nWhat now?", "What now?", "Why me?\nnew words"),
        ("Why me?\nWhat now?", "Why ", "new words me?\nWhat now?"),
        ("Why me?\nWhat now?", "me?\nWhat", None),
        ("Why me?", " ", None),
    ],
)
def test_plain_text_is_replaced_within_its_line(text: str, passage: str, expected: str | None) -> None:
    start = text.index(passage)

    assert replacing.replace_plain(text, start, start + len(passage), "new\nwords") == expected


@given(bodies, st.data())
def test_whatever_is_replaced_the_rest_and_every_citation_stay(html: str, data: st.DataObject) -> None:
    text = claims.block_text(html)
    assume(text and "\\[@" not in html)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    found = replacing.replace(html, start, end, "NEW")

    assume(found is not None)
    assert found is not None
    assert keys(html) == keys(found.html)
    words = text[start:end].strip()
    place = text.index(words, start)
    around = text[:place] + "NEW" + text[place + len(words) :]
    assert bare(claims.block_text(found.html)) == bare(around)


def keys(html: str) -> list[str]:
    return sorted(item.key for token in tokens.find(html) for item in token.items or ())


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
