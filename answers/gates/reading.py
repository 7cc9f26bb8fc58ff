"""The gates that look at how hard a text is to read: its grade, its sentences, its acronyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers import readability
from answers.content import WRITTEN_BLOCKS
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.readability import EASY_LENGTH, Level
from answers.rendering import reading

LONGEST_SENTENCE = 35
LONGEST_PARAGRAPH = 3
MOST_ACRONYMS = 5
MOST_PASSIVE = 0.2

MAIN_BLOCKS = ("short_answer", "doctor_questions")
"""What every reader reads; the rest may be harder."""

GRADE, GRADE_OF_MAIN, SMOG_OF_SHORT_ANSWER = 10, 8, 10
INFLESZ, INFLESZ_OF_MAIN = 40, 55
"""Below 55 the scale says “somewhat hard”, below 40 “very hard”."""

MOST_GAINED = 6
MOST_SET_ASIDE = 0.12
"""From these on a text is too dense with medical words, whatever the formula says of the rest."""

NAMES = {
    "short_answer": gettext_lazy("The short answer"),
    "research": gettext_lazy("“What the research says”"),
    "how_it_works": gettext_lazy("“How it works”"),
    "no_treatment": gettext_lazy("“No treatment or waiting”"),
    "other_choices": gettext_lazy("“Other choices to talk about”"),
    "quality_of_life": gettext_lazy("“What it means for daily life”"),
    "unknowns": gettext_lazy("“What we do not know”"),
    "doctor_questions": gettext_lazy("“What to ask your doctor”"),
}


def _too_hard(subject: Subject) -> Iterator[Fault]:
    for level in _levels(subject):
        words = {"block": NAMES[level.block], "most": _highest_grade(level)}
        if readability.bands.grade(level) is None:
            if readability.bands.inflesz(level) and level.adjusted.inflesz < _lowest_ease(level):
                yield Fault(
                    _("%(block)s is hard to read. Shorten its hardest sentences.") % words, level.block
                )
        elif level.adjusted.grade > _highest_grade(level) or _has_long_words(level):
            sentence = _(
                "%(block)s reads like school grade %(grade)s. Bring it to grade %(most)s: shorten its "
                "hardest sentences, or explain its long words."
            )
            yield Fault(sentence % (words | {"grade": round(_worse_grade(level))}), level.block)


def _has_long_words(level: Level) -> bool:
    smog = level.adjusted.smog
    return level.block == "short_answer" and smog is not None and smog > SMOG_OF_SHORT_ANSWER


def _worse_grade(level: Level) -> float:
    """The one that is over its measure: SMOG where the sentences are short and the words long."""
    if level.adjusted.grade > _highest_grade(level):
        return level.adjusted.grade
    return level.adjusted.smog or level.adjusted.grade


def _highest_grade(level: Level) -> int:
    return GRADE_OF_MAIN if level.block in MAIN_BLOCKS else GRADE


def _lowest_ease(level: Level) -> int:
    return INFLESZ_OF_MAIN if level.block in MAIN_BLOCKS else INFLESZ


def _too_dense(subject: Subject) -> Iterator[Fault]:
    for level in _levels(subject):
        gained = level.raw.grade - level.adjusted.grade
        if gained > MOST_GAINED or level.set_aside > MOST_SET_ASIDE * level.raw.words:
            sentence = _(
                "%(block)s is dense with medical words, explained as they are. Say more in plain words."
            )
            yield Fault(sentence % {"block": NAMES[level.block]}, level.block)


def _long_sentences(subject: Subject) -> Iterator[Fault]:
    for level in _levels(subject):
        long = [each for each in level.sentences if EASY_LENGTH < each.length <= LONGEST_SENTENCE]
        if not long:
            continue
        worst = max(long, key=lambda each: each.length)
        sentence = ngettext(
            "%(block)s has %(n)s sentence of more than %(most)s words: “%(sentence)s”. Make two of it.",
            "%(block)s has %(n)s sentences of more than %(most)s words. The longest: “%(sentence)s”.",
            len(long),
        )
        words = {
            "block": NAMES[level.block],
            "n": len(long),
            "most": EASY_LENGTH,
            "sentence": short(worst.text),
        }
        yield Fault(sentence % words, level.block, worst.claim, about=" ".join(each.text for each in long))


def _very_long_sentences(subject: Subject) -> Iterator[Fault]:
    for level in _levels(subject):
        for each in level.sentences:
            if each.length > LONGEST_SENTENCE:
                sentence = _("“%(sentence)s” has %(n)s words. Make two or three sentences of it.")
                words = {"sentence": short(each.text), "n": each.length}
                yield Fault(sentence % words, level.block, each.claim, about=each.text)


def _long_paragraphs(subject: Subject) -> Iterator[Fault]:
    """The short answer is held to its own measure."""
    for block in WRITTEN_BLOCKS[1:]:
        for line in reading.read(subject.content.body(block)).lines:
            if line.tag == "p" and len(line.sentences) > LONGEST_PARAGRAPH:
                sentence = _("The paragraph “%(beginning)s” has %(n)s sentences. Break it after the third.")
                words = {"beginning": short(line.text), "n": len(line.sentences)}
                yield Fault(sentence % words, block, about=line.text)


def _puzzles(subject: Subject) -> Iterator[Fault]:
    seen: set[str] = set()
    for level in _levels(subject):
        for each in level.sentences:
            for acronym in each.acronyms:
                if acronym not in seen:
                    seen.add(acronym)
                    sentence = _(
                        "Nobody explains “%(acronym)s”. Write it out where it stands first: "
                        "“long form (%(acronym)s)”."
                    )
                    yield Fault(sentence % {"acronym": acronym}, level.block, each.claim, about=acronym)


def _many_acronyms(subject: Subject) -> Iterator[Fault]:
    found: Counter[str] = Counter()
    for level in _levels(subject):
        found.update(readability.acronyms(level))
    if len(found) > MOST_ACRONYMS:
        sentence = _("The page uses %(n)s acronyms: %(acronyms)s. Write most of them out each time.")
        yield Fault(sentence % {"n": len(found), "acronyms": ", ".join(found)}, about=" ".join(sorted(found)))


def _passive(subject: Subject) -> Iterator[Fault]:
    for level in _levels(subject):
        passive = [each for each in level.sentences if each.is_passive]
        if len(passive) > 1 and len(passive) > MOST_PASSIVE * len(level.sentences):
            sentence = _(
                "%(block)s has %(n)s sentences in the passive. Say who does it, as in: “Your nurse gives it”."
            )
            words = {"block": NAMES[level.block], "n": len(passive)}
            yield Fault(sentence % words, level.block, about=" ".join(each.text for each in passive))


def _levels(subject: Subject) -> tuple[Level, ...]:
    """The blocks with explained terms set aside; of a text that is easy as written no word is looked up."""
    levels = readability.of(subject.content)
    if all(_is_easy(level) for level in levels):
        return levels
    return readability.of(subject.content, subject.explained)


def _is_easy(level: Level) -> bool:
    if any(each.acronyms for each in level.sentences):
        return False
    if readability.bands.grade(level) is None:
        return readability.bands.inflesz(level) is None or level.raw.inflesz >= _lowest_ease(level)
    return level.raw.grade <= _highest_grade(level) and not _has_long_words(level)


READING_LEVEL = Gate(
    key="reading level",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy(
        "The short answer and the questions read like school grade 8 at most, the research like 10."
    ),
    for_readers=gettext_lazy("We measure how hard a page is to read, and tell you the school grade."),
    why=gettext_lazy("Half of all adults read like grade 8 or below, and everybody does when afraid."),
    asked_by=(
        gettext_lazy("American Medical Association"),
        gettext_lazy("NHS content guide"),
        gettext_lazy("PIF TICK 6"),
    ),
    look=_too_hard,
    weight=Weight.ADVISED,
)
NOT_TOO_DENSE = Gate(
    key="medical words in measure",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Explained medical words make up a small part of each text."),
    for_readers=gettext_lazy("We explain medical words, and use few of them."),
    why=gettext_lazy("An explanation costs the reader a look elsewhere."),
    asked_by=(gettext_lazy("PEMAT 3"), gettext_lazy("NHS content guide")),
    look=_too_dense,
    weight=Weight.ADVISED,
)
SENTENCE_LENGTH = Gate(
    key="sentence length",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Sentences have 20 words at most."),
    for_readers=gettext_lazy("Our sentences are short."),
    why=gettext_lazy("At the end of a long sentence its beginning is forgotten."),
    asked_by=(gettext_lazy("NHS content guide"),),
    look=_long_sentences,
    weight=Weight.ADVISED,
)
LONGEST = Gate(
    key="longest sentence",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("No sentence has more than 35 words."),
    for_readers=gettext_lazy("No sentence on our pages is longer than 35 words."),
    why=gettext_lazy("Such a sentence is read twice or not at all."),
    asked_by=(gettext_lazy("NHS content guide"),),
    look=_very_long_sentences,
    weight=Weight.ASKED,
)
SHORT_PARAGRAPHS = Gate(
    key="short paragraphs",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A paragraph has three sentences at most."),
    for_readers=gettext_lazy("Our paragraphs are short."),
    why=gettext_lazy("A wall of text is not begun."),
    asked_by=(gettext_lazy("NHS content guide"),),
    look=_long_paragraphs,
    weight=Weight.ADVISED,
)
ACRONYMS_EXPLAINED = Gate(
    key="acronyms explained",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Every acronym is written out on the page."),
    for_readers=gettext_lazy("We write out every abbreviation."),
    why=gettext_lazy("To a patient three capitals say nothing, or something else."),
    asked_by=(gettext_lazy("PEMAT 4"), gettext_lazy("Cochrane plain language standards")),
    look=_puzzles,
    weight=Weight.ASKED,
)
FEW_ACRONYMS = Gate(
    key="few acronyms",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A page uses five acronyms at most."),
    for_readers=gettext_lazy("We use few abbreviations."),
    why=gettext_lazy("Nobody learns six new names while reading one page."),
    asked_by=(gettext_lazy("PEMAT 4"),),
    look=_many_acronyms,
    weight=Weight.ADVISED,
)
ACTIVE_VOICE = Gate(
    key="active voice",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Most sentences say who does what."),
    for_readers=gettext_lazy("Our sentences tell you who does what."),
    why=gettext_lazy("“It is given” leaves open who gives it, and where."),
    asked_by=(gettext_lazy("PEMAT 5"), gettext_lazy("CDC Clear Communication Index")),
    look=_passive,
    weight=Weight.COUNTED,
)
GATES = (
    READING_LEVEL,
    NOT_TOO_DENSE,
    SENTENCE_LENGTH,
    LONGEST,
    SHORT_PARAGRAPHS,
    ACRONYMS_EXPLAINED,
    FEW_ACRONYMS,
    ACTIVE_VOICE,
)
