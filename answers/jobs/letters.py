"""What a mail says of events, where it leads, and which setting it falls under; it sends nothing."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers import one_click
from answers.jobs import outside_letters
from answers.models import DAILY, Assignment, Delivery, Digest, Event, Invitation

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_SUBJECT = 250


@dataclass(frozen=True)
class Line:
    """One event as a mail tells it."""

    sentence: str
    link: str


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
    "restored": gettext_lazy(
        "%(name)s brought an older text of “%(question)s” back as revision %(number)s. %(reason)s"
    ),
    "set an expiry": gettext_lazy("%(name)s set “%(question)s” to be taken down on %(due)s: %(reason)s"),
    "cleared the expiry": gettext_lazy("%(name)s lets “%(question)s” stay public. No time is set any more."),
    "called for a review": gettext_lazy(
        "The review of “%(question)s” is due on %(due)s. Confirm it unchanged, or make a draft."
    ),
    "scheduled": gettext_lazy("%(name)s scheduled revision %(number)s of “%(question)s” for %(due)s."),
    "unscheduled": gettext_lazy("%(name)s took revision %(number)s of “%(question)s” off the schedule."),
    "called for a re-check": gettext_lazy(
        "A notice was found about a source of “%(question)s”: %(source)s. Please look at both again."
    ),
    "commented": gettext_lazy("%(name)s mentioned you in a comment on “%(question)s”."),
    "replied": gettext_lazy("%(name)s replied to a comment of yours, or to you, on “%(question)s”."),
    "resolved": gettext_lazy("%(name)s resolved a comment that you wrote in on “%(question)s”."),
    "accepted": gettext_lazy("%(name)s accepted a suggestion for “%(question)s” that you wrote in."),
    "declined": gettext_lazy("%(name)s declined a suggestion for “%(question)s” and says why."),
    "took a newer edition": gettext_lazy(
        "%(name)s put the newer edition of a source into “%(question)s”: %(newer)s instead of %(source)s. "
        "Revision %(number)s is a draft. Please look at what the newer edition changes."
    ),
    "asked": gettext_lazy("%(name)s asks you to %(part)s for “%(question)s” by %(due)s."),
    "asked no longer": gettext_lazy("%(name)s no longer asks you to %(part)s for “%(question)s”."),
    "accepted the part": gettext_lazy("%(name)s will %(part)s for “%(question)s” by %(due)s."),
    "declined the part": gettext_lazy(
        "%(name)s will not %(part)s for “%(question)s” and says why. Please ask somebody else."
    ),
    "stepped aside": gettext_lazy(
        "%(name)s should not sign “%(question)s”, because of competing interests. Please ask somebody else."
    ),
    "finished checking": gettext_lazy("No check is left of those that you asked for in “%(question)s”."),
    "review due soon": gettext_lazy("Please %(part)s for “%(question)s”: it is due on %(due)s."),
    "review overdue": gettext_lazy("To %(part)s for “%(question)s” was due on %(due)s, and is not done yet."),
    "recommended": gettext_lazy("%(name)s gave advice on revision %(number)s of “%(question)s”."),
    "named competing interests": gettext_lazy(
        "%(name)s named competing interests in “%(question)s”. Please look whether others should sign too."
    ),
    "commented by link": gettext_lazy("%(name)s commented on “%(question)s”."),
    "recommended by link": gettext_lazy("%(name)s gave advice on revision %(number)s of “%(question)s”."),
    "declined by link": gettext_lazy("%(name)s cannot advise on “%(question)s”. Please ask somebody else."),
    "asked for a new link": gettext_lazy(
        "%(name)s asks for a new link to “%(question)s”, because the old one works no more."
    ),
    "switched off a webhook": gettext_lazy(
        "The webhook “%(webhook)s” was switched off, so that its receiver hears of nothing any more. %(why)s"
    ),
    "received a report": gettext_lazy("A reader reports a mistake on %(page)s."),
    "received a report of harm": gettext_lazy(
        "A reader says that something on %(page)s could harm someone. Please look at it now."
    ),
    "received what was missed": gettext_lazy("A reader says what is missing on %(page)s."),
    "received a question": gettext_lazy("A reader asks a new question."),
    "failed to publish": gettext_lazy(
        "Revision %(number)s of “%(question)s” could not be published at its time; the page before it stays. "
        "%(why)s"
    ),
}

_GROUPS: Mapping[str, str] = {
    "approved": "decisions",
    "requested changes": "decisions",
    "signed a small change": "decisions",
    "signed the second check": "decisions",
    "refused the second check": "decisions",
    "accepted": "decisions",
    "declined": "decisions",
    "accepted the part": "decisions",
    "declined the part": "decisions",
    "finished checking": "decisions",
    "recommended": "decisions",
    "recommended by link": "decisions",
    "declined by link": "decisions",
    "commented by link": "comments",
    "commented": "comments",
    "replied": "comments",
    "resolved": "comments",
    "published": "public",
    "scheduled": "public",
    "unscheduled": "public",
    "set an expiry": "public",
    "cleared the expiry": "public",
    "confirmed unchanged": "public",
    "received a report": "readers",
    "received what was missed": "readers",
    "received a question": "readers",
    "called for a re-check": "sources",
    "took a newer edition": "sources",
}
"""The settings that events fall under; every other one asks somebody for something."""

URGENT = frozenset(
    (
        "withdrew",
        "corrected urgently",
        "refused the second check",
        "second check overdue",
        "failed to publish",
        "received a report of harm",
    )
)
"""What cannot wait and cannot be switched off: a page is wrong, down, could harm, or missed its time."""


def group(delivery: Delivery) -> str:
    """Which setting of the person it falls under."""
    return _GROUPS.get(delivery.event.verb, "asked")


def one(delivery: Delivery, address: str) -> EmailMultiAlternatives:
    """The mail about one event; who has no account gets one of their own."""
    if delivery.recipient is None and delivery.event.verb in outside_letters.LETTERS:
        return outside_letters.letter(delivery, address)
    said = sentence(delivery)
    lines = [Line(said, link(delivery))]
    settings_link = "" if delivery.event.verb in URGENT else _choice(delivery.recipient, group(delivery))
    return _mail(said, address, delivery.message_id, lines, settings_link)


def daily(digest: Digest, deliveries: Sequence[Delivery], address: str) -> EmailMultiAlternatives:
    """The one mail of a day: every event in one line, oldest first."""
    lines = [Line(sentence(each), link(each)) for each in deliveries]
    words = ngettext("%(site)s: %(count)s thing today", "%(site)s: %(count)s things today", len(lines))
    subject = words % {"site": settings.SITE_NAME, "count": len(lines)}
    return _mail(subject, address, digest.message_id, lines, _choice(digest.recipient, DAILY))


def sentence(delivery: Delivery) -> str:
    """The event in one sentence: who did what to which text."""
    event = delivery.event
    person = event.person
    contributor = getattr(person, "contributor", None)
    facts: dict[str, Any] = {
        "name": contributor.name if contributor else _account(event),
        "source": event.details.get("source", ""),
        "newer": event.details.get("newer", ""),
        "part": _part(event.details.get("kind", "")),
        "webhook": event.details.get("name", ""),
        "why": event.details.get("why", ""),
        "reason": event.details.get("reason", ""),
        "due": _day(event.details.get("due", "")),
        "number": event.revision.number if event.revision else "",
        "question": _wording(event),
        "page": f"“{_wording(event)}”" if event.answer else _("a page that is not named"),
    }
    template = _SENTENCES.get(event.verb)
    return str(template) % facts if template else f"{settings.SITE_NAME}: {event.verb}"


def _account(event: Event) -> str:
    """Who has no byline: the account, whoever spoke through a link, or the site itself."""
    if event.person:
        return event.person.get_username()
    number = event.details.get("invitation")
    invited = Invitation.objects.filter(pk=number).first() if number else None
    return invited.label if invited else _("The site")


def _wording(event: Event) -> str:
    return " ".join(event.answer.question.wording.split()) if event.answer else ""


def _part(kind: str) -> str:
    return str(dict(Assignment.Kind.choices).get(kind, kind))


def _day(text: str) -> str:
    return date_format(datetime.date.fromisoformat(text)) if text else ""


def link(delivery: Delivery) -> str:
    """The page behind the sign-in where the person can go on; the link itself signs nobody in."""
    revision, details = delivery.event.revision_id, delivery.event.details
    thread, webhook, report = details.get("thread"), details.get("webhook"), details.get("report")
    if report:
        path = reverse("admin:review_report", args=[report])
    elif thread:
        path = reverse("admin:review_thread", args=[thread])
    elif webhook:
        path = reverse("admin:answers_webhook_change", args=[webhook])
    elif revision:
        path = reverse("admin:review_revision", args=[revision])
    else:
        path = reverse("admin:review_inbox")
    return _absolute(path)


def _mail(
    subject: str, address: str, message_id: str, lines: Sequence[Line], settings_link: str
) -> EmailMultiAlternatives:
    """Text and HTML of the same words; the subject is one line, because a question may hold anything."""
    told = {"lines": lines, "settings_link": settings_link, "site_name": settings.SITE_NAME}
    headers = {"Message-ID": f"<{message_id}>", "Auto-Submitted": "auto-generated"}
    if settings_link:
        headers |= {
            "List-Unsubscribe": f"<{settings_link}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        }
    mail = EmailMultiAlternatives(
        subject=" ".join(subject.split())[:LONGEST_SUBJECT],
        body=render_to_string("mail/lines.txt", told),
        to=[address],
        headers=headers,
    )
    mail.attach_alternative(render_to_string("mail/lines.html", told), "text/html")
    return mail


def _choice(person: User | None, name: str) -> str:
    """The page where the person changes this setting without signing in; nothing for an outside address."""
    if person is None:
        return ""
    return _absolute(reverse("answers:mail_choice", args=[one_click.token(person, name)]))


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
