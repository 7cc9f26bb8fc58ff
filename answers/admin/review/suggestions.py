"""What is said before a suggestion is accepted: the words, and who can sign then; it decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from answers import comments, signers
from answers.admin.review.forms import ActionForm
from answers.models import Refused, Revision, Thread

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class SuggestionShown:
    """A suggestion as it would be accepted by one person, or why it cannot be."""

    thread: Thread
    author: User | None
    before: str = ""
    after: str = ""
    lost: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    silenced: tuple[User, ...] = ()
    signers: signers.Signers | None = None


def of(revision: Revision, person: User, form: ActionForm) -> SuggestionShown | None:
    """The suggestion that the form names, if it belongs to this answer."""
    found = Thread.objects.filter(answer=revision.answer_id, kind=Thread.Kind.SUGGESTION)
    found = found.select_related("opened_by__contributor", "answer")
    number = str(form["thread"].value())
    thread = found.filter(pk=number).first() if number.isdecimal() else None
    if thread is None:
        return None
    try:
        proposed = comments.proposal(thread, revision)
    except Refused as refused:
        return SuggestionShown(thread, thread.opened_by, refusals=refused.sentences)
    could_sign = signers.after(revision.answer, ())
    people = [person, *filter(None, [thread.opened_by])]
    left = signers.after(revision.answer, people, free=could_sign.people)
    return SuggestionShown(
        thread,
        thread.opened_by,
        before=proposed.before,
        after=proposed.after,
        lost=tuple(name for mark, name in _marks().items() if mark in proposed.lost),
        silenced=tuple(each for each in could_sign.people if each not in left.people),
        signers=left,
    )


def _marks() -> dict[str, str]:
    return {
        "a": _("a link"),
        "strong": _("bold words"),
        "em": _("words in italics"),
        "sub": _("a subscript"),
        "sup": _("a superscript"),
        "code": _("words set as code"),
    }
