"""Comparisons: equal contents make an empty one and only they do, and every part tells what changed in it."""

from __future__ import annotations

import time
from dataclasses import fields, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers.content import Byline, Content, SetAside, Sure, Use
from answers.outcomes import Outcome
from answers.rendering import claims
from answers.rendering.comparing import Comparison, compare
from sources.formatting import Name, Work

RESEARCH = (
    "<h3>Risk</h3><p>In one trial fewer people had a <strong>stroke</strong> [@a, p. 4].</p>"
    "<ul><li>Rest helps [@b].</li><li>See <a href='https://a.example/'>here</a>.</li></ul>"
    "<table><tr><th>Drug</th><th>Risk</th></tr><tr><td>Apixaban</td><td>12</td></tr></table>"
)
CITED = claims.claims(Content("q", research=RESEARCH))
WHOLE = Content(
    question="Do I need a blood thinner?",
    short_answer="<p>It lowers the risk of stroke [@a].</p>",
    certainty="moderate",
    certainty_reason="One large trial.",
    research=RESEARCH,
    unknowns="<p>Nobody compared the two for ten years.</p>",
    doctor_questions=("What is my own risk?", "What can lower it?"),
    uses=(Use(CITED[1].hash, "a", role="partly", quote="Fewer had one."), Use(CITED[2].hash, "b")),
    set_aside=(SetAside("c", "Another illness."), SetAside("d", "Too small.")),
    works=(
        Work(key="a", title="A trial", year=2020, contributors=(Name("Moreau", "P"),)),
        Work(key="b", title="A review", pages="1-9"),
        Work(key="c", title="Another"),
        Work(key="d", title="A small one"),
    ),
    byline=(Byline(1, "editor"), Byline(2, "clinician", "MD")),
    evidence_searched_to="2026-10-01",
    search_notes="PubMed.\nHand search.",
    drafted_with="Nothing.",
)

bodies = st.sampled_from(
    [
        "",
        RESEARCH,
        RESEARCH.replace("<strong>", "<em>").replace("</strong>", "</em>"),
        RESEARCH.replace("h3>", "h4>"),
        RESEARCH.replace("ul>", "ol>"),
        RESEARCH.replace("a.example", "b.example"),
        RESEARCH.replace("p. 4", "p. 5"),
        RESEARCH.replace("[@b]", "[@a]"),
        RESEARCH.replace("12", "13"),
        RESEARCH.replace("th>", "td>"),
        RESEARCH.replace(" stroke", "  stroke"),
        RESEARCH.replace("</ul>", "</ul><p></p>"),
        RESEARCH.replace("trial", "trial\u00a0"),
        RESEARCH + RESEARCH,
    ]
)
uses = st.builds(
    Use,
    st.sampled_from([*(each.hash for each in CITED), "0" * 64]),
    st.sampled_from(["a", "b", "z"]),
    st.sampled_from(["", "p. 9"]),
    st.sampled_from(["supports", "context", "not_relevant"]),
    st.sampled_from(["", "Its words."]),
    st.sampled_from(["", "Why."]),
)
words = st.sampled_from(["", "One.", "One. ", "One two three.", "Two\nlines."])
works = st.builds(
    Work,
    key=st.sampled_from(["a", "b", "c"]),
    title=st.sampled_from(["", "A trial"]),
    year=st.sampled_from([None, 2020, 2021]),
    contributors=st.sampled_from([(), (Name("Moreau"),), (Name("Moreau", role="editor"),)]),
    doi=st.sampled_from(["", "10.1/x"]),
)
rows = st.builds(
    Outcome,
    option=st.sampled_from(["apixaban", "aspirin"]),
    outcome=st.sampled_from(["Major bleeding", "Stroke"]),
    direction=st.sampled_from(["benefit", "harm"]),
    with_option=st.integers(0, 3),
    without=st.integers(0, 3),
    denominator=st.sampled_from([100, 1_000]),
    instead=st.sampled_from(["", "warfarin"]),
    time=st.sampled_from(["", "1 year"]),
    certainty=st.sampled_from(["", "low"]),
    cited=st.sampled_from(["", "@a, p. 4"]),
    quote=st.sampled_from(["", "Its words."]),
)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "question": words,
    "language": st.sampled_from(["en", "es"]),
    "short_answer": bodies,
    "certainty": st.sampled_from(["", "moderate", "low"]),
    "certainty_reason": words,
    "research": bodies,
    "unknowns": bodies,
    "doctor_questions": st.lists(words, max_size=4).map(tuple),
    "uses": st.lists(uses, max_size=4).map(tuple),
    "set_aside": st.lists(st.builds(SetAside, st.sampled_from(["c", "d", "a"]), words), max_size=3).map(
        tuple
    ),
    "works": st.lists(works, max_size=3).map(tuple),
    "byline": st.lists(
        st.builds(Byline, st.integers(1, 3), st.sampled_from(["", "editor"]), st.sampled_from(["", "MD"])),
        max_size=3,
    ).map(tuple),
    "evidence_searched_to": st.sampled_from(["", "2026-10-01", "2026-11-01"]),
    "search_notes": words,
    "drafted_with": words,
    "translates": st.integers(0, 3),
    "emergency_signs": words,
    "urgent_signs": words,
    "soon_signs": words,
    "how_it_works": bodies,
    "outcomes": st.lists(rows, max_size=3).map(tuple),
    "no_treatment": bodies,
    "other_choices": bodies,
    "quality_of_life": bodies,
    "certainties": st.lists(
        st.builds(Sure, st.sampled_from([CITED[1].hash, "0" * 64]), st.sampled_from(["low", "expert"])),
        max_size=2,
    ).map(tuple),
    "signs_of_topic": st.sampled_from([(), ("emergency_signs",)]),
}
contents = st.builds(Content, **FIELDS)


