"""The command import_page: a file or standard input in, a report out, and its exit codes."""

import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from answers.models import Answer, Credit
from tests import cast
from tests.answers.word_files import archive

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

PAGE = """Should I drink coffee before a blood test?
Plain water is safest.
What the research says
Coffee raised the sugar of some people1. Others saw no change 12.
What to ask your doctor
- May I drink coffee?
This question is drawn from common patient questions about Blood tests and answered using cited research.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "coffee.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("import_page", *arguments, stdout=out)
    return out.getvalue()


def test_it_prints_what_was_made_of_the_page(page: Path) -> None:
    cast.person("admin")

    printed = run(str(page))

    assert "Question: Should I drink coffee before a blood test?" in printed
    assert f"Draft made: answer {Answer.objects.get().pk}" in printed


def test_it_prints_json_for_scripts(page: Path) -> None:
    cast.person("admin")

    report = json.loads(run(str(page), "--json"))

    promised = {name: report[name] for name in ("topic", "doctor_questions", "sources", "citations", "runs")}
    assert promised == {
        "topic": "Blood tests",
        "doctor_questions": 1,
        "sources": 2,
        "citations": 2,
        "runs": [{"text": "12", "reading": [1, 2]}],
    }


def test_a_dash_reads_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    cast.person("admin")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))

    assert "Draft made" in run("-")


def test_a_second_time_it_says_that_the_page_is_here(page: Path) -> None:
    cast.person("admin")
    run(str(page))

    assert "imported before" in run(str(page))
    assert Answer.objects.count() == 1


def test_a_named_person_imports(page: Path) -> None:
    cast.person("admin")
    editor = cast.person("editor")

    run(str(page), "--by", "editor", "--topic", "Coffee")

    assert Credit.objects.get().person == editor
    assert Answer.objects.get().question.main_topic.name == "Coffee"


def test_the_only_person_who_may_import_need_not_be_named(page: Path) -> None:
    editor = cast.person("editor")

    run(str(page))

    assert Credit.objects.get().person == editor


@pytest.mark.parametrize("arguments", [[], ["--by", "nobody"]])
def test_without_a_clear_person_it_asks_for_one(page: Path, arguments: list[str]) -> None:
    cast.person("editor")
    cast.person("editor2")

    with pytest.raises(CommandError, match="account") as refused:
        run(str(page), *arguments)

    assert refused.value.returncode == 2


@pytest.mark.parametrize(
    ("stored", "sentence"),
    [
        (b"", "no text"),
        (b"\x00\x01\x02", "not plain text"),
        (PAGE.encode("utf-16"), "UTF-8"),
        (PAGE.replace("safest", "sûr").encode("latin-1"), "UTF-8"),
        (b"a" * 1_000_001, "1 MB"),
        (b"A shopping list", "question is missing"),
    ],
)
def test_a_refused_file_ends_with_a_sentence_and_leaves_no_trace(
    page: Path, stored: bytes, sentence: str
) -> None:
    cast.person("admin")
    page.write_bytes(stored)

    with pytest.raises(CommandError, match=sentence) as refused:
        run(str(page))

    assert refused.value.returncode == 1
    assert not Answer.objects.exists()


@pytest.mark.parametrize("name", ["missing.txt", "."])
def test_a_file_that_cannot_be_opened_is_named(tmp_path: Path, name: str) -> None:
    cast.person("admin")

    with pytest.raises(CommandError, match="“"):
        run(str(tmp_path / name))


def folder(tmp_path: Path) -> Path:
    made = tmp_path / "pages"
    (made / "more").mkdir(parents=True)
    (made / "a.txt").write_text(PAGE, encoding="utf-8")
    (made / "b.pdf").write_bytes(b"%PDF-1.7")
    (made / "more" / "c.html").write_text(
        "<h1>Should I eat before a blood test?</h1><p>Water is safest.</p><h2>Evidence</h2>"
        "<p>Nobody knows.</p><p>This question is drawn from common patient questions about Blood tests and "
        "answered using cited research.</p>",
        encoding="utf-8",
    )
    (made / "notes.xlsx").write_bytes(b"x")
    return made


def refused(*arguments: str) -> tuple[str, CommandError]:
    out = io.StringIO()
    with pytest.raises(CommandError) as stopped:
        call_command("import_page", *arguments, stdout=out, stderr=io.StringIO())
    return out.getvalue(), stopped.value


def test_a_folder_is_imported_page_by_page_and_a_bad_file_stops_no_other(tmp_path: Path) -> None:
    cast.person("admin")

    printed, stopped = refused(str(folder(tmp_path)))

    assert Answer.objects.count() == 2
    assert "Drafts made: 2. Here already: 0. Refused: 1." in printed
    assert "b.pdf\n  Refused: This is a file of the kind “PDF”" in printed
    assert "b.pdf: This is a file of the kind “PDF”" in str(stopped)
    assert stopped.returncode == 1


def test_several_files_give_a_list_as_json(tmp_path: Path) -> None:
    cast.person("admin")
    made = folder(tmp_path)

    told = json.loads(run(str(made / "a.txt"), str(made / "more" / "c.html"), "--json"))

    assert [(each["file"], each["imported"], each["problems"]) for each in told] == [
        ("a.txt", True, []),
        ("c.html", True, []),
    ]
    assert told[0]["runs"] == [{"text": "12", "reading": [1, 2]}]


def test_a_refused_file_has_its_reasons_in_the_list(tmp_path: Path) -> None:
    cast.person("admin")

    printed, _stopped = refused(str(folder(tmp_path)), "--json")

    assert [bool(each["problems"]) for each in json.loads(printed)] == [False, True, False]


def test_an_archive_is_a_folder(tmp_path: Path) -> None:
    cast.person("admin")
    path = tmp_path / "pages.zip"
    path.write_bytes(archive({"pages/coffee.txt": PAGE}))

    printed = run(str(path))

    assert "pages.zip: coffee.txt" in printed
    assert Answer.objects.count() == 1


def test_a_second_run_over_a_folder_adds_nothing(tmp_path: Path) -> None:
    cast.person("admin")
    made = folder(tmp_path)
    (made / "b.pdf").unlink()
    run(str(made))

    printed = run(str(made))

    assert "Drafts made: 0. Here already: 2. Refused: 0." in printed
    assert Answer.objects.count() == 2


def test_a_file_that_is_missing_among_several_is_named(tmp_path: Path, page: Path) -> None:
    cast.person("admin")

    _printed, stopped = refused(str(page), str(tmp_path / "missing.txt"))

    assert "missing.txt" in str(stopped)
    assert Answer.objects.count() == 1


def test_an_empty_folder_is_no_use(tmp_path: Path) -> None:
    cast.person("admin")

    _printed, stopped = refused(str(tmp_path))

    assert "no page in the folder" in str(stopped)


def test_a_dry_run_changes_nothing(page: Path) -> None:
    cast.person("admin")

    assert "A draft could be made of it. Nothing was changed." in run(str(page), "--dry-run")
    assert not Answer.objects.exists()
