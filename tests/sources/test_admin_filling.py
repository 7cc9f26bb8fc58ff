"""Filling a source from its numbers: nothing saved unchosen, disagreement shown, works without scripts."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import LazySettings
from django.test import Client

from sources import lookup
from sources.models import Source
from tests import cast
from tests.sources.lookup_server import Server
from tests.sources.test_lookup_services import CROSSREF, PUBMED, SEARCH, TITLE, crossref, found_ids, pubmed

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(cast.person("editor"))
    return client


@pytest.fixture
def asked(services: Server, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Server:
    """Look-ups switched on, answered by the stand-in, which knows one work."""
    settings.SOURCES_LOOKUP_ENABLED = True
    services.say(CROSSREF, crossref())
    services.say(SEARCH, found_ids("123"))
    services.say(PUBMED, pubmed())
    ours = services.lookups()
    monkeypatch.setattr(lookup, "lookups", lambda *args, **kwargs: ours)
    return services


def source() -> Source:
    return Source.objects.create(key="one", title="A study of a thing", doi="10.1000/one", volume="386")


def look(editor: Client, address: str, numbers: str = "10.1000/one") -> str:
    response = editor.post(address, {"look": "1", "numbers": numbers})
    assert response.status_code == 200
    return response.content.decode()


def sealed(page: str) -> str:
    found = re.search(r'name="found" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_old_and_new_stand_side_by_side_and_nothing_is_saved(editor: Client, asked: Server) -> None:
    one = source()

    page = look(editor, f"/admin/sources/source/{one.pk}/fill/")

    one.refresh_from_db()
    assert (one.volume, one.pages, one.pmid) == ("386", "", "")
    assert "387" in page
    assert re.search(r'id="take-volume-1" value="" checked', page)
    assert re.search(r'id="take-pages-2" value="0" checked', page)


def test_what_was_chosen_is_saved_and_what_was_kept_stays(editor: Client, asked: Server) -> None:
    one = source()
    address = f"/admin/sources/source/{one.pk}/fill/"
    found = sealed(look(editor, address))

    response = editor.post(
        address, {"take": "1", "found": found, "take-pages": "0", "take-volume": "", "take-year": "0"}
    )

    one.refresh_from_db()
    assert response.status_code == 302
    assert (one.pages, one.volume, one.title) == ("495-505", "386", "A study of a thing")
    assert (one.year, one.month, one.day) == (2022, 8, 11)
    assert one.history.first().history_user == cast.person("editor")
    assert one.history.first().history_change_reason == "filled from Crossref"


def test_a_new_source_is_made_only_when_something_was_chosen(editor: Client, asked: Server) -> None:
    page = look(editor, "/admin/sources/source/fill/", "PMID: 123")
    assert not Source.objects.exists()

    chosen = {f"take-{name}": "0" for name in ("title", "contributors", "year", "pmid", "doi")}
    editor.post("/admin/sources/source/fill/", {"take": "1", "found": sealed(page), **chosen})

    made = Source.objects.get()
    assert (made.key, made.title, made.pmid, made.doi) == ("moreau2022", TITLE, "123", "10.1000/one")
    assert made.created_by == cast.person("editor")


def test_numbers_that_disagree_are_shown_and_nothing_is_chosen(editor: Client, asked: Server) -> None:
    asked.say(PUBMED, pubmed("999", "Hip fractures in women of Sweden", "10.1000/other"))

    page = look(editor, "/admin/sources/source/fill/", "doi:10.1000/one PMID: 999")

    assert "The numbers disagree" in page
    assert "Hip fractures in women of Sweden" in page
    assert not re.search(r'value="\d" checked', page)


def test_a_number_that_another_source_has_is_refused_in_words(editor: Client, asked: Server) -> None:
    Source.objects.create(key="other", pmid="123")
    one = source()
    address = f"/admin/sources/source/{one.pk}/fill/"
    found = sealed(look(editor, address))

    response = editor.post(address, {"take": "1", "found": found, "take-pmid": "1", "take-pages": "0"})

    one.refresh_from_db()
    assert "Another source has this PMID." in response.content.decode()
    assert one.pages == ""


def test_a_forged_choice_is_refused(editor: Client, asked: Server) -> None:
    one = source()

    response = editor.post(
        f"/admin/sources/source/{one.pk}/fill/", {"take": "1", "found": "forged", "take-title": "0"}
    )

    one.refresh_from_db()
    assert "too old" in response.content.decode()
    assert one.title == "A study of a thing"


def test_while_look_ups_are_off_the_page_says_so_and_asks_nobody(editor: Client, services: Server) -> None:
    page = look(editor, "/admin/sources/source/fill/")

    assert "Look-ups are off" in page
    assert services.asked == []


def test_text_without_a_number_is_told(editor: Client, asked: Server) -> None:
    assert "There is no DOI, PMID or PMCID in this." in look(editor, "/admin/sources/source/fill/", "hello")


def test_the_form_leads_there(editor: Client) -> None:
    one = source()

    change = editor.get(f"/admin/sources/source/{one.pk}/change/").content.decode()
    add = editor.get("/admin/sources/source/add/").content.decode()

    assert f'href="/admin/sources/source/{one.pk}/fill/"' in change
    assert 'href="/admin/sources/source/fill/"' in add


def test_who_may_not_change_sources_may_not_fill_them() -> None:
    client = Client()
    client.force_login(cast.person("auditor"))

    assert client.get("/admin/sources/source/fill/").status_code == 403
