"""The gates that look at the cited sources as they are today: found, not taken back, not replaced."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.models import Uptake
from answers.rendering import numbering


def _unidentified(subject: Subject) -> Iterator[Fault]:
    now = {key for key, source in subject.cited.by_key.items() if source.is_identified}
    first = _first_sentences(subject)
    for work in subject.content.works:
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
        block, claim = first.get(work.key, ("set_aside", None))
        yield Fault(message % {"key": work.key}, block, claim, about=work.key)


def _first_sentences(subject: Subject) -> dict[str, tuple[str, int | None]]:
    """By the key of a source, where the text first cites it: its block and the number of the sentence."""
    found: dict[str, tuple[str, int | None]] = {}
    for need in subject.needs:
        if need.use is not None:
            found.setdefault(need.use.source_key, (need.claim.block, need.claim.number))
    return found


def _withdrawn_support(subject: Subject) -> Iterator[Fault]:
    withdrawn = subject.cited.blocking()
    blocked = {key for key, source in subject.cited.by_key.items() if source.key in withdrawn}
    for need in subject.needs if blocked else ():
        use, claim = need.use, need.claim
        if use is None or use.source_key not in blocked:
            continue
        if use.role in ("supports", "partly") or not use.note:
            message = _("“%(sentence)s” rests on the source “%(key)s”, which has a notice of retraction.")
            words = {"sentence": short(claim.text), "key": use.source_key}
            yield Fault(message % words, claim.block, claim.number)


def _replaced(subject: Subject) -> Iterator[Fault]:
    told, sources = subject.cited.newer(), subject.cited.by_key
    answer = subject.answer
    kept = Uptake.objects.kept_by(answer) if told and answer else frozenset()
    numbers = numbering.number(subject.content)
    seen: set[str] = set()
    for need in subject.needs if told else ():
        key = need.use.source_key if need.use else ""
        newer = told.get(sources[key].key) if key in sources else None
        if newer is None or newer.replacement in kept or key in seen:
            continue
        seen.add(key)
        words = {"number": numbers.number(key), "key": key, "newer": newer.sentence}
        sentence = _("Source %(number)s (“%(key)s”): %(newer)s") % words
        yield Fault(sentence, need.claim.block, need.claim.number)


SOURCES_IDENTIFIED = Gate(
    key="sources identified",
    step=Step.APPROVE,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("Every cited source can be found: by a number, or by author, title and year."),
    for_readers=gettext_lazy("You can find every study that the page names: by its number or web address."),
    why=gettext_lazy("What you cannot find you cannot check."),
    asked_by=(
        gettext_lazy("JAMA benchmarks: attribution"),
        gettext_lazy("DISCERN 4"),
        gettext_lazy("NHS standard for health content"),
    ),
    look=_unidentified,
)
NO_RETRACTED_SUPPORT = Gate(
    key="no retracted support",
    step=Step.APPROVE,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("No sentence rests on a source that was retracted."),
    for_readers=gettext_lazy(
        "No sentence rests on a study that was taken back, or about which such a notice is being checked."
    ),
    why=gettext_lazy("A study that was taken back supports nothing, and it is often cited for years."),
    asked_by=(gettext_lazy("HON principle 5"), gettext_lazy("NHS standard for health content")),
    look=_withdrawn_support,
)
NEWER_EDITION = Gate(
    key="newer edition",
    step=Step.APPROVE,
    looks_at=LooksAt.SOURCES,
    rule=gettext_lazy("A source with a newer edition is pointed out."),
    for_readers=gettext_lazy(
        "When there is a newer edition of a source, we are told, and decide what to do."
    ),
    why=gettext_lazy("The sentence may be as true as before, so this is a warning and no stop."),
    asked_by=(gettext_lazy("NHS standard for health content"),),
    look=_replaced,
    weight=Weight.ADVISED,
    reasons={"same": gettext_lazy("We compared both: what we say of it is unchanged.")},
)
