"""Whether a sentence says that it rests on one study; it knows no source."""

from __future__ import annotations

import re

PRIMARY = frozenset(
    {
        "randomised trial",
        "single-arm trial",
        "trial analysis",
        "cohort study",
        "case-control study",
        "cross-sectional study",
        "case reports",
        "interview study",
        "survey",
        "laboratory study",
        "animal study",
        "expert opinion",
    }
)
"""The kinds of work that are one study, or one group's opinion, and no search for all of them."""

_STUDY = (
    r"(?:stud(?:y|ies)|trials?|surveys?|analys[ie]s|experiments?|series|reports?|papers?|reviews?|records?)"
)
_STUDIES = {
    "en": re.compile(
        rf"\b(?:one|an?|the|this|that|its|single|small|large|another|same|two)\s+(?:[\w’'-]+\s+){{0,4}}{_STUDY}\b"
        r"|\binterview(?:s|ed)?\b|\b(?:researchers|scientists|investigators|authors|doctors asked)\b"
        r"|\b(?:experts?|doctors|clinicians|nurses|ha?ematologists|oncologists|patients|people)"
        r" (?:\w+ )?(?:said|say|think|thought|believe|described|reported|asked|told)"
        r"|\bin (?:mice|rats|animals|cells|(?:the|a) lab(?:oratory)?)\b|\bin (?:one|a) hospital\b"
        r"|\bcalled [A-Z]{3,}|\baccording to\b|\bgroup of (?:experts|doctors)\b|\bopinions?\b"
        r"|\bexperts?\b|\bone (?:has|was|is|of|looked|asked|found)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:un|una|el|la|este|esta|otro|otra|mismo|misma|pequeño|gran)\s+(?:[\w-]+\s+){0,2}"
        r"(?:estudio|ensayo|encuesta|análisis|serie|informe|revisión)\b"
        r"|\bentrevist\w+|\binvestigador(?:es|as)\b|\bsegún\b|\bexpert[oa]s? (?:dijeron|dicen|opinan|creen)",
        re.IGNORECASE,
    ),
}


def says_which(sentence: str, language: str = "en") -> bool:
    """Whether a reader hears that one study, or a few people, stand behind it; true where we cannot know."""
    pattern = _STUDIES.get(language.partition("-")[0])
    return pattern is None or pattern.search(sentence) is not None
