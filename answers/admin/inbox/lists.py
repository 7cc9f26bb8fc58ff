"""One list of the inbox: what it shows, how many there are, and since when the oldest waits."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from answers.admin.inbox.rows import Row

COUNTED = 1000
"""How far a section counts: nobody looks at the thousandth, and counting all is what cost most."""


@dataclass(frozen=True)
class Section:
    """One list of the inbox. Beyond COUNTED its count only says that there are more."""

    key: str
    title: str
    count: int
    rows: tuple[Row, ...]
    note: str = ""
    walk: str = ""
    """Where its rows are gone through one after the other."""

    @property
    def has_more(self) -> bool:
        """Whether there is more than is shown."""
        return self.count > len(self.rows)

    @property
    def number(self) -> str:
        """How many there are, in words where nobody counted further."""
        if self.count <= COUNTED:
            return str(self.count)
        return _("more than %(number)s") % {"number": number_format(COUNTED)}

    @property
    def oldest_on(self) -> datetime.date | None:
        """Since when the one that waits longest has waited, of those that are shown."""
        return min((row.since_on for row in self.rows if row.since_on), default=None)
