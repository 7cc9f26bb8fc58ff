"""“When to get help now”: the cards of an answer as readers see them; it knows no topic and stores nothing.

A card says one thing to do, and when. Its level is said in words, never by its look alone, and it leads
nowhere else: whoever reads it should act.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

from answers.content import SIGNS, Content

Level = Literal["emergency", "urgent", "soon"]


@dataclass(frozen=True)
class HelpCard:
    """One card: how pressing it is, in words for those who hear the page, what to do, and the signs."""

    card: str
    level: Level
    spoken: str
    heading: str
    signs: tuple[str, ...]


def of(content: Content) -> tuple[HelpCard, ...]:
    """The cards that say something, the most pressing first, in the language spoken here."""
    found = {card: content.signs(card) for card in SIGNS}
    return tuple(HelpCard(card, *_head(card), signs) for card, signs in found.items() if signs)


def _head(card: str) -> tuple[Level, str, str]:
    if card == "emergency_signs":
        number = settings.EMERGENCY_NUMBER or _("your local emergency number")
        return "emergency", _("Immediate action required:"), _("Call %(number)s now if:") % {"number": number}
    if card == "urgent_signs":
        return "urgent", _("Urgent advice:"), _("Call your care team now if:")
    return "soon", _("Non-urgent advice:"), _("Make an appointment with your doctor if:")
