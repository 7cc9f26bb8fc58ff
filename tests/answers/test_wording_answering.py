"""The first sentence of a short answer: what answers the question, and what only leads up to it."""

from __future__ import annotations

import pytest

from answers.wording.answering import Miss, missed

AF = "Do I need a blood thinner if I have atrial fibrillation?"


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        (AF, "If your risk of stroke is raised, a blood thinner lowers it."),
        ("Is apixaban safer than warfarin?", "Yes, for people like those in one large trial."),
        ("Can I drive after surgery?", "It depends on the kind of operation."),
        ("Should I stop my pills before an operation?", "We do not know yet."),
        ("Is it safe to fly?", "For most people it is."),
        ("Why did the FDA change the warning?", "The FDA said that the old words were out of date."),
        ("How is CRS treated?", "Doctors treat CRS with steroids."),
        ("What is cytokine release syndrome?", "Cytokine release syndrome is a reaction of the body."),
        ("My watch says I may have AF. What should I do?", "Ask your doctor for a recording of your heart."),
        ("¿Ayuda la terapia hormonal con los sofocos?", "Sí, es lo que más ayuda."),
        ("¿Qué es el mieloma?", "El mieloma es un cáncer de la sangre."),
    ],
)
def test_a_sentence_that_answers_is_let_pass(question: str, sentence: str) -> None:
    assert missed(question, sentence, "es" if question.startswith("¿") else "en") is None


@pytest.mark.parametrize(
    ("question", "sentence", "how"),
    [
        (AF, "Do you need a blood thinner?", Miss.ASKS),
        (AF, "This page is about blood thinners.", Miss.LEADS_UP),
        (AF, "Many people ask whether they need a blood thinner.", Miss.LEADS_UP),
        (AF, "Whether to take a blood thinner is a common question.", Miss.LEADS_UP),
        (AF, "It is important to talk with your doctor about blood thinners.", Miss.LEADS_UP),
        (AF, "Atrial fibrillation is an uneven heartbeat.", Miss.DEFINES),
        (AF, "Your body makes new cells every day.", Miss.ELSEWHERE),
        ("How long does chemotherapy last?", "Cancer touches everybody in a family.", Miss.ELSEWHERE),
        ("¿Ayuda la terapia hormonal?", "La terapia hormonal es un tratamiento.", Miss.DEFINES),
        ("¿Ayuda la terapia hormonal?", "Esta página habla de hormonas.", Miss.LEADS_UP),
    ],
)
def test_a_sentence_that_does_not_answer_is_found(question: str, sentence: str, how: Miss) -> None:
    assert missed(question, sentence, "es" if question.startswith("¿") else "en") is how


def test_of_a_language_whose_words_we_do_not_know_only_a_question_is_found() -> None:
    assert missed("Brauche ich das?", "Diese Seite handelt davon.", "de") is None
    assert missed("Brauche ich das?", "Brauchen Sie das?", "de") is Miss.ASKS
