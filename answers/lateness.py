"""Whether what nobody starts by hand goes on: the timed work, backups, the mail that is owed."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings

from answers.models import Delivery, LastRun, Owed

TIMED_WORK_WITHIN = datetime.timedelta(minutes=10)
"""It runs every twenty seconds; one run may take minutes."""

OWED_WITHIN = datetime.timedelta(minutes=30)
"""Mail whose time came longer ago than this does not leave."""


@dataclass(frozen=True)
class Watch:
    """What was last done, and since when something waits, as they stand at one moment."""

    at: datetime.datetime
    timed_work_at: datetime.datetime | None
    backup_at: datetime.datetime | None
    owed_since: datetime.datetime | None
    """When the oldest mail or message that is owed should have been tried again; nothing if none waits."""

    @property
    def is_timed_work_late(self) -> bool:
        """Nothing scheduled goes public, and the log's head is not kept outside the database."""
        return _is_before(self.timed_work_at, self.at - TIMED_WORK_WITHIN)

    @property
    def is_backup_late(self) -> bool:
        return _is_before(self.backup_at, self.at - datetime.timedelta(hours=settings.BACKUP_WITHIN_HOURS))

    @property
    def is_outbox_late(self) -> bool:
        return self.owed_since is not None and self.owed_since < self.at - OWED_WITHIN


def watch(at: datetime.datetime) -> Watch:
    """Two queries, however much is owed."""
    last = dict(LastRun.objects.order_by().values_list("work", "at"))
    return Watch(
        at=at,
        timed_work_at=last.get(LastRun.Work.TIMED),
        backup_at=last.get(LastRun.Work.BACKUP),
        owed_since=Delivery.objects.due(at).values_list("next_try_at", flat=True).first(),
    )


def owed() -> int:
    """How many mails and messages wait, whether their time has come or not."""
    return Delivery.objects.filter(state=Owed.State.OWED).count()


def _is_before(moment: datetime.datetime | None, earliest: datetime.datetime) -> bool:
    return moment is None or moment < earliest
