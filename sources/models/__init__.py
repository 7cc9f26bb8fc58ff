"""Published works, their notices, newer editions, merges and old keys; nothing of answers."""

from sources.models.keys import new_key
from sources.models.merge import Merge, MergeQuerySet, ToldApart
from sources.models.notice import UNDECIDED, Notice, NoticeKind, NoticeQuerySet, NoticeStatus
from sources.models.owed import OwedLookup, OwedLookupQuerySet
from sources.models.replacement import Replacement, ReplacementQuerySet, ReplacementStatus
from sources.models.source import IDENTIFIERS, Alias, Source, SourceQuerySet
from sources.models.turns import wait_for_turn
from sources.models.vocabulary import Kind, LinkState, Standing, StudyType

__all__ = [
    "IDENTIFIERS",
    "UNDECIDED",
    "Alias",
    "Kind",
    "LinkState",
    "Merge",
    "MergeQuerySet",
    "Notice",
    "NoticeKind",
    "NoticeQuerySet",
    "NoticeStatus",
    "OwedLookup",
    "OwedLookupQuerySet",
    "Replacement",
    "ReplacementQuerySet",
    "ReplacementStatus",
    "Source",
    "SourceQuerySet",
    "Standing",
    "StudyType",
    "ToldApart",
    "new_key",
    "wait_for_turn",
]
