"""Whether a sentence is in the passive voice, by the look of its verb; it may miss one, and seldom errs."""

from __future__ import annotations

import re

_IRREGULAR = (
    "given taken shown known seen found made done told held kept left lost paid put read said sent set "
    "built bought brought caught chosen driven eaten felt forgotten grown heard hidden written begun broken "
    "drawn fed led met run sold spent thought understood withdrawn"
).replace(" ", "|")
_ADJECTIVES = (
    "need|red|bed|tired|worried|interested|related|limited|concerned|scared|pleased|used to|supposed|allowed|"
    "advanced|experienced|involved|indeed|unexpected|supposed|married|excited|confused|relieved|prepared|based"
)
_BE = "am|is|are|was|were|be|been|being|gets?|got|isn[’']t|aren[’']t|wasn[’']t|weren[’']t"
_PASSIVE = {
    "en": re.compile(
        rf"\b(?:{_BE})\s+(?:not\s+|also\s+|often\s+|only\s+|\w+ly\s+){{0,2}}(?!(?:{_ADJECTIVES})\b)"
        rf"(?:\w{{2,}}ed|{_IRREGULAR})\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|era|eran|ser|sido|será|serán)\s+(?:\w+mente\s+|también\s+|no\s+)?"
        r"(?!(?:cuidado|grado|estado|resultado|lado|significado|demasiado)s?\b)\w{2,}(?:ado|ido|ada|ida)s?\b",
        re.IGNORECASE,
    ),
}


def is_passive(sentence: str, language: str) -> bool:
    """Whether somebody in it has something done to them: “is used to control” is, “was tired” is not."""
    pattern = _PASSIVE.get(language.partition("-")[0])
    return pattern is not None and pattern.search(sentence) is not None
