"""The page “Import pages” with Word, HTML, archives and pastes: seen first, chosen, carried along whole."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answers.admin.importing import page as imports
from answers.models import Answer, Question
from sources.models import Source
from tests import make
from tests.answers.test_importers_screen import PAGE, screen
from tests.answers.word_files import archive, docx, p, sup

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FILES = Path(__file__).with_name("files")
WEB = """<h1>{title}</h1><p>Water is safest.</p>{body}
<p>This question is drawn from common patient questions about Tablets and answered using studies.</p>"""


def upload(*files: tuple[str, bytes]) -> str:
    return screen(
        {"action": "preview", "files": [SimpleUploadedFile(name, stored) for name, stored in files]}
    )


def carried(html: str) -> dict[str, object]:
    """What the form sends back when nothing is chosen."""
    found = re.findall(r'<input type="hidden" name="((?:name|seen|page)-\d+)" value="([^"]*)"', html)
    return {name: unescape(value) for name, value in found}


def paste(rich: str, text: str = "") -> str:
    return screen({"action": "preview", "text": text, "rich": rich})


def web(body: str = "<h2>Evidence</h2><p>Nobody knows.</p>", title: str = "Can I take juice?") -> str:
    return WEB.format(title=title, body=body)


def test_a_word_file_is_shown_and_becomes_a_draft() -> None:
    shown = upload(("walking.docx", (FILES / "word.docx").read_bytes()))

    done = screen({"action": "import", **carried(shown)})

    answer = Answer.objects.get()
    assert "Does a daily walk help" in shown
    assert "walking.docx" in shown
    assert "1 comment is left out." in shown
    assert "<strong>free</strong>" in shown
    assert "The draft is made." in done
    assert "1 draft made." in done
    assert "<table>" in answer.research
    assert answer.revisions.get().note == "Imported from walking.docx."


def test_a_paste_with_its_formatting_keeps_raised_numbers() -> None:
    listed = "<h2>Sources</h2><ol><li>Ames A. Juice. 2020.</li><li>Bell B. Milk. 2021.</li></ol>"

    shown = paste(web("<h2>Evidence</h2><p>Juice<sup>1</sup><sup>2</sup>.</p>" + listed), "Can I take juice?")

    assert "“1,2” after “Juice” cites sources 1, 2." in shown


def test_what_the_browser_sent_as_no_page_leaves_the_pasted_text() -> None:
    shown = paste("<div>" * 500, PAGE)

    assert "not the code of a web page" in shown
    assert 'name="text-1"' in shown


def test_an_archive_of_pages_is_shown_page_by_page() -> None:
    stored = archive({"a.txt": PAGE, "b.html": web(), "c.pdf": b"%PDF-1.7"})

    shown = upload(("pages.zip", stored))

    assert "2 pages can become drafts." in shown
    assert '<a href="#page-2">Can I take juice?</a> <small>pages.zip: b.html</small> · ready' in shown
    assert "pages.zip: c.pdf: This is a file of the kind “PDF”" in unescape(shown)


def test_of_two_pages_with_one_question_the_second_waits() -> None:
    shown = upload(("a.txt", PAGE.encode()), ("b.txt", PAGE.replace("safest", "best").encode()))

    assert "A page above asks the same question." in shown
    assert "1 page can become a draft." in shown
    assert "1 page needs you." in shown


def test_an_editor_says_what_a_heading_begins() -> None:
    shown = paste(web("<h2>About juice</h2><p>Some drink it.</p>"))
    chosen = {**carried(shown), "part-1-1": "research"}
    again = screen({"action": "import", **chosen})

    screen({"action": "import", **carried(again), "part-1-1": "research"})

    assert "“What the research says” is missing" in shown
    assert '<option value="subheading" selected>' in shown
    assert "Make drafts" in again
    assert Answer.objects.get().research == "<p>Some drink it.</p>"


def test_parts_that_were_chosen_just_now_are_shown_before_they_are_imported() -> None:
    shown = paste(web())

    screen({"action": "import", **carried(shown), "part-1-1": "unknowns", "part-1-0": "research"})

    assert not Answer.objects.exists()


def test_a_page_without_headings_can_be_parted_after_its_first_paragraph() -> None:
    shown = paste(web("<p>Nobody knows more.</p>"))
    again = screen({"action": "preview", **carried(shown), "part-1-0": "split"})

    screen({"action": "import", **carried(again), "part-1-0": "split"})

    answer = Answer.objects.get()
    assert (answer.short_answer, answer.research) == ("<p>Water is safest.</p>", "<p>Nobody knows more.</p>")


def test_a_missing_question_is_asked_for_and_taken() -> None:
    shown = paste(web(title="About juice"))

    screen({"action": "import", **carried(shown), "question-1": "Can I take  juice?"})

    assert 'name="question-1"' in shown
    assert Question.objects.get().wording == "Can I take juice?"


def test_an_editor_says_that_an_entry_is_a_source_that_is_here() -> None:
    make.source("here", title="Juice", contributors=[{"family": "Ames", "given": "A"}], year=2020, doi="")
    shown = paste(
        web(
            "<h2>Evidence</h2><p>Yes<sup>1</sup>.</p>"
            "<h2>Sources</h2><p>1. Ames A. Juice. J Tests. 2020;1:2.</p>"
        )
    )

    screen({"action": "import", **carried(shown), "source-1-1": "same"})

    assert "The same as here" in shown
    assert Source.objects.count() == 1


def test_a_page_that_was_changed_on_its_way_is_not_taken() -> None:
    shown = carried(paste(web()))

    html = screen(
        {"action": "import", **shown, "page-1": str(shown["page-1"])[:-1] + "x", "name-1": "a.docx"}
    )

    assert "a.docx: The preview has ended." in html
    assert not Answer.objects.exists()


def test_a_page_may_be_left_out() -> None:
    shown = paste(web())

    screen({"action": "import", **carried(shown), "drop-1": "on"})

    assert not Answer.objects.exists()


def test_more_than_the_form_can_carry_waits_for_another_sitting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "MOST_CARRIED", 2 * len(PAGE))

    shown = upload(
        *[(f"{number}.txt", PAGE.replace("juice", f"juice {number}").encode()) for number in range(3)]
    )

    assert "Only the first 1 pages are shown." in shown


HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize(
    "stored",
    [
        web(
            f"<h2>Evidence</h2><p>It{HOSTILE} helps.</p><p onclick=x><a href='javascript:x()'>a</a></p>"
        ).encode(),
        docx(
            p("Can I take juice?", style="Titel")
            + p("It &lt;script&gt;alert(1)&lt;/script&gt; helps.")
            + p("Evidence", style="berschrift1")
            + p("It helps", sup("&lt;b onclick=x&gt;"))
            + p("This question is drawn from common patient questions about Tablets and answered using it.")
        ),
    ],
)
def test_no_script_of_a_file_reaches_the_form_or_the_draft(stored: bytes) -> None:
    shown = upload(("a", stored))
    screen({"action": "import", **carried(shown)})

    answer: Any = Answer.objects.get()
    for html in (shown.partition('id="content-main"')[2], answer.short_answer, answer.research):
        assert "<script>alert" not in html
        assert not re.search(r"<[^>]+ on\w+=", html)
        assert "javascript:" not in html
