"""What a mail says of an event, and where it leads; it sends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from answers.models import Delivery

_SENTENCES: Mapping[str, Promise] = {
    "submitted": gettext_lazy("%(name)s submitted revision %(number)s of “%(question)s” for review."),
    "approved": gettext_lazy("%(name)s approved revision %(number)s of “%(question)s”."),
    "requested changes": gettext_lazy("%(name)s asked for changes in revision %(number)s of “%(question)s”."),
    "published": gettext_lazy("%(name)s published revision %(number)s of “%(question)s”."),
    "signed a small change": gettext_lazy(
        "%(name)s signed the small change in revision %(number)s of “%(question)s”."
    ),
    "confirmed unchanged": gettext_lazy(
        "%(name)s looked at “%(question)s” again and confirmed it unchanged."
    ),
    "corrected urgently": gettext_lazy(
        "%(name)s corrected “%(question)s” urgently. Somebody else must check and sign it by %(due)s."
    ),
    "signed the second check": gettext_lazy("%(name)s signed the second check of “%(question)s”."),
    "refused the second check": gettext_lazy(
        "%(name)s asked for changes in the urgent correction of “%(question)s”. It stays public and marked."
    ),
    "second check overdue": gettext_lazy(
        "The second check of “%(question)s” was due on %(due)s, and nobody has signed it yet."
    ),
    "withdrew": gettext_lazy("%(name)s withdrew “%(question)s”. Readers now see the reason instead."),
    "called for a re-check": gettext_lazy(
        "A notice was found about a source of “%(question)s”: %(source)s. Please look at both again."
    ),
    "commented": gettext_lazy("%(name)s mentioned you in a comment on “%(question)s”."),
    "replied": gettext_lazy("%(name)s mentioned you in a reply on “%(question)s”."),
    "accepted": gettext_lazy("%(name)s accepted your suggestion for “%(question)s”."),
    "declined": gettext_lazy("%(name)s declined a suggestion for “%(question)s” and says why."),
    "took a newer edition": gettext_lazy(
        "%(name)s put the newer edition of a source into “%(question)s”: %(newer)s instead of %(source)s. "
        "Revision %(number)s is a draft. Please look at what the newer edition changes."
    ),
    "failed to publish": gettext_lazy(
        "Revision %(number)s of “%(question)s” could not be published at its time. The page before it stays."
    ),
}


def sentence(delivery: Delivery) -> str:
    """The event in one sentence: who did what to which text."""
    event = delivery.event
    person = event.person
    contributor = getattr(person, "contributor", None)
    facts: dict[str, Any] = {
        "name": contributor.name if contributor else (person.get_username() if person else ""),
        "source": event.details.get("source", ""),
        "newer": event.details.get("newer", ""),
        "due": _day(event.details.get("due", "")),
        "number": event.revision.number if event.revision else "",
        "question": " ".join(event.answer.question.wording.split()) if event.answer else "",
    }
    template = _SENTENCES.get(event.verb)
    return str(template) % facts if template else f"{settings.SITE_NAME}: {event.verb}"


def _day(text: str) -> str:
    return date_format(datetime.date.fromisoformat(text), "j F Y") if text else ""


def link(delivery: Delivery) -> str:
    """The page behind the sign-in where the person can go on; the link itself signs nobody in."""
    revision, thread = delivery.event.revision_id, delivery.event.details.get("thread")
    if thread:
        path = reverse("admin:review_thread", args=[thread])
    elif revision:
        path = reverse("admin:review_revision", args=[revision])
    else:
        path = reverse("admin:review_inbox")
    return f"{settings.SITE_URL.rstrip('/')}{path}"
