"""Fragments: marks that lead to sources and back, in HTML that nothing an editor types can break."""

import re

import pytest

from answers.content import Content, SetAside, Use
from answers.rendering import claims, fragments
from sources.formatting import Work

KEYS = "abcdefgh"
RETRACTED = fragments.Standing(
    "retracted", "Retracted", "Retracted on 12 March 2025.", "https://example.org/n"
)


def content(research: str = "", **fields: object) -> Content:
    works = tuple(Work(key=key, title=f"Work {key}") for key in KEYS)
    return Content(**{"question": "Does it help?", "research": research, "works": works, **fields})  # type: ignore[arg-type]  # fields of one dataclass


def rendered(research: str) -> str:
    return fragments.render(content(research)).research


def shown(html: str) -> str:
    """What sighted readers see: no tags, no hidden words."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="vh">[^<]*</span>', "", html))


def heard(html: str) -> str:
    """What a screen reader says: hidden words, but nothing that is aria-hidden."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<span aria-hidden="true">[^<]*</span>', "", html))


def test_a_mark_is_a_link_inside_a_named_superscript() -> None:
    html = rendered("<p>Rest helps [@a].</p>")

    assert html == (
        '<p>Rest helps.<sup class="cite" id="cite-1"><a href="#ref-1" role="doc-biblioref">'
        '<span class="vh">Source </span>1</a></sup></p>'
    )


def test_a_table_can_be_scrolled_with_the_keyboard() -> None:
    html = rendered("<table><tbody><tr><td>One [@a].</td></tr></tbody></table>")

    assert html.startswith('<table tabindex="0">')


def test_a_run_is_one_link_that_names_every_member() -> None:
    first = "<p>One [@a; @b; @c; @d; @e; @f; @g; @h]. "

    html = rendered(first + "Two [@h; @a; @c; @b; @g; @e; @d; @a].</p>").split("</sup>")[1]

    assert shown(html) == " Two.1-5, 7, 8"
    assert heard(html).endswith("Sources 1 to 5, 7, 8")
    assert 'href="#ref-1" role="doc-biblioref" data-refs="1 2 3 4 5 7 8"' in html
    assert html.count("<a ") == 1


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("word [@a].", "word.1"),
        ("word.[@a]", "word.1"),
        ("word [@a], more", "word,1 more"),
        ("word [@a]? Yes", "word?1 Yes"),
        ("word [@a]! Yes", "word!1 Yes"),
        ("word [@a]; more", "word1; more"),
        ("风险 [@a]。它", "风险。1它"),
        ("خطر [@a]؟ نعم", "خطر؟1 نعم"),
        ("word: [@a] more", "word1: more"),
        ("“word [@a].” More", "“word.”1 More"),
        ("(word [@a]).", "(word1)."),
        ("word [@a] more", "word1 more"),
        ("word [@a]more", "word1 more"),
        ("word[@a]more", "word1 more"),
        ("word [@a]5 more", "word1 5 more"),
        ("word [@b][@a].", "word.1, 2"),
        ("word [@b] [@a].", "word.1, 2"),
        ("word [@a]. [@b] More", "word.1, 2 More"),
        ("[@a] word", "1 word"),
        ("word [@a] .5", "word1 .5"),
        ("<strong>word [@a]</strong>.", "word.1"),
        ("word [@a]… more", "word…1 more"),
    ],
)
def test_a_mark_stands_where_printers_put_it(written: str, seen: str) -> None:
    assert shown(rendered(f"<p>{written}</p>")) == seen


def test_one_source_keeps_its_number_and_has_a_letter_for_each_use() -> None:
    whole = content("<p>Two [@b; @a].</p>", short_answer="<p>One [@a].</p>")

    first, second = fragments.render(whole).references

    assert (first.number, first.key, second.number, second.key) == (1, "a", 2, "b")
    assert [(link.letter, link.cite_id) for link in first.back_links] == [("a", "cite-1"), ("b", "cite-2")]


def test_thirty_uses_of_a_source_are_lettered_to_ad() -> None:
    (reference,) = fragments.render(content("<p>" + "Rest helps [@a]. " * 30 + "</p>")).references

    assert [link.letter for link in reference.back_links][-5:] == ["z", "aa", "ab", "ac", "ad"]


def test_a_use_brings_its_place_and_quote_to_its_back_link() -> None:
    research = "<p>Rest helps [@a, p. 4].</p>"
    (claim,) = claims.claims(content(research))
    whole = content(research, uses=(Use(claim.hash, "a", quote="Rest was better."),))

    (reference,) = fragments.render(whole).references

    (link,) = reference.back_links
    assert (link.locator, link.quote, link.claim.text) == ("p. 4", "Rest was better.", "Rest helps.")


def test_a_source_that_is_not_relevant_leaves_its_cluster_for_the_other_list() -> None:
    research = "<p>Rest helps [@a; @b].</p>"
    (claim,) = claims.claims(content(research))
    uses = (Use(claim.hash, "b", role="not_relevant", note="About sleep in mice."),)

    found = fragments.render(content(research, uses=uses, set_aside=(SetAside("c", "Too small."),)))

    assert shown(found.research) == "Rest helps.1"
    assert [reference.key for reference in found.references] == ["a"]
    assert [(each.key, each.reason) for each in found.set_aside] == [
        ("c", "Too small."),
        ("b", "About sleep in mice."),
    ]


