"""What a verb says when it refuses: one sentence that an editor can read and act on."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

MOST_TOLD = 20
"""Faults of one table; more would tell nobody more."""


class Refused(Exception):  # noqa: N818 - reads as a sentence: except Refused
    """A verb was not carried out. `str(refused)` is the sentence; `sentences` lists every reason."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences

    @classmethod
    def of_many(cls, faults: Sequence[str]) -> Refused:
        """The first of these sentences, and how many more there are."""
        more = len(faults) - MOST_TOLD
        rest = [_("And %(count)s more.") % {"count": more}] if more > 0 else []
        return cls(*faults[:MOST_TOLD], *rest)
