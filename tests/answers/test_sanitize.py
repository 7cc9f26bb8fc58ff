"""The sanitiser: nothing outside the policy gets through either engine, and nothing typed gets lost."""

import re
from collections.abc import Callable
from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import sanitize
from answers.rendering import markup

ENGINES = sorted(sanitize.ENGINES)

HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<script>alert(1)",
    "<scr<script>x</script>ipt>alert(1)</script>",
    "<<script>alert(1)//<</script>",
    "<script/xss src=x></script>",
    "<style>@import 'x'</style>kept",
    "<style>p{}</style ><p>kept</p>",
    "<img src=x onerror=alert(1)>",
    "<img src=x onerror=alert(1)",
    "<img src=x onerror=alert(1)//",
    '<img """><script>alert(1)</script>">',
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg></p><style><a id='</style><img src=1 onerror=alert(1)>'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(1)&gt;'>",
    "<math><annotation-xml encoding='text/html'><img src=x onerror=alert(1)></annotation-xml></math>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    "<textarea></textarea><img src=x onerror=alert(1)>",
    "<textarea><img title='</textarea><img src=x onerror=alert(1)>'>",
    "<title><img title='</title><img src=x onerror=alert(1)>'>",
    "<xmp><p title='</xmp><img src=x onerror=alert(1)>'>",
    "<noembed><img title='</noembed><img src=x onerror=alert(1)>'>",
    "<noframes><img title='</noframes><img src=x onerror=alert(1)>'>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc='<script>alert(1)</script>'>",
    "<object data=javascript:alert(1)>",
    "<embed src=javascript:alert(1)>",
    "<plaintext><script>alert(1)</script>",
    "<template><script>alert(1)</script></template>",
    "<select><option><script>alert(1)</script></select>",
    "<form action=javascript:alert(1)><button>go</button></form>",
    "<form id=x></form><button form=x formaction=javascript:alert(1)>go",
    "<isindex action=javascript:alert(1)>",
    "<base href=//evil.example/>",
    "<link rel=stylesheet href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
    "<body onload=alert(1)>",
    "<details open ontoggle=alert(1)>kept</details>",
    "<video><source onerror=alert(1)></video>",
    "<input autofocus onfocus=alert(1)>",
    "<marquee onstart=alert(1)>kept</marquee>",
    "<p style='background:url(javascript:alert(1))'>kept</p>",
    "<p class=x id=y onclick=alert(1)>kept</p>",
    "<p/onclick=alert(1)>kept</p>",
    "<p\x0conclick=alert(1)>kept</p>",
    "<a href='javascript:alert(1)'>kept</a>",
    "<a href='javascript:123'>kept</a>",
    "<a href='JaVaScRiPt:alert(1)'>kept</a>",
    "<a href=' javascript:alert(1)'>kept</a>",
    "<a href='java\tscript:alert(1)'>kept</a>",
    "<a href='java&#9;script:alert(1)'>kept</a>",
    "<a href='java&#x0A;script:alert(1)'>kept</a>",
    "<a href='&#106;avascript:alert(1)'>kept</a>",
    "<a href='&#0000106avascript:alert(1)'>kept</a>",
    "<a href='javascript&colon;alert(1)'>kept</a>",
    "<a href='\x01javascript:alert(1)'>kept</a>",
    "<a href='data:123'>kept</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>kept</a>",
    "<a href='vbscript:1'>kept</a>",
    "<a href='example.org:8000'>kept</a>",
    "<a href='localhost:8000'>kept</a>",
    "<a href='//evil.example'>kept</a>",
    "<a href='/\\evil.example'>kept</a>",
    "<a href='\\\\evil.example'>kept</a>",
    "<a href='/\t/evil.example'>kept</a>",
    "<a href='/&#47;evil.example'>kept</a>",
    "<a href='/&#x5c;evil.example'>kept</a>",
    "<a href='https:evil.example'>kept</a>",
    "<a href='https:///evil.example'>kept</a>",
    "<a href='https:\\\\evil.example'>kept</a>",
    "<a href='https://ok.example/' onclick=alert(1) target=_blank style=x>kept</a>",
    "<a href=https://ok.example/?a=1&b=2>kept</a>",
    "<a href='/x' href='javascript:alert(1)'>kept</a>",
    "<a xlink:href='javascript:alert(1)'>kept</a>",
    "<a href='/x\"><script>alert(1)</script>'>kept</a>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)>-->",
    "<!--[if IE]><script>alert(1)</script><![endif]-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    "<!DOCTYPE html><p>kept</p>",
    "<a href='/x'>kept<table><a href='/y'>",
    "</p><p>kept</p></div>",
    "<p>un<strong>closed<em>marks",
    "<ul><li>one<li>two",
    "<b-b onclick=alert(1)>kept</b-b>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&ltscript&gtalert(1)",
    "\uff1cscript\uff1ealert(1)\uff1c/script\uff1e",
]


