"""How hard a text is to read: counted here, offline, with medical words taken for what they are.

It knows no Django, no gate and no sentence for people.
"""

from answers.readability import bands
from answers.readability.formulas import FEWEST_FOR_SMOG, Counts
from answers.readability.levels import BLOCKS, EASY_LENGTH, Level, Sentence, acronyms, of, of_all

__all__ = [
    "BLOCKS",
    "EASY_LENGTH",
    "FEWEST_FOR_SMOG",
    "Counts",
    "Level",
    "Sentence",
    "acronyms",
    "bands",
    "of",
    "of_all",
]
