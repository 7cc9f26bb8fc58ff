"""What an editor picked for one page; it knows neither page nor form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from answers.importers.runs import Reading

SameOrNew = Literal["same", "new"]


@dataclass(frozen=True)
class Choices:
    """Each by its number on the page: how a mark is read, which part a heading begins, and whether a source
    is the one that it is like. A question is taken instead of the one that the page has."""

    marks: Mapping[int, Reading] = field(default_factory=dict)
    parts: Mapping[int, str] = field(default_factory=dict)
    sources: Mapping[int, SameOrNew] = field(default_factory=dict)
    question: str = ""


NONE = Choices()
