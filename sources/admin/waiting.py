"""A file between its preview and its import, kept for an hour for the one who sent it; it knows no format."""

from __future__ import annotations

import base64
from importlib import import_module
from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

_ONE_HOUR = 60 * 60


def keep(stored: bytes, *, by: Any) -> str:
    """The token under which the file waits; every worker finds it, and it ends by itself."""
    store = _store()
    store["waiting_for"] = by.pk
    store["file"] = base64.b64encode(stored).decode()
    store.set_expiry(_ONE_HOUR)
    store.create()
    return str(store.session_key)


def take(token: str, *, by: Any) -> bytes | None:
    """The file of this token, or nothing when it is gone or somebody else's."""
    store = _store(token)
    if store.get("waiting_for") != by.pk or "file" not in store:
        return None
    return base64.b64decode(store["file"])


def forget(token: str, *, by: Any) -> None:
    """The file was brought in."""
    if take(token, by=by) is not None:
        _store(token).delete()


def _store(token: str | None = None) -> SessionBase:
    """A row of the site's own session store that no browser has a cookie for."""
    return cast("SessionBase", import_module(settings.SESSION_ENGINE).SessionStore(token))
