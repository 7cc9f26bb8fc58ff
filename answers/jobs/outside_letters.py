"""The two mails to somebody who has no account: the invitation, and once what became of their advice."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import policies, workflow
from answers.models import Advice, Comment, Delivery, Invitation, Thread, how_long
from answers.rendering import claims

LONGEST_SUBJECT = 250
MOST_LINES = 12
SHORT = 120


@dataclass(frozen=True)
class Letter:
    """What a mail says, line by line, and the one place that it leads to."""

    subject: str
    lines: tuple[str, ...]
    link: str
    label: str
    closing: str = ""


def letter(delivery: Delivery, address: str) -> EmailMultiAlternatives:
    """The mail that this event owes its guest, in the language of the text.

    The link in it is worked out now and stored nowhere.
    """
    found = Invitation.objects.select_related(
        "round__answer__question", "round__answer__live_revision__frozen", "round__revision__frozen"
    ).select_related("asked_by__contributor")
    invitation = found.get(pk=delivery.event.details["invitation"])
    with translation.override(invitation.language):
        return _mail(delivery, LETTERS[delivery.event.verb](invitation), address)


def _mail(delivery: Delivery, written: Letter, address: str) -> EmailMultiAlternatives:
    told = {"letter": written, "site_name": settings.SITE_NAME}
    mail = EmailMultiAlternatives(
        subject=" ".join(written.subject.split())[:LONGEST_SUBJECT],
        body=render_to_string("mail/outside.txt", told),
        to=[address],
        headers={"Message-ID": f"<{delivery.message_id}>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("mail/outside.html", told), "text/html")
    return mail


def invited(invitation: Invitation) -> Letter:
    """The question, who asks, how long it takes, and until when."""
    question = invitation.round.revision.content().question
    asker, asked = policies.named(invitation.asked_by), workflow.asked_about(invitation)
    words = {"asker": asker, "question": question, "site": settings.SITE_NAME}
    length = {
        "long": how_long(len({need.claim.number for need in asked}), len(asked)),
        "due": date_format(invitation.due_on),
    }
    lines = (
        _("%(asker)s asks for your advice on an answer for patients: “%(question)s”") % words,
        *([f"“{invitation.note}”"] if invitation.note else ()),
        _("It takes %(long)s, also on a phone. You need no account. Please answer by %(due)s.") % length,
    )
    return Letter(
        subject=_("%(asker)s asks for your advice: “%(question)s”") % words,
        lines=lines,
        link=_absolute(reverse("answers:outside", args=[invitation.token])) if invitation.token else "",
        label=_("Read it and say what you think"),
        closing=_("The link is for you alone. Opening it commits you to nothing."),
    )


def thanked(invitation: Invitation) -> Letter:
    """What of the advice is in the page that patients now read, sentence by sentence where it doubted."""
    answer = invitation.round.answer
    question, live = answer.question, answer.live_revision
    wording = live.content().question if live else question.wording
    words = {"question": " ".join(wording.split()), "site": settings.SITE_NAME}
    return Letter(
        subject=_("Thank you: “%(question)s” is public now") % words,
        lines=(
            _("Thank you for your advice on “%(question)s”. The answer is public now.") % words,
            *list(_became(invitation))[:MOST_LINES],
        ),
        link=_absolute(question.get_absolute_url()),
        label=_("Read the page"),
        closing=_("This is the only mail about it. Your name stands nowhere on the page."),
    )


LETTERS: Mapping[str, Callable[[Invitation], Letter]] = MappingProxyType(
    {"invited": invited, "told what changed": thanked}
)


def _became(invitation: Invitation) -> Iterator[str]:
    live = invitation.round.answer.live_revision
    now = {claim.hash for claim in claims.claims(live.content())} if live else set()
    before = {each.hash: each.text for each in claims.claims(invitation.round.revision.content())}
    given = list(Advice.objects.standing().filter(invitation=invitation).order_by("pk"))
    seen = {each.claim_hash for each in given}
    if seen:
        count = {"count": len(seen), "changed": len(seen - now)}
        yield (
            ngettext(
                "You looked at %(count)s sentence; %(changed)s reads otherwise now.",
                "You looked at %(count)s sentences; %(changed)s read otherwise now.",
                len(seen),
            )
            % count
        )
    for each in given:
        if each.verdict in Advice.DOUBTS:
            facts = {"sentence": _short(before.get(each.claim_hash, "")), "said": each.get_verdict_display()}
            stands = _("You said “%(said)s” of “%(sentence)s” It stands as it was.")
            changed = _("You said “%(said)s” of “%(sentence)s” It reads otherwise now.")
            yield (stands if each.claim_hash in now else changed) % facts
    for thread in Thread.objects.filter(invitation=invitation).order_by("opened_at", "pk"):
        facts = {"quote": _short(thread.quote or _("the whole page"))}
        replied = Comment.objects.filter(thread=thread, author__isnull=False).exists()
        if thread.status == Thread.Status.RESOLVED:
            yield _("Your comment on “%(quote)s” was settled.") % facts
        elif replied:
            yield _("Your comment on “%(quote)s” was answered and is being talked about.") % facts
        else:
            yield _("Your comment on “%(quote)s” was read and is still open.") % facts


def _short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1].rstrip()}…"


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{path}"
