"""Pages of Word and HTML as their parts: the question, headings, marks matched by number, notes."""

from __future__ import annotations

from pathlib import Path

import pytest

from answers.importers import bodies, decisions, page_document, web, word
from answers.importers.choices import Choices
from answers.importers.page import NotAPage, Page
from answers.rendering import markup

FILES = Path(__file__).with_name("files")

FORM = """<h1>Does a daily walk help people who sleep badly?</h1>{lead}
<h2>What the research says</h2>{research}
<h2>What to ask your doctor</h2>{ask}
<h2>References</h2>{listed}
<p>This question is drawn from common patient questions about Sleep and answered using cited research.</p>
{after}"""


def page(
    lead: str = "<p>Walking is free.</p>",
    research: str = "<p>Walkers slept<sup>1</sup>.</p>",
    ask: str = "<ul><li>How far should I walk?</li></ul>",
    listed: str = "<ol><li>Ames A. Walking. 2020.</li><li>Bell B. Sleep. 2021.</li></ol>",
    after: str = "",
    choices: Choices | None = None,
) -> Page:
    html = FORM.format(lead=lead, research=research, ask=ask, listed=listed, after=after)
    return page_document.read(web.read(html), choices or Choices())


def cited(read: Page) -> str:
    keys = {number: f"k{number}" for number in range(1, 30)}
    return bodies.write("research", read.research, decisions.decide(read, {}), keys)


def test_a_page_of_html_has_every_part() -> None:
    read = page()

    assert read.question == "Does a daily walk help people who sleep badly?"
    assert markup.write(read.short_answer) == "<p>Walking is free.</p>"
    assert cited(read) == "<p>Walkers slept.[@k1]</p>"
    assert read.doctor_questions == ("How far should I walk?",)
    assert [(each.number, each.text) for each in read.references] == [
        (1, "Ames A. Walking. 2020."),
        (2, "Bell B. Sleep. 2021."),
    ]
    assert read.topic == "Sleep"


