"""What notices do to a source: recorded, decided, handed over, told to readers; it knows no answer."""

from sources.notices.handing import give_back, hand_over
from sources.notices.verbs import RefusedError, confirm, mark_all_checked, mark_checked, record, reject
from sources.notices.words import (
    NOTICE_FOUND,
    StandingWords,
    blocking,
    blocks_support,
    by_source,
    standing_words,
    standings,
    words_of,
)

__all__ = [
    "NOTICE_FOUND",
    "RefusedError",
    "StandingWords",
    "blocking",
    "blocks_support",
    "by_source",
    "confirm",
    "give_back",
    "hand_over",
    "mark_all_checked",
    "mark_checked",
    "record",
    "reject",
    "standing_words",
    "standings",
    "words_of",
]
