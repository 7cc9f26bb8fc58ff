"""How hard an answer is to read: sentences and words as readers meet them, explained terms set aside."""

from __future__ import annotations

import pytest

from answers import readability
from answers.content import Content
from answers.readability import bands
from answers.readability.levels import Level
from answers.rendering.terms import NONE, Glossary, Term

QUESTION = "Is it safe?"
RESEARCH = (
    "<p>Rivaroxaban and apixaban are anticoagulants, medicines that make blood clots less likely. "
    "In a randomised trial of 18,201 people with atrial fibrillation (AF), fewer of those who were treated "
    "with apixaban had a stroke, e.g. 1.27% and not 1.60% each year [@trial, p. 4]. AF comes back. "
    "Dr. Smith vs. the INR clinic said otherwise [@review].</p>"
    "<ul><li>Bleeding of the gums</li><li>Bruises</li></ul><h3>Heterogeneous pathophysiological findings</h3>"
)


def _explaining(*headwords: str) -> Glossary:
    return Glossary(Term(each, "What it means.") for each in headwords)


def _level(explained: Glossary = NONE, block: str = "research", **fields: str) -> Level:
    content = Content(QUESTION, **({"research": RESEARCH} | fields))  # type: ignore[arg-type]  # texts only
    return next(level for level in readability.of(content, explained) if level.block == block)


def test_bullets_decimals_and_short_forms_end_no_sentence_and_headings_are_none() -> None:
    level = _level()

    assert [sentence.length for sentence in level.sentences] == [12, 29, 3, 8, 4, 1]


def test_citation_marks_addresses_and_numbers_of_works_do_not_count() -> None:
    plain = _level(research="<p>Fewer people had a stroke.</p>")
    cited = _level(research="<p>Fewer people had a stroke [@trial; @review, p. 5].</p>")
    linked = _level(
        research="<p>Fewer people had a stroke https://example.org/a-page doi:10.1056/NEJMoa1107039 "
        "PMID 21870978.</p>"
    )

    assert plain.raw == cited.raw == linked.raw


def test_an_acronym_is_spelled_by_the_reader_until_the_page_spells_it_out() -> None:
    puzzle = _level(research="<p>You may get CRS.</p>")
    solved = _level(
        short_answer="<p>Cytokine release syndrome (CRS) is a side effect.</p>",
        research="<p>You may get CRS.</p>",
    )

    assert puzzle.raw.syllables - solved.raw.syllables == 2
    assert puzzle.sentences[0].acronyms == ("CRS",)
    assert solved.sentences[0].acronyms == ()


def test_brackets_after_other_words_spell_no_acronym_out() -> None:
    level = _level(research="<p>A trial of many people (IL-6) was done.</p>")

    assert level.sentences[0].acronyms == ("IL-6",)


def test_only_explained_terms_are_set_aside_and_each_becomes_one_short_word() -> None:
    raw = _level()
    adjusted = _level(_explaining("atrial fibrillation", "apixaban", "rivaroxaban"))

    assert raw.adjusted == raw.raw == adjusted.raw
    assert adjusted.set_aside == 5
    assert adjusted.adjusted.words == raw.raw.words - 1
    assert adjusted.adjusted.grade < raw.raw.grade


def test_smog_says_nothing_of_two_sentences_and_is_scaled_below_thirty() -> None:
    two = _level(research="<p>One day. Two days.</p>").raw
    three = _level(research="<p>Abdominal pain. Two days. Go home.</p>").raw

    assert two.smog is None
    assert three.smog == pytest.approx(1.043 * 10**0.5 + 3.1291)
    assert three.is_short


@pytest.mark.parametrize("stop", [". ", "; ", "? "])
@pytest.mark.parametrize("place", range(1, 40))
def test_a_stop_added_within_a_sentence_never_raises_the_grade(place: int, stop: str) -> None:
    sentence = (
        "For people with cytokine release syndrome (CRS) the drug tocilizumab, which blocks IL-6, was used "
        "early by 10.5% of Dr. Smith's patients e.g. in the U.S. before CRS became severe and it may be used "
        "again when needed by most"
    )
    words = sentence.split(" ")
    changed = " ".join(words[:place]) + stop + " ".join(words[place:])

    before, after = (_level(research=f"<p>{text}</p>").raw.grade for text in (sentence, changed))

    assert after <= before


def test_the_hard_sentences_come_with_what_makes_them_hard() -> None:
    worst = _level(_explaining("apixaban")).worst[0]

    assert worst.length == 29
    assert worst.is_passive
    assert worst.long_words[0] == "fibrillation"
    assert "apixaban" not in worst.long_words


@pytest.mark.parametrize(
    ("sentence", "language", "is_passive"),
    [
        ("The drug was not often given early.", "en", True),
        ("You will be asked about it.", "en", True),
        ("You may be tired and worried.", "en", False),
        ("Doctors gave the drug early.", "en", False),
        ("El medicamento fue recomendado por médicos.", "es", True),
        ("El cuidado es importante.", "es", False),
    ],
)
def test_a_sentence_in_the_passive_is_known_by_its_verb(
    sentence: str,
    language: str,
    is_passive: bool,  # noqa: FBT001 - a column of the table
) -> None:
    assert _level(research=f"<p>{sentence}</p>", language=language).sentences[0].is_passive is is_passive


def test_spanish_has_its_own_formulas_and_bands() -> None:
    level = _level(language="es", research="<p>El médico te ayuda. Come bien. Duerme ocho horas.</p>")

    assert bands.inflesz(level) == "very easy"
    assert bands.grade(level) is None
    assert level.raw.ease_in_spanish == pytest.approx(206.84 - 60 * 17 / 9 - 1.02 * 3)


def test_a_band_is_a_whole_grade_and_neither_end_is_told_apart() -> None:
    easy = _level(research="<p>Go home. Eat well. Sleep long.</p>")
    hard = _level(
        research="<p>Immunomodulatory pharmacotherapy necessitates multidisciplinary supervision.</p>"
    )

    assert (bands.grade(easy), bands.grade(hard)) == (bands.EASIEST, bands.HARDEST)


def test_the_answer_as_one_text_is_the_sum_of_its_blocks() -> None:
    levels = readability.of(
        Content(QUESTION, short_answer="<p>It helps.</p>", doctor_questions=("Is it safe for me? Why?",))
    )

    whole = readability.of_all(levels)

    assert whole is not None
    assert (whole.raw.words, whole.raw.sentences, whole.longest) == (8, 3, 5)
    assert readability.of_all(readability.of(Content(QUESTION))) is None
