"""Short forms and medicines that a page uses and does not explain; it judges no style."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from answers.content import Content
from answers.rendering import words_used
from answers.rendering.terms import Glossary

Kind = Literal["acronym", "medicine"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KNOWN = _words("AM DIY DNA EU FAQ HTML ID NHS OK PDF PM QR TV UK UN URL US USA WHO COVID EE UU")
"""Short forms that readers know, or that name nothing medical."""

NO_MEDICINE = _words(
    """
    abril accept accepted april casino cholesterol colesterol concept concepto except excepto intercept
    percept precept sterol estatina statin paracaine anticuerpo mycobacteria
    """
)
"""Words that end like a medicine and are none."""

_ENDINGS = {
    "en": """
    afil alol apine axaban azepam azolam azole bactam barbital caftor cainide ciclib cillin coxib
    cycline dipine dronate dronic entan fenac fibrate floxacin formin gatran gepant gliflozin gliptin
    glitazone glutide grel imumab kinra leukin limus lukast mab mycin nacept cept nercept nib oxetine
    oxacin oxicam parib parin platin poetin prazole pril profen ramide rubicin sartan semide setron
    solone sone statin steride stim taxel tecan terol thiazide tidine tinib trexate triptan vaptan
    vastatin vir xaban zosin zumab ximab olol
    """,
    "es": """
    afilo apina axabán azepam azol bactam cainida ciclib cilina coxib ciclina dipino dronato entán
    fenaco fibrato floxacino formina gatrán gliflozina gliptina glitazona glutida grel kinra limus
    lukast mab micina cept nib oxetina oxicam parib parina platino poetina prazol pril profeno rubicina
    sartán semida setrón solona sona statina terida stim taxel tecán terol tiazida tidina tinib trexato
    triptán vaptán vir xabán zosina olol
    """,
}
_SHORTEST = 6
_NAMED = _words(
    """
    abatacept allopurinol alopurinol amiodarone amiodarona colchicine colchicina cyclophosphamide
    ciclofosfamida digoxin digoxina febuxostat hydroxychloroquine hidroxicloroquina levothyroxine
    levotiroxina metformin metformina mesalazine mycophenolate micofenolato sulfasalazine sulfasalazina
    tamoxifen tamoxifeno warfarin warfarina
    """
)
"""Medicines that no ending tells."""

_WORD = re.compile(r"[^\W_]+(?:[-\u2010\u2011][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_SPELLED_BEFORE = re.compile(r"((?:[^\W\d_]+[ -]){2,8})\(\Z")
_SPELLED_AFTER = re.compile(r" \((?:[^\W\d_]+[ -]?){2,}\)")


@dataclass(frozen=True)
class HardWord:
    """One word as its page writes it first, and where in its block it stands."""

    text: str
    kind: Kind
    block: str
    start: int
    end: int


def unexplained(content: Content, glossary: Glossary) -> tuple[HardWord, ...]:
    """Every short form and medicine that is neither in the glossary nor spelled out at its first use.

    Each is named once, at its first use in reading order. “ESR (erythrocyte sedimentation rate)”, or the
    other way round, explains a short form for the whole page.
    """
    explained = words_used.explained(content, glossary)
    found: dict[str, HardWord] = {}
    spelled: set[str] = set()
    for block, text in words_used.texts(content).items():
        for line_start, line in _lines(text):
            taken = [(spot.start, spot.end) for spot in explained.find(line)]
            for word in _hard(line, content.language):
                name = _name(word[0])
                if any(start < word[2] and word[1] < end for start, end in taken):
                    continue
                if name not in found and _is_spelled_out(line, word[1], word[2], word[0]):
                    spelled.add(name)
                if name not in spelled:
                    place = (line_start + word[1], line_start + word[2])
                    found.setdefault(name, HardWord(word[0], word[3], block, *place))
    return tuple(found.values())


def is_acronym(word: str) -> bool:
    """“ESR”, “ESRs”, “IL-6”, “CD20”, “mRNA”, “HbA1c”; not “McDonald”, “B12”, “II” or “COVID-19”."""
    bare = word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    first = re.split(r"[-\u2010\u2011]", bare)[0]
    if bare in KNOWN or first in KNOWN or re.fullmatch(r"[IVX]+", bare):
        return False
    capitals = sum(each.isupper() for each in bare)
    if capitals >= 2 and (bare.isupper() or re.search(r"[A-Z]{2}|\d|^[a-z]", bare)):
        return True
    return re.fullmatch(r"[A-Z]+[-\u2010\u2011]\d+[A-Za-z]?|[A-Z]{2,}\d+", bare) is not None


def is_medicine(word: str, language: str = "en") -> bool:
    """Whether a word ends as medicines do, by the stems that their names are made from."""
    name = word.casefold()
    if name in _NAMED:
        return True
    endings = _ENDINGS.get(language, "").split()
    return len(name) >= _SHORTEST and name not in NO_MEDICINE and name.endswith(tuple(endings))


def _hard(line: str, language: str) -> Iterator[tuple[str, int, int, Kind]]:
    if _is_shouted(line):
        return
    for match in _WORD.finditer(line):
        start, end = _core(line, match, language)
        word = line[start:end]
        if is_acronym(word):
            yield word, start, end, "acronym"
        elif is_medicine(word, language):
            yield word, start, end, "medicine"


def _core(line: str, match: re.Match[str], language: str) -> tuple[int, int]:
    """A word with hyphens without the everyday words at its ends: “anti-TNF”, “IL-6-mediated”."""
    places = [(each.start(), each.end()) for each in _PART.finditer(line, match.start(), match.end())]
    while len(places) > 1 and _is_everyday(line[slice(*places[0])], language):
        del places[0]
    while len(places) > 1 and _is_everyday(line[slice(*places[-1])], language):
        del places[-1]
    return places[0][0], places[-1][1]


def _is_everyday(part: str, language: str) -> bool:
    return len(part) > 2 and part[1:].islower() and not is_medicine(part, language)


def _name(word: str) -> str:
    """What is one word to a reader: plurals of short forms, capitals of medicines."""
    if is_acronym(word):
        return word[:-1] if word.endswith("s") and word[:-1].isupper() else word
    return word.casefold()


def _is_shouted(line: str) -> bool:
    """Whether a line is written in capitals as a whole, so that capitals tell nothing."""
    letters = [each for each in line if each.isalpha()]
    return len(line.split()) > 2 and sum(each.isupper() for each in letters) > 0.7 * len(letters)


def _is_spelled_out(line: str, start: int, end: int, word: str) -> bool:
    """Whether the long form of a short one stands beside it, one of the two in brackets."""
    if not is_acronym(word):
        return False
    before = _SPELLED_BEFORE.search(line, max(start - 120, 0), start)
    if before and line[end : end + 1] == ")":
        return any(each[:1].casefold() == word[:1].casefold() for each in re.split("[ -]", before[1]))
    return _SPELLED_AFTER.match(line, end) is not None


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1
