"""The gates: what a revision must meet before it may go on. They look, and change nothing.

All but newer editions block. Design 4.4 lists them; who approves is asked in `policies`, how many is counted
here.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from answers import content, smallness, verdicts
from answers.content import CHECKED_BLOCKS, Content, Use
from answers.models import (
    Answer,
    CitationCheck,
    Decision,
    Reading,
    Revision,
    Round,
    Thread,
    Uptake,
    strictest,
)
from answers.rendering import claims as claims_of
from answers.rendering import numbering
from answers.rendering.claims import Claim
from answers.rendering.problems import problems
from sources import notices, replacements
from sources.formatting import Work
from sources.models import Source

SHORT = 90


@dataclass(frozen=True)
class Finding:
    """One thing that stands in the way: which gate, a sentence for the editor, and where."""

    gate: str
    sentence: str
    block: str = ""
    claim: int | None = None
    is_blocking: bool = True


@dataclass(frozen=True)
class Needed:
    """One check that a revision needs: of a citation (use and work), or of a sentence without one."""

    claim: Claim
    fingerprint: str
    use: Use | None = None
    work: Work | None = None


@dataclass(frozen=True)
class Examined:
    """One needed check, the newest ones that count for it, and what is still in the way, if anything."""

    need: Needed
    checks: tuple[CitationCheck, ...]
    obstacle: str = ""

    @property
    def is_denied(self) -> bool:
        """Whether somebody found that it does not hold."""
        return any(check.verdict in CitationCheck.DENIES for check in self.checks)


def for_submit(frozen: Content) -> tuple[Finding, ...]:
    """Required parts are there and every citation resolves."""
    return (*_missing_parts(frozen), *_unresolved(frozen))


def for_approval(revision: Revision, *, said_before: Collection[str] | None = None) -> tuple[Finding, ...]:
    """What `submit` asks, and: sources identified and standing, every sentence checked, no open must-fix.

    A source with a newer edition is only pointed out: the sentence may be as true as before.
    """
    frozen = revision.content()
    found = Source.objects.by_key(work.key for work in frozen.works)
    return (
        *for_submit(frozen),
        *_unidentified(frozen, found),
        *_withdrawn_support(frozen, found),
        *_replaced(revision, frozen, found),
        *_unchecked(revision, frozen, said_before=said_before),
        *_must_fix(revision),
    )


def for_urgent_correction(revision: Revision) -> tuple[Finding, ...]:
    """What an approval asks, and one thing less: what the last signed text did not say waits for its check.

    A check that denies such a sentence stands in the way all the same.
    """
    signed = revision.answer.publications.signed_revision()
    said = (need.fingerprint for need in needed_checks(signed.content())) if signed else ()
    return for_approval(revision, said_before=set(said))


def for_publish(revision: Revision, review: Round, *, today: datetime.date) -> tuple[Finding, ...]:
    """Everything again at this moment, and: enough approvals of exactly this text, a clinician's if asked,
    each by somebody whose declared interests are still up to date."""
    decisions = list(review.decisions.all())
    return (
        *for_approval(revision),
        *_approvals(revision, review, decisions),
        *_undeclared(decisions, today),
    )


def approvals_asked(review: Round) -> tuple[int, bool]:
    """How many approvals, and whether a clinician is among them: the stricter of submission and now.

    A small change needs no clinician where every topic that asks for one allows that.
    """
    topics = review.answer.question.ruling_topics()
    needed = max(review.approvals_needed, *(topic.approvals_needed for topic in topics))
    allowing = [topic.small_changes_by_anyone for topic in topics if topic.clinician_needed]
    is_waived = bool(allowing) and all(allowing) and smallness.of(review.revision).is_small
    return needed, (review.clinician_needed or bool(allowing)) and not is_waived


def reading_asked(answer: Answer) -> Reading:
    """What a check must rest on at least: the strictest of the answer's topics says it."""
    return strictest([Reading(topic.reading_asked) for topic in answer.question.ruling_topics()])


