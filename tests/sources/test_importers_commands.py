"""import_sources and export_sources as an operator uses them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from sources.models import Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FILES = Path(__file__).with_name("files")
RIS = "TY  - JOUR\r\nTI  - One study\r\nDO  - 10.1000/one\r\nER  - \r\nTY  - JOUR\r\nVL  - 3\r\nER  - \r\n"


@pytest.fixture
def ris(tmp_path: Path) -> str:
    cast.person("admin")
    path = tmp_path / "list.txt"
    path.write_bytes(RIS.encode())
    return str(path)


def told(*arguments: str, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_a_file_is_imported_with_a_report_of_its_bad_record(ris: str) -> None:
    report = json.loads(told("import_sources", ris, "--json"))

    assert (report["format"], report["imported"], report["bad"]) == ("ris", 1, 1)
    assert report["problems"][0]["line"] == 5
    assert Source.objects.get().doi == "10.1000/one"


def test_a_second_import_adds_nothing(ris: str) -> None:
    told("import_sources", ris)

    report = json.loads(told("import_sources", ris, "--json"))

    assert (report["imported"], report["already_here"], Source.objects.count()) == (0, 1, 1)


def test_a_dry_run_changes_nothing(ris: str) -> None:
    text = told("import_sources", ris, "--dry-run")

    assert "Would be new: 1" in text
    assert not Source.objects.exists()


def test_what_is_no_list_of_sources_is_refused_in_words(tmp_path: Path) -> None:
    cast.person("admin")
    packed = tmp_path / "list.ris"
    packed.write_bytes(b"PK\x03\x04 and so on")

    with pytest.raises(CommandError, match="zip archive"):
        told("import_sources", str(packed))


def test_without_a_name_and_with_several_administrators_the_use_is_wrong(ris: str) -> None:
    made = cast.person("editor")
    made.is_superuser = True
    made.save()

    with pytest.raises(CommandError) as refused:
        told("import_sources", ris)

    assert refused.value.returncode == 2


def test_everything_is_exported_and_merged_sources_once() -> None:
    kept = make.source("kept")
    make.source("old", merged_into=kept)

    items = json.loads(told("export_sources", "--format", "csl-json"))

    assert [item["id"] for item in items] == ["kept"]


def test_keys_are_exported_in_their_order_and_an_unknown_one_is_named() -> None:
    for key in ("a", "b", "c"):
        make.source(key)

    items = json.loads(told("export_sources", "--format", "csl-json", "--key", "c", "--key", "a"))

    assert [item["id"] for item in items] == ["c", "a"]
    with pytest.raises(CommandError, match="nobody"):
        told("export_sources", "--key", "nobody")


def test_a_file_is_written_byte_for_byte(tmp_path: Path) -> None:
    make.source("a")

    told("export_sources", "--output", str(tmp_path / "out.ris"))

    assert (tmp_path / "out.ris").read_bytes().endswith(b"ER  - \r\n")


def test_exporting_many_costs_as_many_queries_as_few(django_assert_max_num_queries: Any) -> None:
    for _ in range(30):
        make.source()

    with django_assert_max_num_queries(1):
        told("export_sources")
