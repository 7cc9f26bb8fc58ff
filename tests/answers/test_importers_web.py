"""Web pages as documents: the article without the site, its marks and notes, and what programs paste."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.importers import web
from answers.importers.documents import Document
from answers.importers.page import NotAPage

FILES = Path(__file__).with_name("files")


def blocks(html: str) -> list[str]:
    return [each.html for each in web.read(html).blocks]


def file(name: str) -> Document:
    return web.read(web.decoded((FILES / name).read_bytes()))


@pytest.mark.parametrize(
    ("html", "written"),
    [
        ("<p>One<p>Two", ["<p>One</p>", "<p>Two</p>"]),
        ("<div>One<div>Two</div>Three</div>", ["<p>One</p>", "<p>Two</p>", "<p>Three</p>"]),
        ("<h2><b>Bold</b> heading</h2>", ["<strong>Bold</strong> heading"]),
        ("<div role=heading aria-level=2>Heading</div>", ["Heading"]),
        ("<p>a <b>b</b> <i>c</i> <u>d</u></p>", ["<p>a <strong>b</strong> <em>c</em> d</p>"]),
        ("<p>one<br>two</p>", ["<p>one<br>two</p>"]),
        ("<p>one\n   two\r\nthree</p>", ["<p>one two three</p>"]),
        ("<h2> </h2><p>x</p>", ["<p>x</p>"]),
        ("<p>a\u00a0&nbsp; b&shy;c\u200b</p>", ["<p>a bc</p>"]),
        ("<ul><li>A<ul><li>In</ul><li><p>B</p></ul>", ["<ul><li>A<ul><li>In</li></ul></li><li>B</li></ul>"]),
        ("<ul><li>One</li><ul><li>In</li></ul></ul>", ["<ul><li>One<ul><li>In</li></ul></li></ul>"]),
        ("<dl><dt>Word</dt><dd>Meaning</dd></dl>", ["<p>Word</p>", "<p>Meaning</p>"]),
        ("<blockquote>Said</blockquote>", ["<blockquote>Said</blockquote>"]),
        ("<table><tr><td><h2>A</h2><p>b</table>", ["A", "<p>b</p>"]),
        ("<p>H<sub>2</sub>O, 10<sup>9</sup></p>", ["<p>H<sub>2</sub>O, 10<sup>9</sup></p>"]),
        ("<p>x<sup>1</sup><sup>2</sup></p>", ["<p>x<sup>1\u20632</sup></p>"]),
        ("<p>x<sup>th</sup><sup>2</sup></p>", ["<p>x<sup>th2</sup></p>"]),
        ('<p style="mso-x:1">x<sup>1</sup><sup>2</sup></p>', ["<p>x<sup>12</sup></p>"]),
        ('<p><a href="https://x.org/?a&b">y</a></p>', ['<p><a href="https://x.org/?a&amp;b">y</a></p>']),
        ('<p><a href="https://www.google.com/url?q=https://x.org/&sa=D">y</a></p>', ['<p><a href="https://x.org/">y</a></p>']),
        ('<p><a href="javascript:alert(1)">y</a> <a href="/z">z</a></p>', ["<p>y z</p>"]),
        ("<p>5 &lt; 6 &amp; [@key]</p>", ["<p>5 &lt; 6 &amp; [@key]</p>"]),
        ("loose <b>text</b>", ["<p>loose <strong>text</strong></p>"]),
    ],
)  # fmt: skip
def test_elements_become_blocks_of_plain_markup(html: str, written: list[str]) -> None:
    assert blocks(html) == written


@pytest.mark.parametrize(
    "site",
    [
        "<nav><a href='/'>Home</a></nav>",
        "<header><p>Logo</p></header>",
        "<footer>Contact</footer>",
        "<aside>Advert</aside>",
        "<div class='site-breadcrumb'>Home</div>",
        "<table class='infobox vcard'><tr><td>Facts</td></tr></table>",
        "<div id='share-buttons'>Share</div>",
        "<p hidden>Unseen</p>",
        "<p style='display:none'>Unseen</p>",
        "<p aria-hidden='true'>Unseen</p>",
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        "<noscript>Switch it on</noscript>",
        "<template><p>Unseen</p></template>",
        "<form><input value='x'>Search</form>",
        "<!-- a comment -->",
        "<iframe src='https://x.org'></iframe>",
        "<svg><text>Drawn</text></svg>",
        "<img src=x onerror=alert(1) alt='Picture'>",
    ],
)
def test_what_belongs_to_the_site_is_left_out(site: str) -> None:
    assert blocks(f"{site}<p>The page is longer than this.</p>{site}") == [
        "<p>The page is longer than this.</p>"
    ]


def test_the_part_that_says_to_be_the_article_goes_before_the_rest() -> None:
    html = "<h1>Title</h1><div>Cookies</div><main><p>The whole text of the page.</p></main><div>Last</div>"

    assert blocks(html) == ["Title", "<p>The whole text of the page.</p>"]


@pytest.mark.parametrize("name", ["no-sidebar", "two-col-sidebar-right", "has-nav", "sharepoint"])
def test_a_name_that_only_sounds_like_a_part_of_the_site_hides_nothing(name: str) -> None:
    assert blocks(f"<div class='{name}'><p>The page.</p></div>") == ["<p>The page.</p>"]


def test_what_holds_most_of_the_page_is_the_page_however_it_is_named() -> None:
    assert blocks("<p>Before.</p><div class='related'><p>The whole page stands in here.</p></div>") == [
        "<p>Before.</p>",
        "<p>The whole page stands in here.</p>",
    ]


def test_an_article_that_holds_next_to_nothing_is_not_taken_for_the_page() -> None:
    html = f"<article>Teaser</article><div><p>{'The text of the page. ' * 10}</p></div>"

    assert len(blocks(html)) == 2


def test_a_website_with_linked_references_is_read() -> None:
    document = file("website.html")

    assert document.title == "Does walking help? | Sleep site"
    assert [each.html for each in document.notes] == [
        '<p>Ames A. Walking. J Tests. 2021;1:2. <a href="https://doi.org/10.1000/walk">CrossRef</a></p>',
        "<p>Bell B. Sleep. J Tests. 2022;2:3.</p>",
    ]
    assert all(each.is_listed for each in document.notes)
    assert [each.html for each in document.blocks if each.level] == [
        "Does a daily walk help people who sleep badly?",
        "Evidence",
        "Detail",
        "What to ask your doctor",
        "References",
        "Related",
    ]


def test_a_paste_of_google_docs_keeps_what_its_styles_mean() -> None:
    assert [each.html for each in file("google-docs-paste.html").blocks[:5]] == [
        "Does a daily walk help?",
        "<p>Walking is <strong>free</strong>.<sup>1,2</sup></p>",
        "What the research says",
        "<p>Walkers slept<sup>12</sup>.</p>",
        "<ul><li>One<ul><li>Nested</li></ul></li></ul>",
    ]


def test_a_paste_of_word_keeps_lists_and_notes_and_drops_comments() -> None:
    document = file("word-paste.html")

    assert [each.level for each in document.blocks] == [1, 0, 1, 0, 0, 1, 0]
    assert document.blocks[1].html.startswith("<p>Walking is <strong>free</strong>.")
    assert document.blocks[4].html == "<ul><li>First<ul><li>Inner</li></ul></li></ul><ol><li>Number</li></ol>"
    assert [each.html for each in document.notes] == [
        "<p>Ames A. Walking. J Tests. 2021;1:2. doi:10.1000/w</p>",
        "<p>See also the leaflet.</p>",
        "<p>Ibid., p. 5.</p>",
    ]
    assert document.remarks == ("1 comment is left out.",)


def test_footnotes_at_the_foot_of_a_page_are_notes_and_no_text() -> None:
    html = (
        '<p>Slept<a href="#fn1" id="fnref1"><sup>1</sup></a>.</p><section class="footnotes"><ol><li id="fn1">'
        '<p>Ames A. Walking. 2020. <a href="#fnref1">↩︎</a></p></li><li>Bell B. 2021.</li></ol></section>'
    )

    document = web.read(html)

    assert len(document.blocks) == 1
    assert [(each.html, each.is_listed) for each in document.notes] == [
        ("<p>Ames A. Walking. 2020.</p>", False),
        ("<p>Bell B. 2021.</p>", False),
    ]


def test_links_within_the_page_are_known_with_the_whole_address_that_browsers_save() -> None:
    page = "https://example.org/wiki/Sleep"
    html = (
        f'<p>Slept<sup id="r"><a href="{page}#cite%201">[1]</a></sup>.</p>'
        f'<ol><li id="cite 1"><a href="{page}#r">^</a> Ames A. Walking. 2020.</li></ol>'
    )

    document = web.read(html)

    assert [each.html for each in document.notes] == ["<p>Ames A. Walking. 2020.</p>"]
    assert "#note-" in document.blocks[0].html


def test_a_heading_is_known_without_what_the_site_puts_into_it() -> None:
    html = (
        '<p>Slept<sup><a href="#n">1</a></sup>.</p>'
        '<h2>References<span class="mw-editsection">[edit]</span></h2><ol><li id="n">A leaflet</li></ol>'
    )

    assert [each.is_listed for each in web.read(html).notes] == [True]


def test_a_link_to_a_heading_or_back_to_the_text_makes_no_note() -> None:
    html = '<p><a href="#one">1</a></p><h2 id="one">One</h2><p id="t">Text <a href="#t">2</a></p>'

    assert web.read(html).notes == ()


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("<p>café".encode(), "café"),
        ("\ufeff<p>café".encode(), "café"),
        ('<meta charset="windows-1252"><p>café – “x”'.encode("cp1252"), "café – “x”"),
        ('<meta content="text/html; charset=iso-8859-1"><p>caf\xe9 \x96'.encode("latin-1"), "café –"),
        ("<p>café".encode("cp1252"), "café"),
        ("<p>café".encode("utf-16"), "café"),
        ('<meta charset="utf-8"><p>café'.encode("cp1252"), "café"),
        ('<meta charset="nonsense"><p>café'.encode(), "café"),
        ('<meta charset="koi8-r"><p>кофе'.encode("koi8-r"), "кофе"),
    ],
)  # fmt: skip
def test_the_characters_are_what_the_file_says(stored: bytes, text: str) -> None:
    assert blocks(web.decoded(stored)) == [f"<p>{text}</p>"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<div>" * 5000,
        "<b>" * 5000 + "</i>" * 5000,
        "&" * 70_000,
        "<p>" + "x" * 70_000,
        "\x00<p>x",
        "<p>x</p>" * 300_000,
    ],
)
def test_what_is_deeper_or_longer_than_any_page_is_refused_in_moments(hostile: str) -> None:
    with pytest.raises(NotAPage, match="not the code of a web page"):
        web.read(hostile)


PIECES = [
    "<p>", "</p>", "<ul>", "<li>", "<ol>", "</ul>", "<table>", "<tr>", "<td>", "<sup>", "</sup>", "<b>",
    "</b>", "1", "2", " words ", "<a href='#x'>", "</a>", "<li id=x>", "<h2>", "</h2>", "<div>", "</div>",
    "<script>", "<svg>", "<br>", "&lt;", "<blockquote>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_whatever_is_sent_is_read(html: str) -> None:
    document = web.read(html)

    assert "<script" not in "".join(each.html for each in document.blocks)
    assert Document.from_dict(document.as_dict()) == document
