"""What a gate is: its key, its words for editors and readers, how it looks; it knows no single one."""

from __future__ import annotations

import datetime
import enum
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from answers.content import Content
from answers.models import Decision, Revision, Round
from sources.models import Source

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

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


@dataclass(frozen=True)
class Fault:
    """One thing that a gate found: the sentence for the editor, and where."""

    sentence: str
    block: str = ""
    claim: int | None = None


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way: which gate, a sentence for the editor, and where."""

    gate: str
    sentence: str
    block: str = ""
    claim: int | None = None
    is_blocking: bool = True


@dataclass(frozen=True)
class Gate:
    """One thing that a revision must meet, or that its people are warned of.

    `rule` tells an editor what is asked, `for_readers` says the same to a patient. `why` is the reason and
    `asked_by` names the standards behind it. `blocks` is what it does unless a site decides otherwise.
    """

    key: str
    step: Step
    looks_at: LooksAt
    rule: Words
    for_readers: Words
    why: Words
    look: Looking
    blocks: bool = True
    asked_by: tuple[Words, ...] = ()

    def findings(self, subject: Subject) -> Iterator[Finding]:
        """What it finds, each under its key."""
        for fault in self.look(subject):
            yield Finding(self.key, fault.sentence, fault.block, fault.claim, is_blocking=self.blocks)


@dataclass(frozen=True)
class Subject:
    """What gates look at: a text; and, from an approval on, its revision, the review and the day.

    `said_before` holds the fingerprints of what may not wait for a check; None means that nothing may.
    """

    content: Content
    revision: Revision | None = None
    review: Round | None = None
    today: datetime.date | None = None
    said_before: Collection[str] | None = None
    decisions: Collection[Decision] = ()

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        """The cited sources as they are now, by the key that the text uses."""
        return Source.objects.by_key(work.key for work in self.content.works)