def test_formatting_that_our_pages_keep_stays() -> None:
    research = (
        "<h3>At home</h3><p>A <b>calm</b> <i>walk</i>, <a href='https://example.org/'>so</a>.</p>"
        "<ol><li>One<ul><li>In it</li></ul></li></ol>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>"
    )

    assert cited(page(research=research)) == (
        '<h3>At home</h3><p>A <strong>calm</strong> <em>walk</em>, <a href="https://example.org/">so</a>.</p>'
        "<ol><li>One<ul><li>In it</li></ul></li></ol>"
        "<table><tbody><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_lists_that_were_typed_are_lists() -> None:
    typed = ["It was:", "- calm<sup>1</sup>", "• <b>free</b>", "– a thought", "Text.", "- alone"]
    research = "".join(f"<p>{line}</p>" for line in typed)

    assert cited(page(research=research)) == (
        "<p>It was:</p><ul><li>calm[@k1]</li><li><strong>free</strong></li><li>a thought</li></ul>"
        "<p>Text.</p><p>- alone</p>"
    )


def test_doctor_questions_that_were_typed_with_a_mark_lose_it() -> None:
    read = page(ask="<p>Ask this:</p><p>- How far?</p><p>- How often?</p>")

    assert read.doctor_questions == ("How far?", "How often?")
    assert read.ignored == ("Ask this:",)


def test_subheadings_keep_two_levels() -> None:
    research = "<h3>One</h3><p>a</p><h5>Deeper</h5><p>b</p>"

    assert markup.write(page(research=research).research) == "<h3>One</h3><p>a</p><h4>Deeper</h4><p>b</p>"


def test_a_short_line_in_bold_is_a_subheading() -> None:
    research = "<p><b>At home</b></p><p>Text.</p><p><b>Bold, and a sentence.</b></p>"

    assert markup.write(page(research=research).research) == (
        "<h3>At home</h3><p>Text.</p><p><strong>Bold, and a sentence.</strong></p>"
    )


@pytest.mark.parametrize(
    ("research", "written"),
    [
        ("<p>Slept<sup>1</sup><sup>2</sup>.</p>", "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept <sup>[1, 2]</sup>.</p>", "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept [1,2].</p>", "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept [1-2].</p>", "<p>Slept.[@k1; @k2]</p>"),
        ("<p>Slept.<sup>1-2</sup> Others.</p>", "<p>Slept.[@k1; @k2] Others.</p>"),
        ("<p>Slept1. Others rested2.</p>", "<p>Slept.[@k1] Others rested.[@k2]</p>"),
    ],
)
def test_marks_are_matched_to_the_list_by_number(research: str, written: str) -> None:
    assert cited(page(research=research)) == written


@pytest.mark.parametrize(
    "listed",
    [
        "<p>1. Ames A. Walking. 2020.</p><p>2. Bell B. Sleep. 2021.</p>",
        "<p>[1] Ames A. Walking. 2020.</p><p>[2] Bell B. Sleep. 2021.</p>",
        "<p><sup>1</sup>Ames A. Walking. 2020.</p><p><sup>2</sup> Bell B. Sleep. 2021.</p>",
        "<p>1 Ames A. Walking. 2020.</p><p>2 Bell B. Sleep.</p><p>2021.</p>",
        "<p>Ames A. Walking. 2020.</p><p>Bell B. Sleep. 2021.</p>",
        "<ul><li>Ames A. Walking. 2020.</li><li>Bell B. Sleep. 2021.</li></ul>",
        "<table><tr><td>1.</td><td>Ames A. Walking. 2020.</td></tr>"
        "<tr><td>2.</td><td>Bell B. Sleep. 2021.</td></tr></table>",
        "<p>1. Ames A. Walking. 2020.<br>2. Bell B. Sleep. 2021.</p>",
    ],
)
def test_a_list_of_sources_is_read_in_every_form(listed: str) -> None:
    assert [(each.number, each.text) for each in page(listed=listed).references] == [
        (1, "Ames A. Walking. 2020."),
        (2, "Bell B. Sleep. 2021."),
    ]


def test_where_the_links_of_an_entry_lead_is_kept() -> None:
    listed = '<ol><li>Ames A. Walking. <a href="https://doi.org/10.1000/w">CrossRef</a></li></ol>'

    assert page(listed=listed).references[0].addresses == ("https://doi.org/10.1000/w",)


def linked(*notes: str) -> str:
    entries = "".join(f'<p id="n{number}">{text}</p>' for number, text in enumerate(notes, start=1))
    marks = "".join(f'<sup><a href="#n{number}">{number}</a></sup>' for number in range(1, len(notes) + 1))
    return FORM.format(lead="", research=f"<p>Walkers slept{marks}.</p>", ask="", listed="", after=entries)


def of_notes(*notes: str) -> Page:
    return page_document.read(web.read(linked(*notes)))


def test_a_note_that_is_no_source_stands_in_brackets_and_is_named() -> None:
    read = of_notes("Ames A. Walking. J Tests. 2020;1:2.", "See also the leaflet.")

    assert cited(read) == "<p>Walkers slept[@k1] (See also the leaflet).</p>"
    assert [each.number for each in read.references] == [1]
    assert "“See also the leaflet.”" in read.remarks[0]


def test_a_note_keeps_the_number_that_is_typed_before_it() -> None:
    read = of_notes("[3] Ames A. Walking. 2020.", "5. Bell B. Sleep. 2021.")

    assert [(each.number, each.text) for each in read.references] == [
        (3, "Ames A. Walking. 2020."),
        (5, "Bell B. Sleep. 2021."),
    ]


def test_the_same_note_twice_and_ibidem_are_one_source() -> None:
    read = of_notes(
        "Ames A. Walking. 2020.", "Ibid., p. 5.", "Bell B. Sleep. 2021.", "Ames A. Walking. 2020."
    )

    assert [each.number for each in read.references] == [1, 3]
    assert decisions.decide(read, {}).places[0].reading == (1, 3)


def test_endnotes_of_word_count_after_a_list_that_is_typed() -> None:
    html = FORM.format(
        lead="",
        research='<p>Slept<sup>1</sup>. Rested<sup><a href="#n">i</a></sup>.</p>',
        ask="",
        listed="<ol><li>Ames A. Walking. 2020.</li></ol>",
        after='<p id="n">Bell B. Sleep. 2021.</p>',
    )

    read = page_document.read(web.read(html))

    assert [each.number for each in read.references] == [1, 2]
    assert cited(read) == "<p>Slept.[@k1] Rested.[@k2]</p>"


def test_what_stands_before_the_question_and_who_wrote_it_is_left_out_and_said() -> None:
    html = "<p>Sleep clinic</p>" + FORM.format(
        lead="<p>Written by Ann Ames</p><p>Last updated: 2024</p><p>Walking is free.</p>",
        research="<p>Slept.</p>", ask="", listed="", after="",
    )  # fmt: skip

    read = page_document.read(web.read(html))

    assert markup.write(read.short_answer) == "<p>Walking is free.</p>"
    assert read.ignored == ("Sleep clinic", "Written by Ann Ames", "Last updated: 2024")


@pytest.mark.parametrize(
    "line",
    [
        "By walking daily you may sleep better.",
        "Published studies from 2024 agree.",
        "Updated pages help.",
        "Checked twice.",
    ],
)
def test_a_sentence_that_begins_like_a_byline_stays(line: str) -> None:
    read = page(lead=f"<p>{line}</p>")

    assert markup.write(read.short_answer) == f"<p>{line}</p>"


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Ames, MD",
        "Medically reviewed by Ann Ames",
        "Last updated: May 3, 2024",
        "Published 3 May 2024",
        "Reviewed on May 2024",
    ],
)
def test_who_wrote_it_and_when_is_left_out(line: str) -> None:
    assert page(lead=f"<p>{line}</p><p>Walking is free.</p>").ignored == (line,)


