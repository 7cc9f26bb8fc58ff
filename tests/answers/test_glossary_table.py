"""The glossary as a table: what is downloaded can be taken in again, and every row waits for its approval."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answers import glossary, workflow
from answers.importers import words
from answers.importers.tables import Taken
from answers.models import Refused, Term, TermVersion
from tests import cast, make
from tests.answers import reviewing

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HEAD = "number,language,word,meaning,said,kind,forms\n"


def take(rows: str) -> Taken:
    return written(HEAD + rows)


def written(table: str) -> Taken:
    rows = words.read_words(table)
    return Taken.of(workflow.write_terms(rows, by=cast.person("editor"), at=make.NOW))


def post(name: str, stored: bytes) -> Any:
    file = SimpleUploadedFile("words.csv", stored, "text/csv")
    return cast.client(name).post("/admin/words/import/", {"file": file})


def test_a_table_taken_away_and_brought_back_changes_nothing() -> None:
    make.approved_term("stroke", "Damage, =to the brain.", forms=("brain attack", "CVA"))
    make.term("clot", "=Blood that has set.")

    assert written(words.export_words()) == Taken(added=0, changed=0, same=2)


def test_a_row_that_was_taken_in_waits_for_somebody_elses_approval() -> None:
    make.approved_term("stroke", "Damage to the brain.")

    taken = take(",en,Stroke,A blocked vessel in the brain.,,condition,\n,en,ECG,A test.,,test,EKG; E C G\n")

    assert taken == Taken(added=1, changed=1, same=0)
    assert [version.term.headword for version in TermVersion.objects.waiting()] == ["stroke", "ECG"]
    live = glossary.live(Term.objects.get(headword="stroke"))
    assert live is not None
    assert live.meaning == "Damage to the brain."


def test_a_row_with_a_number_changes_that_word_whatever_it_is_called_now() -> None:
    term = make.approved_term("stroke", "Damage to the brain.")

    take(f"{term.pk},en,brain attack,Damage to the brain.,,condition,stroke\n")

    newest = TermVersion.objects.newest(term)
    assert newest is not None
    assert (newest.number, newest.said["headword"]) == (2, "brain attack")


@pytest.mark.parametrize(
    "row",
    [
        "99999,en,clot,Blood.,,word,",
        "x,en,clot,Blood.,,word,",
        ",en,clot,,,word,",
        ",xx,clot,Blood.,,word,",
        ",en,clot,Blood.,,shout,",
        ",en,clot,Blood.,,word,stroke",
    ],
)
def test_a_faulty_row_is_named_and_nothing_is_taken_in(row: str) -> None:
    make.approved_term("stroke", "Damage to the brain.")

    with pytest.raises(Refused, match="Row 3: "):
        take(f",en,fever,A high temperature.,,condition,\n{row}\n")

    assert Term.objects.count() == 1


def test_of_many_faulty_rows_twenty_are_named_and_the_rest_are_counted() -> None:
    with pytest.raises(Refused) as refused:
        take("".join(f",en,word{number},,,,\n" for number in range(25)))

    assert refused.value.sentences[-1] == "And 5 more."


def test_words_are_downloaded_and_imported_in_the_admin() -> None:
    make.approved_term("stroke", "Damage to the brain.")

    table = cast.client("reviewer").get("/admin/words/table.csv").content
    imported = post("editor", table.replace(b"Damage to", b"Harm to"))
    refused = post("editor", b"\xff\xfe")

    assert imported.status_code == 302
    assert TermVersion.objects.waiting().get().said["meaning"] == "Harm to the brain."
    assert "no text in UTF-8" in reviewing.text(refused)
