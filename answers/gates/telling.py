"""The gates that ask whether a page tells of itself what a reader needs: how sure, how searched, by whom."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight


def _uncertain(subject: Subject) -> Iterator[Fault]:
    if not subject.content.certainty:
        yield Fault(_("Nobody has said how sure we are. Choose a certainty."), "certainty")
    elif not subject.content.certainty_reason:
        yield Fault(_("Say in a sentence why we are as sure as that."), "certainty_reason")


def _nothing_unknown(subject: Subject) -> Iterator[Fault]:
    if not any(claim.block == "unknowns" and not claim.is_heading for claim in subject.claims):
        sentence = _(
            "“What we do not know” is empty. Write what studies have not answered yet, or that nothing "
            "important is open."
        )
        yield Fault(sentence, "unknowns")


def _not_searched(subject: Subject) -> Iterator[Fault]:
    searched_to = subject.content.evidence_searched_to
    if not searched_to:
        sentence = _("Say up to which day evidence was searched for.")
        yield Fault(sentence, "evidence_searched_to")
    elif subject.day is not None and datetime.date.fromisoformat(searched_to) > subject.day:
        yield Fault(_("The day up to which evidence was searched is still to come."), "evidence_searched_to")


def _search_untold(subject: Subject) -> Iterator[Fault]:
    if not subject.content.search_notes:
        yield Fault(_("Say where and with which words evidence was searched for."), "search_notes")


def _drafting_untold(subject: Subject) -> Iterator[Fault]:
    if not subject.content.drafted_with:
        sentence = _(
            "Say how the text was drafted: “No writing tool”, or which tool and how its text was checked."
        )
        yield Fault(sentence, "drafted_with")


def _nobody_wrote(subject: Subject) -> Iterator[Fault]:
    if not subject.content.byline:
        yield Fault(_("Nobody is named as the writer. Choose who wrote it."), "byline")
    elif not any(each.credentials or each.role for each in subject.content.byline):
        sentence = _(
            "Nobody knows what the writer is. Give the role, and the credentials where there are any."
        )
        yield Fault(sentence, "byline")


def _nobody_asked(subject: Subject) -> Iterator[Fault]:
    question = subject.answer.question if subject.answer is not None else None
    if question is not None and not question.origin and question.original_id is None:
        sentence = _("Say on the page of the question where it comes from: who asked it, or where.")
        yield Fault(sentence, "question", about="origin")


CERTAINTY_SAID = Gate(
    key="certainty said",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The page says how sure we are, and why."),
    for_readers=gettext_lazy("The page tells you in words how sure we are of its answer, and why."),
    why=gettext_lazy("An answer that may be wrong must look different from one that is almost certain."),
    asked_by=(gettext_lazy("GRADE"), gettext_lazy("Cochrane"), gettext_lazy("IPDAS")),
    look=_uncertain,
    weight=Weight.ASKED,
)
UNKNOWNS_SAID = Gate(
    key="unknowns said",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The page says what is not known."),
    for_readers=gettext_lazy("The page tells you what studies have not answered yet."),
    why=gettext_lazy("What nobody knows helps you to decide too, and it is easily left out."),
    asked_by=(gettext_lazy("DISCERN 8"), gettext_lazy("CDC Clear Communication Index")),
    look=_nothing_unknown,
    weight=Weight.ASKED,
)
EVIDENCE_SEARCHED = Gate(
    key="evidence searched",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The day up to which evidence was searched for is named."),
    for_readers=gettext_lazy("The page tells you up to which day we searched for studies."),
    why=gettext_lazy("A study that came out later is not in it."),
    asked_by=(gettext_lazy("Cochrane"),),
    look=_not_searched,
    weight=Weight.ASKED,
)
SEARCH_DESCRIBED = Gate(
    key="search described",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("How evidence was searched for is told."),
    for_readers=gettext_lazy("The page tells you where and how we searched for studies."),
    why=gettext_lazy("Somebody else must be able to search again."),
    asked_by=(gettext_lazy("Cochrane"),),
    look=_search_untold,
    weight=Weight.ADVISED,
    reasons={"one source": gettext_lazy("The page follows one guideline, and nothing else was searched.")},
)
DRAFTING_TOLD = Gate(
    key="drafting told",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The page says which writing tool was used, or that none was."),
    for_readers=gettext_lazy("The page tells you whether a writing tool helped to draft it."),
    why=gettext_lazy("You should know when a machine wrote a first draft, and how people checked it."),
    asked_by=(gettext_lazy("NHS standard for health content"), gettext_lazy("NAM: transparent")),
    look=_drafting_untold,
    weight=Weight.ASKED,
)
WRITER_NAMED = Gate(
    key="writer named",
    step=Step.SUBMIT,
    looks_at=LooksAt.WRITERS,
    rule=gettext_lazy("Somebody is named as the writer, with their role or credentials."),
    for_readers=gettext_lazy("The page names who wrote it and what they are."),
    why=gettext_lazy("You can judge a text better when you know who stands behind it."),
    asked_by=(gettext_lazy("HON principle 1"), gettext_lazy("JAMA benchmarks: authorship")),
    look=_nobody_wrote,
    weight=Weight.ASKED,
)
ORIGIN_TOLD = Gate(
    key="origin told",
    step=Step.SUBMIT,
    looks_at=LooksAt.QUESTION,
    rule=gettext_lazy("It is on record where the question comes from."),
    for_readers=gettext_lazy("We write down who asks a question before we answer it."),
    why=gettext_lazy("Pages are for what patients want to know, not for what is easy to write."),
    asked_by=(gettext_lazy("PIF TICK: need"), gettext_lazy("NHS standard for health content")),
    look=_nobody_asked,
    weight=Weight.ASKED,
    reasons={"not known": gettext_lazy("It was here before anybody wrote that down.")},
)
