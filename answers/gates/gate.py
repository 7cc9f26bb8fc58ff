"""What a gate is: its key, its words for editors and readers, how it looks; it knows no single one."""

from __future__ import annotations

import datetime
import enum
import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from answers import content as contents
from answers import glossary
from answers.content import Content
from answers.gates.checks import Needed, needed_checks
from answers.gates.severities import Rules, Weight, rules_of
from answers.models import Answer, Decision, Revision, Round, Severity, Topic
from answers.rendering import claims as claims_of
from answers.rendering import words_used
from answers.rendering.terms import Glossary
from sources.cited import Cited

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

    from answers.rendering.claims import Claim

Looking = Callable[["Subject"], Iterator["Fault"]]


class Step(enum.Enum):
    """The step at which a gate is asked for the first time; every later step asks it again."""

    SUBMIT = "submit"
    APPROVE = "approve"
    PUBLISH = "publish"


class LooksAt(enum.Enum):
    """What a gate looks at."""

    TEXT = _("the text")
    CITATIONS = _("the citations")
    SOURCES = _("the sources as they are today")
    CHECKS = _("the checks of each sentence")
    COMMENTS = _("the comments")
    SIGNATURES = _("the signatures")
    PEOPLE = _("the people who sign")
    WRITERS = _("the people who wrote it")
    QUESTION = _("the question and where it comes from")


@dataclass(frozen=True)
class Fault:
    """One thing that a gate found: the sentence for the editor, and where.

    `about` is the text that raised it, where that is less than the whole sentence or block.
    """

    sentence: str
    block: str = ""
    claim: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way or is pointed out: which gate, a sentence for the editor, and where.

    `fingerprint` stands for the gate and the text that raised it, and for nothing else: a reason given for a
    warning holds as long as that text stays.
    """

    gate: str
    sentence: str
    block: str = ""
    claim: int | None = None
    is_blocking: bool = True
    fingerprint: str = ""


@dataclass(frozen=True)
class Gate:
    """One thing that a revision must meet, or that its people are warned of.

    `rule` tells an editor what is asked, `for_readers` says the same to a patient. `why` is the reason and
    `asked_by` names the standards behind it. `weight` says how much it counts; what it then does is for the
    site and the topics to choose (`severities`). `reasons` are ready ones for passing its warning, by the
    name that is stored.
    """

    key: str
    step: Step
    looks_at: LooksAt
    rule: Words
    for_readers: Words
    why: Words
    look: Looking
    weight: Weight = Weight.ALWAYS
    asked_by: tuple[Words, ...] = ()
    reasons: Mapping[str, Words] = field(default_factory=dict)

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What it finds, each under its key; one that is off does not look."""
        severity = subject.severity(self)
        if severity == Severity.OFF:
            return
        for fault in self.look(subject):
            yield Finding(
                self.key,
                fault.sentence,
                fault.block,
                fault.claim,
                is_blocking=severity == Severity.BLOCK,
                fingerprint=contents.digest(json.dumps([self.key, subject.raised_by(fault)])),
            )


def severity(gate: Gate, rules: Rules) -> Severity:
    """What a gate does under these rules."""
    return rules.severity(gate.key, gate.weight)


@dataclass(frozen=True)
class Subject:
    """What gates look at: a text; and, from an approval on, its revision, the review and the day.

    `known` and `words` are the cited sources and the glossary, where somebody read them just now.
    `said_before` holds the fingerprints of what may not wait for a check; None means that nothing may.
    """

    content: Content
    revision: Revision | None = None
    review: Round | None = None
    today: datetime.date | None = None
    said_before: Collection[str] | None = None
    decisions: Collection[Decision] = ()
    known: Cited | None = None
    words: Glossary | None = None
    text_of: Answer | None = None

    @property
    def answer(self) -> Answer | None:
        """Whose text it is; `text_of` says it of a text that is not saved yet."""
        return self.revision.answer if self.revision is not None else self.text_of

    @cached_property
    def rules(self) -> Rules:
        """What site and topics chose, as it is now."""
        return rules_of(self.answer)

    @property
    def topics(self) -> Sequence[Topic]:
        """The topics that rule the review, each read once."""
        return self.answer.question.ruling_topics() if self.answer is not None else ()

    def severity(self, gate: Gate) -> Severity:
        """What a gate does here; one that always blocks asks nobody."""
        return Severity.BLOCK if gate.weight is Weight.ALWAYS else severity(gate, self.rules)

    @property
    def day(self) -> datetime.date | None:
        """The day it is looked at, else the one on which the text was saved; None of a text by itself."""
        if self.today is None and self.revision is not None:
            return timezone.localdate(self.revision.saved_at)
        return self.today

    @cached_property
    def needs(self) -> tuple[Needed, ...]:
        """Every check that the text needs, in reading order."""
        return needed_checks(self.content)

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The sentences of the text, in reading order."""
        return claims_of.claims(self.content)

    def raised_by(self, fault: Fault) -> str:
        """The text that raised a fault: what it names, else its sentence, else its block, else its words."""
        if fault.about or fault.claim is None:
            text = fault.about or str(getattr(self.content, fault.block, "") if fault.block else "")
            return text or fault.sentence
        return self._texts.get(fault.claim, fault.sentence)

    @cached_property
    def _texts(self) -> Mapping[int, str]:
        return {each.number: each.text for each in self.claims}

    @cached_property
    def explained(self) -> Glossary:
        """The words that the page explains to its readers."""
        if self.words is not None:
            return words_used.explained(self.content, self.words)
        return glossary.explained(self.content)

    @cached_property
    def cited(self) -> Cited:
        """The cited sources as they are now; those that the verb knows, so that it looks at them once."""
        return self.known or Cited(work.key for work in self.content.works)
