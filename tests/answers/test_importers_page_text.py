"""A page as plain text: its parts, the forms that are tolerated, and the sentence for everything else."""

import pytest

from answers.importers import page_text
from answers.importers.page import NotAPage
from answers.rendering import markup

PAGE = """Does a daily walk help people who sleep badly?
Walking is free. It may help you to fall asleep.
What the research says
Walkers fell asleep sooner 2. A second group saw no change.
What to ask your doctor
- How far should I walk?
- Is my heart strong enough?
This question is drawn from common patient questions about Sleep and answered using cited medical research.
"""


def test_a_page_has_a_question_a_short_answer_research_doctor_questions_and_a_topic() -> None:
    page = page_text.read(PAGE)

    assert page.question == "Does a daily walk help people who sleep badly?"
    assert markup.write(page.short_answer) == "<p>Walking is free. It may help you to fall asleep.</p>"
    assert markup.write(page.research).startswith("<p>Walkers fell asleep sooner 2.")
    assert page.doctor_questions == ("How far should I walk?", "Is my heart strong enough?")
    assert page.topic == "Sleep"


@pytest.mark.parametrize(
    "variant",
    [
        PAGE.replace("\n", "\r\n"),
        PAGE.replace("\n", "\r"),
        "\ufeff" + PAGE,
        "\n\n" + PAGE.replace("\n", "\n\n"),
        PAGE.replace("a daily walk", "a\u00a0daily\u2009walk"),
        PAGE.replace("What the research says", "WHAT THE RESEARCH SAYS:"),
        PAGE.replace("What the research says", "## What the research says"),
        PAGE.replace("What to ask your doctor", "Questions for your doctor"),
        PAGE.replace("\n- ", "\n• "),
        PAGE.replace("\n- ", "\n* "),
        PAGE.replace("\n- ", "\n– "),
        PAGE.replace("- How", "1. How").replace("- Is", "2) Is"),
        PAGE.replace("\n- ", "\n"),
        PAGE.replace("Walking is free", "Short answer:\nWalking is free"),
        PAGE.replace("Does a", "Question: Does a"),
        PAGE.replace("cited medical research.", "cited\nmedical research."),
    ],
)
def test_variants_of_the_form_are_the_same_page(variant: str) -> None:
    assert page_text.read(variant).digest == page_text.read(PAGE).digest


def test_another_text_is_another_page() -> None:
    assert page_text.read(PAGE.replace("free", "cheap")).digest != page_text.read(PAGE).digest


def test_a_list_of_sources_is_read_by_number() -> None:
    listed = PAGE + "Sources:\n1. Ames A. Walking. 2020.\n[2] Bell B. Sleeping\nand resting. 2021.\n"

    page = page_text.read(listed)

    assert [(each.number, each.text) for each in page.references] == [
        (1, "Ames A. Walking. 2020."),
        (2, "Bell B. Sleeping and resting. 2021."),
    ]


def test_a_list_of_sources_without_numbers_is_counted() -> None:
    page = page_text.read(PAGE + "References\n- Ames A. Walking.\n- Bell B. Sleeping.\n")

    assert [each.number for each in page.references] == [1, 2]


def test_wrapped_lines_are_joined_and_a_blank_line_ends_a_paragraph() -> None:
    wrapped = PAGE.replace(
        "Walkers fell asleep sooner 2. A second group saw no change.",
        "In the first of the two studies the walkers fell asleep sooner than\nthe others 2.\n\n"
        "In the second study, which was smaller, there was no change at all\nin either group.",
    )

    assert len(page_text.read(wrapped).research) == 2


def test_lists_and_subheadings_of_the_research_stay() -> None:
    text = PAGE.replace(
        "Walkers fell", "Walking outdoors\nIt did three things.\n- It was calm.\n- It was free.\nWalkers fell"
    )

    tags = [line.tag for line in markup.lines(page_text.read(text).research)]

    assert tags == ["h3", "p", "li", "li", "p"]


def test_a_line_beside_the_doctor_questions_is_named_and_not_taken_for_one() -> None:
    page = page_text.read(PAGE.replace("- Is my", "Take this page along.\n- Is my"))

    assert len(page.doctor_questions) == 2
    assert page.ignored == ("Take this page along.",)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("", "no text"),
        (" \n\t\n", "no text"),
        (PAGE + PAGE, "stands here twice"),
        ("<!DOCTYPE html><p>Does it help?</p>", "web page"),
        ("Does it\x00 help?", "not plain text"),
        ("a" * 300_001, "300,000 characters"),
    ],
)
def test_a_text_of_another_form_gets_a_sentence_that_names_what_is_missing(text: str, missing: str) -> None:
    with pytest.raises(NotAPage, match=missing):
        page_text.read(text)


@pytest.mark.parametrize(
    ("stored", "advice"),
    [
        (PAGE.replace("free", "café").encode("latin-1"), "Save it as UTF-8"),
        (PAGE.encode("utf-16"), "Save it as UTF-8"),
        (PAGE.encode("utf-16-le"), "plain text"),
        (b"\x7fELF\x00\x00", "plain text"),
        (b"a" * 1_000_001, "larger than 1 MB"),
    ],
)
def test_a_file_that_is_not_utf_8_text_gets_a_sentence_that_says_what_to_do(
    stored: bytes, advice: str
) -> None:
    with pytest.raises(NotAPage, match=advice):
        page_text.decode(stored)


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert page_text.decode(PAGE.encode("utf-8-sig")) == PAGE
