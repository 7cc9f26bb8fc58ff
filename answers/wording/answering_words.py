"""How each language asks, answers, and talks around an answer; it judges no sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


def _any(*starts: str) -> re.Pattern[str]:
    """One of these patterns, whichever comes first in the sentence."""
    return re.compile("|".join(starts), re.IGNORECASE)


@dataclass(frozen=True)
class Ways:
    """The ways of one language; `answers` stands among the first words of a sentence."""

    yes_or_no: re.Pattern[str]
    what_to_do: re.Pattern[str]
    answers: re.Pattern[str]
    leads_up: re.Pattern[str]
    defines: re.Pattern[str]
    small_words: frozenset[str]


_FIRST_WORDS = r"^(?:\W*[\w’'-]+){0,3}?\W*\b"

_ENGLISH_SMALL = """
about after again also always another because been before being best between both come could does doing done
down each ever every from give given gives giving good have having here into just keep know last later less
like long make many more most much must never only other over people person said same says should since some
still such take taken taking tell than that their them then there these they thing things this those through
time told under until very want well were what when where which while whom whose will with without would your
yours
"""
_SPANISH_SMALL = """
antes cada como cuando cuanto debe deben debo desde donde durante ellos entre esta estas este estos hace hacer
hasta mejor menos mientras mucho muchos nada para pero poco porque puede puedo quién según sobre tener tengo
tiene tienen todo todos tomar tras usar veces
"""

WAYS: Mapping[str, Ways] = {
    "en": Ways(
        yes_or_no=_any(
            r"(?:^|,\s+)(?:do|does|did|is|are|am|was|were|can|could|should|would|will|shall|may|might|must|has"
            r"|have|had)\b[^?]*\?$"
        ),
        what_to_do=_any(
            r"\b(?:what|how|whom?|where|when)\s+(?:else\s+)?(?:should|can|could|must|do)\s+(?:i|we|you)\b"
        ),
        answers=_any(
            _FIRST_WORDS
            + r"(?:yes|no|not|never|none|nobody|probably|possibly|perhaps|maybe|likely|usually|mostly"
            r"|often|sometimes|rarely|seldom|depends?|yet|unclear|unknown|don[’']t|cannot"
            r"|(?:for|in) (?:most|many|some|a few|people))\b"
        ),
        leads_up=_any(
            r"^(?:this|our|the following) (?:page|article|answer|text|question|guide)\b",
            r"^(?:on|in) this (?:page|article|answer|text|guide)\b",
            r"^(?:many|most|some) (?:people|patients) (?:ask|wonder|want to know)\b",
            r"^you (?:may|might|are probably) (?:be )?(?:wonder|ask|have heard|have questions)",
            r"^it is (?:important|worth|useful|helpful|essential|natural|normal) (?:to|that|not)\b",
            r"^there (?:is|are) (?:a lot|much|many|several|various|a number)(?: of)?"
            r" (?:information|things|questions|factors|points)\b",
            r"^(?:(?:in order )?to answer|before (?:we|answering|you decide)|here (?:is|are))\b",
            r"^(?:let us|let[’']s|when it comes to|thank you|(?:good|great) question)\b",
            r"\bis an? (?:common|good|important|frequent|difficult) question\b",
        ),
        defines=_any(
            r"^[^,;:]{1,60}?\b(?:is|are) (?:an?|the|one of|called|another word)\b"
            r"(?! (?:risk|chance|good|safe|bad|better|safer|choice|option))",
            r"^[^,;:]{1,60}?\b(?:is|are) medicines\b",
        ),
        small_words=frozenset(_ENGLISH_SMALL.split()),
    ),
    "es": Ways(
        yes_or_no=_any(
            r"^¿(?!(?:(?:por|para|con|de|a) )?(?:qué|quién|quiénes|cuál|cuáles|cuándo|dónde)\b"
            r"|(?:cómo|cuánt[oa]s?|adónde)\b)"
        ),
        what_to_do=_any(r"\b(?:qué|cómo|a quién|dónde|cuándo)\s+(?:debo|puedo|hago|tengo que|hay que)\b"),
        answers=_any(
            _FIRST_WORDS
            + r"(?:sí|no|nunca|quizás?|tal vez|probablemente|posiblemente|a menudo|a veces|depende"
            r"|todavía|rara vez|nadie|para (?:la mayoría|muchas|algunas))\b"
        ),
        leads_up=_any(
            r"^(?:esta|este|nuestra) (?:página|respuesta|artículo|texto|pregunta)\b",
            r"^en (?:esta|este) (?:página|artículo|texto)\b",
            r"^muchas personas (?:se )?preguntan\b",
            r"^(?:es importante|antes de responder|cuando se trata de)\b",
            r"^hay (?:much|vari)[oa]s (?:cosas|factores|preguntas)\b",
            r"\bes una (?:buena )?pregunta\b",
        ),
        defines=_any(r"^[^,;:]{1,60}?\b(?:es|son) (?:una?|uno de|otro nombre)\b"),
        small_words=frozenset(_SPANISH_SMALL.split()),
    ),
}
