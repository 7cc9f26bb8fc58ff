"""Builders for tests about newer editions: two editions of a guideline, answers that cite the older one."""

from __future__ import annotations

from typing import Any

from answers import workflow
from answers.models import Answer, Revision
from sources import replacements
from sources.models import Replacement
from tests import cast, make

RESEARCH = "<p>The guideline says so [@older, p. 4].</p><p>A trial agrees [@trial].</p>"


def proposed(older: str = "older", newer: str = "newer", **fields: Any) -> Replacement:
    """The editor says that one is the newer edition of the other; `fields` are the newer one's."""
    title = "Guideline on thin blood"
    return replacements.propose(
        make.source(older, title=title, year=2019),
        make.source(newer, **({"title": title, "year": 2025, "doi": f"10.1000/{newer}"} | fields)),
        by=cast.person("editor"),
        at=make.NOW,
    )


def confirmed(older: str = "older", newer: str = "newer", **fields: Any) -> Replacement:
    """The managing editor has confirmed it."""
    replacement = proposed(older, newer, **fields)
    replacements.confirm(replacement, by=cast.person("managing"), at=make.NOW)
    return replacement


def draft(**fields: Any) -> Answer:
    """An answer that cites the older edition and that nobody has submitted."""
    make.source("older", title="Guideline on thin blood", year=2019)
    return make.answer(**({"research": RESEARCH} | fields))


def published(**fields: Any) -> Answer:
    """A public answer that cites the older edition."""
    return make.published(draft(**fields)).answer


def ask(replacement: Replacement, *, by: str = "editor2", among: list[int] | None = None) -> int:
    """Somebody presses the one button."""
    return workflow.ask_for_newer(replacement, by=cast.person(by), at=make.NOW, among=among)


def newest(answer: Answer) -> Revision:
    """The newest revision, whoever saved it."""
    return Revision.objects.filter(answer=answer).latest("number")


def cited(answer: Answer) -> set[str]:
    """The keys that the working copy cites."""
    return set(answer.citations.values_list("source__key", flat=True))