def needed_checks(frozen: Content) -> tuple[Needed, ...]:
    """Every check that a content needs, in reading order: each numbered citation, each uncited sentence.

    A heading is looked at like a sentence, because it can claim as much as one.
    """
    works = {work.key: work for work in frozen.works}
    uses = {(use.claim_hash, use.source_key): use for use in frozen.uses}
    return tuple(need for claim in claims_of.claims(frozen) for need in _needed(claim, uses, works))


def examined(
    answer: Answer, frozen: Content, checks: Mapping[str, Collection[CitationCheck]] | None = None
) -> tuple[Examined, ...]:
    """Every check that a content of this answer needs, with those that count and what is in the way.

    `checks` are the answer's counting ones, for a caller who has read them already.
    """
    counting = counting_checks(answer) if checks is None else checks
    asked = reading_asked(answer)

    def look_at(need: Needed) -> Examined:
        given = counting.get(need.fingerprint, ())
        return Examined(need, tuple(given), verdicts.obstacle(given, asked, is_cited=need.use is not None))

    return tuple(look_at(need) for need in needed_checks(frozen))


def counting_checks(answer: Answer) -> dict[str, list[CitationCheck]]:
    """By fingerprint: the newest check of each person that was not by an author."""
    newest: dict[str, dict[int, CitationCheck]] = defaultdict(dict)
    rows = CitationCheck.objects.by_others().filter(answer=answer)
    found = rows.select_related("quote", "checker__contributor", "acceptance")
    for check in found.order_by("checked_at", "id"):
        newest[check.fingerprint][check.checker_id] = check
    return {fingerprint: list(by_person.values()) for fingerprint, by_person in newest.items()}


def _missing_parts(frozen: Content) -> Iterator[Finding]:
    claims = claims_of.claims(frozen)
    if not any(claim.block == "short_answer" and not claim.is_heading for claim in claims):
        yield Finding("required parts", _("The short answer is missing. Write one."), "short_answer")
    if not any(claim.block == "research" and not claim.is_heading for claim in claims):
        yield Finding("required parts", _("“What the research says” is missing. Write it."), "research")
    if not frozen.doctor_questions:
        sentence = _("“What to ask your doctor” is empty. Add at least one question.")
        yield Finding("required parts", sentence, "doctor_questions")


def _unresolved(frozen: Content) -> Iterator[Finding]:
    for problem in problems(frozen, {work.key for work in frozen.works}):
        if not problem.is_warning:
            yield Finding("citations resolve", problem.message, problem.block)


def _unidentified(frozen: Content, found: Mapping[str, Source]) -> Iterator[Finding]:
    now = {key for key, source in found.items() if source.is_identified}
    for work in frozen.works:
        if work.is_identified:
            continue
        message = (
            _("The source “%(key)s” was identified after this text was saved. Save the answer again.")
            if work.key in now
            else _(
                "The source “%(key)s” is not identified. Give it a DOI, PMID or other identifier, or author, "
                "title and year with the reason why there is none."
            )
        )
        yield Finding("sources identified", message % {"key": work.key})


def _withdrawn_support(frozen: Content, found: Mapping[str, Source]) -> Iterator[Finding]:
    withdrawn = notices.blocking(found.values())
    blocked = {key for key, source in found.items() if source.key in withdrawn}
    for need in needed_checks(frozen) if blocked else ():
        use, claim = need.use, need.claim
        if use is None or use.source_key not in blocked:
            continue
        if use.role in ("supports", "partly") or not use.note:
            message = _("“%(sentence)s” rests on the source “%(key)s”, which has a notice of retraction.")
            sentence = message % {"sentence": _short(claim.text), "key": use.source_key}
            yield Finding("no retracted support", sentence, claim.block, claim.number)


