"""The page “Import sources” and the export actions, with the permission and without."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sources.importers.formats import encoding
from sources.models import Source
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

IMPORT = "/admin/sources/source/import/"
ONE = "TY  - JOUR\nTI  - One study of knees\nAU  - Author, Ann\nPY  - 2024\nDO  - 10.1000/one\nER  - \n"
TWO = "TY  - JOUR\nTI  - Another study, of hips\nAU  - Author, Ann\nPY  - 2020\nER  - \n"
BAD = "TY  - JOUR\nVL  - 3\nER  - \n"


def member(name: str, *permissions: str) -> User:
    user = User.objects.create_user(name, is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    return user


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(member("someone", "view_source", "add_source", "change_source"))
    return client


def shown(client: Client, text: str) -> Any:
    return client.post(IMPORT, {"text": text})


def taken_in(client: Client, page: Any, **fields: Any) -> Any:
    told = {"waiting": page.context["waiting"], "shown": page.context["shown"]}
    return client.post(IMPORT, told | fields)


def test_the_source_list_leads_to_the_import(editor: Client) -> None:
    page = editor.get(reverse("admin:sources_source_changelist")).content.decode()

    assert f'href="{IMPORT}"' in page
    assert editor.get(IMPORT).status_code == 200


def test_a_paste_is_shown_before_anything_is_saved(editor: Client) -> None:
    page = shown(editor, ONE + TWO + BAD)

    assert "2 new" in page.content.decode()
    assert page.context["lists"]["problems"]["rows"][0].line == 12
    assert not Source.objects.exists()


def test_only_what_stays_ticked_is_imported(editor: Client) -> None:
    page = shown(editor, ONE + TWO)

    done = taken_in(editor, page, take=["1"])

    assert [source.title for source in Source.objects.all()] == ["Another study, of hips"]
    assert "Imported: 1." in done.content.decode()


def test_an_uploaded_file_is_taken_in_once(editor: Client) -> None:
    page = editor.post(IMPORT, {"file": SimpleUploadedFile("x.ris", ONE.encode("utf-16"))})
    taken_in(editor, page, take=["0"])

    again = taken_in(editor, page, take=["0"])

    assert Source.objects.count() == 1
    assert "has ended" in again.content.decode()


def test_a_suggestion_waits_for_the_persons_word(editor: Client) -> None:
    make.source(title="Another study of hips", contributors=[{"family": "Author"}], year=2020)
    page = shown(editor, TWO)

    taken_in(editor, page)
    left_out = Source.objects.count()
    taken_in(editor, shown(editor, TWO), **{"suggestion-0": "new"})

    assert (left_out, Source.objects.count()) == (1, 2)


def test_rows_beyond_those_shown_are_imported_too(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sources.admin.imports.SHOWN", 1)
    page = shown(editor, ONE + TWO)

    taken_in(editor, page, take=["0"])

    assert "And 1 more" in page.content.decode()
    assert Source.objects.count() == 2


def test_a_conflict_is_listed_and_not_imported(editor: Client) -> None:
    make.source(title="Something else entirely", doi="10.1000/one")

    page = shown(editor, ONE)

    assert "import-conflicts" in page.content.decode()
    taken_in(editor, page, take=["0"])
    assert Source.objects.count() == 1


@pytest.mark.parametrize("text", ["", "no list of sources at all", "PK\x03\x04"])
def test_what_cannot_be_read_is_said_in_words(editor: Client, text: str) -> None:
    page = shown(editor, text)

    assert 'role="alert"' in page.content.decode()
    assert page.status_code == 200


def test_a_file_of_50_mb_is_refused_in_words(editor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "LARGEST", 100)

    page = editor.post(IMPORT, {"file": SimpleUploadedFile("x.ris", b"x" * 100)})

    assert "50 MB" in page.content.decode()


def test_nobody_takes_in_what_somebody_else_sent(editor: Client) -> None:
    page = shown(editor, ONE)
    other = Client()
    other.force_login(member("other", "add_source"))

    answer = taken_in(other, page, take=["0"])

    assert "has ended" in answer.content.decode()
    assert not Source.objects.exists()


def test_a_waiting_file_signs_nobody_in(editor: Client, settings: Any) -> None:
    page = shown(editor, ONE)
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = page.context["waiting"]

    assert stranger.get(IMPORT).status_code == 302


def test_without_the_permission_nothing_is_shown(client: Client) -> None:
    client.force_login(member("reader", "view_source"))

    assert client.get(IMPORT).status_code == 403
    assert shown(client, ONE).status_code == 403


def test_a_hostile_title_stays_text(editor: Client) -> None:
    page = shown(editor, ONE.replace("One study", "<script>alert(1)</script>"))

    assert "<script>alert" not in page.content.decode()


def test_ticked_sources_are_exported_as_a_file(editor: Client) -> None:
    chosen = [make.source("b"), make.source("a")]
    make.source("c")

    response = editor.post(
        reverse("admin:sources_source_changelist"),
        {"action": "export_ris", "_selected_action": [source.pk for source in chosen]},
    )

    assert response.headers["Content-Type"].startswith("application/x-research-info-systems")
    assert response.content.count(b"ER  - \r\n") == 2
