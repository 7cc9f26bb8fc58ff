"""What a session of staff knows: since when it runs, whether the second factor was shown, the last proof.

All of it stands in the session's own row, so that asking costs no query beyond reading the session.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

from answers.models import StaffSession
from answers.models.second_factors import hashed

BEGAN, SEEN, PROVED = "began", "seen", "proved"
FACTOR, BROWSER = "second_factor", "browser"

NOTED_EACH = datetime.timedelta(minutes=1)
"""How often it is written down that a session is in use."""

PROOF_LASTS = datetime.timedelta(minutes=15)
"""So long after a proof of who one is, one may approve, withdraw or correct urgently without another."""


class SessionStore(db.SessionStore):
    """Django's sessions in the database, under a hash of their key, each with its person and its moments."""

    @classmethod
    def get_model_class(cls) -> type[StaffSession]:
        """The table."""
        return StaffSession

    def load(self) -> dict[str, Any]:
        """What the session holds; one that is unknown or over holds nothing and loses its key."""
        row = self._row().filter(expire_date__gt=timezone.now()).first()
        if row is None:
            self._session_key = None
            return {}
        found: dict[str, Any] = self.decode(row.session_data)
        return found

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with this key."""
        return StaffSession.objects.filter(session_key=hashed(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> StaffSession:
        """The row as it is written; a session that has just got its person begins now."""
        if SESSION_KEY in data and BEGAN not in data:
            now = timezone.now().timestamp()
            data |= {BEGAN: now, SEEN: now, PROVED: now}
        return StaffSession(
            session_key=hashed(self._get_or_create_session_key()),  # type: ignore[attr-defined]  # of Django
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            person_id=data.get(SESSION_KEY),
            began_at=_moment(data, BEGAN),
            seen_at=_moment(data, SEEN),
            browser=data.get(BROWSER, ""),
        )

    def delete(self, session_key: str | None = None) -> None:
        """Forget the session."""
        key = session_key or self.session_key
        if key:
            StaffSession.objects.filter(session_key=hashed(key)).delete()

    def _row(self) -> Any:
        return StaffSession.objects.filter(session_key=hashed(self.session_key or ""))


def row_of(session: SessionBase) -> str:
    """The key of the session's row."""
    return hashed(session.session_key or "")


def is_over(session: SessionBase, at: datetime.datetime) -> bool:
    """Whether it was left alone too long, or has run too long however busy it was."""
    began, seen = _moment(session, BEGAN), _moment(session, SEEN)
    if began is None or seen is None:
        return True
    return at - seen > settings.STAFF_SESSION_IDLE or at - began > settings.STAFF_SESSION_LASTS


def note_use(session: SessionBase, at: datetime.datetime) -> None:
    """Write down that it is in use, at most once a minute."""
    seen = _moment(session, SEEN)
    if seen is None or at - seen >= NOTED_EACH:
        session[SEEN] = at.timestamp()


def is_complete(session: SessionBase) -> bool:
    """Whether the session may open what is for staff: the second factor was shown, or none is asked for."""
    return not settings.STAFF_2FA_REQUIRED or FACTOR in session


def complete(session: SessionBase, *, at: datetime.datetime) -> None:
    """The second factor was shown: the session goes on under another key."""
    session.cycle_key()
    session[FACTOR] = True
    session[PROVED] = at.timestamp()


def prove(session: SessionBase, *, at: datetime.datetime) -> None:
    """The person has just proved again who they are."""
    session[PROVED] = at.timestamp()


def is_proved_lately(session: SessionBase, at: datetime.datetime) -> bool:
    """Whether the last proof is young enough for a grave step."""
    proved = _moment(session, PROVED)
    return proved is not None and at - proved <= PROOF_LASTS


def _moment(data: Mapping[str, Any] | SessionBase, name: str) -> datetime.datetime | None:
    seconds = data.get(name)
    return None if seconds is None else datetime.datetime.fromtimestamp(seconds, datetime.UTC)
