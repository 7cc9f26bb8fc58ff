"""What a verb says when it refuses: one sentence that an editor can read and act on."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - reads as a sentence: except Refused
    """A verb was not carried out. `str(refused)` is the sentence; `sentences` lists every reason."""

    def __init__(self, *sentences: str) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences
