"""What is new to a person in a revision: since they saw it last, since they decided, since readers see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from answers.models import Decision, Revision, last_seen
from answers.pages import compared

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.utils.functional import Promise

SINCE: dict[str, Promise] = {
    "decision": _("your last decision"),
    "look": _("your last look"),
    "live": _("the public version"),
}
"""From what a revision may be looked at, what matters most first."""


@dataclass(frozen=True)
class Changes:
    """What is different from an earlier revision, and what that one is to the person."""

    since: Revision
    shown: compared.Shown
    names: tuple[Promise, ...]


def bases(revision: Revision, person: User) -> dict[str, Revision]:
    """The revisions that this one can be looked at from, by the keys of SINCE; those that there are."""
    found = {
        "decision": _last_decided(revision, person),
        "look": last_seen(revision, person),
        "live": revision.answer.live_revision,
    }
    return {key: each for key, each in found.items() if each is not None and each.pk != revision.pk}


def of(revision: Revision, person: User) -> list[Changes]:
    """What changed since each of these; two that are one revision are told once."""
    content, named = revision.content(), bases(revision, person)
    return [
        Changes(
            base,
            compared.of(base.content(), content),
            tuple(SINCE[key] for key, each in named.items() if each.pk == base.pk),
        )
        for base in {each.pk: each for each in named.values()}.values()
    ]


def _last_decided(revision: Revision, person: User) -> Revision | None:
    decisions = Decision.objects.filter(
        revision__answer=revision.answer_id, revision__number__lt=revision.number, person=person
    )
    last = decisions.select_related("revision__frozen").order_by("-decided_at", "-id").first()
    return last.revision if last else None
