"""One page as its writer meant it, whatever it was written in; it knows no format and reads no mark."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from answers.rendering.markup import Tree

LONGEST = 300_000
"""A page is a few thousand characters; a part of an answer holds 60,000 (`answers/sanitize.py`)."""


class NotAPage(ValueError):  # noqa: N818 - reads as a sentence: except NotAPage
    """What was sent is not a page in a form we read; the message says what is missing and what to do."""


def refuse_long(length: int) -> None:
    """NotAPage for so many characters: whatever is read for them, nobody could save it."""
    if length > LONGEST:
        raise NotAPage(_("This text is longer than 300,000 characters. A page is much shorter."))


@dataclass(frozen=True)
class Reference:
    """One entry of the page's own list of sources, as it is written there."""

    number: int
    text: str
    addresses: tuple[str, ...] = ()
    """Where links behind its words lead."""


@dataclass(frozen=True)
class Heading:
    """A heading of the page, the part it was taken for, and the part that holds its text.

    `is_sure` says that it is one of our own; any other one an editor may take for something else.
    """

    number: int
    text: str
    part: str
    host: str
    is_sure: bool = True


@dataclass(frozen=True)
class Page:
    """The parts of one page; numbers in its text are not read yet. What is missing is empty."""

    question: str
    short_answer: Tree = ()
    research: Tree = ()
    unknowns: Tree = ()
    doctor_questions: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    topic: str = ""
    ignored: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the reader of the file has to say: comments it left out, tracked changes it took."""
    first_line: str = ""
    """What stands where the question should be, when there is none."""
    digest: str = ""
    """The same for the same page, whatever its line ends, spaces and byte order mark."""

    @property
    def has_research(self) -> bool:
        """Whether the page says where its research begins."""
        return bool(self.research) or any(each.host == "research" for each in self.headings)

    def with_digest(self) -> Page:
        """The page, known from now on by what its parts say."""
        parts = replace(self, ignored=(), headings=(), remarks=(), first_line="", digest="")
        told = json.dumps(asdict(parts), ensure_ascii=False).encode()
        return replace(self, digest=hashlib.sha256(told).hexdigest())


def shortened(text: str, most: int = 80) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
