"""The Cite picker with what is pasted into it: works added on the spot, by keyboard, nothing lost."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

from sources.models import Source
from tests import make
from tests.journeys.writing import Writing

pytestmark = pytest.mark.any_database

RIS = """TY  - JOUR
TI  - One study of knees
AU  - Author, Ann
PY  - 2020
DO  - 10.1000/knees
ER  -
TY  - JOUR
TI  - Another study, of hips
AU  - Hipwell, Ben
PY  - 2021
DO  - 10.1000/hips
ER  -
"""


def open_picker(writing: Writing) -> None:
    writing.go_to_end()
    writing.page.keyboard.press("Control+Shift+C")
    writing.page.wait_for_selector("dialog[open]")


def paste(writing: Writing, text: str) -> None:
    """As the person does it: from the clipboard, with the keyboard."""
    writing.page.evaluate("text => navigator.clipboard.writeText(text)", text)
    writing.page.keyboard.press("Control+v")


def offered(writing: Writing) -> Locator:
    return writing.page.locator("#cite-found li")


def test_a_doi_that_is_not_here_becomes_a_source_by_four_words(writing: Writing) -> None:
    keyboard = writing.page.keyboard
    open_picker(writing)
    paste(writing, "https://doi.org/10.1000/fresh")
    expect(offered(writing).first).to_contain_text("look-ups are off")
    keyboard.press("Enter")
    expect(writing.page.locator("#cite-typed-title")).to_be_focused()
    for typed in ("A fresh study", "Fresh A, Bloom B", "2023"):
        keyboard.type(typed)
        keyboard.press("Tab")
    keyboard.press("Enter")
    expect(writing.page.locator("#cite-search")).to_be_focused()
    expect(writing.page.locator(".cite-chosen li")).to_contain_text("Fresh 2023")
    keyboard.press("Enter")

    expect(writing.page.locator("dialog")).to_have_count(0)
    assert writing.stored().endswith("[@fresh2023]</p>")
    assert Source.objects.get(key="fresh2023").doi == "10.1000/fresh"


def test_what_is_wrong_with_the_four_words_is_said_and_they_stay(writing: Writing) -> None:
    open_picker(writing)
    paste(writing, "10.1000/fresh")
    expect(offered(writing).first).to_contain_text("look-ups are off")
    writing.page.keyboard.press("Enter")
    writing.page.locator("#cite-typed-people").fill("Ann Fresh")
    writing.page.locator("#cite-typed-title").fill("A fresh study")
    writing.page.keyboard.press("Enter")
    expect(writing.page.locator(".cite-typed [role=status]")).to_contain_text("Please write “Ann Fresh” as")

    writing.page.keyboard.press("Escape")
    expect(writing.page.locator("#cite-search")).to_be_focused()
    expect(writing.page.locator("#cite-search")).to_have_value("10.1000/fresh")
    writing.page.keyboard.press("Enter")

    expect(writing.page.locator("#cite-typed-people")).to_have_value("Ann Fresh")
    assert not Source.objects.filter(doi="10.1000/fresh").exists()


def test_a_number_that_is_here_is_named_and_chosen(writing: Writing) -> None:
    make.source("here", doi="10.1000/here", title="Here already", contributors=[])
    open_picker(writing)
    paste(writing, "doi:10.1000/HERE")
    expect(offered(writing).first).to_contain_text("Already here as here")
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector(".cite-chosen li")
    writing.page.keyboard.press("Enter")

    expect(writing.page.locator("dialog")).to_have_count(0)
    assert writing.stored().endswith("[@here]</p>")


def test_each_record_of_a_pasted_block_is_taken_with_enter(writing: Writing) -> None:
    open_picker(writing)
    paste(writing, RIS)
    expect(offered(writing)).to_have_count(2)
    expect(writing.page.locator("dialog [role=status]").first).to_contain_text("2 works in this text.")
    for number in (1, 2):
        writing.page.keyboard.press("Enter")
        expect(writing.page.locator(".cite-chosen li")).to_have_count(number)
        expect(writing.page.locator("#cite-search")).to_be_focused()
    expect(offered(writing).first).to_be_visible()
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()

    assert writing.stored().endswith("[@author2020; @hipwell2021]</p>")


def test_a_conflict_is_read_out_and_not_taken(writing: Writing) -> None:
    make.source("elephants", doi="10.1000/knees", title="Something about elephants")
    open_picker(writing)
    paste(writing, RIS.split("ER  -")[0] + "ER  - \n")
    expect(offered(writing).first).to_contain_text("In conflict")
    writing.page.keyboard.press("Enter")

    expect(writing.page.locator("dialog [role=status]").first).to_contain_text("but another title")
    expect(writing.page.locator(".cite-chosen li")).to_have_count(0)


def test_a_server_that_cannot_be_reached_loses_nothing(writing: Writing) -> None:
    writing.page.route("**/take.json", lambda route: route.abort())
    open_picker(writing)
    paste(writing, RIS)
    expect(offered(writing)).to_have_count(2)
    writing.page.keyboard.press("Enter")
    expect(writing.page.locator("dialog [role=status]").first).to_contain_text("cannot be reached")

    writing.page.unroute("**/take.json")
    writing.page.keyboard.press("Enter")

    expect(writing.page.locator(".cite-chosen li")).to_have_count(1)


def test_an_enter_quicker_than_the_list_takes_what_was_typed(writing: Writing) -> None:
    open_picker(writing)
    writing.page.keyboard.type("moreau")
    writing.page.keyboard.press("Enter")

    expect(writing.page.locator(".cite-chosen li")).to_contain_text("Moreau 2022")
