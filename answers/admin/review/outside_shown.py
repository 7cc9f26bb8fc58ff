"""Advice from outside as one person sees it: who was sent a link, what they said, and what waits for a
countersignature; it decides nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies, workflow
from answers.admin.review.checks import NeedShown
from answers.admin.review.forms import ActionForm, Posted, made
from answers.admin.review.outside import CountersignForm, LinkForm
from answers.models import Advice, Invitation, Revision, questions

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class InvitationShown:
    """One link: how far it has come, and what this person may do; an empty link is not shown to them."""

    row: Invitation
    state: str
    is_usable: bool
    said: int
    asked: int
    link: str = ""
    revoke_form: ActionForm | None = None
    again_form: ActionForm | None = None
    erase_form: ActionForm | None = None


@dataclass(frozen=True)
class AdviceShown:
    """One word of advice beside what it speaks of; `is_mine_otherwise` where the person said another."""

    row: Advice
    shown: NeedShown
    is_mine_otherwise: bool


@dataclass(frozen=True)
class AdviceList:
    """What waits of one person's advice, and the form that signs for it."""

    invitation: Invitation
    rows: tuple[AdviceShown, ...]
    form: ActionForm | None


@dataclass(frozen=True)
class Outside:
    """All that came, and may still come, through links."""

    invitations: tuple[InvitationShown, ...]
    lists: tuple[AdviceList, ...]
    why_not_countersign: str = ""


def of(
    revision: Revision,
    person: User,
    posted: Posted | None,
    needs: Mapping[int, list[NeedShown]],
    *,
    at: datetime.datetime,
) -> Outside:
    """The links of this answer up to this text, the newest first, and the advice that waits."""
    found = Invitation.objects.filter(
        round__answer=revision.answer_id, round__revision__number__lte=revision.number
    )
    rows = list(
        found.select_related(
            "asked_by__contributor", "round__revision__frozen", "round__answer__question"
        ).order_by("-id")
    )
    if not rows:
        return Outside((), ())
    usable = set(found.usable(at).values_list("pk", flat=True))
    given = Advice.objects.standing().filter(invitation__in=rows).values_list("invitation", "fingerprint")
    said = {pk: {each for invitation, each in given if invitation == pk} for pk in {row.pk for row in rows}}
    why_not = policies.why_not_invite(person, revision)
    shown = (
        _invitation(row, person, posted, revision, said[row.pk], is_usable=row.pk in usable, why_not=why_not)
        for row in rows
    )
    why_not_sign = policies.why_not_countersign(person, revision, [])
    lists = _lists(revision, person, posted, needs, may_sign=not why_not_sign)
    return Outside(tuple(shown), tuple(lists), why_not_sign)


def _invitation(
    row: Invitation,
    person: User,
    posted: Posted | None,
    revision: Revision,
    said: set[str],
    *,
    is_usable: bool,
    why_not: str,
) -> InvitationShown:
    asked = len(workflow.asked_about(row))
    may_end = row.asked_by_id == person.pk or policies.may(person, "approve_answer")
    is_issuer = row.asked_by_id == person.pk and not why_not
    forms_: dict[str, ActionForm] = {}
    if is_usable and may_end:
        forms_["revoke_form"] = _made(LinkForm, "revoke-link", row, posted)
    if not is_usable and not why_not and row.name:
        forms_["again_form"] = _made(LinkForm, "invite-again", row, posted)
    if may_end and (row.name or row.address):
        forms_["erase_form"] = _made(LinkForm, "erase-name", row, posted)
    return InvitationShown(
        row,
        _state(row, len(said), is_usable=is_usable),
        is_usable=is_usable,
        said=len(said),
        asked=asked,
        link=address(row) if is_usable and is_issuer else "",
        **forms_,
    )


def address(row: Invitation) -> str:
    """The whole link, to be copied; nothing when the site's secret was changed since it was made."""
    if not row.token:
        return ""
    return f"{settings.SITE_URL.rstrip('/')}{questions.address('outside', row.language, row.token)}"


def _state(row: Invitation, said: int, *, is_usable: bool) -> str:
    if row.end:
        return str(row.get_end_display())
    if row.finished_at:
        return _("finished")
    if not is_usable and row.expires_at <= timezone.now():
        return _("expired")
    if not is_usable:
        return _("over with its round")
    return _("begun") if said else _("not begun yet")


def _lists(
    revision: Revision,
    person: User,
    posted: Posted | None,
    needs: Mapping[int, list[NeedShown]],
    *,
    may_sign: bool,
) -> Iterable[AdviceList]:
    by_fingerprint = {each.need.fingerprint: each for of_one in needs.values() for each in of_one}
    found = Advice.objects.waiting().filter(answer=revision.answer_id, fingerprint__in=by_fingerprint)
    by_link: dict[Invitation, list[AdviceShown]] = {}
    for row in found.select_related("invitation").order_by("invitation", "pk"):
        shown = by_fingerprint[row.fingerprint]
        by_link.setdefault(row.invitation, []).append(AdviceShown(row, shown, _otherwise(shown, person, row)))
    for invitation, rows in by_link.items():
        in_order = sorted(rows, key=lambda each: each.shown.need.claim.number)
        form = _made(CountersignForm, "countersign", invitation, posted) if may_sign else None
        yield AdviceList(invitation, tuple(in_order), form)


def _otherwise(shown: NeedShown, person: User, row: Advice) -> bool:
    """Whether the person's own newest check says something else: nobody has two voices."""
    mine = next((each.row for each in shown.checks if each.row.checker_id == person.pk), None)
    return shown.is_own or (mine is not None and mine.verdict != row.verdict)


def _made(form: type[ActionForm], verb: str, row: Invitation, posted: Posted | None) -> ActionForm:
    return made(form, verb, {"invitation": row.pk}, posted)
