"""One page as its writer meant it, whatever it was written in; it knows no format and reads no mark."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from answers.rendering.markup import Tree


class NotAPage(ValueError):  # noqa: N818 - reads as a sentence: except NotAPage
    """What was sent is not a page in a form we read; the message says what is missing and what to do."""


@dataclass(frozen=True)
class Reference:
    """One entry of the page's own list of sources, as it is written there."""

    number: int
    text: str


@dataclass(frozen=True)
class Page:
    """The parts of one page; numbers in its text are not read yet."""

    question: str
    short_answer: Tree = ()
    research: Tree = ()
    unknowns: Tree = ()
    doctor_questions: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    topic: str = ""
    ignored: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """The same for the same page, whatever its line ends, spaces and byte order mark."""
        return hashlib.sha256(json.dumps(asdict(self), ensure_ascii=False).encode()).hexdigest()


def shortened(text: str, most: int = 80) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
