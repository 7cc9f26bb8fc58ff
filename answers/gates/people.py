"""The gates that look at what people did: their checks, comments, signatures and declared interests."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import smallness
from answers.gates import checks
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.models import Decision, Round, Thread
from answers.rendering import numbering


def approvals_asked(review: Round) -> tuple[int, bool]:
    """How many approvals, and whether a clinician is among them: the stricter of submission and now.

    A small change needs no clinician where every topic that asks for one allows that.
    """
    topics = review.answer.question.ruling_topics()
    needed = max(review.approvals_needed, *(topic.approvals_needed for topic in topics))
    allowing = [topic.small_changes_by_anyone for topic in topics if topic.clinician_needed]
    is_waived = bool(allowing) and all(allowing) and smallness.of(review.revision).is_small
    return needed, (review.clinician_needed or bool(allowing)) and not is_waived


def _unchecked(subject: Subject) -> Iterator[Fault]:
    """Every check in the way; with `said_before`, of what was not said before only those that deny it."""
    if subject.revision is None:
        return
    answer, numbers = subject.revision.answer, numbering.number(subject.content)
    before = subject.said_before
    given = checks.counting_checks(answer, are_bare=True)
    for each in checks.examined(answer, subject.content, given, subject.needs):
        need = each.need
        may_wait = before is not None and need.fingerprint not in before
        if each.obstacle and (each.is_denied or not may_wait):
            number = numbers.number(need.use.source_key) if need.use else ""
            words = {"sentence": short(need.claim.text), "number": number}
            yield Fault(each.obstacle % words, need.claim.block, need.claim.number)


def _no_clinician(subject: Subject) -> Iterator[Fault]:
    """Where a topic asks for a clinician, `_approvals` says so; here a site asks it of every page."""
    revision, review = subject.revision, subject.review
    if revision is None or review is None or any(topic.clinician_needed for topic in subject.topics):
        return
    if not any(each.is_clinician for each in subject.decisions if each.approves(revision)):
        yield Fault(_("No clinician has signed this text. Ask one to read and approve it."))


def _must_fix(subject: Subject) -> Iterator[Fault]:
    if subject.revision is None:
        return
    open_threads = Thread.objects.filter(
        answer=subject.revision.answer_id, kind=Thread.Kind.MUST_FIX, status=Thread.Status.OPEN
    )
    for quote, block in open_threads.order_by("opened_at", "id").values_list("quote", "block"):
        message = _("A must-fix is open: “%(quote)s”. Resolve it first.")
        yield Fault(message % {"quote": short(quote or _("whole page"))}, block)


def _approvals(subject: Subject) -> Iterator[Fault]:
    revision, review = subject.revision, subject.review
    if revision is None or review is None:
        return
    approvals = [each for each in subject.decisions if each.approves(revision)]
    needed, clinician_needed = approvals_asked(review)
    if len(approvals) < needed:
        message = _("%(given)s of %(needed)s approvals are given.")
        yield Fault(message % {"given": len(approvals), "needed": needed})
    if clinician_needed and not any(each.is_clinician for each in approvals):
        yield Fault(_("A clinician's approval is still missing."))
    never_reviewed = revision.answer.last_reviewed_on is None
    if never_reviewed and not any(each.scope == Decision.Scope.WHOLE_PAGE for each in approvals):
        yield Fault(_("Before its first publication somebody must review the whole page."))


def _undeclared(subject: Subject) -> Iterator[Fault]:
    if subject.today is None:
        return
    signers = [each.person for each in subject.decisions if each.kind == Decision.Kind.APPROVED]
    named = [person.contributor for person in signers if hasattr(person, "contributor")]
    for contributor in sorted(named, key=lambda each: (each.name, each.pk)):
        if not contributor.has_current_declaration(subject.today):
            message = _("The interests that %(name)s declared are older than 12 months. Have them renewed.")
            yield Fault(message % {"name": contributor.name})


CITATIONS_CHECKED = Gate(
    key="citations checked",
    step=Step.APPROVE,
    looks_at=LooksAt.CHECKS,
    rule=gettext_lazy(
        "Somebody who did not write it compared each cited sentence with its source, and confirmed of each "
        "other sentence that it needs none."
    ),
    for_readers=gettext_lazy(
        "Somebody who did not write it compared each sentence that names a study with that study. Each other "
        "sentence of the short answer and of the research was looked at too."
    ),
    why=gettext_lazy("A source proves a sentence only if it says what the sentence says."),
    asked_by=(gettext_lazy("HON principles 4 and 5"), gettext_lazy("JAMA benchmarks: attribution")),
    look=_unchecked,
)
NO_OPEN_MUST_FIX = Gate(
    key="no open must-fix",
    step=Step.APPROVE,
    looks_at=LooksAt.COMMENTS,
    rule=gettext_lazy("No comment that asks for a fix is open."),
    for_readers=gettext_lazy("Nothing that a reviewer said must be mended is still open."),
    why=gettext_lazy("A review that can be passed over is none."),
    asked_by=(gettext_lazy("NHS standard for health content"),),
    look=_must_fix,
)
APPROVALS = Gate(
    key="approvals",
    step=Step.PUBLISH,
    looks_at=LooksAt.SIGNATURES,
    rule=gettext_lazy(
        "As many people as the topic asks for have approved exactly this text, a clinician among them where "
        "it says so; before the first publication somebody has reviewed the whole page."
    ),
    for_readers=gettext_lazy(
        "As many people as the topic asks for have signed exactly this text. Nobody who wrote it may sign "
        "it. Where the topic says so, one of them is a doctor or another clinician."
    ),
    why=gettext_lazy("Who wrote a text does not see its mistakes; a signature is worth only its own text."),
    asked_by=(gettext_lazy("NHS standard for health content"), gettext_lazy("HON principle 1")),
    look=_approvals,
)
CLINICIAN_SIGNED = Gate(
    key="clinician signed",
    step=Step.PUBLISH,
    looks_at=LooksAt.SIGNATURES,
    rule=gettext_lazy("A clinician who did not write it has signed exactly this text."),
    for_readers=gettext_lazy("A doctor or another clinician who did not write the page has signed it."),
    why=gettext_lazy("Who treats patients sees what a text could do to them."),
    asked_by=(gettext_lazy("NHS standard for health content"), gettext_lazy("HON principle 1")),
    look=_no_clinician,
    weight=Weight.ASKED,
)
INTERESTS = Gate(
    key="interests",
    step=Step.PUBLISH,
    looks_at=LooksAt.PEOPLE,
    rule=gettext_lazy("Everybody who signed has declared their interests within the last 12 months."),
    for_readers=gettext_lazy(
        "Everybody who signed has said within the last 12 months who pays them and what else could sway them."
    ),
    why=gettext_lazy("You can judge a text better when you know who stands behind it."),
    asked_by=(
        gettext_lazy("HON principle 7"),
        gettext_lazy("NHS standard for health content"),
        gettext_lazy("IPDAS"),
    ),
    look=_undeclared,
)
