"""Restricted HTML as a tree: what is read, what is written, and what can never get out unescaped."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import sanitize
from answers.rendering import markup

PIECES = [
    "<p>", "</p>", "<ul>", "<li>", "</li>", "</ul>", "<strong>", "</strong>", "<em>", "</em>",
    "<sub>", "</sub>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<blockquote>",
    "</blockquote>", "<br>", "<code>", "</code>", "<a href=\"https://example.org/?a=1&b=2\">",
    "<a href=\"javascript:1\">", "</a>", "words ", " & ", "&lt;b&gt;", "\n", "<script>",
    "<img src=x onerror=alert(1)>", "[@key]", "é",
]  # fmt: skip
fragments = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>One</p><p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<p>a <em><strong>b</strong></em></p>", "<p>a <strong><em>b</em></strong></p>"),
        ("<p>a<strong>b</strong><strong>c</strong></p>", "<p>a<strong>bc</strong></p>"),
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("<ul><li>One<li>Two</ul>", "<ul><li>One</li><li>Two</li></ul>"),
        ("<ul><li>One<ul><li>In</li></ul></li></ul>", "<ul><li>One<ul><li>In</li></ul></li></ul>"),
        ("<table><tr><td></td><td>x</td></tr></table>", "<table><tr><td></td><td>x</td></tr></table>"),
        ("<p>\n  One\n  <br>  two  </p>", "<p>One<br>two</p>"),
        ("<p>H<sub>2</sub>O &amp; 5 &lt; 6</p>", "<p>H<sub>2</sub>O &amp; 5 &lt; 6</p>"),
        ('<p><a href="/x?a&amp;b">y</a></p>', '<p><a href="/x?a&amp;b">y</a></p>'),
        ('<p><a href="javascript:123">y</a></p>', "<p>y</p>"),
        ('<p onclick="x" class="y">z</p>', "<p>z</p>"),
        ("<p>a<script>b</script>c</p>", "<p>ac</p>"),
        ("loose text", "loose text"),
    ],
)
def test_html_is_written_in_one_way(html: str, written: str) -> None:
    assert markup.write(markup.parse(html)) == written


@given(fragments)
def test_what_is_written_reads_back_as_the_same_tree(html: str) -> None:
    written = markup.write(markup.parse(html))

    assert markup.write(markup.parse(written)) == written


@given(fragments)
def test_only_tags_and_links_of_the_policy_are_written(html: str) -> None:
    written = markup.write(markup.parse(html))

    assert set(re.findall(r"</?([^\s>]+)", written)) <= sanitize.TAGS
    assert set(re.findall(r"<[a-z]+ ([^>]*)>", written)) <= {'href="https://example.org/?a=1&amp;b=2"'}


def test_the_text_of_a_body_has_a_line_for_each_block() -> None:
    html = "<h3>Risks</h3><p>Rash is <em>rare</em>.</p><ul><li>Fever [@a]</li></ul>"

    assert markup.text_of(html) == "Risks\nRash is rare.\nFever [@a]"


def test_text_typed_without_an_editor_becomes_paragraphs() -> None:
    typed = "First line\nsecond line\r\n\r\nNext [@a].\n"

    assert markup.paragraphs(typed) == "<p>First line<br>second line</p><p>Next [@a].</p>"


@pytest.mark.parametrize("text", ["<p>Done</p>\n\nmore", "", "  \n "])
def test_text_with_blocks_or_without_words_is_left_alone(text: str) -> None:
    assert markup.paragraphs(text) == text


@given(st.text(alphabet="ab é", min_size=1, max_size=20), st.integers(0, 20), st.integers(0, 20))
def test_a_cut_of_runs_is_a_cut_of_their_text(text: str, start: int, end: int) -> None:
    runs = [markup.Run(each, ("strong",) if place % 2 else ()) for place, each in enumerate(text)]

    assert "".join(run.text for run in markup.cut(runs, start, end)) == text[start:end]
