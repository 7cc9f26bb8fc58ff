"""Everything public in one file: each line with its hash, the same bytes each time, and nothing else."""

from __future__ import annotations

import hashlib
import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from answers import workflow
from answers.models import PublishedPage
from tests import cast, make

pytestmark = pytest.mark.django_db


def exported(path: Path) -> list[Any]:
    call_command("export_public", str(path), stdout=StringIO())
    return [json.loads(line) for line in path.read_text().splitlines()]


def test_every_public_row_is_one_line_with_its_hash(tmp_path: Path) -> None:
    publication = make.corrected(make.correction())

    found = exported(tmp_path / "all.jsonl")

    assert [each["kind"] for each in found] == ["topic", "answer", "source", "source", "correction"]
    assert found[1]["document"]["content_hash"] == publication.revision.content_hash
    for each in found:
        text = json.dumps(each["document"], ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(text.encode()).hexdigest() == each["sha256"]


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    for _ in range(3):
        make.published()
    first, again = tmp_path / "first", tmp_path / "again"
    exported(first)
    PublishedPage.objects.update(is_stale=True)

    exported(again)

    assert first.read_bytes() == again.read_bytes()


def test_no_draft_and_nothing_withdrawn_is_exported(tmp_path: Path) -> None:
    make.answer(wording="A secret draft?")
    gone = make.published(wording="What was withdrawn?").answer
    workflow.withdraw(gone, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert exported(tmp_path / "all") == []


def test_standard_output_takes_the_lines() -> None:
    make.published()
    out = StringIO()

    call_command("export_public", "-", stdout=out)

    assert len(out.getvalue().splitlines()) == 4


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be written") as refused:
        call_command("export_public", str(tmp_path / "none" / "all"))

    assert refused.value.returncode == 2
