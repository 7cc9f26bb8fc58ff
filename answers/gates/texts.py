"""The gates that look at the text alone: its parts are there, and its citations lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.rendering import claims as claims_of
from answers.rendering.problems import problems


def _missing_parts(subject: Subject) -> Iterator[Fault]:
    claims = claims_of.claims(subject.content)
    if not any(claim.block == "short_answer" and not claim.is_heading for claim in claims):
        yield Fault(_("The short answer is missing. Write one."), "short_answer")
    if not any(claim.block == "research" and not claim.is_heading for claim in claims):
        yield Fault(_("“What the research says” is missing. Write it."), "research")
    if not subject.content.doctor_questions:
        yield Fault(_("“What to ask your doctor” is empty. Add at least one question."), "doctor_questions")


def _unresolved(subject: Subject) -> Iterator[Fault]:
    for problem in problems(subject.content, {work.key for work in subject.content.works}):
        if not problem.is_warning:
            yield Fault(problem.message, problem.block)


REQUIRED_PARTS = Gate(
    key="required parts",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The short answer, the research and a question for the doctor are there."),
    for_readers=gettext_lazy(
        "The page has a short answer, says what the research found, and gives you questions for your doctor."
    ),
    why=gettext_lazy("The main message comes first, and a page must help you to do something with it."),
    asked_by=(gettext_lazy("CDC Clear Communication Index"), gettext_lazy("PEMAT")),
    look=_missing_parts,
)
CITATIONS_RESOLVE = Gate(
    key="citations resolve",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("Every citation is well written and names a source that is here."),
    for_readers=gettext_lazy("Every number in the text leads to a study in the list of sources."),
    why=gettext_lazy("A number that leads nowhere proves nothing."),
    asked_by=(gettext_lazy("JAMA benchmarks: attribution"),),
    look=_unresolved,
)
