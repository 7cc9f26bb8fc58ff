"""How hard a text is to read, as its writers, reviewers, readers and programs are told."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import translation

from answers.admin.writing import reading_panel
from answers.content import Content
from answers.pages import reading_level
from answers.rendering.terms import Glossary, Term
from tests import cast, make
from tests.answers.test_admin_answers import address, typed

HARD = "<p>Immunomodulatory therapy was administered by the multidisciplinary team after IRT and so on.</p>"
EASY = "<p>Go home. Eat well. Sleep long.</p>"


def test_the_panel_names_each_part_with_its_figures_as_written_and_set_aside() -> None:
    content = Content("Why?", short_answer=HARD, doctor_questions=("What helps me?",))

    shown = reading_panel.of(content, Glossary([Term("immunomodulatory", "It calms the body's defences.")]))

    assert shown is not None
    assert [block.label for block in shown.blocks] == ["Short answer", "What to ask your doctor"]
    assert float(shown.blocks[0].adjusted) < float(shown.blocks[0].written)
    assert shown.set_aside == 1


def test_a_hard_sentence_comes_with_what_makes_it_hard() -> None:
    shown = reading_panel.of(Content("Why?", research=HARD))

    assert shown is not None
    assert shown.hard[0].claim == 1
    assert shown.hard[0].why == (
        "long words: Immunomodulatory, multidisciplinary, administered, therapy",
        "not explained: IRT",
        "passive: it does not say who does it",
    )


def test_an_empty_text_has_no_panel_and_an_easy_one_no_hard_sentence() -> None:
    easy = reading_panel.of(Content("Why?", research=EASY))

    assert reading_panel.of(Content("Why?")) is None
    assert easy is not None
    assert easy.hard == ()


@pytest.mark.parametrize(
    ("language", "research", "words"),
    [
        ("en", EASY, "grade 4 or easier"),
        ("en", HARD, "harder than school texts"),
        (
            "en",
            "<p>You may need another blood test before you go home again.</p>",
            "about grade 5",
        ),
        ("es", "<p>Come bien. Duerme ocho horas.</p>", "very easy (INFLESZ scale)"),
        ("de", "<p>Nach Hause gehen.</p>", ""),
    ],
)
def test_readers_are_told_a_band_and_no_decimal(language: str, research: str, words: str) -> None:
    with translation.override("en"):
        assert reading_level.band(Content("Why?", language=language, research=research)) == words


def test_programs_get_the_figures_of_each_part_in_the_terms_of_its_language() -> None:
    english = reading_level.document(Content("Why?", research=EASY))
    spanish = reading_level.document(Content("¿Por qué?", language="es", research="<p>Come bien.</p>"))

    assert english is not None
    assert english["parts"][0]["as_written"].keys() == {"flesch_kincaid_grade", "flesch_ease", "smog_grade"}
    assert spanish is not None
    assert spanish["as_written"].keys() == {"fernandez_huerta", "inflesz"}
    assert reading_level.document(Content("Warum?", language="de", research="<p>Nein.</p>")) is None


@pytest.mark.django_db
def test_the_panel_is_told_anew_with_what_is_typed(client: Client) -> None:
    answer = make.answer()
    client.force_login(cast.person("editor"))

    reply = client.post(address(answer, "live"), typed(answer, research=HARD)).json()

    assert "multidisciplinary" in reply["reading"]
    assert 'data-claim="3"' in reply["reading"]


@pytest.mark.django_db
def test_the_page_and_the_workspace_tell_the_level(client: Client) -> None:
    answer = make.published().answer
    page = client.get(answer.question.get_absolute_url()).content.decode()
    client.force_login(cast.person("reviewer"))
    workspace = client.get(f"/admin/review/{make.latest(answer).pk}/").content.decode()

    assert "<dt>Reading level</dt><dd>Grade 4 or easier</dd>" in page
    assert "How it reads: grade 4 or easier" in workspace
