"""Imports after a merge: what is known under an old name is not brought in again."""

from __future__ import annotations

import pytest
from django.test import Client

from sources import importers
from sources.importers import Report
from sources.models import Source
from tests import cast, make
from tests.sources.test_merging import TITLE, merged, noticed, source
from tests.sources.test_merging_pairs import MOREAU

pytestmark = pytest.mark.django_db
IMPORT = "/admin/sources/source/import/"


def ris(**tags: str) -> str:
    known = {"TI": TITLE, "AU": "Moreau, Philippe", "PY": "2024"} | tags
    return "".join(["TY  - JOUR\n", *(f"{tag}  - {said}\n" for tag, said in known.items()), "ER  - \n"])


def brought_in(text: str) -> Report:
    records = importers.read(text.encode()).records
    return importers.import_sources(records, by=cast.person("editor"), at=make.NOW)


def test_the_file_that_brought_the_duplicate_adds_nothing_again() -> None:
    file = ris(TI=f"{TITLE}: as the duplicate called it", T2="Knees")
    [line] = brought_in(file).lines
    duplicate = Source.objects.get(key=line.source_key)
    kept = source("kept", contributors=MOREAU, doi="10.1000/knees")
    merged(duplicate, kept, chosen={"title": "kept", "container_title": "kept"})

    report = brought_in(file)

    assert [(each.verdict.value, each.source_key) for each in report.lines] == [("here", "kept")]
    assert Source.objects.count() == 2


def test_a_record_with_a_number_of_each_is_the_kept_one() -> None:
    duplicate, kept = source("twin", doi="10.1000/old"), source("kept", doi="10.1000/new")
    merged(duplicate, kept, is_sure=True)

    for doi in ("10.1000/old", "10.1000/new"):
        [line] = brought_in(ris(DO=doi)).lines
        assert (line.verdict.value, line.source_key) == ("here", "kept")

    kept.pmid = "123"
    kept.save()
    [line] = brought_in(ris(DO="10.1000/old", AN="123", DB="PubMed")).lines
    assert (line.verdict.value, line.source_key, line.sentence) == ("here", "kept", "Already here as kept.")


def test_a_notice_in_a_file_that_names_the_old_number_reaches_the_kept_one() -> None:
    duplicate, kept = source("twin", doi="10.1000/old"), source("kept", doi="10.1000/new")
    merged(duplicate, kept, is_sure=True)

    noticed(duplicate)

    assert kept.notices.count() == 1


def test_a_record_that_holds_two_sources_to_be_one_leads_to_their_comparison(client: Client) -> None:
    one, other = source("one", doi="10.1000/knees"), source("other", pmcid="PMC7")
    file = ris(DO="10.1000/knees", C2="PMC7")
    address = f"/admin/sources/source/{one.pk}/merge/{other.pk}/"

    client.force_login(cast.person("editor"))
    page = client.post(IMPORT, {"text": file}).content.decode()

    assert "Its numbers belong to different sources (DOI: one, PMCID: other)." in page
    assert f'<a href="{address}">' in page
