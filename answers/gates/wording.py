"""The gates that look at figures in a sentence, and at words that do not speak of health at all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.rendering import claims as claims_of
from answers.wording import figures, process_words

LONGEST_QUOTE = 300


def _percentages(subject: Subject) -> Iterator[Fault]:
    for block, text, claim in _sentences(subject):
        if found := figures.bare_percentage(text):
            sentence = _("“%(sentence)s” says “%(found)s”. Say it in people: “14 in 100 people”.")
            yield Fault(sentence % {"sentence": short(text), "found": found}, block, claim, about=text)


def _lone_differences(subject: Subject) -> Iterator[Fault]:
    for block, group in groupby(_sentences(subject), lambda each: each[0]):
        said = list(group)
        texts = [text for _block, text, _claim in said]
        for place, (_block, text, claim) in enumerate(said):
            if found := figures.lone_difference(texts, place):
                sentence = _(
                    "“%(sentence)s” says “%(found)s”, and not of how many. Give both numbers beside it: "
                    "“13 instead of 16 in 1,000 people”."
                )
                yield Fault(sentence % {"sentence": short(text), "found": found}, block, claim, about=text)


def _traces(subject: Subject) -> Iterator[Fault]:
    for block, text, claim in _sentences(subject):
        if found := process_words.found(text):
            sentence = _(
                "In “%(sentence)s” the words “%(found)s” speak of how the text was made. Say it to a "
                "patient, or move it to “Sources we looked at but did not use”."
            )
            yield Fault(sentence % {"sentence": short(text), "found": found}, block, claim, about=text)


def _long_quotes(subject: Subject) -> Iterator[Fault]:
    for use in subject.content.uses:
        if len(use.quote) > LONGEST_QUOTE:
            sentence = _("The quote from “%(key)s” has more than %(most)s characters. Shorten it.")
            yield Fault(sentence % {"key": use.source_key, "most": LONGEST_QUOTE}, about=use.quote)


def _sentences(subject: Subject) -> Iterator[tuple[str, str, int | None]]:
    """Everything that readers read in sentences, with its block and claim."""
    content = subject.content
    for claim in claims_of.claims(content):
        yield claim.block, claim.text, claim.number
    for text in filter(None, [content.certainty_reason]):
        yield "certainty_reason", text, None
    for question in content.doctor_questions:
        yield "doctor_questions", question, None


IN_PEOPLE = Gate(
    key="people, not percent",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Numbers are said in people, not in percent alone."),
    for_readers=gettext_lazy("We say “14 in 100 people” rather than “14%”."),
    why=gettext_lazy("People can picture people."),
    asked_by=(gettext_lazy("NHS content guide"), gettext_lazy("CDC Clear Communication Index")),
    look=_percentages,
    weight=Weight.ADVISED,
)
BOTH_NUMBERS = Gate(
    key="differences with both numbers",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("“Half as many” stands beside the two numbers that it compares."),
    for_readers=gettext_lazy("When something is “cut by half”, we tell you from what to what."),
    why=gettext_lazy("A big difference of a small risk is small."),
    asked_by=(gettext_lazy("IPDAS"), gettext_lazy("CDC Clear Communication Index")),
    look=_lone_differences,
    weight=Weight.ADVISED,
)
NO_TRACES = Gate(
    key="no traces of the making",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("No sentence speaks of how it was made: “the provided set”, “as an AI”."),
    for_readers=gettext_lazy("The page speaks to you, and not about how it was put together."),
    why=gettext_lazy("Such words show that nobody read the sentence as a patient would."),
    asked_by=(gettext_lazy("NHS standard for health content"),),
    look=_traces,
    weight=Weight.ASKED,
)
SHORT_QUOTES = Gate(
    key="short quotes",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("No quote from a source is longer than 300 characters."),
    for_readers=gettext_lazy("We quote only as much of a study as is needed to show what it says."),
    why=gettext_lazy("More than a short quote needs the publisher's leave."),
    asked_by=(gettext_lazy("NHS standard for health content"),),
    look=_long_quotes,
    weight=Weight.ASKED,
)
GATES = (IN_PEOPLE, BOTH_NUMBERS, NO_TRACES, SHORT_QUOTES)
