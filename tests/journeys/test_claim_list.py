"""The list of sentences beside the text: it follows the writing, and leads into the text and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests import make
from tests.journeys.test_answer_form import save
from tests.journeys.writing import Writing, sign_in

pytestmark = pytest.mark.any_database

AXE = """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}))
  .violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(" | ")}`)"""


def beside(writing: Writing) -> Locator:
    """The list, brought to sight."""
    writing.page.get_by_role("tab", name="Sentences and sources").click()
    found = writing.page.locator(".live-claims")
    expect(found.locator("li").first).to_be_visible()
    return found


def caret(writing: Writing, name: str = "research") -> str:
    """What stands before the caret in its line, without chips and the space before them."""
    return str(
        writing.editor(name).evaluate(
            """dom => {
              const { $from } = dom.editor.state.selection
              return $from.parent.textBetween(0, $from.parentOffset, "", "").replaceAll(" .", ".")
            }"""
        )
    )


def test_the_list_follows_the_writing(writing: Writing) -> None:
    found = beside(writing)
    expect(found.locator(".claim-counts")).to_contain_text("4 sentences 3 cited 1 without a citation")

    writing.write(" Nobody has said why.")

    expect(found.locator("li").last).to_contain_text("Nobody has said why.")
    expect(found.locator("li").last).to_contain_text("no citation")
    expect(found.locator(".claim-counts")).to_contain_text("5 sentences 3 cited 2 without a citation")


def test_a_check_that_an_edit_ended_is_shown_with_the_old_sentence(writing: Writing) -> None:
    make.checked(make.submitted(writing.answer))
    writing.open()
    found = beside(writing)
    expect(found.locator("[data-state=holds]")).to_have_count(4)

    writing.editor().locator("p").first.click(position={"x": 2, "y": 8})
    writing.page.keyboard.press("Home")
    writing.page.keyboard.type("Indeed: ")

    expect(found.locator(".former")).to_have_text("It was of: “In one trial fewer people had a stroke.”")
    expect(found.locator(".claim-counts")).to_contain_text("1 check went stale")
    expect(found.locator("[data-state=holds]")).to_have_count(3)


def test_enter_goes_to_the_sentence_and_a_key_comes_back(writing: Writing) -> None:
    found = beside(writing)
    sentence = found.get_by_role("button", name="In one trial fewer people had a stroke.")
    sentence.focus()
    writing.page.keyboard.press("Enter")
    expect(writing.editor()).to_be_focused()
    assert caret(writing) == "In one trial fewer people had a stroke."

    writing.page.keyboard.type(" And so.")
    writing.page.keyboard.press("Control+Shift+L")

    expect(found.locator(".claim:focus")).to_contain_text("In one trial fewer people had a stroke.")


def test_of_two_sentences_that_say_the_same_each_is_found_in_its_place(writing: Writing) -> None:
    writing.write(" Ask your doctor. Then wait. Ask your doctor.")
    found = beside(writing)
    expect(found.locator("li").last).to_contain_text("Ask your doctor.")
    for place, before in ((-1, "Then wait. Ask your doctor."), (-3, "said the same. Ask your doctor.")):
        found.locator("li").nth(found.locator("li").count() + place).locator(".claim").press("Enter")

        assert caret(writing).endswith(before)


def test_a_sentence_around_a_chip_a_break_and_a_smiley_is_found(writing: Writing) -> None:
    writing.page.evaluate(
        """() => document.querySelector(".prose-editor:has(#id_unknowns) .ProseMirror").editor.commands
          .setContent("<p>\\u{1F600} One <strong>thing</strong><br>is 10<sup>9</sup> of them. Two.</p>")"""
    )
    found = beside(writing)
    found.get_by_role("button", name="is 109 of them.").press("Enter")

    assert caret(writing, "unknowns").endswith("of them.")


def test_the_counts_narrow_the_list(writing: Writing) -> None:
    found = beside(writing)
    without = found.get_by_role("button", name="1 without a citation")
    without.press("Enter")

    expect(without).to_have_attribute("aria-pressed", "true")
    expect(found.locator("li:visible")).to_have_count(1)
    expect(found.locator("li:visible")).to_contain_text("It makes bleeding more likely.")
    found.get_by_role("button", name="4 sentences").press("Enter")
    expect(found.locator("li:visible")).to_have_count(4)


def test_a_narrowed_list_stays_narrow_and_keeps_the_focus_while_it_follows(writing: Writing) -> None:
    found = beside(writing)
    found.get_by_role("button", name="1 without a citation").press("Enter")
    writing.write(" Nobody has said why.")
    found.get_by_role("button", name="3 cited").focus()

    expect(found.get_by_role("button", name="2 without a citation")).to_have_attribute("aria-pressed", "true")
    expect(found.get_by_role("button", name="3 cited")).to_be_focused()


def test_enter_on_a_source_opens_its_citation_at_that_place(writing: Writing) -> None:
    found = beside(writing)
    found.locator("li").nth(2).get_by_role("button", name="Author 2024, p. 4").press("Enter")
    expect(writing.page.locator(".cite-chosen input")).to_have_value("p. 4")
    writing.page.locator(".cite-chosen textarea").first.fill("The words of the study.")
    writing.page.keyboard.press("Control+Enter")

    expect(found.locator("q")).to_have_text("The words of the study.")
    assert "[@trial, p. 4]" in writing.stored()


def test_the_tabs_are_walked_by_arrow_keys_and_remembered(writing: Writing) -> None:
    page = writing.page.get_by_role("tab", name="As patients will see it")
    claims = writing.page.get_by_role("tab", name="Sentences and sources")
    page.focus()
    writing.page.keyboard.press("ArrowRight")
    expect(claims).to_be_focused()
    expect(claims).to_have_attribute("aria-selected", "true")
    expect(writing.page.locator(".live-page")).to_be_hidden()

    save(writing)

    expect(claims).to_have_attribute("aria-selected", "true")


def test_a_hard_sentence_is_named_while_typing_and_leads_into_the_text(writing: Writing) -> None:
    writing.write(" Immunosuppressants were administered to hospitalised people with complications.")
    writing.page.get_by_role("tab", name="How it reads").click()
    hard = writing.page.locator(".live-reading").get_by_role("button", name="Immunosuppressants")
    expect(writing.page.locator(".live-reading")).to_contain_text(
        "long words: Immunosuppressants, administered"
    )

    hard.click()

    assert caret(writing).endswith("with complications.")


def test_the_list_stands_below_the_fields_without_scripts(writing: Writing, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "editor", writing.address)
    page = context.new_page()
    page.goto(writing.page.url)
    page.locator("#sentences summary").click()

    expect(page.locator("#sentences .claim-counts")).to_contain_text("4 sentences")
    expect(page.locator("#sentences li")).to_have_count(4)
    expect(page.locator("#sentences button")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("width", [1280, 390])
def test_the_list_and_the_open_dialog_have_no_barrier(writing: Writing, axe_source: Path, width: int) -> None:
    writing.page.set_viewport_size({"width": width, "height": 4000})  # the bar to save covers nothing
    session = writing.page.context.new_cdp_session(writing.page)
    session.send("Runtime.evaluate", {"expression": axe_source.read_text(encoding="utf-8")})
    beside(writing)

    behind = writing.page.evaluate(AXE)
    writing.chips().last.dblclick()
    writing.page.wait_for_selector(".cite-chosen li")
    writing.page.locator(".cite-chosen select").first.select_option("contradicts")
    opened = writing.page.evaluate(AXE)
    writing.page.locator("#cite-search").fill("10.1000/fresh")
    writing.page.locator("#cite-found li").last.click()
    typed = writing.page.evaluate(AXE)

    assert (behind, opened, typed) == ([], [], [])
    assert writing.violations() == []
