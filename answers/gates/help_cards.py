"""The gates that ask whether a page says when to get help, in the words its topic asks for."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import SIGNS
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight

MOST_SIGNS = 6


def _no_card(subject: Subject) -> Iterator[Fault]:
    asking = next((topic for topic in subject.topics if topic.emergency_signs_needed), None)
    if asking is not None and not subject.content.emergency_signs:
        sentence = _("The topic %(topic)s asks for a card that says when to call for help. Write the signs.")
        yield Fault(sentence % {"topic": asking.name}, "emergency_signs")


def _outdated(subject: Subject) -> Iterator[Fault]:
    if subject.answer is None:
        return
    content, topic = subject.content, subject.answer.question.main_topic
    for card in content.signs_of_topic:
        if _words(topic.signs(card, content.language)) != _words(str(getattr(content, card))):
            sentence = _("The topic says otherwise by now when to get help. Save the answer again.")
            yield Fault(sentence, card)


def _words(signs: str) -> list[str]:
    """Without the bullets that somebody typed before a line: an answer takes them over without."""
    return [word for word in signs.split() if word.strip("-–—•*·")]


def _too_many(subject: Subject) -> Iterator[Fault]:
    for card in SIGNS:
        if len(subject.content.signs(card)) > MOST_SIGNS:
            sentence = _("A card with more than %(most)s signs is not read in an emergency. Shorten it.")
            yield Fault(sentence % {"most": MOST_SIGNS}, card)


EMERGENCY_CARD = Gate(
    key="emergency card",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("Where the topic asks for it, the page says when to call for help at once."),
    for_readers=gettext_lazy("Where you may be in danger, the page tells you when to call for help at once."),
    why=gettext_lazy("Somebody may read it while it happens."),
    asked_by=(gettext_lazy("NHS care cards"),),
    look=_no_card,
    weight=Weight.ASKED,
)
CARDS_CURRENT = Gate(
    key="topic's cards current",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("What the page took over from its topic says the same as the topic does now."),
    for_readers=gettext_lazy("When we change the signs of an emergency for a topic, its pages follow."),
    why=gettext_lazy("Two pages of one topic should not send people different ways."),
    asked_by=(gettext_lazy("NHS standard for health content"),),
    look=_outdated,
    weight=Weight.ADVISED,
)
SHORT_CARDS = Gate(
    key="short cards",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("A card of signs has six lines at most."),
    for_readers=gettext_lazy("The signs of an emergency fit into six lines."),
    why=gettext_lazy("A frightened person reads the first lines."),
    asked_by=(gettext_lazy("NHS content guide"),),
    look=_too_many,
    weight=Weight.ADVISED,
)
