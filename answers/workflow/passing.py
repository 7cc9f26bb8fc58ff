"""Passing warnings: a person gives a reason for what a gate only warned of; the text goes on."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies, revisions
from answers.models import Event, FrozenText, PassedWarning, Refused, Revision

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_REASON = 500


@dataclass(frozen=True)
class Reason:
    """Why a warning is passed: a ready reason by its name, or somebody's own words, which come first."""

    ready: str = ""
    words: str = ""


Reasons = Mapping[str, Reason]
"""By the fingerprint of a warning."""

NO_REASONS: Reasons = MappingProxyType({})


def pass_warnings(
    revision: Revision, reasons: Reasons, *, by: User, at: datetime.datetime
) -> Sequence[PassedWarning]:
    """Give reasons for warnings of this text; each holds as long as what raised the warning stays."""
    may_not = policies.why_not(by, "submit_answer")
    policies.demand("" if policies.may(by, "approve_answer") else may_not)
    with transaction.atomic():
        rows = keep_reasons(revision, gates.for_approval(revision), reasons, by=by, at=at)
        if not rows:
            raise Refused(_("Choose a reason, or write one."))
        Event.objects.record(
            "passed warnings", by=by, at=at, answer=revision.answer, revision=revision, rows=rows
        )
    return rows


def keep_reasons(
    revision: Revision,
    found: Collection[gates.Finding],
    reasons: Reasons,
    *,
    by: User,
    at: datetime.datetime,
    otherwise: str = "",
) -> list[PassedWarning]:
    """The rows of what was given; `otherwise` is the ready reason of what has none at all."""
    warned = {each.fingerprint: each for each in found if not each.is_blocking}
    given = {fingerprint: each for fingerprint, each in reasons.items() if each.ready or each.words.strip()}
    if not given.keys() <= warned.keys():
        raise Refused(_("The text changed after you opened this page. Load it again and read what is new."))
    if otherwise and warned:
        left = warned.keys() - given.keys() - PassedWarning.objects.of(revision.answer).keys()
        given |= {fingerprint: Reason(otherwise) for fingerprint in left}
    rows = [
        PassedWarning(
            answer=revision.answer,
            revision=revision,
            gate=each.gate,
            fingerprint=fingerprint,
            person=by,
            passed_at=at,
            **_columns(each.gate, given[fingerprint]),
        )
        for fingerprint, each in warned.items()
        if fingerprint in given
    ]
    return PassedWarning.objects.bulk_create(rows)


def demand_reasons(revision: Revision, found: Collection[gates.Finding]) -> None:
    """Where the full standard is asked for, refuse what was warned of and has no reason."""
    warned = [each for each in found if not each.is_blocking]
    if not warned or not gates.rules_of(revision.answer).asks_reasons:
        return
    passed = PassedWarning.objects.of(revision.answer)
    message = _("A warning has no reason yet: “%(sentence)s” Give one, or change the text.")
    sentences = [message % {"sentence": each.sentence} for each in warned if each.fingerprint not in passed]
    policies.demand(*dict.fromkeys(sentences))


def _columns(gate: str, reason: Reason) -> dict[str, object]:
    words = revisions.fit(reason.words, LONGEST_REASON)
    if words:
        return {"ready": "", "reason": FrozenText.objects.keep(words)}
    if reason.ready not in gates.ready_reasons(gates.named(gate)):
        raise Refused(_("Choose a reason from the list, or write one."))
    return {"ready": reason.ready, "reason": None}
