"""Look-ups owed to imported sources: asked one by one in the background, and taken in as a file would be.

No request waits for a service. What agrees fills empty fields; what disagrees is told, and changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from sources import importers, lookup, titles
from sources.formatting import Name
from sources.identifiers import Scheme
from sources.importers import Record, RefusedError, Verdict
from sources.jobs.filling import Proposal, propose, united
from sources.lookup import Lookups
from sources.models import OwedLookup, Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST_TRIES = 6
_LONGEST_WAIT = timedelta(hours=6)
_MOST = 20
_SECONDS = 20.0
"""As long as one run may take: what else is due waits behind it."""

_SHORTEST_TITLE = 2

_ASKED: tuple[Scheme, ...] = ("doi", "pmid", "pmcid", "arxiv")


def owe(sources: Iterable[Source], *, by: User, at: datetime) -> int:
    """Owe a look-up to those of the sources that have a number; nothing while look-ups are off."""
    asked = [each for each in sources if _numbers(each)] if lookup.is_enabled() else []
    OwedLookup.objects.owe(asked, by=by, at=at)
    return len(asked)


def settle(source: Source) -> None:
    """A person has seen to it."""
    OwedLookup.objects.filter(source=source).delete()


def look_up_owed(
    at: datetime, services: Lookups | None = None, *, clock: Callable[[], float] = time.monotonic
) -> int:
    """Ask about the sources that are due; the number of those that were filled or found complete."""
    if not lookup.is_enabled():
        return 0
    began, done = clock(), 0
    for owed in OwedLookup.objects.due(at).select_related("source", "asked_by")[:_MOST]:
        if clock() - began > _SECONDS:
            break
        if _claim(owed, at=at):
            proposal = propose(_numbers(owed.source), services or lookup.lookups())
            done += _taken_in(owed, proposal, at=at)
    return done


def _numbers(source: Source) -> dict[Scheme, str]:
    return {scheme: value for scheme in _ASKED if (value := getattr(source, scheme))}


def _claim(owed: OwedLookup, *, at: datetime) -> bool:
    """Whether this run may ask: it moved the row on. If it dies then, a later run asks again."""
    again = at + min(timedelta(minutes=2**owed.attempts), _LONGEST_WAIT)
    row = OwedLookup.objects.filter(pk=owed.pk, attempts=owed.attempts, next_try_at__isnull=False)
    return bool(row.update(attempts=owed.attempts + 1, next_try_at=again))


def _taken_in(owed: OwedLookup, proposal: Proposal, *, at: datetime) -> bool:
    record = united(proposal)
    if record is None:
        said = " ".join(proposal.disagreements or proposal.problems)
        if said and (proposal.disagreements or owed.attempts + 1 >= MOST_TRIES):
            _tell(owed, said)
        return False
    try:
        with transaction.atomic():
            _name(owed, record)
            (line,) = importers.preview([record]).lines
            is_this = line.verdict == Verdict.HERE and line.source_key == owed.source.key
            if is_this:
                importers.import_sources([record], by=owed.asked_by, at=at)
                _complete_people(owed, record)
                settle(owed.source)
    except RefusedError as refused:
        _tell(owed, str(refused))
        return False
    if not is_this:
        _tell(owed, line.sentence or proposal.offers[0].record.work.title)
    return is_this


def _tell(owed: OwedLookup, said: str) -> None:
    OwedLookup.objects.filter(pk=owed.pk).update(next_try_at=None, said=said)


def _name(owed: OwedLookup, record: Record) -> None:
    """A source whose title is the whole printed entry is given the title that stands in it."""
    source, title = owed.source, titles.folded(record.work.title)
    said = titles.folded(source.title)
    if len(title.split()) > _SHORTEST_TITLE and title in said and title != said:
        source.title = record.work.title
        source._history_user = owed.asked_by
        source.save(update_fields=["title"])


def _complete_people(owed: OwedLookup, record: Record) -> None:
    """A printed entry names the first authors; the record of the same work names those and the others."""
    source = Source.objects.get(pk=owed.source_id)
    theirs = record.work.contributors
    ours = source.names
    if len(theirs) > len(ours) and _families(ours) == _families(theirs[: len(ours)]):
        source.contributors = [name.as_dict() for name in theirs]
        source._history_user = owed.asked_by
        source.save(update_fields=["contributors"])


def _families(names: Iterable[Name]) -> list[str]:
    return [titles.folded(name.literal or f"{name.particle} {name.family}") for name in names]
