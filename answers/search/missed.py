"""Counting searches that found nothing, within bounds; it learns nothing of who asked.

A day is the finest that is told. The words are kept once the same search has come on several days; before
that there is a hash, made with the site's secret key.
"""

from __future__ import annotations

import datetime
import logging
import re
import time
from collections import deque

from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from answers.models import MissedSearch
from answers.models.missed_searches import MOST_ROWS, NAMED_FROM_DAYS
from answers.search import words
from answers.search.asking import Asked

logger = logging.getLogger(__name__)

MOST_A_MINUTE = 12
"""Counts that one process writes in a minute; what comes beyond is not counted."""

MOST_WORDS = 6
_TELLS_A_PERSON = re.compile(r"\d{3}|@")

_counted: deque[float] = deque(maxlen=MOST_A_MINUTE)


def count_missed(asked: Asked, *, at: datetime.datetime) -> None:
    """Count a search once more. A database that is busy or only reads is not waited for."""
    key = " ".join(words.telling(asked.typed))
    now = time.monotonic()
    if not key or (len(_counted) == MOST_A_MINUTE and now - _counted[0] < 60):
        return
    _counted.append(now)
    fingerprint = salted_hmac("answers.search.missed", key, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            _count(fingerprint, key, timezone.localdate(at))
    except OperationalError:
        logger.info("A search that found nothing was not counted.")


def _count(fingerprint: str, key: str, today: datetime.date) -> None:
    known = MissedSearch.objects.filter(fingerprint=fingerprint)
    if known.filter(last_on=today).update(times=F("times") + 1):
        return
    if not known.update(times=F("times") + 1, days=F("days") + 1, last_on=today):
        if MissedSearch.objects.count() < MOST_ROWS:
            MissedSearch.objects.get_or_create(fingerprint=fingerprint, defaults={"last_on": today})
        return
    if _may_be_told(key):
        known.filter(days__gte=NAMED_FROM_DAYS, words="").update(words=key[:100])


def _may_be_told(key: str) -> bool:
    """Long texts and numbers can be about one person, however often they come."""
    return len(key.split()) <= MOST_WORDS and not _TELLS_A_PERSON.search(key)
