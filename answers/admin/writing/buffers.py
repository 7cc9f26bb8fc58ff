"""What a person typed and has not saved: kept for them alone, offered again, and gone once saved."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from answers import sanitize
from answers.admin.writing import sheets
from answers.admin.writing.forms import BODIES
from answers.content import Use
from answers.models import Answer, Buffer
from answers.revisions import Draft

if TYPE_CHECKING:
    from django.contrib.auth.models import User

NOT_KEPT = frozenset({"csrfmiddlewaretoken"})


def keep(answer: Answer, posted: Mapping[str, str], *, by: User, at: datetime.datetime, base: int) -> Buffer:
    """Put the typed text in place of what this person had kept for this answer.

    Raises `sanitize.UnfitTextError` for a character that no text may hold.
    """
    fields = {name: sanitize.plain(text) for name, text in posted.items() if name not in NOT_KEPT}
    fields |= {name: sanitize.clean(posted[name]) for name in BODIES if name in posted}
    buffer, _created = Buffer.objects.update_or_create(
        answer=answer, person=by, defaults={"base_number": base, "fields": fields, "saved_at": at}
    )
    return buffer


def unsaved(answer: Answer, saved: Draft, *, by: User) -> Buffer | None:
    """What this person typed and did not save, unless it says the same as the working copy, `saved`."""
    buffer = Buffer.objects.filter(answer=answer, person=by).first()
    if buffer is None or _is_saved(saved, buffer):
        return None
    return buffer


def discard(answer: Answer, *, by: User) -> None:
    """Forget what this person typed and did not save."""
    Buffer.objects.filter(answer=answer, person=by).delete()


def _is_saved(saved: Draft, buffer: Buffer) -> bool:
    sheet = sheets.typed(buffer.fields)
    return sheet.is_valid() and _compared(sheet.draft()) == _compared(saved)


def _compared(draft: Draft) -> tuple[Draft, frozenset[Use]]:
    """A draft as it is stored, without what follows from its text, and what is said of its citations."""
    stored = draft.cleaned()
    said = frozenset(replace(use, locator="") for use in stored.citations if use.says_something)
    return replace(stored, citations=()), said
