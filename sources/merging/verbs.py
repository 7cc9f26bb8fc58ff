"""The verb that makes two sources one; the duplicate stays as a row, so that it can come back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from sources import notices
from sources.merging import choosing, fields, holding
from sources.merging.choosing import Side
from sources.merging.doubts import doubts, two_works
from sources.merging.holding import RefusedError
from sources.models import Merge, Source, wait_for_turn


class DoubtfulError(RefusedError):
    """They may be two works; a person who is sure may merge them all the same."""

    def __init__(self, found: Sequence[str]) -> None:
        self.doubts = tuple(found)
        asked = _("If you are sure that both are one work, say so, and merge again.")
        super().__init__(" ".join([*found, asked]))


def merge(
    duplicate: Source,
    kept: Source,
    *,
    by: Any,
    at: datetime,
    chosen: Mapping[str, Side] | None = None,
    is_sure: bool = False,
    seen: str = "",
) -> Merge:
    """The duplicate is from now on a name of the kept one, and all that is known of it counts there.

    `chosen` says for single parts (by name) whose value stands; else the richer does. A kept one that was
    merged itself gives way to what it became. `seen` is the digest of what the person looked at.
    """
    holding.demand(by)
    with transaction.atomic():
        wait_for_turn()
        duplicate, kept = holding.held(duplicate.pk, _target(kept))
        _refuse(duplicate, kept, seen=seen)
        doubted = doubts(duplicate, kept)
        if doubted and not is_sure:
            raise DoubtfulError(doubted)
        before = {"duplicate": fields.values(duplicate), "kept": fields.values(kept)}
        taken = _taken(duplicate, kept, chosen or {})
        _join(duplicate, kept, taken, by=by, at=at)
        return Merge.objects.create(
            duplicate=duplicate,
            kept=kept,
            merged_by=by,
            merged_at=at,
            before=before,
            taken=taken,
            followed=_follow(duplicate, kept, by=by, at=at),
            notices=notices.hand_over(duplicate, kept, by=by, at=at),
            doubts=doubted,
        )


def _target(kept: Source) -> int:
    """What the kept one is now; a target is never merged itself, so one step is enough."""
    now = Source.objects.values_list("pk", "merged_into").get(pk=kept.pk)
    return now[1] or now[0]


def _refuse(duplicate: Source, kept: Source, *, seen: str) -> None:
    if duplicate.pk == kept.pk:
        raise RefusedError(_("These two are one source already."))
    if duplicate.merged_into:
        words = _("“%(key)s” was merged into “%(kept)s” meanwhile. Nothing was changed.")
        raise RefusedError(words % {"key": duplicate.key, "kept": duplicate.merged_into.key})
    if seen and seen != fields.digest(duplicate, kept):
        raise RefusedError(_("One of the two was changed meanwhile. Please look at them again."))
    if why := two_works(duplicate, kept):
        raise RefusedError(why)


def _taken(duplicate: Source, kept: Source, chosen: Mapping[str, Side]) -> list[str]:
    """The parts that the kept one takes from the duplicate. Raises ValueError for a part there is not."""
    if unknown := chosen.keys() - {part.name for part in fields.PARTS}:
        raise ValueError(f"No part of a source is called {sorted(unknown)}.")
    sides = choosing.better(duplicate, kept)
    return [name for name, side in sides.items() if chosen.get(name, side) == "duplicate"]


def _join(duplicate: Source, kept: Source, taken: Sequence[str], *, by: Any, at: datetime) -> None:
    """The duplicate gives up the numbers that the kept one has from now on; the others it stays known by."""
    names = [name for part in fields.PARTS if part.name in taken for name in part.fields]
    fields.put(kept, fields.values(duplicate), names)
    given_up = holding.same_numbers(duplicate, kept)
    fields.put(duplicate, dict.fromkeys(given_up, ""), given_up)
    duplicate.merged_into = kept
    holding.save(duplicate, [*given_up, "merged_into"], by=by, at=at, why=f"merged into {kept.key}")
    holding.save(kept, names, by=by, at=at, why=f"merged with {duplicate.key}")


def _follow(duplicate: Source, kept: Source, *, by: Any, at: datetime) -> list[int]:
    """What was merged into the duplicate before follows it, so that no name leads to a name."""
    followers = list(duplicate.merged.order_by("pk"))
    for source in followers:
        source.merged_into = kept
        holding.save(source, ["merged_into"], by=by, at=at, why=f"merged into {kept.key}")
    return [source.pk for source in followers]
