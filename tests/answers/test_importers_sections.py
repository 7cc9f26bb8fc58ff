"""Pages with headings of their own: what each was taken for, what is asked, and what an editor decides."""

import pytest

from answers.importers import page_text
from answers.importers.choices import Choices
from answers.importers.page import NotAPage, Page
from answers.rendering import markup

FORM = """Does a daily walk help people who sleep badly?
Walking is free.
{research}
Walkers fell asleep sooner.
{unknowns}
Nobody asked children.
{ask}
- How far should I walk?
{listed}
1. Ames A. Walking. 2020.
"""


def page(
    research: str = "Evidence",
    unknowns: str = "Limitations",
    ask: str = "Talk to your doctor",
    listed: str = "Bibliography",
) -> Page:
    return page_text.read(FORM.format(research=research, unknowns=unknowns, ask=ask, listed=listed))


def test_headings_that_mean_the_same_are_taken_for_ours() -> None:
    read = page()

    assert markup.write(read.research) == "<p>Walkers fell asleep sooner.</p>"
    assert markup.write(read.unknowns) == "<p>Nobody asked children.</p>"
    assert read.doctor_questions == ("How far should I walk?",)
    assert len(read.references) == 1
    assert [(each.text, each.part, each.is_sure) for each in read.headings] == [
        ("Evidence", "research", False),
        ("Limitations", "unknowns", False),
        ("Talk to your doctor", "doctor_questions", False),
        ("Bibliography", "references", False),
    ]


@pytest.mark.parametrize(
    "heading", ["2. Evidence", "2.1 EVIDENCE", "II. Evidence:", "**Evidence**", "## Evidence"]
)
def test_a_heading_is_known_with_its_number_and_marks(heading: str) -> None:
    assert page(heading).research


def test_our_own_headings_are_sure() -> None:
    assert page("What the research says").headings[0].is_sure


def test_two_headings_for_one_part_stay_above_their_text() -> None:
    read = page("Background\nSleep is short.\nEvidence")

    assert markup.write(read.research) == (
        "<h3>Background</h3><p>Sleep is short.</p><h3>Evidence</h3><p>Walkers fell asleep sooner.</p>"
    )


def test_what_stands_below_a_heading_of_the_site_is_left_out() -> None:
    read = page("Share\nSend this on.\nEvidence")

    assert "Send this on" not in str(read)
    assert read.headings[0].part == "left_out"


def test_a_heading_of_our_form_that_stands_twice_is_two_pages() -> None:
    with pytest.raises(NotAPage, match="stands here twice"):
        page("What the research says\nIt helps.\nWhat the research says")


@pytest.mark.parametrize(
    ("parts", "short_answer", "research"),
    [
        ({1: "short_answer"}, "Walking is free. Walkers fell asleep sooner.", ""),
        ({1: "left_out"}, "Walking is free.", ""),
        ({0: "research"}, "", "Walking is free. Walkers fell asleep sooner."),
        ({0: "left_out"}, "", "Walkers fell asleep sooner."),
    ],
)
def test_an_editor_may_take_a_heading_for_something_else(
    parts: dict[int, str], short_answer: str, research: str
) -> None:
    text = FORM.format(research="Evidence", unknowns="Limitations", ask="What to ask", listed="Notes")

    read = page_text.read(text, Choices(parts=parts))

    assert spoken(read.short_answer) == short_answer
    assert spoken(read.research) == research


def test_a_page_without_headings_can_be_parted_after_its_first_paragraph() -> None:
    text = "Does a walk help?\nWalking is free.\n\nWalkers fell asleep sooner.\n\nOthers did not."

    whole = page_text.read(text)
    parted = page_text.read(text, Choices(parts={0: "split"}))

    assert not whole.has_research
    assert spoken(parted.short_answer) == "Walking is free."
    assert spoken(parted.research) == "Walkers fell asleep sooner. Others did not."


def test_what_an_editor_picks_does_not_make_it_another_page() -> None:
    text = "Walking and sleep\nWalking is free.\nEvidence\nWalkers fell asleep sooner."

    chosen = page_text.read(text, Choices(parts={0: "research"}, question="Does a walk help?"))

    assert chosen.question == "Does a walk help?"
    assert chosen.digest == page_text.read(text).digest


def test_a_title_that_is_no_question_is_named_and_not_taken_for_text() -> None:
    read = page_text.read("Walking and sleep\nWalking is free.\nEvidence\nIt helps.")

    assert read.question == ""
    assert read.first_line == "Walking and sleep"
    assert spoken(read.short_answer) == "Walking is free."


def spoken(tree: markup.Tree) -> str:
    return " ".join(line.text for line in markup.lines(tree))
