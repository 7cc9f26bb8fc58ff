"""What is kept of redactions outside the database, so that a restored backup can lose the same words again.

Each frozen text that lost words stands in the file under its hash, as it reads now: the words themselves
are not there. The file is written whole, because a later redaction may take words out of an earlier line.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Max

from answers.models import FrozenText, Redaction

REDACTIONS_FILE = "redactions.jsonl"


@dataclass(frozen=True)
class Made:
    """One redaction of one text: who asked, who confirmed, when, and the hash of what was left."""

    request: int
    ground: str
    asked_by: int
    asked_at: str
    confirmed_by: int
    redacted_at: str
    remaining_digest: str


@dataclass(frozen=True)
class Kept:
    """A frozen text as it reads after its redactions, the oldest of them first."""

    frozen: str
    answer: int
    text: str
    redactions: tuple[Made, ...]


def keep_redactions(path: Path | None = None) -> None:
    """Let the file tell every redaction that the database knows; a file that does is left.

    Texts that the file tells of and the database does not stay in it: a backup that still holds them may
    be restored one day.
    """
    path = path or Path(settings.DATA_DIR) / REDACTIONS_FILE
    newest = _newest()
    former = _newest_told(path)
    if former == newest or (former is None and not newest["redactions"]):
        return
    found = {each.frozen: each for each in kept_redactions(path)} if former else {}
    found |= {each.frozen: each for each in _redacted()}
    lines = [newest, *(asdict(found[digest]) for digest in sorted(found))]
    _replace(path, "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))


def kept_redactions(path: Path) -> Iterator[Kept]:
    """What the file tells. Raises ValueError, KeyError or TypeError when it is damaged."""
    with path.open(encoding="utf-8") as file:
        next(file, None)
        for line in file:
            told = json.loads(line)
            yield Kept(**told | {"redactions": tuple(Made(**each) for each in told["redactions"])})


def _newest() -> dict[str, Any]:
    """By what the file is known to be complete; a restored database numbers its redactions anew."""
    told = Redaction.objects.aggregate(redactions=Count("pk"), newest=Max("redacted_at"))
    return told | {"newest": told["newest"].isoformat() if told["newest"] else ""}


def _newest_told(path: Path) -> object:
    try:
        with path.open(encoding="utf-8") as file:
            return json.loads(file.readline())
    except FileNotFoundError:
        return None


def _redacted() -> Iterator[Kept]:
    texts = FrozenText.objects.filter(pk__in=Redaction.objects.values("frozen")).order_by("pk")
    for text in texts.iterator(chunk_size=100):
        rows = list(text.redactions.select_related("request").order_by("redacted_at", "id"))
        made = tuple(
            Made(
                request=row.request_id,
                ground=row.ground,
                asked_by=row.asked_by_id,
                asked_at=row.request.asked_at.isoformat(),
                confirmed_by=row.confirmed_by_id,
                redacted_at=row.redacted_at.isoformat(),
                remaining_digest=row.remaining_digest,
            )
            for row in rows
        )
        yield Kept(text.pk, rows[0].request.answer_id, text.text, made)


def _replace(path: Path, text: str) -> None:
    """Another whole file, or the former one: a reader never meets half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
