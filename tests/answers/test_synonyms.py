"""Editors keep synonyms one by one and as tables; what they keep is what searches know."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from answers import search
from answers.importers import synonyms
from answers.models import Refused, SearchWord, SynonymGroup, SynonymKey
from tests import cast

pytestmark = pytest.mark.django_db

IMPORT = "/admin/answers/synonymgroup/import/"


@pytest.fixture
def editor(client: Client) -> Client:
    client.force_login(cast.person("editor"))
    return client


def groups() -> list[list[str]]:
    return [group.listed() for group in SynonymGroup.objects.order_by("pk")]


def table(*rows: str) -> str:
    return "\r\n".join(("number,kind,words,note", *rows))


def test_a_group_written_in_the_admin_is_known_to_searches(editor: Client) -> None:
    editor.post(
        "/admin/answers/synonymgroup/add/",
        {"words": " Heart attacks \r\nmyocardial infarction\r\n\r\n", "kind": "lay and medical", "note": ""},
    )

    assert groups() == [["Heart attacks", "myocardial infarction"]]
    assert set(SynonymKey.objects.values_list("key", flat=True)) == {"heart attack", "myocardi infarct"}
    assert SynonymGroup.objects.get().history.count() == 1


def test_a_changed_group_forgets_its_former_words(editor: Client) -> None:
    group = SynonymGroup(words="Plavix\nclopidogrel")
    search.keep_synonyms(group)

    editor.post(
        f"/admin/answers/synonymgroup/{group.pk}/change/",
        {"words": "Iscover\nclopidogrel", "kind": "brand and generic", "note": ""},
    )

    assert set(SynonymKey.objects.values_list("key", flat=True)) == {"iscov", "clopidogrel"}
    assert set(SearchWord.objects.values_list("word", flat=True)) == {"iscover", "clopidogrel"}


def test_one_word_alone_is_refused(editor: Client) -> None:
    shown = editor.post("/admin/answers/synonymgroup/add/", {"words": "Plavix", "kind": "lay and medical"})

    assert "Write two words or more" in shown.content.decode()
    assert not groups()


def test_groups_are_deleted_with_all_they_meant(editor: Client) -> None:
    group = SynonymGroup(words="Plavix\nclopidogrel")
    search.keep_synonyms(group)

    editor.post(f"/admin/answers/synonymgroup/{group.pk}/delete/", {"post": "yes"})

    assert not SynonymKey.objects.exists()
    assert not SearchWord.objects.exists()


def test_a_table_taken_away_and_brought_back_changes_nothing() -> None:
    synonyms.import_synonyms(synonyms.starting_set())
    written = synonyms.export_synonyms(SynonymGroup.objects.order_by("pk"))

    taken = synonyms.import_synonyms(f"\ufeff{written}")

    assert (taken.added, taken.changed) == (0, 0)
    assert taken.same == SynonymGroup.objects.count() > 30


def test_a_row_with_a_number_changes_that_group() -> None:
    group = SynonymGroup(words="Plavix\nclopidogrel")
    search.keep_synonyms(group)

    taken = synonyms.import_synonyms(table(f"{group.pk},brand and generic,Plavix; Iscover; clopidogrel,"))

    assert (taken.added, taken.changed) == (0, 1)
    assert groups() == [["Plavix", "Iscover", "clopidogrel"]]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",lay,a; b,", "Row 3: the kind must be one of"),
        (",lay and medical,alone,", "Row 3: write two words or more"),
        ("x,lay and medical,a; b,", "Row 3: the number"),
        (f",lay and medical,a; b,{'n' * 301}", "Row 3 is too long"),
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_taken_in(row: str, said: str) -> None:
    with pytest.raises(Refused, match=said):
        synonyms.import_synonyms(table(",lay and medical,fever; high temperature,", row))

    assert not groups()


@pytest.mark.parametrize("text", ["", "a,b\n1,2", "\x00", '"', table('"'), "=cmd|x"])
def test_what_is_no_table_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(Refused):
        synonyms.import_synonyms(text)


def test_no_cell_is_a_formula() -> None:
    search.keep_synonyms(SynonymGroup(words="=1+1\nfever", note="@x"))

    written = synonyms.export_synonyms(SynonymGroup.objects.all())

    assert "'=1+1; fever" in written
    assert "'@x" in written


def test_a_file_is_imported_in_the_admin(editor: Client) -> None:
    file = SimpleUploadedFile("synonyms.csv", table(",lay and medical,fever; high temperature,").encode())

    shown = editor.post(IMPORT, {"file": file}, follow=True)

    assert "Added: 1. Changed: 0. Already here: 0." in shown.content.decode()
    assert groups() == [["fever", "high temperature"]]


@pytest.mark.parametrize("stored", [b"", b"\xff\xfe\x00", b"a,b"])
def test_a_file_that_cannot_be_read_says_why(editor: Client, stored: bytes) -> None:
    shown = editor.post(IMPORT, {"file": SimpleUploadedFile("x.csv", stored)} if stored else {})

    assert shown.status_code == 200
    assert "Nothing was taken in" in shown.content.decode()


def test_a_site_begins_with_the_starting_set(editor: Client) -> None:
    editor.post(IMPORT, {"starting": "1"})

    asked = search.read("heart attacks on Coumadin")

    assert {"infarct", "warfarin"} <= {stem for concept in asked.concepts for stem in concept.stems}


def test_chosen_groups_are_downloaded(editor: Client) -> None:
    group = SynonymGroup(words="Plavix\nclopidogrel")
    search.keep_synonyms(group)

    reply = editor.post(
        "/admin/answers/synonymgroup/", {"action": "download", "_selected_action": [str(group.pk)]}
    )

    assert reply.headers["Content-Disposition"] == 'attachment; filename="synonyms.csv"'
    assert "Plavix; clopidogrel" in reply.content.decode()