class Policy(HTMLParser):
    """Fails on any tag or attribute outside the policy, as a browser would read the text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in sanitize.TAGS
        for name, value in attrs:
            assert (tag, name) == ("a", "href")
            assert re.match(r"https?://[^/]|mailto:|#|/(?![/\\])", value or "", re.IGNORECASE)

    def handle_comment(self, comment: str) -> None:
        raise AssertionError(comment)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)


def obeys(html: str) -> None:
    policy = Policy()
    policy.feed(html)
    policy.close()


def tree(html: str) -> str:
    return markup.write(markup.parse(html))


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    assert len(set(HOSTILE)) >= 60


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_leaves_nothing_outside_the_policy(html: str, engine: str) -> None:
    cleaned = sanitize.clean(html, engine=engine)

    obeys(cleaned)
    assert sanitize.clean(cleaned, engine=engine) == cleaned
    assert "kept" in cleaned or "kept" not in html


@pytest.mark.parametrize("html", HOSTILE)
def test_both_engines_make_the_same_of_hostile_html(html: str) -> None:
    assert tree(sanitize.clean(html, engine="bleach")) == tree(sanitize.clean(html, engine="nh3"))


OPENED = ("p", "strong", "em", "ul", "li", "div", "span", "script", "svg", "x-y", "h3", "code")
CLOSED = ("p", "strong", "em", "ul", "li", "div", "span", "script", "svg", "h3", "code", "a")
URLS = ("javascript:1", "https://e.org/?a&b", "#x", "//e", "/p", "data:1", "m:1", "java&#9;script:1")
TYPED = (
    "word ",
    "a & b",
    " < ",
    ">",
    "&amp;",
    "&lt;p&gt;",
    "[@key, p. 4]",
    r"\[@x",
    "\"'",
    "<",
    "&nbsp;",
    "é",
)
ODD = (
    "<!--",
    "-->",
    "]]>",
    "&#60;b&#62;",
    "<br>",
    "&copy",
    "<p class='x' onclick=y>",
    "<img src=x>",
    "\x0b",
    "\r",
)
TABLES = ("<table>", "<tr>", "<td>", "</td>", "</tr>", "</table>", "<blockquote>", "<plaintext>")
PIECES = (
    *(f"<{tag}>" for tag in OPENED),
    *(f"</{tag}>" for tag in CLOSED),
    *(f'<a href="{url}">' for url in URLS),
    *TYPED,
    *ODD,
)
soup = st.lists(st.sampled_from((*PIECES, *TABLES)), max_size=14).map("".join)
prose = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@given(soup, st.sampled_from(ENGINES))
def test_no_html_gets_past_the_policy_and_cleaning_twice_changes_nothing(html: str, engine: str) -> None:
    cleaned = sanitize.clean(html, engine=engine)

    obeys(cleaned)
    assert sanitize.clean(cleaned, engine=engine) == cleaned


@given(prose)
def test_both_engines_make_the_same_of_any_html_outside_tables(html: str) -> None:
    assert tree(sanitize.clean(html, engine="bleach")) == tree(sanitize.clean(html, engine="nh3"))


@given(st.text(max_size=60).filter(lambda text: "\x00" not in text), st.sampled_from(ENGINES))
def test_text_without_markup_is_kept_whole(text: str, engine: str) -> None:
    typed = "".join(each for each in text if each.isprintable() and each not in "<>&")

    assert unescape(sanitize.clean(typed, engine=engine)) == typed


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "text", ["[@key, p. 4; @b]", r"\[@key]", "[@a][@b]", "[@a, “Methods” § 4–6]", '[@a, it\'s "so"]']
)
def test_citations_survive_byte_for_byte(text: str, engine: str) -> None:
    html = f"<p>Rest helps {text}.</p>"

    assert sanitize.clean(html, engine=engine) == html


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("p <0.05 and >3", "p <0.05 and >3"),
        ("x <y and z", "x <y and z"),
        ("a & b &c; 3 < 4", "a & b &c; 3 < 4"),
        ("ends with <", "ends with <"),
        ("one<div>two</div>", "one two"),
    ],
)
def test_what_is_typed_as_text_stays_text(typed: str, read: str, engine: str) -> None:
    assert markup.text_of(sanitize.clean(typed, engine=engine)) == read


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    "url",
    [
        "https://e.org/a?b=1&amp;c=2#d",
        "HTTP://e.org",
        "mailto:a@e.org",
        "#ref-1",
        "/questions/x/",
        "/",
        "https://e.org:80/",
    ],
)
def test_a_link_of_the_policy_is_kept(url: str, engine: str) -> None:
    html = f'<a href="{url}">x</a>'

    assert sanitize.clean(html, engine=engine) == html


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("tag", sorted(sanitize.DROPPED_WITH_CONTENT))
def test_what_is_no_prose_goes_with_its_content(tag: str, engine: str) -> None:
    assert sanitize.clean(f"<p>a</p><{tag} x=y>code</{tag} ><p>b</p>", engine=engine) == "<p>a</p><p>b</p>"


@pytest.mark.parametrize("engine", ENGINES)
def test_every_tag_of_the_policy_is_kept(engine: str) -> None:
    html = (
        "<h3>a</h3><h4>b</h4><p>c<strong>d</strong><em>e</em><sub>f</sub><sup>g</sup><br><code>h</code></p>"
        "<ul><li>i</li></ul><ol><li>j</li></ol><blockquote>k</blockquote>"
        "<table><thead><tr><th>l</th></tr></thead><tbody><tr><td>m</td></tr></tbody></table>"
    )

    assert sanitize.clean(html, engine=engine) == html


@pytest.mark.parametrize("taken", [sanitize.clean, sanitize.plain])
def test_a_null_character_is_refused_with_a_sentence(taken: Callable[[str], str]) -> None:
    with pytest.raises(sanitize.UnfitTextError, match="Please remove it and save again"):
        taken("a\x00b")


@pytest.mark.parametrize("taken", [sanitize.clean, sanitize.plain])
def test_a_text_too_long_to_clean_in_time_is_refused(taken: Callable[[str], str]) -> None:
    assert taken("a" * sanitize.LONGEST)
    with pytest.raises(sanitize.UnfitTextError, match="Please shorten or divide it"):
        taken("a" * (sanitize.LONGEST + 1))


def test_plain_text_keeps_its_brackets_and_loses_control_characters() -> None:
    assert sanitize.plain("  a\x08 <b> & \ud800c\r\nd ") == "a <b> & c\nd"


def test_an_engine_is_chosen_by_name() -> None:
    sanitize.choose("nh3")
    by_choice = sanitize.clean("<p>&copy;</p>")
    sanitize.choose("bleach")

    assert by_choice == "<p>©</p>"
    with pytest.raises(ValueError, match="SANITIZER is “soap”"):
        sanitize.choose("soap")


@pytest.mark.parametrize("written", ["\u202e", "\u202d", "&#x202E;", "&#8238;", "&#0008238"])
def test_no_character_turns_the_text_after_it_around(written: str) -> None:
    assert sanitize.clean(f"<p>Ask. {written}Take 12.</p>") == "<p>Ask. Take 12.</p>"
    assert sanitize.plain("Ask. \u202eTake 12.") == "Ask. Take 12."