def test_a_title_that_begins_with_a_number_is_no_number_of_the_list() -> None:
    listed = "<p>100 nights of sleep. 2020.</p><p>Ames A. Walking. 2021.</p>"

    assert [(each.number, each.text) for each in page(listed=listed).references] == [
        (1, "100 nights of sleep. 2020."),
        (2, "Ames A. Walking. 2021."),
    ]


@pytest.mark.parametrize(
    ("html", "question"),
    [
        ("<h1>Sleep and walking</h1><p>Does a walk help?</p><h2>Evidence</h2><p>x</p>", "Does a walk help?"),
        ("<p>Question: Does a walk help?</p><h2>Evidence</h2><p>x</p>", "Does a walk help?"),
        (
            "<title>Does a walk help? | Sleep site</title><p>Yes.</p><h2>Evidence</h2><p>x</p>",
            "Does a walk help?",
        ),
        ("<h1>Sleep and walking</h1><p>Yes.</p><h2>Evidence</h2><p>x</p>", ""),
    ],
)
def test_the_question_is_the_title_or_stands_near_it(html: str, question: str) -> None:
    assert page_document.read(web.read(html)).question == question


def test_a_title_that_is_no_question_is_named_and_a_typed_one_is_taken() -> None:
    document = web.read("<h1>Sleep and walking</h1><p>Yes.</p><h2>Evidence</h2><p>It helps.</p>")

    read = page_document.read(document)
    typed = page_document.read(document, Choices(question="Does a walk help?"))

    assert read.ignored == ("Sleep and walking",)
    assert typed.question == "Does a walk help?"
    assert typed.digest == read.digest


def test_lines_typed_with_shift_and_enter_are_parted_at_their_headings() -> None:
    lines = [
        "Does it help?",
        "It may.",
        "What the research says",
        "It did<sup>1</sup>.",
        "Sources",
        "1. Ames A.",
    ]
    html = f"<p>{'<br>'.join(lines)}</p>"

    read = page_document.read(web.read(html))

    assert read.question == "Does it help?"
    assert cited(read) == "<p>It did.[@k1]</p>"


def test_headings_that_nobody_knows_stay_above_their_text() -> None:
    read = page(research="<p>Slept.</p><h2>Tips for the night</h2><p>Rest.</p>")

    assert markup.write(read.research) == "<p>Slept.</p><h3>Tips for the night</h3><p>Rest.</p>"
    assert [(each.text, each.part) for each in read.headings if not each.is_sure] == [
        ("Tips for the night", "subheading")
    ]


def test_what_follows_the_list_of_sources_belongs_to_the_site() -> None:
    read = page(after="<h2>Follow our channel</h2><p>Every day.</p>")

    assert "Every day" not in str(read)
    assert read.headings[-1].part == "left_out"


def test_text_beside_the_doctor_questions_is_named() -> None:
    read = page(ask="<p>Take this along.</p><ul><li>How far<sup>1</sup>?</li></ul>")

    assert read.doctor_questions == ("How far?",)
    assert read.ignored == ("Take this along.",)


def test_a_text_that_is_longer_than_any_page_is_none() -> None:
    with pytest.raises(NotAPage, match="300,000 characters"):
        page(research="<p>It helped some people.</p>" * 15_000)


def test_an_empty_page_is_none() -> None:
    with pytest.raises(NotAPage, match="no text"):
        page_document.read(web.read("<p> </p>"))


def test_the_word_file_becomes_a_page() -> None:
    read = page_document.read(word.read((FILES / "word.docx").read_bytes()))

    assert read.question == "Does a daily walk help people who sleep badly?"
    assert [(each.text, each.part) for each in read.headings] == [
        ("Background", "research"),
        ("What we do not know", "unknowns"),
        ("Talk to your doctor", "doctor_questions"),
        ("References", "references"),
    ]
    assert [place.reading for place in decisions.decide(read, {}).places] == [(1, 2), (3,), (1, 2, 3)]
    assert (len(read.doctor_questions), len(read.references), read.topic) == (2, 3, "Sleep")


def test_the_libreoffice_file_becomes_a_page() -> None:
    read = page_document.read(word.read((FILES / "libreoffice.docx").read_bytes()))

    assert cited(read).startswith(
        "<p>Walkers fell asleep sooner.[@k2] A second group saw no change"
        " (See also the leaflet of the sleep clinic).</p><ul>"
    )
    assert [each.number for each in read.references] == [1, 2]
