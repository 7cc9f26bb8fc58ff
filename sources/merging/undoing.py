"""The verb that undoes a merge: the duplicate whole again, the kept one as far as nobody changed it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sources import notices
from sources.merging import fields, holding
from sources.merging.fields import Part
from sources.merging.holding import RefusedError
from sources.models import Merge, Source, wait_for_turn


@dataclass(frozen=True)
class Undone:
    """What an undo left alone: parts of the kept source that somebody changed since, and later notices."""

    duplicate: Source
    kept: Source
    left: tuple[Part, ...]
    later_notices: int


def undo(merge: Merge, *, by: Any, at: datetime) -> Undone:
    """The duplicate stands on its own again, with every field as it was, and its notices.

    The kept source gets its own values back, but what somebody changed there since is not overwritten.
    """
    holding.demand(by)
    with transaction.atomic():
        wait_for_turn()
        _refuse(merge, at=at)
        duplicate, kept = holding.held(merge.duplicate_id, merge.kept_id)
        if kept.merged_into:
            words = _("“%(key)s” was itself merged into “%(kept)s” since. Please undo that first.")
            raise RefusedError(words % {"key": kept.key, "kept": kept.merged_into.key})
        left = _part(merge, duplicate, kept, by=by, at=at)
        _call_back(merge, duplicate, by=by, at=at)
        later = kept.notices.filter(recorded_at__gt=merge.merged_at).exclude(pk__in=merge.notices["handed"])
        undone = Undone(duplicate, kept, left, later.count())
        notices.give_back(merge.notices, giver=duplicate, taker=kept, by=by, at=at)
        merge.undone_by, merge.undone_at = by, at
        merge.save(update_fields=["undone_by", "undone_at"])
    return undone


def _refuse(merge: Merge, *, at: datetime) -> None:
    merge.refresh_from_db()
    if merge.undone_at is not None:
        raise RefusedError(_("This merge was undone already."))
    if not merge.is_undoable(at):
        day = date_format(localtime(merge.undoable_until))
        raise RefusedError(_("This merge could be undone until %(day)s.") % {"day": day})


def _part(merge: Merge, duplicate: Source, kept: Source, *, by: Any, at: datetime) -> tuple[Part, ...]:
    """Give both their own values; returns the parts left alone because somebody changed them since."""
    ours, theirs = (fields.present(merge.before[side]) for side in ("kept", "duplicate"))
    taken = [part for part in fields.PARTS if part.name in merge.taken]
    left = [part for part in taken if not _is_as_taken(part, kept, theirs)]
    names = [name for part in taken if part not in left for name in part.fields if name in ours]
    fields.put(kept, ours, names)
    for part in taken:
        if part.name in holding.NUMBERS and holding.holder(kept, part.name, besides=(kept, duplicate)):
            setattr(kept, part.name, "")
            left.append(part)
    holding.save(kept, names, by=by, at=at, why=f"merge with {duplicate.key} undone")
    fields.put(duplicate, theirs, theirs)
    duplicate.merged_into = None
    _refuse_taken_numbers(duplicate)
    holding.save(duplicate, [*theirs, "merged_into"], by=by, at=at, why=f"merge with {kept.key} undone")
    return tuple(left)


def _is_as_taken(part: Part, kept: Source, theirs: Mapping[str, Any]) -> bool:
    """Whether the kept source still says what it took; of a field that is newer than the merge, nothing."""
    return all(value == theirs[name] for name, value in part.of(kept).items() if name in theirs)


def _refuse_taken_numbers(duplicate: Source) -> None:
    for name in holding.NUMBERS:
        if other := holding.holder(duplicate, name, besides=(duplicate,)):
            words = _("“%(other)s” has the %(label)s of “%(key)s” now. Please take it away there first.")
            told = {"other": other.key, "label": fields.label(name)}
            raise RefusedError(words % (told | {"key": duplicate.key}))


def _call_back(merge: Merge, duplicate: Source, *, by: Any, at: datetime) -> None:
    """What had followed the duplicate is a name of it again."""
    for source in Source.objects.filter(pk__in=merge.followed, merged_into=merge.kept_id).order_by("pk"):
        source.merged_into = duplicate
        holding.save(source, ["merged_into"], by=by, at=at, why=f"merged into {duplicate.key}")
