"""The frozen shape of an answer: canonical, hashed, and readable for ever."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answers import content
from answers.content import Byline, Content, SetAside, Use
from answers.rendering import fragments
from sources.formatting import Name, Work

SCHEMAS = Path(__file__).parent / "schemas"

WORK = Work("trial", title="A trial", contributors=(Name("Author", "Ann"),), year=2024, doi="10.1000/x")
USE = Use("a" * 64, "trial", "p. 4", "supports", "The words.")

words = st.text(max_size=40)


@given(question=words, short_answer=words, doctor_questions=st.lists(words, max_size=3), note=words)
def test_what_is_frozen_is_read_back_the_same(
    question: str, short_answer: str, doctor_questions: list[str], note: str
) -> None:
    whole = Content(
        question=question,
        short_answer=short_answer,
        doctor_questions=tuple(doctor_questions),
        uses=(replace(USE, note=note),),
        set_aside=(SetAside("other", note),),
        works=(WORK,),
        byline=(Byline(7, "editor", "MD"),),
    )

    assert content.loads(content.dumps(whole)) == whole


def test_the_same_content_gives_the_same_bytes() -> None:
    whole = Content(question="Why?", works=(WORK,), uses=(USE,))

    assert content.dumps(whole) == content.dumps(content.loads(content.dumps(whole)))
    assert len(content.digest(content.dumps(whole))) == 64


def test_a_schema_of_the_future_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="content schema 99"):
        content.loads('{"schema": 99}')


@pytest.mark.parametrize("path", sorted(SCHEMAS.glob("content-*.json")), ids=lambda path: path.stem)
def test_every_schema_that_was_ever_frozen_still_renders(path: Path) -> None:
    frozen = content.loads(path.read_text().strip())

    rendered = fragments.render(frozen)

    assert frozen.question
    assert 'role="doc-biblioref"' in rendered.short_answer + rendered.research
    assert rendered.references


def test_the_present_schema_has_its_frozen_sample() -> None:
    assert (SCHEMAS / f"content-{content.SCHEMA}.json").exists(), (
        f"Freeze one content as tests/answers/schemas/content-{content.SCHEMA}.json, and never change it."
    )


@pytest.mark.parametrize(
    "changed",
    [
        replace(USE, claim_hash="b" * 64),
        replace(USE, source_key="other"),
        replace(USE, locator="p. 5"),
        replace(USE, role="context"),
        replace(USE, quote="Other words."),
    ],
    ids=["sentence", "source", "place", "role", "quote"],
)
def test_a_check_does_not_hold_for_a_changed_citation(changed: Use) -> None:
    assert content.fingerprint(changed, WORK) != content.fingerprint(USE, WORK)


@pytest.mark.parametrize(
    "other", [replace(WORK, doi="10.1000/y"), replace(WORK, year=2023), replace(WORK, title="Another trial")]
)
def test_a_check_does_not_hold_for_another_work_under_the_same_key(other: Work) -> None:
    assert content.fingerprint(USE, other) != content.fingerprint(USE, WORK)


def test_a_check_holds_when_a_page_number_of_the_source_is_mended() -> None:
    mended = replace(WORK, pages="1-9", title="A trial.", doi="10.1000/X")

    assert content.fingerprint(USE, mended) == content.fingerprint(USE, WORK)
