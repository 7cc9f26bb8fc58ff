"""The stem that the forms of an English word share, by Porter's rules; it knows no other language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import pairwise

_SHORTEST = 3
_VOWELS = frozenset("aeiou")

_ENDINGS_OF_NOUNS: Mapping[str, str] = {
    "ational": "ate",
    "tional": "tion",
    "enci": "ence",
    "anci": "ance",
    "izer": "ize",
    "logi": "log",
    "bli": "ble",
    "alli": "al",
    "entli": "ent",
    "eli": "e",
    "ousli": "ous",
    "ization": "ize",
    "ation": "ate",
    "ator": "ate",
    "alism": "al",
    "iveness": "ive",
    "fulness": "ful",
    "ousness": "ous",
    "aliti": "al",
    "iviti": "ive",
    "biliti": "ble",
}
_ENDINGS_OF_ADJECTIVES: Mapping[str, str] = {
    "icate": "ic",
    "ative": "",
    "alize": "al",
    "iciti": "ic",
    "ical": "ic",
    "ful": "",
    "ness": "",
}
_ENDINGS = (
    "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split()  # noqa: SIM905 -- read aloud
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Of a word in small letters. Other letters than a to z, and very short words, stay as they are."""
    if len(word) < _SHORTEST or not (word.isascii() and word.isalpha()):
        return word
    word = _without_plural(word)
    word = _without_past(word)
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = f"{word[:-1]}i"
    word = _exchanged(word, _ENDINGS_OF_NOUNS)
    word = _exchanged(word, _ENDINGS_OF_ADJECTIVES)
    return _without_last_letters(_without_ending(word))


def _without_plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _without_past(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) else word
    for ending in ("ed", "ing"):
        left = word.removesuffix(ending)
        if left != word:
            return _mended(left) if _has_vowel(left) else word
    return word


def _mended(word: str) -> str:
    """“hopping” without its ending is “hop”, “hoping” is “hope”."""
    if word.endswith(("at", "bl", "iz")):
        return f"{word}e"
    if _ends_double(word) and word[-1] not in "lsz":
        return word[:-1]
    return f"{word}e" if _measure(word) == 1 and _ends_short(word) else word


def _exchanged(word: str, endings: Mapping[str, str]) -> str:
    found = max((each for each in endings if word.endswith(each)), key=len, default="")
    left = word[: len(word) - len(found)]
    return f"{left}{endings[found]}" if found and _measure(left) else word


def _without_ending(word: str) -> str:
    found = max((each for each in _ENDINGS if word.endswith(each)), key=len, default="")
    left = word[: len(word) - len(found)]
    if not found or _measure(left) < 2 or (found == "ion" and left[-1] not in "st"):
        return word
    return left


def _without_last_letters(word: str) -> str:
    if word.endswith("e"):
        left = word[:-1]
        if _measure(left) > 1 or (_measure(left) == 1 and not _ends_short(left)):
            word = left
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word


def _consonants(word: str) -> list[bool]:
    """For each letter whether it is a consonant; a y after a consonant is none."""
    found: list[bool] = []
    for letter in word:
        found.append(not (found and found[-1]) if letter == "y" else letter not in _VOWELS)
    return found


def _measure(word: str) -> int:
    """How often a consonant follows a vowel."""
    kinds = _consonants(word)
    return sum(second and not first for first, second in pairwise(kinds))


def _has_vowel(word: str) -> bool:
    return not all(_consonants(word))


def _ends_double(word: str) -> bool:
    return len(word) > 1 and word[-1] == word[-2] and _consonants(word)[-1]


def _ends_short(word: str) -> bool:
    """Consonant, vowel, consonant, the last of them no w, x or y."""
    return _consonants(word)[-3:] == [True, False, True] and word[-1] not in "wxy"
