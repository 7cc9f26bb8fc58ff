"""Telling the network in front of the site which pages to forget; it knows no page, only their names."""

from __future__ import annotations

import datetime
import json
import urllib.error
import urllib.request

from django.conf import settings

from answers.jobs.mail import MOST_TRIES, claim
from answers.models import Owed, Purge

AT_ONCE = 500
"""How many names one request carries; the next run goes on."""

SECONDS = 10


def purge(at: datetime.datetime) -> tuple[int, int]:
    """Send the names that are due in one request. Returns how many were taken and how many were not."""
    if not settings.CDN_PURGE_URL:
        return 0, 0
    claimed = [each for each in Purge.objects.due(at)[:AT_ONCE] if claim(each, at=at)]
    if not claimed:
        return 0, 0
    rows = Purge.objects.filter(pk__in=[each.pk for each in claimed])
    problem = _tell(sorted({each.key for each in claimed}))
    if not problem:
        rows.delete()
        return len(claimed), 0
    rows.update(problem=problem[:500])
    rows.filter(attempts__gte=MOST_TRIES).update(state=Owed.State.GIVEN_UP)
    return 0, len(claimed)


def _tell(keys: list[str]) -> str:
    """What went wrong, or nothing. The names stand in the header that networks know and in the body."""
    request = urllib.request.Request(  # noqa: S310 -- the operator's own address, http or https by settings
        settings.CDN_PURGE_URL,
        data=json.dumps({"surrogate_keys": keys}).encode(),
        headers={"Content-Type": "application/json", "Surrogate-Key": " ".join(keys)},
        method="POST",
    )
    try:
        urllib.request.urlopen(request, timeout=SECONDS).close()  # noqa: S310 -- as above
    except (urllib.error.URLError, OSError, ValueError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""
