"""A comparison in words for people: labels, neighbours, and lists that say once what is true of many."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from answers.content import Byline, Content, SetAside, Use
from answers.models import Contributor
from answers.pages import compared
from answers.rendering import claims
from sources.formatting import Name, Work
from tests import cast

WORKS = tuple(Work(key=key, year=2020, contributors=(Name(key.title(), "A"),)) for key in ("moreau", "lee"))
OLD = Content(
    "q",
    research="<p>Rest helps [@moreau]. Water cures [@lee].</p>"
    "<p>One.</p><p>Two.</p><p>Three.</p><p>Four.</p>",
    works=WORKS,
)


def seen(html: object) -> str:
    return re.sub(r'<span class="vh">[^<]*</span>', "", str(html))


def of(**values: Any) -> compared.Shown:
    return compared.of(OLD, replace(OLD, **values))


def lines(shown: compared.Shown) -> list[tuple[str, str]]:
    return [(line.what, seen(line.change)) for line in shown.citations]


def test_only_the_neighbours_of_a_change_are_shown_and_the_rest_is_counted() -> None:
    (part,) = of(research=OLD.research.replace("Four.", "Four more.")).parts

    assert [(row.kind, row.label) for row in part.rows] == [
        ("left out", "3 passages are the same."),
        ("same", ""),
        ("changed", ""),
    ]


def test_numbers_that_moved_are_said_once_for_all() -> None:
    shown = of(research="<p>Water cures [@lee]. Rest helps [@moreau].</p>")

    assert lines(shown)[-1] == (
        "Numbers on the page",
        "Lee 2020 <del>2</del> <ins>1</ins>; Moreau 2020 <del>1</del> <ins>2</ins>",
    )


def test_reworded_sentences_with_citations_are_counted() -> None:
    shown = of(research=OLD.research.replace("helps", "often helps").replace("cures", "often cures"))

    assert lines(shown) == [("2 sentences with a citation were reworded.", "")]


@pytest.mark.parametrize(
    ("use", "expected"),
    [
        (
            {"role": "context"},
            (
                "What Moreau 2020 does for the sentence",
                "<del>supports the sentence</del> <ins>gives context</ins>",
            ),
        ),
        ({"quote": "Fewer <had> it."}, ("Quote from Moreau 2020", "<ins>Fewer &lt;had&gt; it.</ins>")),
        ({"locator": "p. 4"}, ("Place in Moreau 2020", "<ins>p. 4</ins>")),
        ({"note": "Why."}, ("Reason given for Moreau 2020", "<ins>Why.</ins>")),
    ],
)
def test_what_is_said_of_a_citation_is_told_in_words(use: dict[str, str], expected: tuple[str, str]) -> None:
    (first, _second) = claims.claims(OLD)[:2]

    shown = of(uses=(Use(first.hash, "moreau", **use),))

    assert lines(shown) == [expected]
    assert shown.citations[0].sentence == "Rest helps."


def test_a_detail_of_a_source_is_named_as_in_its_form() -> None:
    shown = of(works=(replace(WORKS[0], container_title="Lancet"), WORKS[1]))

    assert lines(shown) == [("Moreau 2020, journal, book or site", "<ins>Lancet</ins>")]


@pytest.mark.django_db
def test_writers_are_named_and_an_erased_name_leaves_the_role() -> None:
    writer = Contributor.objects.get(user=cast.person("clinician"))
    erased = Contributor.objects.create(name="", role="nurse")

    shown = of(byline=(Byline(writer.pk, "clinician", "MD"), Byline(erased.pk, "nurse")))

    assert [(line.what, seen(line.change)) for line in shown.beside] == [
        ("Writer added", "<ins>Test Clinician, MD, clinician</ins>"),
        ("Writer added", "<ins>nurse</ins>"),
    ]


def test_sources_set_aside_have_their_reasons() -> None:
    shown = of(set_aside=(SetAside("lee", "Too <small>."),))

    assert [(line.what, seen(line.change)) for line in shown.set_aside] == [
        ("Set aside now: Lee 2020", "<ins>Too &lt;small&gt;.</ins>")
    ]


def test_values_are_told_as_readers_know_them() -> None:
    shown = of(certainty="low", evidence_searched_to="2026-11-01")

    assert [(line.what, seen(line.change)) for line in shown.beside] == [
        ("How sure are we?", "<ins>We are not very sure.</ins>"),
        ("Evidence searched up to", "<ins>1 November 2026</ins>"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "note"),
    [
        ("One.", "<strong>One</strong>.", "“One” is bold now."),
        ("One.", "<em>O</em>ne.", "“One” is in italics now."),
        ("One.", '<a href="https://a.example/">One</a>.', "“One” leads to https://a.example/ now."),
        ("<p>One.</p>", "<h3>One.</h3>", "Set as: heading. Before: paragraph."),
        ("<p>One.</p>", "<ul><li>One.</li></ul>", "Set as: list item. Before: paragraph."),
        (
            "<p>One.</p>",
            "<ul><li><p>One.</p><ul><li>New.</li></ul></li></ul>",
            "Set as: list item. Before: paragraph.",
        ),
    ],
)
def test_formatting_is_told_in_a_sentence(old: str, new: str, note: str) -> None:
    (part,) = of(research=OLD.research.replace(old, new)).parts

    assert note in [note for row in part.rows for note in row.notes]


def test_moved_and_nested_passages_are_labelled() -> None:
    four = "Four sentences moved away together. They stay as they were."
    shown = compared.of(
        replace(OLD, unknowns=f"<p>{four}</p>"),
        replace(OLD, research=f"{OLD.research}<ul><li><p>One.</p><ul><li>{four}</li></ul></li></ul>"),
    )

    labels = {row.label for part in shown.parts for row in part.rows}

    assert "Moved here from “What we do not know”: list item inside another" in labels
    assert "Moved to “What the research says”" in labels
