"""Problems: each fault of a citation is found once, named with its sentence, and told with what to do."""

import pytest

from answers.content import Content
from answers.rendering import problems


def found(research: str = "", *, doctor_questions: tuple[str, ...] = ()) -> list[problems.Problem]:
    content = Content("q", research=research, doctor_questions=doctor_questions)
    return list(problems.problems(content, {"a", "b"}))


@pytest.mark.parametrize(
    "text",
    [
        "Rest helps [@a].",
        "Rest helps [@a, p. 4; @b].",
        r"Type \[@x].",
        "26 patients [@a]",
        "in 2025. [@a]",
        "75% [@a]",
    ],
)
def test_a_sound_text_has_no_problems(text: str) -> None:
    assert found(f"<p>{text}</p>") == []


def test_an_unknown_key_is_named_with_its_sentence() -> None:
    (problem,) = found("<p>Water helps. Rest helps [@a; @nobody].</p>")

    assert (problem.kind, problem.block, problem.sentence) == ("unknown_key", "research", "Rest helps.")
    assert "“nobody”" in problem.message
    assert "“Rest helps.”" in problem.message
    assert not problem.is_warning


def test_a_malformed_token_says_how_to_write_it() -> None:
    (problem,) = found("<p>Rest helps [@two words].</p>")

    assert problem.kind == "malformed"
    assert "[@two words]" in problem.message
    assert "Write it as [@key]" in problem.message


@pytest.mark.parametrize(
    "text", ["Rest helps [@a", "Rest [@] helps", "Rest [@a [x]] helps", "Rest [@a<code>]</code>"]
)
def test_a_token_that_is_not_finished_is_found(text: str) -> None:
    (problem,) = found(f"<p>{text}</p>")

    assert problem.kind == "malformed"


def test_a_token_in_a_question_for_the_doctor_is_refused() -> None:
    (problem,) = found(doctor_questions=("Is it safe?", "Is it new [@a]?"))

    assert (problem.kind, problem.block) == ("doctor_question", "doctor_questions")


def test_a_token_inside_a_link_is_refused() -> None:
    (problem,) = found('<p>See <a href="/x">this [@a]</a>.</p>')

    assert problem.kind == "misplaced"


def test_a_token_without_a_sentence_is_refused() -> None:
    (problem,) = found("<p>Rest helps.</p><p>[@a]</p>")

    assert problem.kind == "no_sentence"


@pytest.mark.parametrize(
    "text",
    ["10[@a] people", "10 [@a] people", "10 mg [@a] helps", "10<sup>9</sup> [@a] cells", "IL-6 [@a] rose"],
)
def test_a_number_that_would_look_like_an_exponent_is_warned_of(text: str) -> None:
    (problem,) = found(f"<p>{text}</p>")

    assert problem.kind == "looks_like_exponent"
    assert problem.is_warning


def test_a_long_sentence_is_named_by_its_beginning() -> None:
    (problem,) = found(f"<p>{'Rest helps ' * 30}[@nobody].</p>")

    assert len(problem.message) < 300
