"""Made prose with citations, always the same for the same seed; it says nothing about medicine."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

WORDS = """
    people study group week month drug dose risk tablet nurse clinic result number trial doctor sleep blood
    pain heart week year home child adult small large early later often rarely better worse higher lower
    slower steady simple careful common other usual general first second whole likely certain recent
""".split()  # noqa: SIM905 -- fifty lines of one word each are harder to read
VERBS = ("had", "showed", "reported", "measured", "kept", "found", "needed", "changed", "helped", "followed")


def keys(count: int) -> list[str]:
    """The keys of the sources that the prose cites."""
    return [f"study{number}" for number in range(1, count + 1)]


def paragraphs(words: int, cited: Sequence[str], seed: int = 7) -> str:
    """About so many words; the citations stand at sentences spread evenly over them."""
    chance = random.Random(seed)
    sentences = [_sentence(chance) for _ in range(max(words // 14, len(cited)))]
    for index, key in enumerate(cited):
        place = index * len(sentences) // len(cited)
        sentences[place] += f" [@{key}]"
    return "".join(f"<p>{' '.join(f'{each}.' for each in some)}</p>" for some in _fives(sentences))


def _sentence(chance: random.Random) -> str:
    before = " ".join(chance.choices(WORDS, k=chance.randint(4, 7)))
    after = " ".join(chance.choices(WORDS, k=chance.randint(5, 9)))
    return f"{before} {chance.choice(VERBS)} {after}".capitalize()


def _fives(sentences: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(sentences), 5):
        yield sentences[start : start + 5]


def page_text(number: int, sources: int = 15) -> str:
    """A page as text with numbers run into its sentences, as other sites export them."""
    chance = random.Random(number)
    lines = [f"{_sentence(chance)}, case {number}?", f"{_sentence(chance)}.", "What the research says"]
    lines += [f"{_sentence(chance)} {each}." for each in range(1, sources + 1)]
    lines += ["What to ask your doctor", f"- {_sentence(chance)}?", f"- {_sentence(chance)}?"]
    closing = "This question is drawn from common patient questions about Sleep and answered using cited"
    return "\n".join([*lines, f"{closing} medical research.", ""])
