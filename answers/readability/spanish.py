"""How many syllables a Spanish word has; its spelling says so, and nothing is known by heart."""

from __future__ import annotations

import re
from functools import lru_cache

_SILENT_U = re.compile(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])")
_SPOKEN_Y = re.compile(r"y(?=$|[^aeiouáéíóúü])")
_GROUP = re.compile(r"[aeiouáéíóúü]+")
_STRONG = re.compile(r"[aeoáéó]")
_STRESSED_WEAK = re.compile(r"(?<=[aeoáéó])[íú]|[íú](?=[aeoáéó])")


@lru_cache(maxsize=16_384)
def count(word: str) -> int:
    """The syllables of one word, at least one: two strong vowels part, and so does a stressed í or ú."""
    spoken = _SPOKEN_Y.sub("i", _SILENT_U.sub("", word.lower()))
    return max(sum(_of_group(group) for group in _GROUP.findall(spoken)), 1)


def _of_group(group: str) -> int:
    return max(len(_STRONG.findall(group)) + len(_STRESSED_WEAK.findall(group)), 1)
