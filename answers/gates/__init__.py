"""The gates: what a revision must meet before it may go on. They look, and change nothing.

`REGISTRY` is every gate in the order in which it is asked. Design 4.4 lists those that always block; what the
others do is chosen by profile, for the site and its topics (`severities`). Who may approve is asked in
`policies`.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace

from answers.content import Content
from answers.gates import measures, reading, surety, wording
from answers.gates.checks import (
    Examined,
    Needed,
    counting_checks,
    examined,
    needed_checks,
    reading_asked,
)
from answers.gates.citing import EXACT_PLACE, FINDINGS_CITED, NO_TYPED_NUMBERS, NUMBERS_CITED
from answers.gates.evidence import NEWER_EDITION, NO_RETRACTED_SUPPORT, SOURCES_IDENTIFIED
from answers.gates.gate import Fault, Finding, Gate, LooksAt, Step, Subject, severity
from answers.gates.help_cards import CARDS_CURRENT, EMERGENCY_CARD, SHORT_CARDS
from answers.gates.people import (
    APPROVALS,
    CITATIONS_CHECKED,
    CLINICIAN_SIGNED,
    INTERESTS,
    NO_OPEN_MUST_FIX,
    approvals_asked,
)
from answers.gates.reasons import NOT_YET, in_words, ready_reasons
from answers.gates.severities import BY_PROFILE, Rules, Weight, rules_of
from answers.gates.telling import (
    CERTAINTY_SAID,
    DRAFTING_TOLD,
    EVIDENCE_SEARCHED,
    ORIGIN_TOLD,
    SEARCH_DESCRIBED,
    UNKNOWNS_SAID,
    WRITER_NAMED,
)
from answers.gates.texts import CITATIONS_RESOLVE, REQUIRED_PARTS
from answers.gates.translations import FOLLOWS_ORIGINAL, TRANSLATED
from answers.gates.weighing import (
    AS_SURE_AS_ITS_SENTENCES,
    BOTH_SIDES,
    EQUAL_DETAIL,
    OTHER_CHOICES,
    ROWS_CITED,
    SAME_PEOPLE,
    TREATMENT_EXPLAINED,
)
from answers.gates.works import (
    KIND_OF_STUDY,
    RECENT_SOURCES,
    REVIEWS_FIRST,
    WEB_PAGES_DATED,
    WHO_PAID,
)
from answers.models import Answer, PassedWarning, Revision, Round, Severity
from answers.rendering.terms import Glossary
from sources.cited import Cited

__all__ = [
    "BY_PROFILE",
    "LATER",
    "NOT_YET",
    "REGISTRY",
    "Examined",
    "Fault",
    "Finding",
    "Gate",
    "LooksAt",
    "Needed",
    "Rules",
    "Step",
    "Subject",
    "Weight",
    "approvals_asked",
    "counting_checks",
    "examined",
    "failed_by_profile",
    "for_approval",
    "for_publish",
    "for_submit",
    "for_urgent_correction",
    "named",
    "needed_checks",
    "reading_asked",
    "ready_reasons",
    "rules_of",
    "said",
    "severity",
    "while_writing",
]

REGISTRY: tuple[Gate, ...] = (
    REQUIRED_PARTS,
    CITATIONS_RESOLVE,
    CERTAINTY_SAID,
    UNKNOWNS_SAID,
    FINDINGS_CITED,
    NUMBERS_CITED,
    NO_TYPED_NUMBERS,
    EXACT_PLACE,
    KIND_OF_STUDY,
    REVIEWS_FIRST,
    RECENT_SOURCES,
    WEB_PAGES_DATED,
    WHO_PAID,
    EVIDENCE_SEARCHED,
    SEARCH_DESCRIBED,
    DRAFTING_TOLD,
    WRITER_NAMED,
    ORIGIN_TOLD,
    AS_SURE_AS_ITS_SENTENCES,
    BOTH_SIDES,
    EQUAL_DETAIL,
    SAME_PEOPLE,
    ROWS_CITED,
    OTHER_CHOICES,
    TREATMENT_EXPLAINED,
    EMERGENCY_CARD,
    CARDS_CURRENT,
    SHORT_CARDS,
    *measures.GATES,
    *reading.GATES,
    *surety.GATES,
    *wording.GATES,
    TRANSLATED,
    FOLLOWS_ORIGINAL,
    SOURCES_IDENTIFIED,
    NO_RETRACTED_SUPPORT,
    NEWER_EDITION,
    CITATIONS_CHECKED,
    NO_OPEN_MUST_FIX,
    APPROVALS,
    CLINICIAN_SIGNED,
    INTERESTS,
)
"""Every gate, by the step that asks for it first; each later step asks the earlier ones again."""


_BY_KEY = {gate.key: gate for gate in REGISTRY}


def named(key: str) -> Gate | None:
    """The gate of this key; None where no release has it any more."""
    return _BY_KEY.get(key)


def said(row: PassedWarning) -> str:
    """Why a warning was passed, in the words of its person or of the ready reason."""
    return row.reason.text if row.reason is not None else in_words(named(row.gate), row.ready)


def for_submit(revision: Revision) -> tuple[Finding, ...]:
    """What a text must meet before it is reviewed."""
    return _asked(Subject(revision.content(), revision), Step.SUBMIT)


def for_approval(revision: Revision, *, said_before: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What `submit` asks, and what must be done before anybody signs."""
    subject = Subject(revision.content(), revision, said_before=said_before)
    return _asked(subject, Step.SUBMIT, Step.APPROVE)


