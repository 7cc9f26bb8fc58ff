"""Whether a sentence says more than its certainty allows, after the wording that GRADE advises; no gate."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from answers.wording.surety_words import CARERS, NO_VERB_AFTER, PROCESS, VOCABULARIES
from answers.wording.vocabulary import Vocabulary

WEAK = ("low", "very_low", "expert", "none")
"""Where nothing may be called settled, or even likely."""

OPINION = ("very_low", "expert", "none")
"""Where nobody can recommend for everybody."""

REACH = 60
"""So many letters before a verb a “not” or “whether” still speaks of it."""

_QUOTED = re.compile(r"“[^”]*”|«[^»]*»|\"[^\"]*\"|‘[^’]{12,}’(?!\w)")
_LAST_WORD = re.compile(r"[\w'’]+\Z")
_NOUN = re.compile(r"\s+of\b")


class Tone(enum.Enum):
    """How a phrase says too much."""

    SETTLED = "settled"
    PROMISED = "promised"
    RECOMMENDED = "recommended"
    LIKELY = "likely"
    PLAIN = "plain"

    @property
    def is_grave(self) -> bool:
        """Whether it calls something settled, promised or recommended; else it merely lacks a “may”."""
        return self in (Tone.SETTLED, Tone.PROMISED, Tone.RECOMMENDED)


@dataclass(frozen=True)
class Phrase:
    """Words of a sentence that are surer than the evidence."""

    text: str
    tone: Tone


@lru_cache(maxsize=1024)
def too_sure(sentence: str, certainty: str, language: str = "en") -> Phrase | None:
    """The words of a sentence that its certainty does not bear, the gravest first; None where it bears all.

    Questions, denials, quoted titles, and what is told as somebody's finding or opinion are no claims of
    ours. In a language whose words we do not know nothing is found.
    """
    vocabulary = VOCABULARIES.get(language.partition("-")[0])
    if vocabulary is None or certainty in ("", "high") or sentence.rstrip("”\"'») ").endswith("?"):
        return None
    bare = _QUOTED.sub(lambda match: "_" * len(match.group()), sentence)
    if not any(pattern.search(bare) for pattern in vocabulary.claims):
        return None
    found = [
        each for clause in _clauses(bare, vocabulary) for each in _phrases(clause, certainty, vocabulary)
    ]
    return min(found, key=lambda each: list(Tone).index(each.tone), default=None)


def _clauses(sentence: str, vocabulary: Vocabulary) -> Iterator[str]:
    """What is said, clause by clause; a condition at the beginning says nothing."""
    start = 0
    for match in (*vocabulary.breaks.finditer(sentence), None):
        end = match.start() if match else len(sentence)
        clause = sentence[start:end]
        led = vocabulary.leads.match(clause.lstrip(" ,;:"))
        yield (
            clause.lstrip(" ,;:")[led.end() :]
            if led and not vocabulary.reports.search(led.group())
            else clause
        )
        start = end


def _phrases(clause: str, certainty: str, vocabulary: Vocabulary) -> Iterator[Phrase]:
    yield from _grave(clause, certainty, vocabulary)
    likely = vocabulary.likely.search(clause)
    if likely and certainty in WEAK and not _is_open(clause[: likely.start()], vocabulary):
        yield Phrase(likely.group(), Tone.LIKELY)
    is_told_of_others = vocabulary.hedges.search(clause) or vocabulary.reports.search(clause)
    if likely or is_told_of_others:
        return
    for match in vocabulary.effects.finditer(clause):
        if not _is_no_verb(clause, match, vocabulary):
            yield Phrase(match.group(), Tone.PLAIN)


def _grave(clause: str, certainty: str, vocabulary: Vocabulary) -> Iterator[Phrase]:
    for match in vocabulary.settles.finditer(clause):
        if not _is_open(clause[: match.start()], vocabulary):
            yield Phrase(match.group().strip(), Tone.SETTLED)
    for match in vocabulary.judges.finditer(clause):
        if not _is_told(clause[: match.start()], vocabulary):
            yield Phrase(match.group().strip(), Tone.SETTLED)
    for match in vocabulary.future.finditer(clause):
        before, rest = clause[: match.start()], clause[match.start() :]
        if not (_is_told(before, vocabulary) or CARERS.search(before) or PROCESS.match(rest)):
            yield Phrase(match.group().strip(), Tone.PROMISED)
    for match in vocabulary.recommends.finditer(clause) if certainty in OPINION else ():
        if not _is_told(clause[: match.start()], vocabulary):
            yield Phrase(match.group().strip(), Tone.RECOMMENDED)


def _is_told(before: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows is left open, or somebody else says it: “doctors asked in one study said …”."""
    told = vocabulary.reports.search(before) or vocabulary.hedges.search(before)
    return told is not None or _is_open(before, vocabulary)


def _is_open(before: str, vocabulary: Vocabulary) -> bool:
    """Whether what follows is denied, asked, or hangs on another verb: “to confirm”, “may prove”."""
    near = before[-REACH:]
    patterns = (vocabulary.denies, vocabulary.opens, vocabulary.hangs)
    return any(pattern.search(near) for pattern in patterns)


def _is_no_verb(clause: str, match: re.Match[str], vocabulary: Vocabulary) -> bool:
    """Whether it is no statement, or a noun: “the causes”, “a lower risk”, “increases of”."""
    before = clause[: match.start()].rstrip()
    last = _LAST_WORD.search(before)
    is_noun = last is None or last.group().lower() in NO_VERB_AFTER or _NOUN.match(clause, match.end())
    return bool(is_noun) or _is_open(clause[: match.start()], vocabulary)