def test_a_cluster_of_sources_that_are_not_relevant_leaves_no_mark() -> None:
    research = "<p>Rest helps [@a].</p>"
    (claim,) = claims.claims(content(research))

    found = fragments.render(content(research, uses=(Use(claim.hash, "a", role="not_relevant"),)))

    assert found.research == "<p>Rest helps.</p>"
    assert found.references == ()


def test_a_retracted_source_is_said_at_its_mark_and_stands_in_the_list() -> None:
    found = fragments.render(content("<p>One [@a]. Two [@a; @b].</p>"), {"a": RETRACTED})

    one, two, _ = found.research.split("</sup>")
    assert heard(one).endswith("Source 1, retracted")
    assert heard(two).endswith("Sources 1, 2, source 1 retracted")
    assert shown(found.research) == "One.1 Two.1, 2"
    assert found.references[0].standing == RETRACTED


def test_a_notice_that_nobody_has_decided_about_is_said_at_the_mark_and_the_gravest_shows() -> None:
    found = fragments.Standing("notice found", "Notice found", "A notice was found; we are checking.")

    one, two, _ = fragments.render(
        content("<p>One [@a]. Two [@a; @b].</p>"), {"a": found, "b": RETRACTED}
    ).research.split("</sup>")

    assert heard(one).endswith("Source 1, notice found")
    assert 'data-standing="notice found"' in one
    assert heard(two).endswith("Sources 1, 2, source 1 notice found, source 2 retracted")
    assert 'data-standing="retracted"' in two


def test_a_corrected_source_is_told_in_the_list_only() -> None:
    corrected = fragments.Standing("corrected", "Corrected")

    found = fragments.render(content("<p>One [@a].</p>"), {"a": corrected})

    assert heard(found.research) == "One.Source 1"
    assert found.references[0].standing == corrected


def test_a_key_without_a_work_is_shown_as_missing_and_never_as_a_dead_link() -> None:
    html = rendered("<p>One [@nobody].</p>")

    assert "<a " not in html
    assert '<mark class="cite-broken">source missing: nobody</mark>' in html


def test_a_malformed_token_does_not_reach_the_page_as_it_was_typed() -> None:
    html = rendered("<p>One [@two words].</p>")

    assert "[@" not in html
    assert "citation not understood: two words" in html


@pytest.mark.parametrize("text", ["mail ann@example.org", "[see @ home]", "3 &lt; 4 &amp; 5"])
def test_text_that_is_no_token_is_shown_unchanged(text: str) -> None:
    assert rendered(f"<p>{text}</p>") == f"<p>{text}</p>"


def test_an_escaped_token_is_shown_without_its_backslash() -> None:
    assert rendered(r"<p>Type \[@key].</p>") == "<p>Type [@key].</p>"


def test_a_token_inside_a_link_or_code_makes_no_mark() -> None:
    html = '<p><a href="/x">[@a]</a> <code>[@b]</code></p>'

    assert rendered(html) == html


def test_hostile_text_is_escaped_in_every_part() -> None:
    nasty = "<script>\"&'"
    work = Work(key="a", title=nasty, doi='10.1000/"><script>', url="javascript:alert(1)")
    whole = Content(question="q", research="<p>&lt;script&gt;&amp; [@a].</p>", works=(work,))
    standing = fragments.Standing('retracted"><script>', nasty)

    found = fragments.render(whole, {"a": standing}, mark_claims=True, prefix='"><script>')

    for html in (found.research, found.references[0].html):
        assert "<script" not in html
    assert all("<" not in address and '"' not in address for _, address in found.references[0].links)
    assert not any(address.startswith("javascript") for _, address in found.references[0].links)


def test_the_paragraphs_of_a_body_hold_its_claims_in_order() -> None:
    body = "<h3>Head</h3><p>One [@a]. Two.</p><ul><li>Three.</li><li>Four.</li></ul>"

    found = fragments.render(content(body))

    assert [[claim.number for claim in each.claims] for each in found.paragraphs] == [[1], [2, 3], [4, 5]]
    assert found.research == "".join(each.html for each in found.paragraphs)


def test_sentences_can_be_marked_even_when_emphasis_crosses_them() -> None:
    whole = content("<p>One <strong>two [@a]. Three</strong> four.</p>")

    found = fragments.render(whole, mark_claims=True)

    first, second = found.claims
    assert found.research.startswith(
        f'<p><span class="claim" id="claim-1" data-start="{first.start}">One <strong>two.</strong><sup'
    )
    assert found.research.endswith(
        f'</sup></span> <span class="claim" id="claim-2" data-start="{second.start}">'
        "<strong>Three</strong> four.</span></p>"
    )


def test_two_answers_on_one_page_have_ids_of_their_own() -> None:
    one, two = (
        fragments.render(content("<p>One [@a].</p>"), prefix=prefix).research for prefix in ("", "q7-")
    )

    assert 'id="cite-1"' in one
    assert 'id="q7-cite-1"' in two
    assert 'href="#q7-ref-1"' in two


def test_an_answer_without_citations_has_no_references() -> None:
    assert fragments.render(content("<p>One.</p>")).references == ()


def test_plain_text_carries_numbers_in_brackets() -> None:
    whole = content("<p>Two [@b; @c; @a]. End.</p>", short_answer="<p>One [@a], more.</p>")

    assert fragments.plain_text(whole) == "One, [1] more.\nTwo. [1-3] End."


def test_a_link_over_two_sentences_stays_one_link() -> None:
    html = '<p><a href="/x">One. Two.</a> Three [@a].</p>'

    assert rendered(html).startswith('<p><a href="/x">One. Two.</a> Three.<sup')
