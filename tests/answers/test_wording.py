"""Words that say too much: surer than the evidence, misleading in figures, about the making of the text."""

from __future__ import annotations

import pytest

from answers.wording import figures, process_words, studies
from answers.wording.surety import Tone, too_sure


@pytest.mark.parametrize(
    ("sentence", "certainty", "tone"),
    [
        ("A review of expert opinions confirms that the drug is recommended.", "expert", Tone.SETTLED),
        ("This small study proves that the diet works.", "very_low", Tone.SETTLED),
        ("The data show that statins are effective.", "low", Tone.SETTLED),
        ("The drug has been shown to help.", "low", Tone.SETTLED),
        ("If you take it early, the drug is effective.", "low", Tone.SETTLED),
        ("Ginger is a proven treatment for nausea.", "low", Tone.SETTLED),
        ("The study confirms that the patch is safe.", "moderate", Tone.SETTLED),
        ("Without question, the filter is effective.", "low", Tone.SETTLED),
        ("The drug will prevent infections.", "low", Tone.PROMISED),
        ("It may help some people, but it will cure most of them.", "low", Tone.PROMISED),
        ("The drug is recommended before the first dose.", "expert", Tone.RECOMMENDED),
        ("The drug probably lowers the risk.", "low", Tone.LIKELY),
        ("Blood thinners lower the risk of stroke.", "moderate", Tone.PLAIN),
        ("Early use results in fewer reactions.", "low", Tone.PLAIN),
        ("This herb cures pain.", "none", Tone.PLAIN),
    ],
)
def test_words_that_are_surer_than_the_certainty_are_found(sentence: str, certainty: str, tone: Tone) -> None:
    phrase = too_sure(sentence, certainty)

    assert phrase is not None
    assert phrase.tone is tone


@pytest.mark.parametrize(
    ("sentence", "certainty"),
    [
        ("Apixaban lowers the risk of stroke.", "high"),
        ("Many trials show that statins are effective.", "high"),
        ("Aspirin probably lowers the risk of stroke.", "moderate"),
        ("A guideline from 2023 recommends a blood thinner.", "moderate"),
        ("The drug may lower the risk of infection.", "low"),
        ("No study proves that the diet works.", "low"),
        ("Does the study prove that the diet works?", "low"),
        ("One paper has the title “Aspirin prevents stroke”.", "low"),
        ("It is unclear whether exercise reduces pain.", "low"),
        ("More studies are needed to confirm this.", "low"),
        ("A larger trial could show that it works.", "low"),
        ("Your doctor will check your blood before you start.", "low"),
        ("You will be asked about your other medicines.", "low"),
        ("People with a lower risk were left out.", "low"),
        ("Two small studies suggest that the drug is effective.", "low"),
        ("One small study found that people slept longer.", "low"),
        ("Doctors asked in one study said that they use it early.", "expert"),
        ("According to ten doctors, it is effective when given early.", "expert"),
        ("We do not know if the drug will help.", "very_low"),
        ("The evidence is very uncertain about the effect of yoga on stress.", "very_low"),
    ],
)
def test_hedges_denials_questions_titles_and_what_others_say_are_let_pass(
    sentence: str, certainty: str
) -> None:
    assert too_sure(sentence, certainty) is None


@pytest.mark.parametrize(
    ("sentence", "certainty", "is_found"),
    [
        ("El estudio confirma que el medicamento es eficaz.", "low", True),
        ("El medicamento evitará los coágulos.", "low", True),
        ("Se recomienda el medicamento en este caso.", "expert", True),
        ("La hierba cura el dolor.", "very_low", True),
        ("El medicamento puede reducir el dolor.", "low", False),
        ("El medicamento probablemente reduce el riesgo.", "moderate", False),
        ("No se sabe si el medicamento reduce el dolor.", "low", False),
        ("Su médico le explicará los resultados.", "low", False),
        ("¿Demuestra el estudio que funciona?", "low", False),
    ],
)
def test_spanish_is_held_to_the_same(sentence: str, certainty: str, is_found: bool) -> None:  # noqa: FBT001
    assert (too_sure(sentence, certainty, "es") is not None) is is_found


def test_a_language_whose_words_we_do_not_know_is_left_alone() -> None:
    assert too_sure("La étude confirms it.", "low", "fr") is None


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("It happened to 72.1% of people.", "72.1%"),
        ("About 14 percent had pain.", "14 percent"),
        ("It happened to 119 of 165 people (72.1%).", ""),
        ("About 1 in 7 people (14.3%) had it.", ""),
    ],
)
def test_a_percentage_is_bare_until_it_is_said_in_people(sentence: str, found: str) -> None:
    assert figures.bare_percentage(sentence) == found


@pytest.mark.parametrize(
    ("sentences", "is_lone"),
    [
        (["The risk fell by 50%."], True),
        (["The drug halves the risk."], True),
        (["It was 3 times more likely."], True),
        (["Strokes were 21% less common.", "It was 13 instead of 16 in 1,000 people."], False),
        (["Take it twice a day."], False),
        (["Half of the people slept better."], False),
        (["It lasted longer by half an hour."], False),
    ],
)
def test_a_difference_is_lone_without_its_numbers_beside_it(sentences: list[str], is_lone: bool) -> None:  # noqa: FBT001
    assert bool(figures.lone_difference(sentences, 0)) is is_lone


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("None of the provided sources speaks of this.", "provided sources"),
        ("The sources given do not say so.", "sources given"),
        ("Nothing in the supplied set of articles fits.", "supplied set of articles"),
        ("As an AI, I cannot say.", "As an AI"),
        ("Ninguna de las fuentes proporcionadas lo dice.", "fuentes proporcionadas"),
        ("Read the information given to you at the clinic.", ""),
        ("Prompt treatment may help.", ""),
        ("Advice was given by a nurse.", ""),
    ],
)
def test_words_about_the_making_of_the_text_are_found(sentence: str, found: str) -> None:
    assert process_words.found(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("In one trial fewer people had a stroke.", True),
        ("A small, older study of ten people said the same.", True),
        ("In interviews, 20 clinicians spoke about it.", True),
        ("Experts sort it into grades.", True),
        ("Fewer people had a stroke.", False),
        ("It is managed early with a drug.", False),
    ],
)
def test_one_study_is_heard_of(sentence: str, says: bool) -> None:  # noqa: FBT001 - a column of the table
    assert studies.says_which(sentence) is says
