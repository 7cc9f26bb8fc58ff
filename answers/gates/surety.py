"""The gates that hold the words of an answer against its certainty and against what it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import CHECKED_BLOCKS, Content
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.models import Certainty
from answers.rendering import certainties
from answers.rendering import claims as claims_of
from answers.rendering.claims import Claim
from answers.wording import studies, surety

BLOCKS = tuple(block for block in CHECKED_BLOCKS if block != "outcomes")
"""The findings; a row of numbers is said by a pattern, with a certainty of its own."""

INSTEAD = {
    "moderate": gettext_lazy("Say “probably”."),
    "low": gettext_lazy("Say “may”, or what one study found."),
    "very_low": gettext_lazy("Say “we do not know if”, or what one study found."),
    "expert": gettext_lazy("Say who says it: “doctors asked in one study said”."),
    "none": gettext_lazy("Say that no studies were found."),
}


def _overclaimed(subject: Subject) -> Iterator[Fault]:
    yield from _too_sure(subject, is_grave=True)


def _unhedged(subject: Subject) -> Iterator[Fault]:
    yield from _too_sure(subject, is_grave=False)


def _too_sure(subject: Subject, *, is_grave: bool) -> Iterator[Fault]:
    """Grave is what calls something settled under a weak certainty; a moderate one is only advised.

    A sentence with a certainty of its own is held to that.
    """
    content, own = subject.content, certainties.own_of(subject.content)
    for claim in claims_of.claims(content, BLOCKS):
        certainty = own.get(claim.hash, content.certainty)
        phrase = None if claim.is_heading else surety.too_sure(claim.text, certainty, content.language)
        if phrase is None or (phrase.tone.is_grave and certainty in surety.WEAK) is not is_grave:
            continue
        sentence = _("In “%(sentence)s” the words “%(phrase)s” are surer than “%(certainty)s”. %(instead)s")
        words = {
            "sentence": short(claim.text),
            "phrase": phrase.text,
            "certainty": Certainty(certainty).label.removesuffix("."),
            "instead": INSTEAD[certainty],
        }
        yield Fault(sentence % words, claim.block, claim.number)


def _single_untold(subject: Subject) -> Iterator[Fault]:
    """A sentence is told enough by one before it in its block that names the same study."""
    content = subject.content
    kinds = {work.key: work.study_type for work in content.works}
    told: set[tuple[str, str]] = set()
    for claim in claims_of.claims(content, BLOCKS):
        key = _only_study(content, claim, kinds)
        if not key or claim.is_heading:
            continue
        if studies.says_which(claim.text, content.language):
            told.add((claim.block, key))
        elif (claim.block, key) not in told:
            sentence = _(
                "“%(sentence)s” rests on one study. Say so: “in one study”, “in a small study”, "
                "“in interviews”."
            )
            yield Fault(sentence % {"sentence": short(claim.text)}, claim.block, claim.number)


def _only_study(content: Content, claim: Claim, kinds: Mapping[str, str]) -> str:
    """The one study that a claim rests on; nothing where it rests on none, on several, or on a review."""
    keys = {item.key for item in claim.items}
    resting = []
    for key in keys:
        use = content.use(claim.hash, key)
        if use is None or use.role in ("supports", "partly"):
            resting.append(key)
    return resting[0] if len(resting) == 1 and kinds.get(resting[0]) in studies.PRIMARY else ""


NO_OVERCLAIM = Gate(
    key="nothing called settled",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Where we are not sure, no sentence confirms, proves, promises or recommends."),
    for_readers=gettext_lazy(
        "Where studies are weak, the page does not say that something is proven, safe or sure to help."
    ),
    why=gettext_lazy("“Confirms” after ten interviews is the kind of mistake that readers cannot see."),
    asked_by=(gettext_lazy("GRADE wording"), gettext_lazy("Cochrane plain language standards")),
    look=_overclaimed,
    weight=Weight.ASKED,
)
VERBS_FIT = Gate(
    key="verbs fit the certainty",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Each verb is as sure as the answer: “lowers”, “probably lowers”, “may lower”."),
    for_readers=gettext_lazy("“Lowers”, “probably lowers” and “may lower” each mean something on our pages."),
    why=gettext_lazy("Readers take the verb for the evidence."),
    asked_by=(gettext_lazy("GRADE wording"),),
    look=_unhedged,
    weight=Weight.ADVISED,
)
SINGLE_STUDY = Gate(
    key="single study named",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("What rests on one study says so."),
    for_readers=gettext_lazy("When only one study stands behind a sentence, the sentence tells you."),
    why=gettext_lazy("One study is often not repeated."),
    asked_by=(gettext_lazy("Wikipedia's rules for medical sources"),),
    look=_single_untold,
    weight=Weight.ADVISED,
)
GATES = (NO_OVERCLAIM, VERBS_FIT, SINGLE_STUDY)