def _replaced(revision: Revision, frozen: Content, found: Mapping[str, Source]) -> Iterator[Finding]:
    told = replacements.told(found.values())
    kept = Uptake.objects.kept_by(revision.answer) if told else frozenset()
    numbers = numbering.number(frozen)
    seen: set[str] = set()
    for need in needed_checks(frozen) if told else ():
        key = need.use.source_key if need.use else ""
        newer = told.get(found[key].key) if key in found else None
        if newer is None or newer.replacement in kept or key in seen:
            continue
        seen.add(key)
        words = {"number": numbers.number(key), "key": key, "newer": newer.sentence}
        sentence = _("Source %(number)s (“%(key)s”): %(newer)s") % words
        yield Finding("newer edition", sentence, need.claim.block, need.claim.number, is_blocking=False)


def _needed(claim: Claim, said: dict[tuple[str, str], Use], works: dict[str, Work]) -> Iterator[Needed]:
    uses = [
        said.get((claim.hash, key)) or Use(claim.hash, key)
        for key in dict.fromkeys(i.key for i in claim.items)
    ]
    numbered = [use for use in uses if use.role != "not_relevant" and use.source_key in works]
    for use in numbered:
        work = works[use.source_key]
        yield Needed(claim, content.fingerprint(use, work), use, work)
    if not numbered and claim.block in CHECKED_BLOCKS:
        yield Needed(claim, claim.hash)


def _unchecked(
    revision: Revision, frozen: Content, *, said_before: Collection[str] | None = None
) -> Iterator[Finding]:
    """Every check in the way; with `said_before`, of what was not said before only those that deny it."""
    numbers = numbering.number(frozen)
    for each in examined(revision.answer, frozen):
        need = each.need
        may_wait = said_before is not None and need.fingerprint not in said_before
        if each.obstacle and (each.is_denied or not may_wait):
            number = numbers.number(need.use.source_key) if need.use else ""
            words = {"sentence": _short(need.claim.text), "number": number}
            yield Finding("citations checked", each.obstacle % words, need.claim.block, need.claim.number)


def _must_fix(revision: Revision) -> Iterator[Finding]:
    open_threads = Thread.objects.filter(
        answer=revision.answer_id, kind=Thread.Kind.MUST_FIX, status=Thread.Status.OPEN
    )
    for thread in open_threads.order_by("opened_at", "id"):
        message = _("A must-fix is open: “%(quote)s”. Resolve it first.")
        yield Finding(
            "no open must-fix", message % {"quote": _short(thread.quote or _("whole page"))}, thread.block
        )


def _approvals(revision: Revision, review: Round, decisions: Iterable[Decision]) -> Iterator[Finding]:
    approvals = [each for each in decisions if each.approves(revision)]
    needed, clinician_needed = approvals_asked(review)
    if len(approvals) < needed:
        message = _("%(given)s of %(needed)s approvals are given.")
        yield Finding("approvals", message % {"given": len(approvals), "needed": needed})
    if clinician_needed and not any(each.is_clinician for each in approvals):
        yield Finding("approvals", _("A clinician's approval is still missing."))
    never_reviewed = revision.answer.last_reviewed_on is None
    if never_reviewed and not any(each.scope == Decision.Scope.WHOLE_PAGE for each in approvals):
        yield Finding("approvals", _("Before its first publication somebody must review the whole page."))


def _undeclared(decisions: Iterable[Decision], today: datetime.date) -> Iterator[Finding]:
    signers = [each.person for each in decisions if each.kind == Decision.Kind.APPROVED]
    named = [person.contributor for person in signers if hasattr(person, "contributor")]
    for contributor in sorted(named, key=lambda each: (each.name, each.pk)):
        if not contributor.has_current_declaration(today):
            message = _("The interests that %(name)s declared are older than 12 months. Have them renewed.")
            yield Finding("interests", message % {"name": contributor.name})


def _short(text: str) -> str:
    return text.removesuffix(".") if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"
