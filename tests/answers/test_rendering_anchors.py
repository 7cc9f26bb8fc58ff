"""Anchors: a comment follows its passage, or is lost, and is never shown at a lookalike."""

import random
import re

import pytest

from answers.rendering import anchors

TEXT = (
    "The new inhaler cut attacks by half. The old inhaler cut attacks by a third. "
    "Most people slept better. Some had a dry mouth."
)


def carried(quote: str, new: str, old: str = TEXT) -> tuple[str, str]:
    start = old.index(quote)
    placement = anchors.carry(anchors.passage(old, start, start + len(quote)), old, new)
    return placement.state, new[placement.start : placement.end]


def test_a_passage_stays_exact_when_other_text_changes() -> None:
    new = "To begin with: " + TEXT.replace("dry mouth", "sore throat")

    assert carried("Most people slept better.", new) == ("exact", "Most people slept better.")


def test_a_passage_with_a_changed_word_has_moved() -> None:
    new = TEXT.replace("Most people slept", "Most patients slept")

    assert carried("Most people slept better", new) == ("moved", "Most patients slept better")


def test_a_passage_of_which_little_is_left_is_lost() -> None:
    new = TEXT.replace("Most people slept better", "Nobody ever slept worse at home")

    assert carried("Most people slept better", new) == ("orphaned", "")


def test_a_passage_in_a_sentence_put_elsewhere_has_moved() -> None:
    new = "Some had a dry mouth. " + TEXT.replace(" Some had a dry mouth.", "")

    state, text = carried("Some had a dry mouth", new)

    assert (state != "orphaned", text) == (True, "Some had a dry mouth")


@pytest.mark.parametrize("quote", ["The new inhaler cut attacks by half.", "inhaler cut attacks"])
def test_a_passage_whose_sentence_is_gone_is_not_shown_at_its_lookalike(quote: str) -> None:
    new = TEXT.replace("The new inhaler cut attacks by half. ", "")

    assert carried(quote, new) == ("orphaned", "")


def test_a_passage_keeps_its_place_among_identical_sentences() -> None:
    old = "Ask your nurse. Rest a lot. Ask your nurse. Drink water. Ask your nurse."
    start = old.index("Ask", 20)

    placement = anchors.carry(anchors.passage(old, start, start + 15), old, "Sleep well. " + old)

    assert placement == anchors.Placement("exact", start + 12, start + 27)


def test_a_passage_remembers_its_neighbours_and_refuses_nothing() -> None:
    passage = anchors.passage("Rest helps a lot.", 5, 10, block="research")

    assert (passage.quote, passage.prefix, passage.suffix) == ("helps", "Rest ", " a lot.")
    with pytest.raises(ValueError, match="at least one character"):
        anchors.passage("Rest", 2, 2)


def test_a_passage_that_is_not_of_this_text_is_found_by_its_quote_only() -> None:
    passage = anchors.passage(TEXT, TEXT.index("Most"), TEXT.index(" Some"))

    assert anchors.carry(passage, "Other words.", "New: " + TEXT).state == "moved"


Letters = list[tuple[str, int | None]]
NAMES = ["amoral", "belinex", "corvatide", "denosal", "erlomab"]
EFFECTS = ["fever", "rash", "low blood counts", "tiredness", "headache"]
FILLERS = ["often", "rarely", "possibly", "recent", "older", "careful", "small"]


def lookalikes(chance: random.Random) -> str:
    """A text whose sentences differ in a word or a figure only."""
    sentences = []
    for _ in range(40):
        name, effect, figure = chance.choice(NAMES), chance.choice(EFFECTS), chance.randint(2, 60)
        shapes = (
            f"In this study, {name} caused {effect} in {figure} of 100 people.",
            f"People who took {name} had less {effect} than people who did not.",
            f"Doctors should watch for {effect} during the first {figure} days of {name}.",
            f"The risk of {effect} was higher with {name}, but it passed within {figure} days.",
        )
        sentences.append(chance.choice(shapes))
    return " ".join(sentences)


def typed(text: str) -> Letters:
    return [(letter, None) for letter in text]


def edited(letters: Letters, chance: random.Random) -> Letters:
    """One random edit: of a word, or a sentence taken out, copied, exchanged or added."""
    text = "".join(letter for letter, _ in letters)
    words = [match.span() for match in re.finditer(r"\w+", text)]
    sentences = [match.span() for match in re.finditer(r"[^.]*\.\s*", text)]
    start, end = chance.choice(words)
    (first, until), (second, last) = sorted(chance.sample(sentences, 2))
    copy = re.sub(r"\d+", str(chance.randint(2, 60)), text[first:until].rstrip()) + " "
    edits = (
        lambda: letters[:start] + typed(chance.choice(FILLERS)) + letters[end:],
        lambda: letters[:start] + typed(chance.choice(FILLERS) + " ") + letters[start:],
        lambda: letters[:start] + letters[end + 1 :],
        lambda: letters[:first] + letters[until:],
        lambda: letters[:second] + typed(copy) + letters[second:],
        lambda: (
            letters[:first]
            + letters[second:last]
            + letters[until:second]
            + letters[first:until]
            + letters[last:]
        ),
        lambda: letters[:first] + typed("One more trial is under way. ") + letters[first:],
    )
    return chance.choice(edits)()


def outcome(chance: random.Random, edits: int) -> str:
    """Right, wrong or lost, judged by the identity of every letter."""
    old = lookalikes(chance)
    words = [match.span() for match in re.finditer(r"\w+", old)]
    first = chance.randrange(len(words) - 12)
    start, end = words[first][0], words[first + chance.randint(3, 11)][1]
    letters: Letters = [(letter, place) for place, letter in enumerate(old)]
    for _ in range(edits):
        letters = edited(letters, chance)
    truth = {
        place for place, (_, origin) in enumerate(letters) if origin is not None and start <= origin < end
    }
    placed = anchors.carry(anchors.passage(old, start, end), old, "".join(letter for letter, _ in letters))
    if placed.state == "orphaned":
        return "right" if len(truth) < 0.6 * (end - start) else "lost"
    shared = truth & set(range(placed.start, placed.end))
    return "right" if len(shared) >= 0.5 * (placed.end - placed.start) else "wrong"


def test_after_eight_edits_among_lookalikes_few_comments_are_wrong_and_most_are_right() -> None:
    chance = random.Random(20)
    outcomes = [outcome(chance, edits=8) for _ in range(400)]

    assert outcomes.count("wrong") / len(outcomes) <= 0.035
    assert outcomes.count("right") / len(outcomes) >= 0.82
