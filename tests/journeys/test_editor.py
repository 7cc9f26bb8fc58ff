"""The editor in a real browser: chips, picker, paste, undo, and the same bytes out as in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.templatetags.static import static
from playwright.sync_api import expect

from answers import sanitize
from tests.journeys.writing import Writing

pytestmark = pytest.mark.any_database

VECTORS = Path(__file__).parents[1] / "answers" / "vectors" / "tokens.json"

BODIES = [
    "<p>Plain words.</p>",
    "<p>One [@trial].</p><p>Two [@trial, p. 4; @review].</p>",
    "<p>[@trial] first, [@review] last [@trial]</p>",
    "<p>Glued[@trial][@review].</p>",
    "<p>Bold <strong>words [@trial]</strong> and <em>more</em>.</p>",
    "<p>Units 10<sup>9</sup>/L and CO<sub>2</sub> [@trial].</p>",
    "<p>Escaped \\[@trial] stays text.</p>",
    "<p>Malformed [@trial,] and [@a b] keep their bytes.</p>",
    "<p>Unknown [@nobody2020, p. 9].</p>",
    "<p>Odd  spaces in [@trial ,  p. 4 ].</p>",
    '<p>A link <a href="https://example.org/a?b=1&amp;c=[@trial]">to [@trial]</a>.</p>',
    "<p>Code <code>[@trial]</code> is code.</p>",
    "<p>5 &lt; 7 &amp; “quotes” – dashes… é 漢字 🙂 [@trial].</p>",
    "<p>No&nbsp;break [@trial].</p>",
    "<p>Line<br>break [@trial].</p>",
    "<h3>Heading [@trial]</h3><h4>Smaller</h4><p>Text.</p>",
    "<ul><li>One [@trial].</li><li>Two<ul><li>Inner [@review].</li></ul></li></ul>",
    "<ol><li>First.</li><li>Second [@trial].</li></ol>",
    "<blockquote><p>Quoted [@trial].</p></blockquote>",
    "<table><thead><tr><th>Drug</th><th>Risk</th></tr></thead>"
    "<tbody><tr><td>A [@trial]</td><td>5%</td></tr></tbody></table>",
    "<table><tbody><tr><td>A</td></tr></tbody></table>",
    "<p>נבדק [@trial, p. 4].</p>",
    "<p>IL-6, CD3, 75%, 2024 and p&lt;0.05 [@trial, table 2, “Methods”].</p>",
]

WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.MsoNormal{margin:0}</style></head><body><!--StartFragment-->
<p class="MsoNormal" style="mso-margin-top-alt:auto">Pasted <b style="color:red">bold</b>
and [@moreau, p. 2].<o:p></o:p></p><h1 style="x:y">Big</h1><script>alert(1)</script>
<table style="border:1px"><tr><td style="width:5pt"><p class="MsoNormal">Cell</p></td></tr></table>
<!--EndFragment--></body></html>"""


def test_the_form_opens_with_chips_and_breaks_no_policy(writing: Writing) -> None:
    expect(writing.chips()).to_have_text(["Author 2024, p. 4", "Author 2024 +1"])
    assert writing.violations() == []


def test_the_index_and_the_list_break_no_policy(writing: Writing) -> None:
    for place in ("", "answers/answer/", "answers/topic/", "answers/answer/add/"):
        writing.page.goto(f"{writing.address}/admin/{place}")

        assert writing.violations() == []


def test_the_toolbar_shows_pictures_from_the_small_font(writing: Writing) -> None:
    writing.page.evaluate("document.fonts.ready.then(() => true)")
    widths = writing.page.eval_on_selector_all(
        ".material-icons:not(.hidden)", "buttons => buttons.map((button) => button.offsetWidth)"
    )

    assert widths
    assert max(widths) < 40


def test_typing_opens_the_picker_and_two_enters_cite(writing: Writing) -> None:
    writing.write(" More [@")
    writing.page.wait_for_selector("dialog[open]")
    writing.page.keyboard.type("moreau")
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector(".cite-chosen li")
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")
    writing.page.keyboard.type(".")

    assert writing.stored().endswith(". More [@moreau].</p>")
    expect(writing.chips().last).to_have_text("Moreau 2022")


def test_the_button_picks_several_sources_with_places(writing: Writing) -> None:
    writing.write(" ")
    writing.page.locator("[data-name=cite]").nth(1).click()
    for words in ("Moreau 2022", "review"):
        writing.page.fill("#cite-search", words)
        writing.page.wait_for_selector("[role=option][aria-selected=true]")
        writing.page.keyboard.press("Enter")
        expect(writing.page.locator("#cite-search")).to_have_value("")
    writing.page.locator(".cite-chosen input").first.fill("table [2];")
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()

    assert writing.stored().endswith(". [@moreau, table  2; @review]</p>")
    expect(writing.chips().last).to_have_text("Moreau 2022 +1")


def test_the_shortcut_opens_the_picker_and_escape_loses_nothing(writing: Writing) -> None:
    before = writing.stored()
    writing.editor().click()
    writing.page.keyboard.press("Control+Shift+C")
    writing.page.wait_for_selector("dialog[open]")
    writing.page.keyboard.press("Escape")
    writing.page.wait_for_selector("dialog", state="detached")

    assert writing.stored() == before


def test_a_cancelled_picker_leaves_what_was_typed(writing: Writing) -> None:
    writing.write(" x [@")
    writing.page.wait_for_selector("dialog[open]")
    writing.page.keyboard.type("mor")
    writing.page.keyboard.press("Escape")
    writing.page.wait_for_selector("dialog", state="detached")

    assert writing.stored().endswith(" x [@mor</p>")


