"""Pages of Word and Google Docs brought in by a person at a browser, with and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from answers.models import Answer
from tests.answers import test_importers_screen_files as screen
from tests.journeys.arriving import Person
from tests.journeys.writing import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

FILES = Path(screen.__file__).with_name("files")
RICH = screen.web(
    "<h2>Evidence</h2><p>Juice<sup>1</sup><sup>2</sup> changed it.</p>"
    "<h2>Sources</h2><ol><li>Ames A. Juice. 2020.</li><li>Bell B. Milk. 2021.</li></ol>"
)
PASTE = """([element, html, text]) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", text)
  element.focus()
  element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


def test_a_paste_keeps_its_raised_numbers_and_can_be_made_plain(arrive: Callable[..., Person]) -> None:
    editor = arrive("editor")
    editor.visit("/admin/answers/answer/import/")
    field = editor.page.get_by_label("Or paste one page")

    editor.page.evaluate(PASTE, [field.element_handle(), RICH, "Can I take juice?"])
    expect(editor.page.get_by_text("Taken with its headings, lists and raised numbers.")).to_be_visible()
    editor.page.get_by_role("button", name="Take only the text").click()
    expect(field).to_be_editable()
    field.fill("")
    editor.page.evaluate(PASTE, [field.element_handle(), RICH, "Can I take juice?"])
    editor.press("Show what it becomes")
    editor.press("Make drafts")

    expect(editor.page.get_by_text("1 draft made.")).to_be_visible()
    assert Answer.objects.get().research.startswith("<p>Juice[@")


def test_without_scripts_files_are_imported_and_headings_chosen(
    arrive: Callable[..., Person], tmp_path: Path
) -> None:
    (tmp_path / "juice.html").write_text(screen.web("<h2>About juice</h2><p>Some drink it.</p>"))
    editor = arrive("editor", has_scripts=False)
    editor.visit("/admin/answers/answer/import/")
    editor.page.get_by_label("Files").set_input_files([FILES / "word.docx", tmp_path / "juice.html"])
    editor.press("Show what it becomes")
    editor.page.get_by_label("About juice").select_option(label="What the research says")
    editor.press("Look again")
    editor.press("Make drafts")

    expect(editor.page.get_by_text("2 drafts made.")).to_be_visible()
    assert Answer.objects.filter(research="<p>Some drink it.</p>").exists()


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_preview_has_no_barriers(
    chromium: Browser, live_site: str, axe_source: Path, scheme: str, width: int
) -> None:
    context = chromium.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        bypass_csp=True,
    )
    sign_in(context, "editor", live_site)
    page = context.new_page()
    page.goto(f"{live_site}/admin/answers/answer/import/")
    page.get_by_label("Files").set_input_files(
        [FILES / "word.docx", FILES / "website.html", FILES / "word-paste.html"]
    )
    with page.expect_navigation():
        page.get_by_role("button", name="Show what it becomes").click()
    page.evaluate("document.querySelectorAll('.import-sheet details').forEach(each => { each.open = true })")

    page.add_script_tag(path=axe_source)
    barriers = page.evaluate("axe.run().then(result => result.violations.map(rule => rule.id))")

    assert barriers == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()