def while_writing(
    frozen: Content,
    answer: Answer,
    *,
    today: datetime.date,
    cited: Cited | None = None,
    words: Glossary | None = None,
) -> tuple[tuple[Gate, Severity, tuple[Finding, ...] | None], ...]:
    """What each gate that is asked here says of a text that is not saved yet.

    None where it looks at what people do later: checks, comments, signatures.
    """
    subject = Subject(frozen, today=today, text_of=answer, known=cited, words=words)
    asked = ((gate, subject.severity(gate)) for gate in REGISTRY)
    return tuple(
        (gate, does, None if gate.looks_at in LATER else tuple(gate.findings(subject)))
        for gate, does in asked
        if does != Severity.OFF
    )


LATER = frozenset({LooksAt.CHECKS, LooksAt.COMMENTS, LooksAt.SIGNATURES, LooksAt.PEOPLE})
"""What there is nothing to see of while a text is written."""


def failed_by_profile(revision: Revision) -> tuple[Finding, ...]:
    """What stops this text only because a site or topic lets a gate block, before anybody signs it."""
    subject = Subject(revision.content(), revision)
    chosen = (gate for gate in REGISTRY if gate.weight is not Weight.ALWAYS and gate.step is not Step.PUBLISH)
    blocking = (gate for gate in chosen if subject.severity(gate) == Severity.BLOCK)
    return tuple(finding for gate in blocking for finding in gate.findings(subject))


def for_urgent_correction(revision: Revision) -> tuple[Finding, ...]:
    """What an approval asks, and one thing less: what the last signed text did not say waits for its check.

    A check that denies such a sentence stands in the way all the same. A gate that a profile lets block only
    warns where the signed text fails it too: what is corrected need not become better than it was.
    """
    signed = revision.answer.publications.signed_revision()
    said = (need.fingerprint for need in needed_checks(signed.content())) if signed else ()
    found = for_approval(revision, said_before=set(said))
    if signed is None or not any(_is_by_profile(each) for each in found):
        return found
    before = {each.gate for each in for_approval(signed) if _is_by_profile(each)}
    return tuple(replace(each, is_blocking=False) if each.gate in before else each for each in found)


def for_publish(
    revision: Revision,
    review: Round,
    *,
    today: datetime.date,
    cited: Cited | None = None,
    words: Glossary | None = None,
) -> tuple[Finding, ...]:
    """Everything again at this moment, and: enough approvals of exactly this text, a clinician's if asked,
    each by somebody whose declared interests are still up to date."""
    decisions = list(review.decisions.all())
    subject = Subject(
        revision.content(), revision, review, today, decisions=decisions, known=cited, words=words
    )
    return _asked(subject, *Step)


def _is_by_profile(finding: Finding) -> bool:
    """Whether it blocks because a site or topic chose so."""
    gate = named(finding.gate)
    return finding.is_blocking and gate is not None and gate.weight is not Weight.ALWAYS


def _asked(subject: Subject, *steps: Step) -> tuple[Finding, ...]:
    asked = (gate for gate in REGISTRY if gate.step in steps)
    return tuple(finding for gate in asked for finding in gate.findings(subject))
