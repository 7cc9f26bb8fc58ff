"""The gates that ask whether a page lets its reader weigh: both sides, in like numbers, and other choices.

What a page about a treatment owes its reader, it owes only there: the question says what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import CERTAINTIES
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.models.questions import Kind
from answers.outcomes import BENEFIT
from answers.rendering import certainties

MOST_UNEQUAL = 3
"""How many times as many rows one side may have as the other."""

MEASURED = ("high", "moderate", "low", "very_low", "none")
"""The certainties that stand in an order; what experts say stands beside it."""


def _one_sided(subject: Subject) -> Iterator[Fault]:
    benefits, harms = _sides(subject)
    if not _is_treatment(subject):
        return
    if not benefits:
        yield Fault(
            _("No possible benefit is told in numbers. Add a row for one."), "outcomes", about="benefit"
        )
    if not harms:
        yield Fault(_("No possible harm is told in numbers. Add a row for one."), "outcomes", about="harm")


def _unequal(subject: Subject) -> Iterator[Fault]:
    benefits, harms = _sides(subject)
    if min(benefits, harms) and max(benefits, harms) > MOST_UNEQUAL * min(benefits, harms):
        words = {"benefits": benefits, "harms": harms}
        sentence = _("%(benefits)s benefits stand beside %(harms)s harms. Tell both in equal detail.")
        yield Fault(sentence % words, "outcomes")


def _unlike_people(subject: Subject) -> Iterator[Fault]:
    for (option, _instead), same in groupby(subject.content.outcomes, lambda row: row.compared):
        rows = list(same)
        if len({row.denominator for row in rows}) > 1:
            sentence = _("“%(option)s”: count each row out of as many people, so that they can be compared.")
            yield Fault(sentence % {"option": option}, "outcomes", about=option)
        for row in rows:
            if not row.time:
                sentence = _("“%(outcome)s”: say in which time it happens to so many.")
                yield Fault(sentence % {"outcome": row.outcome}, "outcomes", about=row.outcome)


def _rows_uncited(subject: Subject) -> Iterator[Fault]:
    for row in subject.content.outcomes:
        if not row.cited:
            sentence = _("“%(outcome)s” gives numbers and no source. Name it in the row.")
            yield Fault(sentence % {"outcome": row.outcome}, "outcomes", about=row.outcome)


def _no_choice(subject: Subject) -> Iterator[Fault]:
    if not _is_treatment(subject):
        return
    if not subject.content.no_treatment:
        sentence = _("Say what happens without a treatment or with waiting, or why that is no choice.")
        yield Fault(sentence, "no_treatment")
    if not subject.content.other_choices:
        yield Fault(_("Say what else one could choose, or that there is nothing else."), "other_choices")


def _unexplained(subject: Subject) -> Iterator[Fault]:
    if not _is_treatment(subject):
        return
    if not subject.content.how_it_works:
        yield Fault(_("Say in two or three sentences how the treatment works."), "how_it_works")
    if not subject.content.quality_of_life:
        yield Fault(_("Say what the treatment means for daily life."), "quality_of_life")


def _surer_than_its_sentences(subject: Subject) -> Iterator[Fault]:
    content = subject.content
    if content.certainty not in MEASURED:
        return
    own = certainties.own_of(content)
    for claim in subject.claims:
        less = own.get(claim.hash, "") in MEASURED and CERTAINTIES.index(own[claim.hash]) > CERTAINTIES.index(
            content.certainty
        )
        if claim.block == "short_answer" and less:
            sentence = _(
                "The answer is said to be surer than “%(sentence)s”. The answer is as sure as the least "
                "sure sentence of its main message."
            )
            yield Fault(sentence % {"sentence": short(claim.text)}, claim.block, claim.number)


def _sides(subject: Subject) -> tuple[int, int]:
    benefits = sum(row.direction == BENEFIT for row in subject.content.outcomes)
    return benefits, len(subject.content.outcomes) - benefits


def _is_treatment(subject: Subject) -> bool:
    return subject.answer is not None and subject.answer.question.kind == Kind.TREATMENT


BOTH_SIDES = Gate(
    key="benefits and harms",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A page about a treatment tells a possible benefit and a possible harm in numbers."),
    for_readers=gettext_lazy("A page about a treatment tells you in numbers what it may do for and to you."),
    why=gettext_lazy("Whoever hears only of one side cannot decide."),
    asked_by=(
        gettext_lazy("DISCERN 10 and 11"),
        gettext_lazy("CDC Clear Communication Index"),
        gettext_lazy("IPDAS"),
    ),
    look=_one_sided,
    weight=Weight.ASKED,
)
EQUAL_DETAIL = Gate(
    key="equal detail",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Benefits and harms are told in equal detail."),
    for_readers=gettext_lazy("Benefits and harms stand in one table, in equal detail."),
    why=gettext_lazy("Many rows on one side weigh more than they should."),
    asked_by=(gettext_lazy("IPDAS"),),
    look=_unequal,
    weight=Weight.ADVISED,
)
SAME_PEOPLE = Gate(
    key="same people and time",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Every table counts out of one number of people, and says in which time."),
    for_readers=gettext_lazy("In a table all numbers are out of as many people, and you read in which time."),
    why=gettext_lazy("1 in 50 and 3 in 200 are hard to compare, and nobody should have to do sums."),
    asked_by=(
        gettext_lazy("IPDAS"),
        gettext_lazy("NHS content guide"),
        gettext_lazy("CDC Clear Communication Index"),
    ),
    look=_unlike_people,
    weight=Weight.ASKED,
)
ROWS_CITED = Gate(
    key="rows cited",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("Every row of benefits and harms names its source."),
    for_readers=gettext_lazy("Every row of benefits and harms leads to the study that it rests on."),
    why=gettext_lazy("A number looks like proof, so that somebody must be able to look it up."),
    asked_by=(gettext_lazy("HON principles 4 and 5"),),
    look=_rows_uncited,
    weight=Weight.ASKED,
)
OTHER_CHOICES = Gate(
    key="other choices",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A page about a treatment says what happens without it, and what else there is."),
    for_readers=gettext_lazy(
        "A page about a treatment tells you what happens without it, and what else there is."
    ),
    why=gettext_lazy("Without a second choice there is nothing to choose."),
    asked_by=(gettext_lazy("DISCERN 12 and 14"),),
    look=_no_choice,
    weight=Weight.ASKED,
)
TREATMENT_EXPLAINED = Gate(
    key="treatment explained",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A page about a treatment says how it works and what it means for daily life."),
    for_readers=gettext_lazy(
        "A page about a treatment tells you how it works and what it means for daily life."
    ),
    why=gettext_lazy("What people live with counts as much as what is measured."),
    asked_by=(gettext_lazy("DISCERN 9 and 13"),),
    look=_unexplained,
    weight=Weight.ADVISED,
)
AS_SURE_AS_ITS_SENTENCES = Gate(
    key="as sure as its sentences",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The answer is not said to be surer than a sentence of its main message."),
    for_readers=gettext_lazy("The answer is as sure as the least sure sentence of its main message."),
    why=gettext_lazy("A sure label over an unsure sentence is a promise nobody can keep."),
    asked_by=(gettext_lazy("GRADE"),),
    look=_surer_than_its_sentences,
    weight=Weight.ASKED,
)
