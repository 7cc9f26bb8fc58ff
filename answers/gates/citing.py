"""The gates that look at how the text cites: what gives no source, and numbers that somebody typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.rendering import numbering

_NUMBER = re.compile(r"(?<![^\W_])(?<![^\W\d_]-)\d")
"""A number that counts something; the one in “IL-6” or “CD38” is part of a name."""

_TYPED = re.compile(
    r"\[\d{1,3}(?:\s?[-–,;]\s?\d{1,3})*\]"  # “[6]”, “[2-5, 7]”
    r"|(?<=[a-zà-ÿ)]{4})[.,;:]\d[\d,–-]*(?=\s|$)"  # “shown.6”, “shown.1234578”
)


def _main_message_uncited(subject: Subject) -> Iterator[Fault]:
    if subject.content.certainty == "none":
        return
    for block, sentence in (
        ("short_answer", _("The short answer names no source. Cite what its main message rests on.")),
        ("research", _("“What the research says” names no source. Cite the studies.")),
    ):
        said = [claim for claim in subject.claims if claim.block == block]
        if said and not any(claim.items for claim in said):
            yield Fault(sentence, block)


def _numbers_uncited(subject: Subject) -> Iterator[Fault]:
    """A row of benefits and harms has a gate of its own."""
    for need in subject.needs:
        claim = need.claim
        is_said = claim.block != "outcomes" and not claim.is_heading
        if need.use is None and is_said and _NUMBER.search(claim.text):
            sentence = _("“%(sentence)s” gives a number and no source. Cite it where it ends.")
            yield Fault(sentence % {"sentence": short(claim.text)}, claim.block, claim.number)


def _typed_numbers(subject: Subject) -> Iterator[Fault]:
    for claim in subject.claims:
        found = _TYPED.search(claim.text)
        if found is not None:
            sentence = _(
                "In “%(sentence)s” the number “%(typed)s” was typed by hand. Cite the source instead: the "
                "numbers come by themselves."
            )
            words = {"sentence": short(claim.text), "typed": found.group().lstrip(".,;:")}
            yield Fault(sentence % words, claim.block, claim.number)


def _no_place(subject: Subject) -> Iterator[Fault]:
    numbers = numbering.number(subject.content)
    for need in subject.needs:
        places = [item.locator for item in need.claim.items if need.use and item.key == need.use.source_key]
        if need.use is not None and not need.use.locator and not any(places):
            words = {
                "number": numbers.number(need.use.source_key),
                "sentence": short(need.claim.text),
            }
            sentence = _("Source %(number)s is cited without a place for “%(sentence)s”. Add the page.")
            yield Fault(sentence % words, need.claim.block, need.claim.number)


FINDINGS_CITED = Gate(
    key="main message cited",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("The short answer and the research each name their sources."),
    for_readers=gettext_lazy("The short answer names its studies too, not only the long one."),
    why=gettext_lazy("Many people read only the beginning, and should be able to check that."),
    asked_by=(gettext_lazy("HON principles 4 and 5"), gettext_lazy("JAMA benchmarks: attribution")),
    look=_main_message_uncited,
    weight=Weight.ASKED,
)
NUMBERS_CITED = Gate(
    key="numbers cited",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("Every sentence that gives a number names its source."),
    for_readers=gettext_lazy("Every number of the short answer and the research comes with its source."),
    why=gettext_lazy("A number looks like proof, so that somebody must be able to look it up."),
    asked_by=(gettext_lazy("HON principles 4 and 5"), gettext_lazy("WP:MEDRS")),
    look=_numbers_uncited,
    weight=Weight.ADVISED,
    reasons={"no finding": gettext_lazy("The number is no finding: a telephone number, an age, a date.")},
)
NO_TYPED_NUMBERS = Gate(
    key="no typed numbers",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("No number of a source is typed by hand."),
    for_readers=gettext_lazy("Each small number in the text is a link to its source."),
    why=gettext_lazy("A typed number stays behind when sources come and go, and leads to the wrong one."),
    asked_by=(gettext_lazy("JAMA benchmarks: attribution"),),
    look=_typed_numbers,
    weight=Weight.ASKED,
)
EXACT_PLACE = Gate(
    key="exact place",
    step=Step.SUBMIT,
    looks_at=LooksAt.CITATIONS,
    rule=gettext_lazy("Each citation names the place in the source."),
    for_readers=gettext_lazy("Each citation tells you on which page of the study to look."),
    why=gettext_lazy("Without a page, nobody finds one sentence among forty pages."),
    asked_by=(gettext_lazy("HON principle 5"),),
    look=_no_place,
    weight=Weight.COUNTED,
)
