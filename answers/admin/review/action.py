"""One button of the review: what it asks, the permission it stands behind and the verb it calls."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise

from answers.admin.review import forms
from answers.models import Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

Typed = Mapping[str, Any]
Act = Callable[[Revision, Typed, "User", datetime.datetime], str]


@dataclass(frozen=True)
class Action:
    """One button: its form, the permission it stands behind, and its verb, which names the spot to go to.

    One that `asks_who` is grave: it takes a proof of who one is that is at most 15 minutes old.
    """

    form: type[forms.ActionForm]
    permission: str
    act: Act
    said: Promise
    label: Promise | str = ""
    warning: Promise | str = ""
    is_grave: bool = False
    meets_gates: bool = False
    makes_revision: bool = False
    asks_who: bool = False
    template: str = "admin/review/step.html"


def step(verb: Callable[..., object], *, leads_to: str = "") -> Act:
    """What most buttons do: the verb gets this revision and what was typed."""

    def act(revision: Revision, typed: Typed, by: User, at: datetime.datetime) -> str:
        verb(revision, by=by, at=at, **typed)
        return leads_to

    return act


def step_of_answer(verb: Callable[..., object]) -> Act:
    """The same for a verb that is about the whole answer."""
    return step(lambda revision, **given: verb(revision.answer, **given))
