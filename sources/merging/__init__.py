"""Two sources made one, and told apart again within thirty days; it knows no answer that cites them."""

from sources.merging.choosing import Side, better, default_kept
from sources.merging.doubts import doubts, two_works
from sources.merging.fields import PARTS, Part, differing, digest
from sources.merging.holding import RefusedError
from sources.merging.pairs import Pair, possible_duplicates, tell_apart
from sources.merging.undoing import Undone, undo
from sources.merging.verbs import DoubtfulError, merge

__all__ = [
    "PARTS",
    "DoubtfulError",
    "Pair",
    "Part",
    "RefusedError",
    "Side",
    "Undone",
    "better",
    "default_kept",
    "differing",
    "digest",
    "doubts",
    "merge",
    "possible_duplicates",
    "tell_apart",
    "two_works",
    "undo",
]
