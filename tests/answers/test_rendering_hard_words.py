"""Short forms and medicines that a page does not explain, and plainer words for hard ones."""

from __future__ import annotations

import pytest

from answers.content import Content
from answers.rendering import hard_words, plain_words
from answers.rendering.terms import NONE, Glossary, Term


def found(text: str, *terms: Term, language: str = "en") -> list[str]:
    content = Content(question="Q?", language=language, research=f"<p>{text}</p>")
    return [each.text for each in hard_words.unexplained(content, Glossary(terms))]


@pytest.mark.parametrize(
    "word", ["ESR", "ESRs", "IL-6", "CD20", "mRNA", "HbA1c", "PD-1", "HLA-B27", "DMARDs"]
)
def test_short_forms_are_told(word: str) -> None:
    assert hard_words.is_acronym(word)


@pytest.mark.parametrize(
    "word", ["I", "A", "II", "B12", "McDonald", "US", "COVID-19", "Gout", "X-ray", "is", "UK"]
)
def test_what_only_looks_like_one_is_not(word: str) -> None:
    assert not hard_words.is_acronym(word)


@pytest.mark.parametrize(
    "word",
    [
        "tocilizumab",
        "imatinib",
        "apixaban",
        "simvastatin",
        "lisinopril",
        "losartan",
        "etanercept",
        "sitagliptin",
        "semaglutide",
        "omeprazole",
        "bisoprolol",
        "amlodipine",
        "clarithromycin",
        "ciprofloxacin",
        "tacrolimus",
        "methotrexate",
        "prednisolone",
        "warfarin",
        "anakinra",
        "dapagliflozin",
        "baricitinib",
        "enoxaparin",
        "clopidogrel",
        "celecoxib",
    ],
)
def test_medicines_are_told_by_their_endings(word: str) -> None:
    assert hard_words.is_medicine(word)


@pytest.mark.parametrize(
    "word", ["april", "except", "accept", "cholesterol", "disease", "reason", "because", "statin", "mab"]
)
def test_everyday_words_are_no_medicines(word: str) -> None:
    assert not hard_words.is_medicine(word)


def test_each_is_named_once_in_reading_order_unless_the_page_explains_it() -> None:
    text = "IL-6 drives it. Tocilizumab blocks IL-6; ESRs fall. Anti-TNF and tocilizumab-treated people."
    tocilizumab = Term("tocilizumab", "A medicine.")

    assert found(text) == ["IL-6", "Tocilizumab", "ESRs", "TNF"]
    assert found(text, tocilizumab) == ["IL-6", "ESRs", "TNF"]


@pytest.mark.parametrize(
    "text",
    [
        "The erythrocyte sedimentation rate (ESR) falls. ESR again.",
        "ESR (erythrocyte sedimentation rate) falls. ESR again.",
        "WHAT WE DO NOT KNOW YET",
        "",
    ],
)
def test_a_short_form_that_is_spelled_out_and_a_shouted_line_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_brackets_that_say_something_else_explain_nothing() -> None:
    assert found("It was high (ESR) and then (CRP).") == ["ESR", "CRP"]


def test_a_word_is_told_where_it_stands() -> None:
    content = Content(question="Q?", short_answer="<p>Take [@a] it.</p><p>Then <b>CRP</b> fell.</p>")

    (word,) = hard_words.unexplained(content, NONE)

    assert (word.block, word.kind) == ("short_answer", "acronym")
    assert "Take it.\nThen CRP fell."[word.start : word.end] == "CRP"


def test_spanish_names_are_told_in_spanish() -> None:
    assert found("La atorvastatina y el losartán.", language="es") == ["atorvastatina", "losartán"]


def hinted(text: str, language: str = "en") -> list[tuple[str, str]]:
    content = Content(question="Q?", language=language, research=f"<p>{text}</p>")
    return [(each.text, each.instead) for each in plain_words.hints(content)]


def test_plainer_words_are_offered_for_hard_ones_once_in_each_block() -> None:
    told = hinted("Adverse events occurred prior to renal failure. Adverse events again.")

    assert told == [
        ("Adverse events", "side effect"),
        ("occurred", "happen"),
        ("prior to", "before"),
        ("renal", "of the kidneys"),
    ]


def test_spanish_has_a_start_and_a_language_without_a_list_has_no_hints() -> None:
    assert hinted("La disnea y la eficacia", "es") == [
        ("disnea", "falta de aire"),
        ("eficacia", "lo bien que funciona"),
    ]
    assert hinted("Atemnot", "de") == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_line_of_the_list_has_words_on_both_sides_and_no_form_stands_twice(language: str) -> None:
    terms = plain_words.known(language).terms
    forms = [form.casefold() for term in terms for form in (term.headword, *term.forms)]

    assert all(term.headword and term.meaning for term in terms)
    assert sorted(forms) == sorted(set(forms))
