"""How many syllables an English word has, by rule and for a few by heart; it knows no sentence.

The rules are made for clinic words and drug names, which no dictionary of everyday English holds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from answers.readability import vowels
from answers.readability.syllables_by_heart import BY_HEART, COMPOUND, JOINED

_LETTERS = re.compile(r"[^a-zà-ÿ]")
_CONSONANT_Y = re.compile(r"^y(?=[aeiou])|(?<=[aeou])y(?=[aeiou])")
_CONSONANT_U = re.compile(r"(?<=q)u(?=[aeiouy])|(?<=[^aeiouy]g)u(?=[aei])(?!es?$|ing)|(?<=^g)u(?=[aei])")
_SILENT_GUE = re.compile(r"(?<=[aeiou]g)ue(?=[sd]?$)")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")

_SILENT_E = re.compile(r"(?<=[^aeiouylà-ÿ])e$|(?<=[aeiouy]l)e$|(?<=l)le$")
_SYLLABIC_RE = re.compile(r"[bcdgktp]re$")
_SILENT_ES = re.compile(r"(?:[^aeiouylcgszxhà-ÿ]|[aeiouy]l|rl|th|ph|gh)es$")
_SILENT_ED = re.compile(r"(?:[^aeiouylrtdà-ÿ]|[aeiouyw]l|ll|rl|[aeiouyr]r)(?<!trex)ed$")
_INNER_E = re.compile(
    r"(?<=[aeiouy][^aeiouyl])e(?=(?:ly|ful|fully|less|lessly|ness|ments?|some|hood)$)"
    r"|(?<=[aeiouy]l)e(?=(?:ly|ful|fully|less|ness|hood)$)"
    r"|(?<=[aeiouy][nrst][csgv])e(?=(?:ly|ful|fully|less|ness|ments?)$)"
    r"|(?<=[aeiou]ng)e(?=(?:ment|ments|able)$)|(?<=[aeiouy][dr]g)e(?=(?:ment|ments|able)$)"
)
_ENDS_IN_LEMENT = re.compile(r"(?:[^aeiouy]l|v[aeiou]h|^c|t[aei]n|^[bt]?l)ements?$")
_SYLLABIC_M = re.compile(r"(?:[aeiouy]s|th)ms?$")
_SYLLABIC_N = re.compile(r"(?<=[ds])n[’']?t$")


@lru_cache(maxsize=16_384)
def count(word: str) -> int:
    """The syllables of one word, at least one; “tocilizumab” has five."""
    lower = word.lower().replace("’", "'")
    extra = 1 if re.search(r"(?:could|would|should|did|has|is|was|does|must|need|have)n't$", lower) else 0
    if lower.endswith("'s"):
        lower = lower[:-2] + ("es" if re.search(r"(?:[szx]|[cs]h|[cg]e)$", lower[:-2]) else "s")
        lower = lower.replace("ees", "es") if lower.endswith(("cees", "gees", "sees")) else lower
    return max(_count(_LETTERS.sub("", lower)) + extra, 1)


def _count(word: str) -> int:
    known = _by_heart(word)
    if known:
        return known
    joint = COMPOUND.match(word)
    if joint and len(word) > joint.end() + 2:
        return max(_count(joint.group()), 1) + _count(word[joint.end() :])
    joint = JOINED.match(word)
    if joint:
        return len(_VOWELS.findall(joint.group())) + vowels.apart(joint.group()) + _count(word[joint.end() :])
    return _by_rule(word)


def _by_heart(word: str) -> int:
    """What the table says of the word, or of the word of which it is the plural."""
    return BY_HEART.get(word) or (BY_HEART.get(word[:-1], 0) if word.endswith("s") else 0)


def _by_rule(word: str) -> int:
    spoken = _CONSONANT_Y.sub("j", _CONSONANT_U.sub("w", _SILENT_GUE.sub("", word)))
    if not _ENDS_IN_LEMENT.search(spoken):
        spoken = _INNER_E.sub("", spoken)
    number = len(_VOWELS.findall(spoken)) + vowels.apart(spoken)
    if _is_silent_at_the_end(spoken):
        number -= 1
    return number + (1 if _SYLLABIC_M.search(spoken) else 0)


def _is_silent_at_the_end(word: str) -> bool:
    if len(_VOWELS.findall(word)) < 2:
        return False
    if word.endswith("e"):
        return _SILENT_E.search(word) is not None and _SYLLABIC_RE.search(word) is None
    return _SILENT_ES.search(word) is not None or _SILENT_ED.search(word) is not None