def test_the_properties_below_speak_of_every_field() -> None:
    assert FIELDS.keys() == {each.name for each in fields(Content)}


@pytest.mark.parametrize("name", FIELDS)
@given(chosen=st.data())
def test_a_change_of_any_field_is_never_an_empty_comparison(name: str, chosen: st.DataObject) -> None:
    changed = replace(WHOLE, **{name: chosen.draw(FIELDS[name])})

    assert compare(WHOLE, changed).is_empty == (changed == WHOLE)
    assert compare(changed, WHOLE).is_empty == (changed == WHOLE)


@given(contents, contents)
def test_a_comparison_is_empty_exactly_when_both_are_equal(old: Content, new: Content) -> None:
    assert compare(old, new).is_empty == (old == new)


@given(st.lists(uses, max_size=4, unique_by=lambda use: (use.claim_hash, use.source_key)).map(tuple))
def test_a_changed_citation_is_always_in_the_list_of_citations(kept: tuple[Use, ...]) -> None:
    found = compare(WHOLE, replace(WHOLE, uses=kept))

    assert bool(found.citations) == (said(kept) != said(WHOLE.uses))


def said(kept: tuple[Use, ...]) -> set[Use]:
    """What is said of citations, leaving out what goes without saying for one that stands in the text."""
    cited = {(claim.hash, item.key): item.locator for claim in CITED for item in claim.items}
    stated = {(use.claim_hash, use.source_key): use for use in kept}
    silent = {Use(claim, key): Use(claim, key) for claim, key in cited if (claim, key) not in stated}
    return {*silent, *(replace(use, locator=cited.get(pair) or use.locator) for pair, use in stated.items())}


def part(found: Comparison, name: str) -> list[tuple[str, str]]:
    rows = next(each.rows for each in found.parts if each.name == name)
    return [(row.kind, row.text) for row in rows if row.is_change]


def changed(**values: Any) -> Comparison:
    return compare(WHOLE, replace(WHOLE, **values))


def test_doctor_questions_are_told_as_added_removed_reworded_and_moved() -> None:
    found = changed(doctor_questions=("What can lower it for me?", "What is my own risk?", "How long?"))

    assert part(found, "doctor_questions") == [
        ("left", "What is my own risk?"),
        ("changed", "What can lower it for me?"),
        ("moved", "What is my own risk?"),
        ("added", "How long?"),
    ]


