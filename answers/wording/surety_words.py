"""Of whom and of what “will” promises no effect, and where a verb is none; the vocabularies by language."""

from __future__ import annotations

import re

from answers.wording.surety_english import ENGLISH
from answers.wording.surety_spanish import SPANISH

VOCABULARIES = {"en": ENGLISH, "es": SPANISH}

CARERS = re.compile(
    r"(?:doctors?|physicians?|nurses?|teams?|pharmacists?|specialists?|surgeons?|clinics?|hospitals?|we|they"
    r"|midwi(?:fe|ves)|somebody|someone|stud(?:y|ies)|trials?|research|médic[oa]s?|enfermer[oa]s?|equipos?"
    r"|farmacéutic[oa]s?|estudios?)(?:\s+(?:les?|te|se|la|lo))?\s*$",
    re.IGNORECASE,
)
"""Of these it is no promise of an effect to say what they will do."""

PROCESS = re.compile(
    r"will\s+(?:\w+ly\s+)?(?:be (?:asked|told|given|seen|checked|watched|offered|shown|tested|called)"
    r"|have (?:a|an|some|to|blood)|need|see|meet|get (?:a|an|your)|depend|find|visit|stay|want)\b",
    re.IGNORECASE,
)
"""What happens to a patient on the way, which no study has to show."""

NO_VERB_AFTER = frozenset(
    word
    for words in (
        "the a an of your my our their its these those to for and or not will would should must do did does",
        "other any some more many common main serious at with is are was were be been than much far slightly",
        "has have had get call need seek want find one two three four five six seven eight nine ten both",
        "el la los las un una unos unas de su sus para y o del al",
    )
    for word in words.split()
)
"""After these the same letters are a noun or an adjective, or hang on another verb."""
