"""Raised and linked numbers: certain marks, exponents that are none, and what is asked."""

from __future__ import annotations

import pytest

from answers.importers import bodies, decisions, raised
from answers.importers.page import Page, Reference
from answers.rendering import markup
from answers.rendering.markup import Line

APART = raised.APART


def line(html: str) -> Line:
    return next(markup.lines(markup.parse(f"<p>{html}</p>")))


def found(html: str) -> list[tuple[str, str, tuple[int, ...], bool]]:
    return [(mark.text, mark.digits, mark.reading, mark.is_unsure) for mark in raised.find(line(html))]


def body(html: str, listed: int) -> str:
    page = Page(
        question="Does it?",
        research=markup.parse(html),
        references=tuple(Reference(number, f"Study {number}") for number in range(1, listed + 1)),
    )
    keys = {number: f"k{number}" for number in range(1, listed + 1)}
    return bodies.write("research", page.research, decisions.decide(page, {}), keys)


@pytest.mark.parametrize(
    ("html", "text", "reading"),
    [
        ("slept<sup>6</sup>.", "6", (6,)),
        ("slept.<sup>6</sup> Others", "6", (6,)),
        ("slept <sup>6</sup>", "6", (6,)),
        ("CRS<sup>6</sup>.", "6", (6,)),
        ("slept<sup>1,2</sup>.", "1,2", (1, 2)),
        ("slept<sup>1, 2, 5–7</sup>.", "1, 2, 5–7", (1, 2, 5, 6, 7)),
        ("slept<sup>3,1</sup>.", "3,1", (1, 3)),
        ("slept<sup>[1]</sup>.", "[1]", (1,)),
        ("slept<sup>(1-3)</sup>.", "(1-3)", (1, 2, 3)),
        (f"slept<sup>1{APART}2</sup>.", "1,2", (1, 2)),
        ("slept<sup>1</sup>, <sup>2</sup>.", "1, 2", (1, 2)),
        ("slept<sup>1</sup>–<sup>4</sup>.", "1–4", (1, 2, 3, 4)),
        ('slept<a href="#note-12"><sup>b</sup></a>.', "b", (12,)),
        ('slept <a href="#note-3">[3]</a>.', "[3]", (3,)),
        ('slept [<a href="#note-3">3</a>, <a href="#note-5">5</a>].', "[3, 5]", (3, 5)),
        ('slept<sup><a href="#note-1">1</a><a href="#note-2">2</a></sup>.', "12", (1, 2)),
        (f'slept<sup><a href="#note-1">1</a>{APART}<a href="#note-2">2</a></sup>.', "1,2", (1, 2)),
        ('in 2024<a href="#note-1"><sup>1</sup></a>.', "1", (1,)),
        ('slept<a href="#note-2">2</a><sup>,</sup><a href="#note-1">1</a>.', "2,1", (1, 2)),
        ('slept<a href="#note-1">1</a><sup>–</sup><a href="#note-3">3</a>.', "1–3", (1, 2, 3)),
    ],
)
def test_a_raised_or_linked_number_is_a_mark(html: str, text: str, reading: tuple[int, ...]) -> None:
    assert found(html) == [(text, "", reading, False)]


@pytest.mark.parametrize(
    "html",
    [
        "10<sup>9</sup> cells",
        "10 <sup>9</sup> cells",
        "30 kg/m<sup>2</sup>",
        "cm<sup>3</sup>",
        "the <sup>14</sup>C test",
        "<sup>1</sup> at the beginning",
        "the 2<sup>nd</sup> study",
        "Ca<sup>2+</sup>",
        "a word<sup>®</sup>",
        "slept<sup>0</sup>.",
    ],
)
def test_an_exponent_an_isotope_and_an_ordinal_are_none(html: str) -> None:
    assert found(html) == []


@pytest.mark.parametrize("html", ["an R<sup>2</sup> of", "in 2024<sup>6</sup>."])
def test_what_may_be_an_exponent_is_asked_about(html: str) -> None:
    assert [unsure for _text, _digits, _reading, unsure in found(html)] == [True]


def test_two_figures_that_make_no_list_are_one_number() -> None:
    assert found(f"slept<sup>1{APART}0</sup>.") == [("1,0", "10", (), False)]


@pytest.mark.parametrize(
    ("html", "listed", "expected"),
    [
        ("<p>Slept<sup>12</sup>.</p>", 12, "<p>Slept.[@k12]</p>"),
        ("<p>Slept<sup>12</sup>.</p>", 8, "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept<sup>1234578</sup>.</p>", 8, "<p>Slept.[@k1; @k2; @k3; @k4; @k5; @k7; @k8]</p>"),
        (f"<p>Slept<sup>1{APART}2</sup>.</p>", 12, "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept<sup>1213</sup>.</p>", 13, "<p>Slept<sup>1213</sup>.</p>"),
        ("<p>Slept<sup>9</sup>.</p>", 3, "<p>Slept<sup>9</sup>.</p>"),
        ('<p>Slept<a href="#note-9">9</a>.</p>', 3, "<p>Slept9.</p>"),
        ("<p>A <em>fine<sup>1</sup> word</em>.</p>", 1, "<p>A <em>fine</em>[@k1]<em> word</em>.</p>"),
        ("<ul><li>One<sup>1</sup>.<ul><li>Two<sup>2</sup></li></ul></li></ul>", 2,
         "<ul><li>One.[@k1]<ul><li>Two[@k2]</li></ul></li></ul>"),
        ("<p>Safe <strong>[</strong>@x].</p>", 1, "<p>Safe \\<strong>[</strong>@x].</p>"),
    ],
)  # fmt: skip
def test_a_raised_mark_becomes_a_token_and_the_rest_stays(html: str, listed: int, expected: str) -> None:
    assert body(html, listed) == expected


def test_on_a_page_with_raised_marks_a_number_in_the_line_is_asked_about() -> None:
    page = Page(
        question="Does it?",
        research=markup.parse(
            "<p>Walkers slept<sup>1</sup>. Others slept after dose 2. Some patients3 did not.</p>"
        ),
        references=tuple(Reference(number, f"Study {number}") for number in (1, 2, 3)),
    )

    places = decisions.decide(page, {}).places

    assert [(place.mark.text, place.reading) for place in places] == [("1", (1,)), ("2", ()), ("3", ())]
    assert [place.readings for place in places] == [((1,),), ((2,),), ((3,),)]
