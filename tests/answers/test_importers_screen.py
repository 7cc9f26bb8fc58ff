"""The page “Import pages”: nothing is saved before it was seen, and nothing typed is lost."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.response import TemplateResponse
from django.test import RequestFactory

from answers.admin.importing import page as imports
from answers.models import Answer
from sources.models import Source
from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGE = """Can I take my tablets with juice?
Water is safest.
What the research says
Juice changed the effect of some tablets 3. Other drinks did not (milk, tea) 12.
What to ask your doctor
- Which drinks are safe?
This question is drawn from common patient questions about Tablets and answered using cited research.
"""
LISTED = PAGE.replace(") 12.", ")12.") + "Sources\n" + "\n".join(f"{n}. Study {n}." for n in range(1, 13))


def screen(posted: dict[str, object] | None = None, who: str = "editor") -> str:
    factory = RequestFactory()
    address = "/admin/answers/answer/import/"
    request = factory.get(address) if posted is None else factory.post(address, posted)
    request.user = cast.person(who)
    response = imports.import_pages(request)
    assert isinstance(response, TemplateResponse)
    return str(response.render().content, encoding="utf-8")


def seen(html: str) -> str:
    found = re.search(r'name="seen-1" value="(\w+)"', html)
    return found.group(1) if found else ""


def test_only_people_with_the_permission_see_it() -> None:
    with pytest.raises(PermissionDenied):
        screen(who="reviewer")


def test_it_asks_for_files_or_text() -> None:
    html = screen()

    assert 'name="files"' in html
    assert 'name="text"' in html
    assert "Make drafts" not in html


def test_a_pasted_page_is_shown_with_numbers_and_not_saved() -> None:
    html = screen({"action": "preview", "text": PAGE})

    assert "Can I take my tablets with juice?" in html
    assert 'role="doc-biblioref"' in html
    assert "“3” after" in html
    assert not Answer.objects.exists()
    assert not Source.objects.exists()


def test_several_files_are_shown_and_a_bad_one_does_not_stop_the_others() -> None:
    files = [
        SimpleUploadedFile("good.txt", PAGE.encode()),
        SimpleUploadedFile("bad.txt", b"\x00\x01"),
        SimpleUploadedFile("other.txt", PAGE.replace("juice", "milk").encode()),
    ]

    html = screen({"action": "preview", "files": files})

    assert "bad.txt: This file is not plain text" in html
    assert 'name="text-1"' in html
    assert 'name="text-2"' in html


def test_a_page_that_was_seen_becomes_a_draft_with_a_link() -> None:
    digest = seen(screen({"action": "preview", "text": PAGE}))

    html = screen({"action": "import", "text-1": PAGE, "seen-1": digest})

    answer = Answer.objects.get()
    assert f'href="/admin/answers/answer/{answer.pk}/change/"' in html
    assert 'name="text-1"' not in html


def test_a_text_that_was_changed_since_is_shown_again_first() -> None:
    digest = seen(screen({"action": "preview", "text": PAGE}))

    html = screen({"action": "import", "text-1": PAGE.replace("safest", "best"), "seen-1": digest})

    assert not Answer.objects.exists()
    assert "Make drafts" in html


def test_what_was_typed_stays_beside_the_reason_why_it_was_refused() -> None:
    typed = PAGE.replace("What the research says", "Research <b>")

    html = screen({"action": "preview", "text": typed})

    assert "“What the research says” is missing" in html
    assert "Research &lt;b&gt;" in html
    assert 'aria-describedby="problems-1"' in html


def test_a_missing_topic_is_asked_for_and_taken() -> None:
    text = PAGE.partition("This question is drawn")[0]
    first = screen({"action": "preview", "text": text})

    screen({"action": "import", "text-1": text, "seen-1": seen(first), "topic-1": "Tablets"})

    assert "names no topic" in first
    assert Answer.objects.get().question.main_topic.name == "Tablets"


def test_an_editor_chooses_how_a_run_is_read() -> None:
    first = screen({"action": "preview", "text": LISTED})

    screen({"action": "import", "text-1": LISTED, "seen-1": seen(first), "mark-1-2": "12"})

    assert 'type="radio" name="mark-1-2" value="1-2"' in first
    assert "tea).[@" in Answer.objects.get().research
    assert Answer.objects.get().citations.count() == 2


def test_an_editor_may_keep_a_number_that_was_taken_for_a_citation() -> None:
    first = screen({"action": "preview", "text": PAGE})

    screen({"action": "import", "text-1": PAGE, "seen-1": seen(first), "mark-1-1": "leave"})

    assert "tablets 3. Other" in Answer.objects.get().research


def test_a_page_that_is_here_is_named_with_its_answer() -> None:
    digest = seen(screen({"action": "preview", "text": PAGE}))
    screen({"action": "import", "text-1": PAGE, "seen-1": digest})

    html = screen({"action": "preview", "text": PAGE})

    assert "This page was imported before" in html
    assert "Make drafts" not in html


def test_sending_nothing_says_what_to_do() -> None:
    assert "Choose a file, or paste" in screen({"action": "preview"})


def test_no_script_and_no_style_stands_in_the_page() -> None:
    html = screen({"action": "preview", "text": PAGE}).partition('id="content-main"')[2]

    assert "style=" not in html
    assert not re.search(r"<script(?![^>]* src=)", html)
