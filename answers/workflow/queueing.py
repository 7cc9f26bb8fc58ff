"""Queueing public pages when a rule became stricter: they come up in the inbox and stay public."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import QuerySet

from answers.models import Answer, short_of_rules


def queue_short_of_rules(answers: QuerySet[Answer], *, at: datetime.datetime) -> int:
    """Queue those of these public pages that do not meet what their topics ask for now; how many are new.

    Those that meet it again are let go. Two statements, however many pages; no page is taken down.
    """
    public = Answer.objects.published().filter(pk__in=answers.order_by().values("pk"))
    short = short_of_rules(public).order_by().values("pk")
    with transaction.atomic():
        public.filter(falls_short_since__isnull=False).exclude(pk__in=short).update(falls_short_since=None)
        return public.filter(falls_short_since__isnull=True, pk__in=short).update(falls_short_since=at)
