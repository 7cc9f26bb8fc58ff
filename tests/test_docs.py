"""The documents say what is there: every file they name exists, every word of the law is used as it says."""

import re
from pathlib import Path

import pytest
from django.core.management import get_commands

from answers.models import Answer, Candidacy, Stage
from answers.rendering import tokens

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])

_CODE = re.compile(r"`([^`\n]+)`")
_PATH = re.compile(r"(?:answers|sources|qa_site|templates|static|tests|deploy|docs)/[\w./-]*\w/?")
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_file_a_document_names_exists(document: Path) -> None:
    text = document.read_text()

    named = [part for code in _CODE.findall(text) for part in _PATH.findall(code)]
    linked = [str((document.parent / part).resolve().relative_to(ROOT)) for part in _LINK.findall(text)]

    absent = [path for path in (*named, *linked) if not _exists(path)]
    assert absent == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_command_a_document_names_exists(document: Path) -> None:
    text = document.read_text()
    targets = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text(), re.MULTILINE))

    ours = set(re.findall(r"(?:^|`|python )make ([a-z]+)", text, re.MULTILINE))
    managed = set(re.findall(r"manage\.py (\w+)", text))

    assert ours <= targets
    assert managed <= get_commands().keys()


def test_the_glossary_lists_every_stage_in_words() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()

    assert [stage for stage in Stage.values if stage not in glossary] == []
    assert Candidacy._meta.get_field("stage").choices == Stage.choices


def test_the_glossary_lists_every_public_state_in_words() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text().lower()

    assert [label for label in Answer.PublicState.labels if str(label) not in glossary] == []


def test_the_tokens_of_the_glossary_are_read_as_it_says() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text()

    found = [token.items for token in tokens.find(glossary)]

    assert [len(items or ()) for items in found] == [1, 1, 2]


def test_the_readme_begins_with_the_two_commands() -> None:
    first_screen = (ROOT / "README.md").read_text().splitlines()[:25]

    assert any(line.startswith("make run") for line in first_screen)
    assert any(line.startswith("make test") for line in first_screen)


def _exists(path: str) -> bool:
    return (ROOT / path).exists() or bool(list(ROOT.glob(f"{path}.*")))
