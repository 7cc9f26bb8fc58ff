"""The gates that look at a translation beside its original; of an original they ask nothing."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import Content
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.models import Publication
from answers.models.revisions import PublicationQuerySet
from answers.rendering import claims as claims_of

FEWEST_WORDS = 5
"""A shorter sentence may read the same in two languages: a name, a number, a drug."""


def _untranslated(subject: Subject) -> Iterator[Fault]:
    versions = _versions(subject)
    followed = versions.filter(version=subject.content.translates).first() if versions is not None else None
    if followed is None:
        return
    before = {text for text, _block, _number in _lines(followed.revision.content())}
    for text, block, number in _lines(subject.content):
        if text in before and len(text.split()) >= FEWEST_WORDS:
            sentence = _("“%(sentence)s” still stands in the words of the original. Translate it.")
            yield Fault(sentence % {"sentence": short(text)}, block, number)


def _lines(content: Content) -> Iterator[tuple[str, str, int | None]]:
    """Everything that is translated, with where it stands."""
    yield content.question, "question", None
    for claim in claims_of.claims(content):
        yield claim.text, claim.block, claim.number
    for question in content.doctor_questions:
        yield question, "doctor_questions", None


def _behind(subject: Subject) -> Iterator[Fault]:
    versions = _versions(subject)
    newest = versions.first() if versions is not None else None
    if newest is not None and newest.version > subject.content.translates:
        sentence = _(
            "The original has version %(newest)s by now, and this text follows version %(followed)s. Bring "
            "it up to date, or publish it as it is: readers are told."
        )
        yield Fault(sentence % {"newest": newest.version, "followed": subject.content.translates})


def _versions(subject: Subject) -> PublicationQuerySet | None:
    """The public versions of the original, the newest first; None of a text that is no translation."""
    question = subject.answer.question if subject.answer else None
    if question is None or question.original_id is None:
        return None
    of_original = Publication.objects.versions().filter(answer__question=question.original_id)
    return of_original.select_related("revision__frozen").order_by("-version")


TRANSLATED = Gate(
    key="translated",
    step=Step.APPROVE,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("No sentence of a translation still stands in the words of its original."),
    for_readers=gettext_lazy("A translated page is translated from the first sentence to the last."),
    why=gettext_lazy("A page in two languages is read by neither half of its readers."),
    look=_untranslated,
)
FOLLOWS_ORIGINAL = Gate(
    key="follows the original",
    step=Step.APPROVE,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A translation that is older than its original is pointed out."),
    for_readers=gettext_lazy("A translated page tells you when its original has changed since."),
    why=gettext_lazy("What was corrected in one language may still be wrong in the other."),
    look=_behind,
    weight=Weight.ADVISED,
    reasons={"same": gettext_lazy("What changed in the original does not concern this text.")},
)
