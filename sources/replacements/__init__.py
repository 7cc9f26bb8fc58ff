"""Newer editions of sources: offered, proposed, decided about, told to readers; it knows no answer."""

from sources.notices import RefusedError
from sources.replacements.offers import offered
from sources.replacements.verbs import confirm, propose, reject
from sources.replacements.words import NewerEdition, confirmed_of, told, words_by_key, words_of

__all__ = [
    "NewerEdition",
    "RefusedError",
    "confirm",
    "confirmed_of",
    "offered",
    "propose",
    "reject",
    "told",
    "words_by_key",
    "words_of",
]
