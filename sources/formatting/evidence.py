"""What kind of study a work is, in a patient's words and with its size; it judges no certainty."""

from __future__ import annotations

from sources.formatting import study_words
from sources.formatting.work import Work


def patient_line(work: Work, language: str = "en") -> str:
    """The study type with its size ("Interviews with 10 doctors"); nothing when it is not known.

    A population for which another language than English has no word is left out, and its size with it.
    """
    words = study_words.spoken(language)
    line = _study(work, words) or words.kinds.get(work.kind, "")
    if work.kind != "preprint":
        return line
    return f"{line}{words.comma}{words.unreviewed}" if line else words.unreviewed.capitalize()


def size_line(work: Work, language: str = "en") -> str:
    """How many took part, as the language writes numbers; nothing when it is not known."""
    return study_words.spoken(language).number(work.population_size) if work.population_size else ""


def _study(work: Work, words: study_words.StudyWords) -> str:
    people = _people(work, words)
    if people and work.study_type in words.with_people:
        return words.with_people[work.study_type].format(people=people)
    return words.alone.get(work.study_type, "")


def _people(work: Work, words: study_words.StudyWords) -> str:
    typed = work.population.strip()
    population = typed if words.populations is None else words.populations.get(typed.lower(), "")
    if typed and not population:
        return ""
    if work.population_size is None:
        return population
    size = words.number(work.population_size)
    if population:
        return words.named.format(size=size, population=population)
    one, many = words.counted.get(work.study_type, words.counted[""])
    return (one if work.population_size == 1 else many).format(size=size)