def test_a_sentence_carried_into_another_part_is_told_as_moved() -> None:
    found = changed(research=RESEARCH + WHOLE.unknowns, unknowns="")

    assert part(found, "research") == [("moved", "Nobody compared the two for ten years.")]
    (left,) = next(each.rows for each in found.parts if each.name == "unknowns")
    assert (left.kind, left.other) == ("left", "research")


@pytest.mark.parametrize(
    ("old", "new", "kind", "text", "before", "after"),
    [
        ("<strong>stroke</strong>", "stroke", "bold", "stroke", "bold", ""),
        ("<strong>stroke</strong>", "<em>stroke</em>", "italic", "stroke", "", "italic"),
        ("one trial", "<code>one trial</code>", "code", "one trial", "", "code"),
        (
            "https://a.example/",
            "https://b.example/",
            "link",
            "here",
            "https://a.example/",
            "https://b.example/",
        ),
        ("h3>", "h4>", "shape", "", "heading 3", "heading 4"),
        ("ul>", "ol>", "shape", "", "bullet", "number"),
        ("th>", "td>", "shape", "", "heading row", "row"),
    ],
)
def test_formatting_is_told_as_such(
    old: str, new: str, kind: str, text: str, before: str, after: str
) -> None:
    found = changed(research=RESEARCH.replace(old, new))

    told = [each for row in found.parts[0].rows for each in row.settings]
    assert (kind, text, before, after) in [(each.kind, each.text, each.before, each.after) for each in told]
    assert {stretch.op for row in found.parts[0].rows for stretch in row.stretches} == {"same"}


def test_a_raised_figure_is_another_word() -> None:
    old, new = (replace(WHOLE, unknowns=f"<p>It is {each} more.</p>") for each in ("109", "10<sup>9</sup>"))

    (row,) = compare(old, new).parts[0].rows

    assert [stretch.op for stretch in row.stretches] == ["same", "removed", "added", "same"]


def test_a_row_of_a_table_is_one_block() -> None:
    found = changed(research=RESEARCH.replace("12", "13"))

    assert part(found, "research") == [("changed", "Apixaban | 13")]


def test_single_values_writers_and_sources_set_aside_have_lists_of_their_own() -> None:
    found = changed(
        certainty="low",
        evidence_searched_to="2026-11-01",
        byline=(Byline(2, "clinician", "MD"), Byline(1, "medical editor"), Byline(3, "nurse")),
        set_aside=(SetAside("d", "Too few people."),),
    )

    assert [(each.name, each.before, each.after) for each in found.values] == [
        ("certainty", "moderate", "low"),
        ("evidence_searched_to", "2026-10-01", "2026-11-01"),
    ]
    assert [each.kind for each in found.byline] == ["changed", "added", "order"]
    assert [(each.kind, each.key) for each in found.set_aside] == [("removed", "c"), ("changed", "d")]


def test_what_no_reader_sees_is_told_as_stored_otherwise() -> None:
    found = changed(research=RESEARCH.replace("<ul>", "<ul> "))

    assert found.reads_alike
    assert found.is_stored_otherwise


def _timed(old: Content, new: Content) -> float:
    began = time.process_time()
    compare(old, new)
    return time.process_time() - began


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>a</p>" * 7000, "<p>b</p>" * 7000),
        ("<p>" + "Ab c [@a]. " * 5000 + "</p>", "<p>" + "Ab d [@b]. " * 5000 + "</p>"),
        ("<p>" + "<em>a</em> " * 5000 + "</p>", "<p>" + "<em>a</em> b " * 4000 + "</p>"),
        ("<p>" + "!" * 50_000 + "</p>", "<p>" + "?!" * 25_000 + "</p>"),
    ],
    ids=["paragraphs", "citations", "formatting", "punctuation"],
)
def test_a_hostile_text_is_compared_in_bounded_time(old: str, new: str) -> None:
    assert _timed(Content("q", research=old), Content("q", research=new)) < 4
