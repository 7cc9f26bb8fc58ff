"""Fragments of a comparison: escaped, and said in words as well as shown."""

from __future__ import annotations

import re

import pytest

from answers.content import Content
from answers.rendering import comparing
from answers.rendering.comparing import html
from sources.formatting import Name, Work

WORKS = (
    Work(key="a", title="A trial", year=2020, contributors=(Name("Moreau", "P"),)),
    Work(key="b", title="A <b>review</b>"),
    Work(key="ours", title="[Interviews with clinicians]"),
)


def content(research: str) -> Content:
    return Content("q", research=research, works=WORKS)


def inline(old: str, new: str) -> str:
    """The rows of a difference one after another, hidden words in view."""
    before, after = content(old), content(new)
    writer = html.writer(before, after)
    (part,) = comparing.compare(before, after).parts
    return "\n".join(writer.inline(row) for row in part.rows)


def seen(written: str) -> str:
    return re.sub(r'<span class="vh">[^<]*</span>', "", written)


def test_what_came_and_what_went_is_said_in_hidden_words() -> None:
    written = inline("<p>Rest helps some people.</p>", "<p>Rest helps most people.</p>")

    assert written == (
        'Rest helps <del><span class="vh">[removed: </span>some<span class="vh">]</span></del>'
        '<ins><span class="vh">[added: </span>most<span class="vh">]</span></ins> people.'
    )


def test_a_title_of_ours_stands_in_one_pair_of_brackets() -> None:
    written = inline("<p>Rest helps.</p>", "<p>Rest helps [@ours].</p>")

    assert '<span class="cites">[Interviews with clinicians]</span>' in written


def test_each_side_shows_only_its_own_words() -> None:
    before, after = content("<p>Rest helps some people.</p>"), content("<p>Rest helps most people.</p>")
    writer = html.writer(before, after)
    (row,) = comparing.compare(before, after).parts[0].rows

    assert seen(writer.before(row)) == "Rest helps <del>some</del> people."
    assert seen(writer.after(row)) == "Rest helps <ins>most</ins> people."


def test_a_citation_that_stayed_shows_its_number_and_one_that_changed_its_name() -> None:
    written = inline(
        "<p>Rest helps [@a]. Water cures [@a, p. 4].</p>", "<p>Rest helps [@a]. Water cures [@b].</p>"
    )

    assert seen(written) == (
        'Rest helps.<span class="cites">[1]</span> Water cures.'
        '<del><span class="cites">[Moreau 2020, p. 4]</span></del>'
        '<ins><span class="cites">[A &lt;b&gt;review&lt;/b&gt;]</span></ins>'
    )


def test_two_works_of_one_name_are_told_apart_by_their_keys() -> None:
    twins = tuple(Work(key=key, year=2020, contributors=(Name("Moreau", "P"),)) for key in ("m1", "m2"))

    names = html.writer(Content("q", works=twins[:1]), Content("q", works=twins)).names

    assert names == {"m1": "Moreau 2020 (m1)", "m2": "Moreau 2020 (m2)"}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("<p>a b</p>", "<p>a<br>b</p>", "a<del>␣</del><ins>↵<br></ins>b"),
        (
            "<p>a <em>b</em></p>",
            "<p>a <em>c</em></p>",
            "a <del><em>b</em></del><ins><em>c</em></ins>",
        ),
        ("<p>a &lt;i&gt;</p>", "<p>b &lt;i&gt;</p>", "<del>a</del><ins>b</ins> &lt;i&gt;"),
    ],
)
def test_every_change_is_seen_and_nothing_typed_becomes_markup(old: str, new: str, expected: str) -> None:
    assert seen(inline(old, new)) == expected


def test_values_and_plain_texts_are_escaped() -> None:
    writer = html.writer(content(""), content(""))

    assert seen(writer.instead("<i>1</i>", "2")) == "<del>&lt;i&gt;1&lt;/i&gt;</del> <ins>2</ins>"
    assert seen(writer.reworded("a <b", "a <c")) == "a &lt;<del>b</del><ins>c</ins>"


def test_the_words_said_are_those_of_the_page() -> None:
    writer = html.writer(content(""), content(""), html.Said("nuevo", "quitado"))

    assert "[quitado: " in writer.instead("1", "2")
