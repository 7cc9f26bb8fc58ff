"""The rows of a merge held until it is done, and the refusals that merging and undoing share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from sources.models import Kind, Source

NUMBERS = ("doi", "pmid", "pmcid", "arxiv", "isbn")
"""The fields that two sources may not share."""


class RefusedError(Exception):
    """A merge that may not be made or undone, in a sentence an editor can read."""


def demand(by: Any) -> None:
    """Raise RefusedError for somebody who may not merge."""
    if not by.has_perm("sources.merge_source"):
        raise RefusedError(_("You may not merge sources. Please ask a medical editor."))


def held(one: int, other: int) -> tuple[Source, Source]:
    """Both rows, locked in the order of their numbers together with what was merged into the first.

    The lock lets others go on citing them.
    """
    rows = Source.objects.filter(Q(pk__in=(one, other)) | Q(merged_into=one)).order_by("pk")
    found = {source.pk: source for source in rows.select_for_update(no_key=True)}
    return found[one], found[other]


def save(source: Source, names: Iterable[str], *, by: Any, at: datetime, why: str) -> None:
    """Save these fields with the person, the moment and the reason in the source's history."""
    names = tuple(names)
    if not names:
        return
    try:
        source.validate_constraints()
    except ValidationError as refused:
        raise RefusedError(" ".join(refused.messages)) from refused
    source._history_user, source._history_date, source._change_reason = by, at, why[:100]
    source.save(update_fields=names)


def same_numbers(one: Source, other: Source) -> list[str]:
    """The numbers that both have."""
    numbers = {name: (getattr(one, name).lower(), getattr(other, name).lower()) for name in NUMBERS}
    return [name for name, (first, second) in numbers.items() if first and first == second]


def holder(source: Source, name: str, *, besides: Iterable[Source]) -> Source | None:
    """Which other source has this number of the source already, so that it cannot have it too."""
    value = getattr(source, name)
    if not value or (name == "isbn" and source.kind != Kind.BOOK):
        return None
    others = Source.objects.filter(**{f"{name}__iexact": value})
    if name == "isbn":
        others = others.filter(kind=Kind.BOOK)
    return others.exclude(pk__in=[each.pk for each in besides]).order_by("pk").first()
