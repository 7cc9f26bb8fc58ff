"""Telling other programs what became public: owed with the event, in facts and addresses, never in our words.

What a message leaves out its receiver reads at the addresses in it, which show what readers see by then.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from answers.models import Answer, Delivery, Event, PublishedPage, StandingTold, Told, Webhook
from answers.pages.documents import address
from answers.public import cited
from sources.models import Notice, NoticeStatus, Source
from sources.notices import words

AT_ONCE = 500
MOST_NAMED = 100
"""As many citing pages as a message names; it counts all of them."""


def announce(event: Event, kind: Told) -> None:
    """Owe each webhook that wants it one message about the answer of this event, as it is now."""
    webhooks, answer = list(Webhook.objects.listening(kind)), event.answer
    if webhooks and answer is not None:
        Delivery.objects.owe_webhooks(event, webhooks, kind, {"answer": _answer(answer)})


def announce_standings(at: datetime.datetime, *, most: int = AT_ONCE) -> int:
    """Owe a message for each public source whose standing changed since somebody listens; once a change.

    Two changes between two runs are told as one, the later. A first check that found nothing is no change.
    Returns how many sources were told of.
    """
    webhooks = list(Webhook.objects.listening(Told.STANDING))
    if not webhooks:
        return 0
    before = StandingTold.objects.filter(source=OuterRef("pk"))
    noticed = Notice.objects.filter(source=OuterRef("pk")).exclude(status=NoticeStatus.IN_DOUBT)
    changed = cited.public().filter(
        Exists(noticed) | Exists(before),
        ~Exists(before.filter(changed_at=OuterRef("standing_changed_at"))),
        standing_changed_at__gte=min(each.listens_since for each in webhooks),
    )
    due = changed.order_by("standing_changed_at", "pk")[:most]
    return sum(_announce_standing(source.pk, webhooks, at=at) for source in due)


def _announce_standing(pk: int, webhooks: Sequence[Webhook], *, at: datetime.datetime) -> bool:
    """Whether this run told of it: of two at once, the second finds it told."""
    with transaction.atomic():
        source = Source.objects.select_for_update().get(pk=pk)
        changed_at = source.standing_changed_at
        if changed_at is None:
            return False
        _row, is_new = StandingTold.objects.get_or_create(source=source, changed_at=changed_at)
        told = [each for each in webhooks if each.listens_since <= changed_at]
        if not (is_new and told):
            return False
        about = _source(source)
        details = {"source": source.key, "standing": about["standing"]["code"]}
        event = Event.objects.record("announced a standing", by=None, at=at, details=details)
        Delivery.objects.owe_webhooks(event, told, Told.STANDING, {"source": about})
    return True


def _answer(answer: Answer) -> dict[str, Any]:
    """Which answer, where, in which version; the text itself stands at its addresses."""
    question, live = answer.question, answer.live_revision
    return {
        "number": question.pk,
        "language": question.language,
        "url": address(question.get_absolute_url()),
        "api_url": address(reverse("api:answer", args=[question.pk])),
        "version": answer.publications.versions().count(),
        "content_hash": live.content_hash if live else None,
        "is_sample": answer.is_sample,
    }


def _source(source: Source) -> dict[str, Any]:
    """What readers are told of the source, and the public pages that name it."""
    standing = words.standing_words(source)
    named = Q(sources=source) | Q(sources__merged_into=source)
    pages = PublishedPage.objects.filter(named).distinct().order_by("answer__question")
    cited_by = pages.select_related("answer__question").defer("html", "text", "gzip", "brotli", "document")
    return {
        "key": source.key,
        "url": address(reverse("answers:source", args=[source.key])),
        "api_url": address(reverse("api:source", args=[source.key])),
        "standing": {
            "code": standing.code,
            "words": standing.label,
            "sentence": standing.sentence,
            "url": standing.url,
        },
        "answers": pages.count(),
        "cited_by": [
            {
                "number": each.answer.question_id,
                "url": address(each.answer.question.get_absolute_url()),
            }
            for each in cited_by[:MOST_NAMED]
        ],
    }
