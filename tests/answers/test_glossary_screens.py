"""The screens of the glossary: what waits, the form, the approval beside what readers see, retiring."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.models import Term, TermVersion
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

TYPED = {
    "base": "0",
    "headword": "stroke",
    "language": "en",
    "meaning": "Damage to the brain.",
    "said": "strohk",
    "kind": "condition",
    "other_forms": "brain attack\napoplexy",
    "note": "",
}


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(cast.person("editor"))
    return client


@pytest.fixture
def editor2() -> Client:
    client = Client()
    client.force_login(cast.person("editor2"))
    return client


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_an_editor_writes_a_word_and_a_colleague_approves_it(editor: Client, editor2: Client) -> None:
    response = editor.post("/admin/words/new/", TYPED)
    version = TermVersion.objects.get()
    page = text(editor2, response["Location"])
    assert "Damage to the brain." in page
    assert "brain attack, apoplexy" in page

    editor2.post(f"/admin/words/versions/{version.pk}/approve/", {"content_hash": version.content_hash})

    assert Term.objects.get().is_public


def test_the_writer_is_told_why_they_cannot_approve(editor: Client) -> None:
    version = make.term()

    page = text(editor, f"/admin/words/{version.term_id}/")

    assert "somebody else must approve it" in page
    assert "approve and publish it" not in page


def test_what_waits_comes_first_and_is_counted_on_the_first_page(editor: Client) -> None:
    make.approved_term("gout", "A painful joint.")
    waiting = make.term("stroke")

    page = text(editor, "/admin/words/")

    assert page.index(f"/admin/words/{waiting.term_id}/") < page.index("A painful joint.")
    assert "Words explained (1 waits)" in " ".join(text(editor, "/admin/").split())


def test_a_newer_version_is_shown_beside_what_readers_see(editor: Client, editor2: Client) -> None:
    term = make.approved_term()
    editor.post(f"/admin/words/{term.pk}/", TYPED | {"base": "1", "meaning": "Brain tissue that dies."})

    page = text(editor2, f"/admin/words/{term.pk}/")

    assert "<del>Damage to the brain.</del>" in page
    assert "<ins>Brain tissue that dies.</ins>" in page


def test_a_refused_word_keeps_what_was_typed(editor: Client) -> None:
    make.approved_term("stroke")

    response = editor.post("/admin/words/new/", TYPED | {"headword": "strokes"})

    assert response.status_code == 422
    assert "is a form of" in response.content.decode()
    assert "brain attack" in response.content.decode()


def test_a_second_writer_keeps_their_words_and_can_save_over_what_they_now_see(editor: Client) -> None:
    term = make.approved_term()
    editor.post(f"/admin/words/{term.pk}/", TYPED | {"base": "1", "meaning": "First."})

    refused = editor.post(f"/admin/words/{term.pk}/", TYPED | {"base": "1", "meaning": "Second."})

    page = refused.content.decode()
    assert refused.status_code == 422
    assert "Second." in page
    assert '<input type="hidden" name="base" value="2"' in page


def test_the_form_begins_with_the_word_that_a_link_brings_along(editor: Client) -> None:
    page = text(editor, "/admin/words/new/?headword=ESR&kind=acronym&language=es")

    assert 'value="ESR"' in page
    assert '<option value="acronym" selected>' in page
    assert '<option value="es" selected>' in page


def test_a_word_is_retired_with_a_reason_that_colleagues_read(editor: Client) -> None:
    term = make.approved_term()

    editor.post(f"/admin/words/{term.pk}/retire/", {"reason": "Too vague."})

    page = text(editor, f"/admin/words/{term.pk}/")
    assert "Too vague." in page
    assert "Retired on" in page


def test_words_are_found_by_any_of_their_texts(editor: Client) -> None:
    make.approved_term("gout", "A painful joint.", forms=("podagra",))
    make.approved_term("stroke")

    page = text(editor, "/admin/words/?q=podagra")

    assert "A painful joint." in page
    assert "Damage to the brain." not in page


def test_a_reviewer_reads_and_sees_no_button(client: Client) -> None:
    version = make.term()
    client.force_login(cast.person("reviewer"))

    page = text(client, f"/admin/words/{version.term_id}/")

    assert "Save for approval" not in page
    assert client.get("/admin/words/new/").status_code == 403
    assert client.post(f"/admin/words/{version.term_id}/", TYPED).status_code == 403


def test_listing_words_takes_no_more_queries_for_more_words(editor: Client) -> None:
    counted = []
    for names in (("stroke", "pain"), ("gout", "bleeding", "trial", "risk")):
        for name in names[:-1]:
            make.approved_term(name)
        make.term(names[-1])
        with CaptureQueriesContext(connection) as queries:
            editor.get("/admin/words/")
        counted.append(len(queries))

    assert counted[0] == counted[1]
