"""Medical words in a text: whole words, the longest form, capitals where they matter, in any script."""

from __future__ import annotations

import time

import pytest

from answers.content import Content
from answers.rendering import terms, words_used
from answers.rendering.terms import Glossary, Term

TOCILIZUMAB = Term("tocilizumab", "A medicine that blocks interleukin-6.", "toe-si-LIZ-oo-mab", "medicine")
ARTERITIS = Term("arteritis", "Swelling of an artery.", kind="condition")
GIANT = Term("giant cell arteritis", "Swelling of arteries in the head.", forms=("GCA",), kind="condition")
IL6 = Term("IL-6", "A signal of the immune system.", kind="acronym")
ESR = Term("ESR", "A blood test for inflammation.", kind="acronym")
CROHN = Term("Crohn's disease", "A long-lasting illness of the gut.")
AIDS = Term("AIDS", "A late stage of HIV infection.", kind="acronym")
STEROIDAL = Term("steroidal", "Like a steroid.")
EVERY = Glossary((TOCILIZUMAB, ARTERITIS, GIANT, IL6, ESR, CROHN, AIDS, STEROIDAL, Term("IL", "x")))


def found(text: str, glossary: Glossary = EVERY) -> list[str]:
    return [text[spot.start : spot.end] for spot in glossary.find(text)]


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("Tocilizumab helps; TOCILIZUMAB’s effect.", ["Tocilizumab", "TOCILIZUMAB"]),
        ("Giant-cell arteritis is one arteritis.", ["Giant-cell arteritis", "arteritis"]),
        ("giant cell\u00a0arteritis", ["giant cell\u00a0arteritis"]),
        ("Two ESRs and a CRP/ESR.", ["ESRs", "ESR"]),
        ("IL\u20116, IL-6-mediated, (IL-6)", ["IL\u20116", "IL-6", "IL-6"]),
        ("Crohn’s disease, crohn's diseases", ["Crohn’s disease", "crohn's diseases"]),
        ("to\u00adci\u00adlizumab", ["to\u00adci\u00adlizumab"]),
    ],
)
def test_a_use_is_found_however_it_is_typed(text: str, uses: list[str]) -> None:
    assert found(text) == uses


@pytest.mark.parametrize(
    "text",
    [
        "tocilizumabs3 arteritisx",
        "hearing aids, esr, il-6",
        "IL-17 is another signal",
        "a non-steroidal medicine",
        "https://example.org/arteritis a@arteritis.org www.arteritis.org arteritis.org",
        "giant cell. Arterit",
        "",
    ],
)
def test_part_of_a_word_another_name_and_an_address_are_no_use(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("headword", "text"),
    [
        ("Sjögren’s syndrome", "Sjo\u0308gren's Syndrome"),
        ("гипертония", "ГИПЕРТОНИЯ"),
        ("关节炎", "我有关节炎吗"),
        ("التهاب المفاصل", "عن التهاب المفاصل"),
        ("高血圧", "高血圧です"),
        ("𝕚nsulin", "insulin"),
    ],
)
def test_words_of_any_script_are_found(headword: str, text: str) -> None:
    glossary = Glossary((Term(headword, "x", language="zh"),))

    assert len(glossary.find(text)) == 1


def test_regular_plurals_follow_the_language() -> None:
    spanish = Glossary((Term("biopsia", "x", language="es"), Term("articulación", "x", language="es")))
    english = Glossary((Term("biopsy", "x"), Term("relapse", "x"), Term("pelvis", "x")))

    assert found("biopsias y articulaciones", spanish) == ["biopsias", "articulaciones"]
    assert found("biopsies, relapses, pelvises", english) == ["biopsies", "relapses", "pelvises"]


def test_the_first_of_two_terms_has_the_form_that_both_claim() -> None:
    first, second = Term("flare", "A worse spell."), Term("relapse", "It came back.", forms=("flare",))

    assert [spot.term for spot in Glossary((first, second)).find("A flare, a relapse")] == [first, second]


@pytest.mark.parametrize("piece", ["giant cell ", "arteritis-", "a", "Crohn’", "@", "关节", "e\u0301"])
def test_a_long_text_takes_time_in_proportion(piece: str) -> None:
    started = time.perf_counter()

    EVERY.find(piece * 60_000)

    assert time.perf_counter() - started < 5


CONTENT = Content(
    question="Does tocilizumab help in giant cell arteritis?",
    short_answer="<p>Yes [@tocilizumab2020]. <em>Tocili</em>zumab blocks IL-<sub>6</sub>.</p>",
    research="<p>ESR fell [@b, p. 4].</p><ul><li>Less arteritis</li><li>and tocilizumab again.</li></ul>",
    doctor_questions=("Do I need tocilizumab?", "What is my ESR?"),
)


def test_the_first_use_in_each_block_is_told_in_reading_order() -> None:
    told = words_used.first_uses(CONTENT, EVERY)
    texts = words_used.texts(CONTENT)

    assert [(use.block, texts[use.block][use.start : use.end]) for use in told] == [
        ("question", "tocilizumab"),
        ("question", "giant cell arteritis"),
        ("short_answer", "Tocilizumab"),
        ("short_answer", "IL-6"),
        ("research", "ESR"),
        ("research", "arteritis"),
        ("research", "tocilizumab"),
        ("doctor_questions", "tocilizumab"),
        ("doctor_questions", "ESR"),
    ]


def test_what_the_page_uses_is_explained_in_alphabetical_order() -> None:
    explained = words_used.explained(CONTENT, EVERY)

    assert explained.terms == (ARTERITIS, ESR, GIANT, IL6, TOCILIZUMAB)
    assert {"gca", "il-6", "esrs"} <= explained.forms
    assert "aids" not in explained.forms


def test_more_words_than_a_page_explains_are_not_explained() -> None:
    names = [f"word{chr(97 + place)}" for place in range(words_used.MOST + 2)]
    content = Content(question=" ".join(reversed(names)))

    explained = words_used.explained(content, Glossary(Term(name, "x") for name in names))

    assert [each.headword for each in explained.terms] == names[2:]
    assert not terms.NONE
