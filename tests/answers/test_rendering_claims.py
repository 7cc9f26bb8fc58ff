"""Claims: where sentences end, which citations belong to them, and what their hash holds on to."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.content import Content
from answers.rendering import claims, problems, sentences, tokens

SENTENCES = [
    ["Dr. Okafor saw Mr. and Mrs. Lindqvist.", "Both slept well."],
    ["Take it with food, e.g. bread or rice.", "Do not fast."],
    ["Some drinks, i.e. Tea, slow it down.", "Water does not."],
    ["Okafor et al. found no harm.", "Others agreed."],
    ["This was shown by Okafor et al.", "The next trial was larger."],
    ["See Okafor et al. (2021) and Okafor et al. 2022.", "Both are small."],
    ["The dose rose from 2.5 to 10.75 mg.", "Sleep did not change."],
    ["It blocks IL-6, CD3 and H.pylori.", "Nothing else."],
    ["The gain was small (p = .05).", "It may be chance."],
    ["As Fig. 2 and No. 5 show, it works.", "Ask why."],
    ["The answer is no.", "Ask your nurse."],
    ["About one in ten, approx. 12 people, felt sick.", "Most felt fine."],
    ["Drug A vs. Drug B was tested.", "Neither won."],
    ["The U.S. Food and Drug Administration agreed.", "So did Europe."],
    ["It is sold in the U.S.", "The price is high."],
    ["A nurse, J. P. Smith, agreed.", "So did M. Roe."],
    ["J. P. Smith agreed.", "Nobody else did."],
    ["Take vitamin D.", "Patients liked it."],
    ["Take it at 9 a.m.", "Patients often forget."],
    ["Wait … then ask.", "Nothing happens..."],
    ["He stopped...", "Nothing happened."],
    ["“Is it safe?” she asked.", "“Yes.”", "He nodded."],
    ["She asked “Is it safe?”", "He nodded."],
    ["It works (see below).", "(It may not.)", "Ask."],
    ["People who fell ill (this is rare. Do not worry) got well.", "All of them."],
    ["Is it safe?", "Yes!", "Mostly."],
    ["Three things help: rest, water and time.", "Try all."],
    ["mTOR blockers help.", "mRNA vaccines do too."],
    ["In one study 40 people joined.", "12 of them left."],
    ["1. Take the tablet.", "Then rest."],
    ["Visit on 5 Dec. 2024 or Jan. 3.", "Call first."],
    ["Version 2.0 came out.", "It was better."],
    ["这是第一句。", "这是第二句。"],
    ["No full stop at the end"],
]


def content(research: str) -> Content:
    return Content(question="Does it help?", research=research)


def texts(research: str) -> list[str]:
    return [claim.text for claim in claims.claims(content(research))]


@pytest.mark.parametrize("parts", SENTENCES, ids=lambda parts: parts[0][:40])
def test_sentences_end_where_readers_would_end_them(parts: list[str]) -> None:
    joiner = "" if parts[0].endswith("。") else " "

    assert texts(f"<p>{joiner.join(parts)}</p>") == parts


def test_every_block_of_text_ends_a_sentence() -> None:
    items = "<h3>Risks</h3><ul><li>fever</li><li>rash. Call us</li></ul>"
    html = f"{items}<table><tr><th>Dose</th><td>5 mg</td></tr></table>"

    found = claims.claims(content(html))

    assert [claim.text for claim in found] == ["Risks", "fever", "rash.", "Call us", "Dose", "5 mg"]
    assert [claim.is_heading for claim in found] == [True, False, False, False, True, False]


def test_a_heading_that_cites_is_a_claim_like_any_other() -> None:
    (claim,) = claims.claims(content("<h3>Rash is rare [@a]</h3>"))

    assert not claim.is_heading


@pytest.mark.parametrize(
    "html",
    [
        "<p>Rest helps [@a]. Water too.</p>",
        "<p>Rest helps[@a]. Water too.</p>",
        "<p>Rest helps.[@a] Water too.</p>",
        "<p>Rest helps. [@a] Water too.</p>",
        "<p>Rest helps.[@a]Water too.</p>",
        "<p>Rest helps. [@a]Water too.</p>",
        "<p>Rest [@a] helps. Water too.</p>",
        "<p>[@a] Rest helps. Water too.</p>",
        "<p>Rest<strong> helps [@</strong>a]. Water too.</p>",
    ],
)
def test_a_token_belongs_to_its_sentence_and_leaves_no_trace_in_the_text(html: str) -> None:
    first, second = claims.claims(content(html))

    assert (first.text, second.text) == ("Rest helps.", "Water too.")
    assert (first.items, second.items) == ((tokens.Item("a"),), ())


def test_tokens_in_links_and_code_are_text() -> None:
    html = '<p>See <a href="/x">[@a]</a> and <code>[@b]</code> or \\[@c].</p>'

    (claim,) = claims.claims(content(html))

    assert claim.items == ()
    assert claim.text == "See [@a] and [@b] or [@c]."


def test_a_token_does_not_reach_into_code() -> None:
    (claim,) = claims.claims(content("<p>See [@a<code>x</code>] here.</p>"))

    assert claim.items == ()


def test_claims_are_numbered_across_blocks_whichever_are_asked_for() -> None:
    whole = Content(
        question="q", short_answer="<p>One. Two.</p>", research="<p>Three.</p>", unknowns="<p>Four.</p>"
    )

    found = claims.claims(whole, ("research", "unknowns"))

    assert [(claim.number, claim.block) for claim in found] == [(3, "research"), (4, "unknowns")]


@pytest.mark.parametrize(
    "other",
    [
        "<p>Risk  fell\n by 10<sup>9</sup>.</p>",
        "<p>Risk <em>fell</em> by 10<sup><strong>9</strong></sup>. [@b]</p>",
        "<ul><li>Risk fell [@a] by 10<sup>9</sup>.</li></ul>",
        "<p>Risk&nbsp;fell by 10<sup>9</sup>.</p>",
    ],
)
def test_a_hash_survives_spacing_emphasis_place_and_citations(other: str) -> None:
    (one,) = claims.claims(content("<p>Risk fell by 10<sup>9</sup>.[@a]</p>"))
    (same,) = claims.claims(content(other))

    assert one.hash == same.hash


@pytest.mark.parametrize(
    "other", ["Risk fell by 109.", "risk fell by 10<sup>9</sup>.", "Risk fell by 10<sub>9</sub>."]
)
def test_a_hash_changes_with_case_and_raised_figures(other: str) -> None:
    (one,) = claims.claims(content("<p>Risk fell by 10<sup>9</sup>.</p>"))
    (changed,) = claims.claims(content(f"<p>{other}</p>"))

    assert one.hash != changed.hash


def test_a_hash_does_not_depend_on_how_an_accent_is_coded() -> None:
    (one,) = claims.claims(content("<p>Caf\u00e9 helps.</p>"))
    (same,) = claims.claims(content("<p>Cafe\u0301 helps.</p>"))

    assert one.hash == same.hash


PARTS = [
    "Rest helps", "Dr. ", "e.g. ", ". ", "? ", "[@a]", " [@b, p. 4]", "(", ")", "2.5", "…", "“",
    "”", "<em>", "</em>", "</p><p>", "<br>", "\\[@", "U.S. ", " The ", "; ", "5", "<code>",
    "</code>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_no_character_of_the_text_is_lost_between_claims(html: str) -> None:
    research = f"<p>{html}</p>"

    text = claims.block_text(research)

    position = 0
    for claim in claims.claims(content(research)):
        assert text[position : claim.start].strip() == ""
        assert text[claim.start : claim.end] == claim.text == claim.text.strip()
        position = claim.end
    assert text[position:].strip() == ""


@given(st.lists(st.sampled_from(PARTS), max_size=20).map("".join))
def test_no_citation_is_lost_between_claims(html: str) -> None:
    plain = html.replace("<code>", "").replace("</code>", "")

    cited = [item.key for claim in claims.claims(content(f"<p>{plain}</p>")) for item in claim.items]

    written = plain.replace("<em>", "").replace("</em>", "")
    assert cited == [item.key for token in tokens.find(written) for item in token.items or ()]


@given(st.text(alphabet="ab.?! ()“”A2\n", max_size=80))
def test_sentences_of_any_text_lie_in_order_and_hold_all_of_it(text: str) -> None:
    spans = sentences.split(text)

    covered = "".join(text[start:end] for start, end in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert list(spans) == sorted(spans)


def test_a_hash_changes_with_where_a_link_leads() -> None:
    (one,) = claims.claims(content('<p>See <a href="https://a.example/">the leaflet</a>.</p>'))
    (same,) = claims.claims(content('<p>See <a href="https://a.example/">the <em>leaflet</em></a>.</p>'))
    (other,) = claims.claims(content('<p>See <a href="https://b.example/">the leaflet</a>.</p>'))
    (bare,) = claims.claims(content("<p>See the leaflet.</p>"))

    assert one.hash == same.hash
    assert len({one.hash, other.hash, bare.hash}) == 3


def test_a_paragraph_of_thousands_of_cited_sentences_is_read_in_a_moment() -> None:
    research = "<p>" + "".join(f"It is {number} [@a]. " for number in range(2500)) + "</p>"
    began = time.monotonic()

    found = claims.claims(content(research))
    faults = problems.problems(content(research), {"a"})

    assert (len(found), faults) == (2500, ())
    assert time.monotonic() - began < 3
