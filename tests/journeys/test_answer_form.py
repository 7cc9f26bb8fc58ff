"""The answer's form in a real browser: rows by keyboard, live preview, autosave, leaving, no scripts."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route, expect

from answers.models import Buffer
from answers.revisions import draft_of
from tests import make
from tests.journeys.writing import Writing, sign_in

pytestmark = pytest.mark.any_database


def autosaved(writing: Writing) -> None:
    """Leave the tab for a moment: the form keeps what changed at once."""
    with writing.page.expect_response("**/autosave/"):
        writing.page.evaluate(
            """Object.defineProperty(document, "hidden", {value: true, configurable: true})
            document.dispatchEvent(new Event("visibilitychange"))"""
        )


def save(writing: Writing) -> None:
    with writing.page.expect_navigation():
        writing.page.get_by_role("button", name="Save", exact=True).click()


def test_enter_in_a_line_goes_to_the_next_one_and_makes_one_behind_the_last(writing: Writing) -> None:
    lines = writing.page.locator("[data-rows=ask] textarea")
    before = lines.count()

    lines.first.press("Enter")
    expect(lines.nth(1)).to_be_focused()
    lines.last.press("Enter")

    expect(lines).to_have_count(before + 1)
    expect(lines.last).to_be_focused()


def test_the_toolbar_fits_one_row_beside_the_preview(writing: Writing) -> None:
    writing.page.set_viewport_size({"width": 1280, "height": 900})
    writing.page.evaluate("document.fonts.ready.then(() => true)")

    heights = writing.page.locator(".prose-menubar").evaluate_all(
        "bars => bars.map((bar) => bar.offsetHeight)"
    )

    assert max(heights) < 50


def test_doctor_questions_move_by_keyboard(writing: Writing) -> None:
    writing.page.locator("[data-rows=ask]").get_by_role("button", name="Move up").nth(1).focus()
    writing.page.keyboard.press("Enter")
    writing.page.keyboard.press("Alt+ArrowDown")
    writing.page.keyboard.press("Alt+ArrowUp")
    save(writing)

    writing.answer.refresh_from_db()
    assert draft_of(writing.answer).doctor_questions == ("What can lower it?", "What is my own risk?")


def test_doctor_questions_are_added_and_removed(writing: Writing) -> None:
    rows = writing.page.locator("[data-rows=ask]")
    rows.get_by_role("button", name="Remove").first.click()
    rows.get_by_role("button", name="Add a line").click()
    writing.page.keyboard.type("May I travel?")
    save(writing)

    writing.answer.refresh_from_db()
    assert draft_of(writing.answer).doctor_questions == ("What can lower it?", "May I travel?")


def test_a_source_set_aside_is_found_with_the_picker(writing: Writing) -> None:
    rows = writing.page.locator("[data-rows=aside]")
    rows.get_by_role("button", name="Find").first.click()
    writing.page.keyboard.type("Moreau")
    writing.page.keyboard.press("Enter")

    expect(rows.locator("[data-source]").first).to_have_value("moreau")


def test_the_preview_follows_the_text_with_real_numbers(writing: Writing) -> None:
    page = writing.page.locator(".live-page")
    expect(page.locator("sup.cite")).to_have_count(3)

    writing.write(" New words ")
    writing.page.keyboard.insert_text("[@moreau].")

    expect(page.get_by_text("New words")).to_be_visible()
    expect(page.locator("#ref-3")).to_contain_text("Teclistamab trial")
    assert writing.violations() == []


def test_the_preview_opens_in_a_tab_of_its_own(writing: Writing) -> None:
    with writing.page.context.expect_page() as opened:
        writing.page.get_by_role("button", name="Preview").click()

    expect(opened.value.locator("h1")).to_have_text(str(writing.answer))


def test_typed_text_is_kept_and_brought_back(writing: Writing) -> None:
    writing.write(" Half a thought")
    autosaved(writing)
    writing.open()
    expect(writing.page.get_by_text("You have unsaved text")).to_be_visible()

    writing.page.get_by_role("link", name="Bring it back").click()

    expect(writing.editor()).to_contain_text("Half a thought")


def test_earlier_text_is_not_written_over_before_it_is_chosen(writing: Writing) -> None:
    writing.write(" Earlier")
    autosaved(writing)
    writing.open()
    writing.write(" Later")
    writing.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    writing.page.wait_for_load_state("networkidle")

    assert "Earlier" in Buffer.objects.get().fields["research"]


def test_leaving_with_unsaved_text_warns(writing: Writing) -> None:
    warned: list[str] = []
    writing.page.on("dialog", lambda dialog: warned.append(dialog.type))
    writing.write(" Not saved")

    writing.page.goto(f"{writing.address}/admin/")

    assert warned == ["beforeunload"]


def test_leaving_after_saving_does_not_warn(writing: Writing) -> None:
    warned: list[str] = []
    writing.page.on("dialog", lambda dialog: warned.append(dialog.type))
    writing.write(" Saved")
    save(writing)

    writing.page.goto(f"{writing.address}/admin/")

    assert warned == []


def test_two_editors_put_their_texts_together(writing: Writing) -> None:
    theirs = make.draft(wording=str(writing.answer), research="<p>Theirs [@review].</p>")
    make.revision(writing.answer, theirs)
    writing.write(" Mine too.")
    save(writing)

    writing.page.locator("input[name=choice-research][value=merged]").check()
    writing.page.locator(".difference:has-text('research') .ProseMirror").first.wait_for()
    for side in writing.page.locator("input[value=mine]").all():
        if side.get_attribute("name") != "choice-research":
            side.check()
    with writing.page.expect_navigation():
        writing.page.get_by_role("button", name="Save this").click()

    writing.answer.refresh_from_db()
    assert writing.answer.research.endswith("Mine too.</p>")
    assert writing.answer.latest_number == 3


def test_the_form_works_without_scripts(writing: Writing, chromium: Browser) -> None:
    context = chromium.new_context(java_script_enabled=False)
    sign_in(context, "editor", writing.address)
    page = context.new_page()
    page.goto(writing.page.url)
    page.fill("#id_unknowns", "Typed plainly [@trial].")
    page.fill("[name=ask-0-ORDER]", "9")
    page.get_by_role("button", name="Save", exact=True).click()
    context.close()

    writing.answer.refresh_from_db()
    assert writing.answer.unknowns == "<p>Typed plainly [@trial].</p>"
    assert draft_of(writing.answer).doctor_questions[-1] == "What is my own risk?"


def test_the_editors_have_names_even_when_they_are_there_before_the_form(writing: Writing) -> None:
    held: list[Route] = []
    writing.page.route("**/js/answer-form*.js", lambda route: held.append(route))  # noqa: PLW0108 - playwright marks the function

    writing.page.reload(wait_until="commit")
    writing.editor().wait_for()
    held[0].continue_()

    expect(writing.editor()).to_have_attribute("aria-label", "What the research says")


def test_the_form_has_no_serious_barrier(writing: Writing, axe_source: Path) -> None:
    expect(writing.page.locator(".live-page h1")).to_be_visible()
    session = writing.page.context.new_cdp_session(writing.page)
    session.send("Runtime.evaluate", {"expression": axe_source.read_text(encoding="utf-8")})

    found = writing.page.evaluate(
        """async () => (await axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}))
          .violations.filter(({impact}) => ["serious", "critical"].includes(impact))
          .map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target).join(" | ")}`)"""
    )

    assert found == []
