"""What each gate does for one answer: it blocks, warns or is off, as profile, site and topics say."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from answers.models import Answer, GateRules, Profile, Severity, gravest


class Weight(enum.Enum):
    """How much a gate counts. `ALWAYS` is design 4.4: no profile, site or topic can weaken it.

    The others are the rows of the standards: what they ask for, what they advise, what is worth counting.
    """

    ALWAYS = "always"
    ASKED = "asked for"
    ADVISED = "advised"
    COUNTED = "counted"


SEVERITIES: Mapping[str, Severity] = {each.value: each for each in Severity}

BY_PROFILE: Mapping[Profile, Mapping[Weight, Severity]] = {
    Profile.STARTER: {
        Weight.ASKED: Severity.WARN,
        Weight.ADVISED: Severity.WARN,
        Weight.COUNTED: Severity.OFF,
    },
    Profile.FULL: {
        Weight.ASKED: Severity.BLOCK,
        Weight.ADVISED: Severity.WARN,
        Weight.COUNTED: Severity.OFF,
    },
}


class Chosen(Protocol):
    """A site or a topic, as far as it chose: a profile or none, and what single gates do."""

    @property
    def profile(self) -> str: ...

    @property
    def severities(self) -> Mapping[str, str]: ...


@dataclass(frozen=True)
class Rules:
    """What the site and the topics of one answer chose; without topics, the site alone."""

    site: Chosen
    topics: Sequence[Chosen] = ()

    @property
    def asks_reasons(self) -> bool:
        """Whether a warning without a reason stops a text: where the site or one of the topics asks for the
        full standard."""
        chosen = [topic.profile or self.site.profile for topic in self.topics] or [self.site.profile]
        return Profile.FULL in chosen

    def severity(self, key: str, weight: Weight) -> Severity:
        """What the gate of this key and weight does: the strictest of the topics says it."""
        if weight is Weight.ALWAYS:
            return Severity.BLOCK
        at_site = _said(self.site, key, weight, otherwise=BY_PROFILE[Profile.STARTER][weight])
        return gravest([_said(topic, key, weight, otherwise=at_site) for topic in self.topics] or [at_site])


def rules_of(answer: Answer | None) -> Rules:
    """The rules of this answer as they are now; of none, what the site chose."""
    topics = answer.question.ruling_topics() if answer is not None else ()
    return Rules(GateRules.objects.now(), topics)


def _said(chosen: Chosen, key: str, weight: Weight, *, otherwise: Severity) -> Severity:
    """What was chosen here; a topic with a profile of its own leaves all of the site's choices behind."""
    said = chosen.severities.get(key, "")
    if said in SEVERITIES:
        return SEVERITIES[said]
    return BY_PROFILE[Profile(chosen.profile)][weight] if chosen.profile else otherwise
