"""The work that waits for its time: scheduled publications, outdated pages, mail, the head of the log.

Each step claims its row by a conditional update, so that two runs at once do no harm; it decides nothing
that the verbs do not decide.
"""

from __future__ import annotations

import datetime
import os
import smtplib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import pages, workflow
from answers.models import Delivery, PublishedPage, verification

MOST_TRIES = 8
LONGEST_WAIT = datetime.timedelta(hours=6)
AT_ONCE = 200
"""How many pages or mails one run takes on; the next run goes on."""

HEAD_FILE = "log-head.txt"

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


@dataclass
class Done:
    """What one run did."""

    published: int = 0
    failed_to_publish: int = 0
    rechecks_called: int = 0
    newer_editions_taken: int = 0
    second_checks_called: int = 0
    pages_rendered: int = 0
    mails_sent: int = 0
    mails_failed: int = 0

    def as_dict(self) -> dict[str, int]:
        """For the command's JSON."""
        return asdict(self)


def run_due(at: datetime.datetime) -> Done:
    """Do everything that is due at this moment; what is done already is not done twice."""
    done = Done()
    for _candidacy, why in workflow.publish_due(at):
        done.failed_to_publish += bool(why)
        done.published += not why
    done.rechecks_called = workflow.call_for_rechecks(at)
    done.newer_editions_taken = workflow.take_newer_due(at)
    done.second_checks_called = workflow.call_for_overdue(at)
    done.pages_rendered = render_outdated(at)
    deliver(at, done)
    keep_head(Path(settings.DATA_DIR) / HEAD_FILE)
    return done


def render_outdated(at: datetime.datetime) -> int:
    """Make the outdated pages again, so that no reader waits for it."""
    outdated = PublishedPage.objects.outdated(
        render_version=pages.RENDER_VERSION, today=timezone.localdate(at)
    )
    found = list(outdated.order_by("id").values_list("slug", "language")[:AT_ONCE])
    for slug, language in found:
        pages.read(slug, at=at, language=language)
    return len(found)


def deliver(at: datetime.datetime, done: Done) -> None:
    """Send the mail that is due, each outside any transaction and under its stable Message-ID."""
    due = Delivery.objects.due(at).filter(channel=Delivery.Channel.MAIL)
    rows = due.select_related(
        "recipient", "event__person__contributor", "event__answer__question", "event__revision"
    )
    for delivery in rows[:AT_ONCE]:
        if not _claim(delivery, at=at):
            continue
        problem = _send(delivery)
        done.mails_sent += not problem
        done.mails_failed += bool(problem)
        _note(delivery, problem, at=at)


def keep_head(path: Path) -> None:
    """Add the log's head to a file outside the database when it has moved, so that a cut tail shows."""
    line = f"{verification.head()}\n"
    if path.exists() and path.read_text(encoding="utf-8").endswith(line):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as kept:
        kept.write(line)
        kept.flush()
        os.fsync(kept.fileno())


def _claim(delivery: Delivery, *, at: datetime.datetime) -> bool:
    """Whether this run may try: it moved the row on. If it dies then, a later run tries again."""
    tries = delivery.attempts + 1
    wait = min(datetime.timedelta(minutes=2**delivery.attempts), LONGEST_WAIT)
    same = Delivery.objects.filter(
        pk=delivery.pk,
        state=Delivery.State.OWED,
        attempts=delivery.attempts,
        next_try_at=delivery.next_try_at,
    )
    delivery.attempts = tries
    return bool(same.update(attempts=tries, next_try_at=at + wait))


def _note(delivery: Delivery, problem: str, *, at: datetime.datetime) -> None:
    """Write down how a try went; after the last one the delivery is given up."""
    row = Delivery.objects.filter(pk=delivery.pk)
    if not problem:
        row.update(state=Delivery.State.SENT, sent_at=at, problem="")
    elif delivery.attempts >= MOST_TRIES or not _address(delivery):
        row.update(state=Delivery.State.GIVEN_UP, problem=problem[:500])
    else:
        row.update(problem=problem[:500])


def _send(delivery: Delivery) -> str:
    """Send one mail; what went wrong, or nothing."""
    address = _address(delivery)
    if not address:
        return _("The recipient has no mail address or is no longer active.")
    sentence = _sentence(delivery)
    mail = EmailMessage(
        subject=sentence,
        body=f"{sentence}\n\n{_link(delivery)}\n",
        to=[address],
        headers={"Message-ID": f"<{delivery.message_id}>", "Auto-Submitted": "auto-generated"},
    )
    try:
        mail.send()
    except (smtplib.SMTPException, OSError) as problem:
        return f"{type(problem).__name__}: {problem}"
    return ""


def _address(delivery: Delivery) -> str:
    if delivery.recipient is None:
        return delivery.address
    return delivery.recipient.email if delivery.recipient.is_active else ""


def _sentence(delivery: Delivery) -> str:
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


def _link(delivery: Delivery) -> str:
    revision, thread = delivery.event.revision_id, delivery.event.details.get("thread")
    if thread:
        path = reverse("admin:review_thread", args=[thread])
    elif revision:
        path = reverse("admin:review_revision", args=[revision])
    else:
        path = reverse("admin:review_inbox")
    return f"{settings.SITE_URL.rstrip('/')}{path}"