def test_a_token_typed_by_hand_becomes_a_chip(writing: Writing) -> None:
    writing.write(" y [")
    writing.page.keyboard.insert_text("@moreau, p. 4]")

    expect(writing.chips().last).to_have_text("Moreau 2022, p. 4")
    assert writing.stored().endswith(" y [@moreau, p. 4]</p>")


def test_one_backspace_removes_the_whole_citation_and_undo_brings_it_back(writing: Writing) -> None:
    writing.write(" z ")
    writing.page.keyboard.insert_text("[@moreau]")
    writing.page.keyboard.press("Backspace")
    assert writing.stored().endswith(" z </p>")

    writing.page.keyboard.press("Control+z")
    assert writing.stored().endswith(" z [@moreau]</p>")

    writing.page.keyboard.press("Control+Shift+z")
    assert writing.stored().endswith(" z </p>")


def test_undo_never_shows_the_raw_text_of_a_loaded_citation(writing: Writing) -> None:
    writing.write("!")
    for _ in range(5):
        writing.page.keyboard.press("Control+z")

    expect(writing.chips()).to_have_count(2)


def test_bold_over_a_citation_keeps_the_token_whole(writing: Writing) -> None:
    writing.editor("short_answer").click()
    writing.page.keyboard.press("Control+a")
    writing.page.keyboard.press("Control+b")

    assert "[@trial]" in writing.stored("short_answer")
    assert "<strong>" in writing.stored("short_answer")
    expect(writing.chips("short_answer")).to_have_count(1)


def test_a_citation_made_code_is_text_again(writing: Writing) -> None:
    writing.editor("short_answer").click()
    writing.page.keyboard.press("Control+a")
    writing.page.keyboard.press("Control+e")

    expect(writing.chips("short_answer")).to_have_count(0)
    assert "[@trial]" in writing.stored("short_answer")


def test_a_backslash_before_a_citation_makes_it_text(writing: Writing) -> None:
    writing.write(" \\")
    writing.page.keyboard.insert_text("[@moreau]")

    assert writing.stored().endswith(" \\[@moreau]</p>")
    expect(writing.chips()).to_have_count(2)


def test_double_click_edits_and_enter_edits_too(writing: Writing) -> None:
    writing.editor("short_answer").locator(".cite-chip").dblclick()
    writing.page.locator(".cite-chosen input").fill("p. 7")
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector("dialog", state="detached")
    assert "[@trial, p. 7]" in writing.stored("short_answer")

    writing.editor("short_answer").locator(".cite-chip").click()
    writing.page.keyboard.press("Enter")
    writing.page.wait_for_selector("dialog[open]")
    writing.page.get_by_role("button", name="Remove Author 2024").click()
    writing.page.get_by_role("button", name="Cite", exact=True).last.click()
    assert "[@" not in writing.stored("short_answer")


def test_a_retracted_source_is_red_and_an_unknown_key_says_so(writing: Writing) -> None:
    writing.write(" ")
    writing.page.keyboard.insert_text("[@gone] [@nobody] [@a b]")

    writing.page.wait_for_selector(".cite-chip.is-retracted:has-text('Withers 2019')")
    expect(writing.editor().locator(".is-broken")).to_have_count(2)
    assert writing.stored().endswith(" [@gone] [@nobody] [@a b]</p>")


def test_text_from_word_arrives_clean(writing: Writing) -> None:
    writing.paste(WORD)

    stored = writing.stored()
    assert "<strong>bold</strong>" in stored
    assert "[@moreau, p. 2]" in stored
    assert "<h3>Big</h3>" in stored
    assert "<td>Cell</td>" in stored
    assert sanitize.clean(stored) == stored
    assert writing.violations() == []


def test_citations_copied_inside_the_editor_stay_citations(writing: Writing) -> None:
    writing.editor("short_answer").click()
    writing.page.keyboard.press("Control+a")
    writing.page.keyboard.press("Control+c")
    writing.editor("unknowns").click()
    writing.page.keyboard.press("Control+v")

    assert writing.stored("unknowns") == writing.stored("short_answer")
    expect(writing.chips("unknowns")).to_have_count(1)


@pytest.mark.parametrize(("button", "tag"), [("bulletList", "ul"), ("orderedList", "ol")])
def test_a_list_holds_citations(writing: Writing, button: str, tag: str) -> None:
    writing.write(" ")
    writing.page.keyboard.press("Enter")
    writing.page.locator(f".prose-editor:has(#id_research) [data-name={button}]").click()
    writing.page.keyboard.insert_text("Point [@moreau]")

    assert writing.stored().endswith(f"<{tag}><li>Point [@moreau]</li></{tag}>")


def test_every_body_comes_out_with_the_same_bytes(writing: Writing) -> None:
    out = writing.page.evaluate(
        """async (bodies) => {
          const { createEditor } = await import("django-prose-editor/configurable")
          const found = []
          for (const body of bodies) {
            const area = document.querySelector("#id_research").cloneNode()
            area.removeAttribute("id"); area.removeAttribute("name"); area.value = body
            const box = document.createElement("div"); box.append(area); document.body.append(box)
            const editor = await createEditor(area)
            editor.commands.focus("end")
            found.push(editor.getHTML())
            editor.destroy(); box.remove()
          }
          return found
        }""",
        BODIES,
    )

    assert out == BODIES
    assert [sanitize.clean(body) for body in out] == BODIES


def test_the_browser_reads_tokens_as_the_server_does(writing: Writing) -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))

    read = writing.page.evaluate(
        """async ([address, texts]) => {
          const { findTokens, readToken } = await import(address)
          return texts.map((text) => findTokens(text).map(({ raw }) => ({ raw, items: readToken(raw) })))
        }""",
        [static("js/citation-token.js"), [each["text"] for each in vectors]],
    )

    assert read == [each["tokens"] for each in vectors]
