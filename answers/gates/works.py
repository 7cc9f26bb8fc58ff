"""The gates that look at which works a text rests on: what they are, how strong, how old, who paid."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.rendering import numbering
from sources.formatting import Work

GATHERED = frozenset({"guideline", "systematic review", "meta-analysis"})
"""Works that weigh many studies."""

SELF_EVIDENT = frozenset({"guideline", "drug label"})
"""Kinds of works that say by themselves how their evidence was made."""

OLD_YEARS = 5


def _each_once(subject: Subject, is_wanting: Callable[[Work], bool], sentence: str) -> Iterator[Fault]:
    """A fault for each numbered work that lacks something, at the first sentence that cites it."""
    numbers = numbering.number(subject.content)
    seen: set[str] = set()
    for need in subject.needs:
        work = need.work
        if work is None or work.key in seen:
            continue
        seen.add(work.key)
        if is_wanting(work):
            words = {"number": numbers.number(work.key), "key": work.key}
            yield Fault(sentence % words, need.claim.block, need.claim.number, about=work.key)


def _of_no_kind(subject: Subject) -> Iterator[Fault]:
    return _each_once(
        subject,
        lambda work: not work.study_type and work.kind not in SELF_EVIDENT,
        _("Nobody has said what kind of study source %(number)s (“%(key)s”) is. Choose it at the source."),
    )


def _undated(subject: Subject) -> Iterator[Fault]:
    def is_undated(work: Work) -> bool:
        is_lasting = work.doi or work.pmid or work.pmcid or work.isbn or work.nct or work.arxiv
        return bool(work.url and not is_lasting and not work.accessed_on)

    sentence = _("Source %(number)s (“%(key)s”) is a web page. Add the day on which it was read.")
    return _each_once(subject, is_undated, sentence)


def _payer_unknown(subject: Subject) -> Iterator[Fault]:
    sentence = _("Nobody has said who paid for source %(number)s (“%(key)s”).")
    return _each_once(subject, lambda work: not work.funder, sentence)


def _single_studies_only(subject: Subject) -> Iterator[Fault]:
    for block in ("short_answer", "research"):
        carrying = {
            need.work
            for need in subject.needs
            if need.claim.block == block
            and need.use
            and need.use.role in ("supports", "partly")
            and need.work
        }
        if not carrying:
            continue
        if all(_is_single(work) for work in carrying):
            sentence = _(
                "The main message rests on single studies alone. Look for a guideline or a systematic "
                "review, and cite it too."
            )
            yield Fault(sentence, block, about=" ".join(sorted(work.key for work in carrying)))
        return


def _is_single(work: Work) -> bool:
    """Of a work whose kind nobody has said we do not know."""
    return bool(work.study_type) and work.study_type not in GATHERED and work.kind not in GATHERED


def _old(subject: Subject) -> Iterator[Fault]:
    years = [need.work.year for need in subject.needs if need.work is not None and need.work.year]
    if not years or subject.day is None or subject.day.year - max(years) <= OLD_YEARS:
        return
    sentence = _("The newest source is from %(year)s. Look for newer evidence, or say that there is none.")
    yield Fault(sentence % {"year": max(years)}, "research", about=str(max(years)))


KIND_OF_STUDY = Gate(
    key="kind of study",
    step=Step.SUBMIT,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("Each cited source says what kind of study it is."),
    for_readers=gettext_lazy("You can see of each source what it is: a trial, a guideline, ten interviews."),
    why=gettext_lazy("What ten doctors think weighs less than what a trial found."),
    asked_by=(gettext_lazy("WP:MEDRS"), gettext_lazy("GRADE")),
    look=_of_no_kind,
    weight=Weight.ASKED,
)
WEB_PAGES_DATED = Gate(
    key="web pages dated",
    step=Step.SUBMIT,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("A cited web page names the day on which it was read."),
    for_readers=gettext_lazy("Where we cite a web page, you can see when we read it."),
    why=gettext_lazy("Web pages change without a trace."),
    asked_by=(gettext_lazy("JAMA benchmarks: attribution"), gettext_lazy("NHS standard for health content")),
    look=_undated,
    weight=Weight.ASKED,
)
WHO_PAID = Gate(
    key="who paid",
    step=Step.SUBMIT,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("Each cited source says who paid for it, where that is known."),
    for_readers=gettext_lazy("You can see who paid for a study, where we know it."),
    why=gettext_lazy("Who pays for a study may wish for its result."),
    asked_by=(gettext_lazy("HON principle 7"), gettext_lazy("IPDAS")),
    look=_payer_unknown,
    weight=Weight.COUNTED,
)
REVIEWS_FIRST = Gate(
    key="reviews first",
    step=Step.SUBMIT,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("The main message rests on a guideline or a systematic review where there is one."),
    for_readers=gettext_lazy("Where somebody has weighed all studies together, we rest on that first."),
    why=gettext_lazy("One study may be an accident; many together rarely are."),
    asked_by=(gettext_lazy("WP:MEDRS"), gettext_lazy("NHS standard for health content")),
    look=_single_studies_only,
    weight=Weight.ADVISED,
    reasons={"none exists": gettext_lazy("We looked, and nobody has weighed the studies together yet.")},
)
RECENT_SOURCES = Gate(
    key="recent sources",
    step=Step.SUBMIT,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("The newest source is at most five years old."),
    for_readers=gettext_lazy("We look for new studies, and notice when ours have grown old."),
    why=gettext_lazy("What was right some years ago may have been corrected since."),
    asked_by=(gettext_lazy("WP:MEDRS"), gettext_lazy("NHS standard for health content")),
    look=_old,
    weight=Weight.ADVISED,
    reasons={"nothing newer": gettext_lazy("We looked, and no newer study answers this question.")},
)
