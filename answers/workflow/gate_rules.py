"""Choosing what gates do, for the site and for a topic: on record, and public pages are measured again."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import gates, policies
from answers.models import Event, GateRules, ListStamp, Profile, Refused, Severity, Topic

if TYPE_CHECKING:
    from django.contrib.auth.models import User


def choose_rules(*, profile: str, severities: Mapping[str, str], by: User, at: datetime.datetime) -> bool:
    """Let this profile and these single rules hold from now on; whether anything changed.

    Nothing is taken down: timed work measures the public pages (`measuring`).
    """
    policies.demand(policies.why_not(by, "change_gaterules"))
    wanted = _fit(profile, severities)
    with transaction.atomic():
        rules, _made = GateRules.objects.select_for_update().get_or_create(pk=1)
        before = {"profile": rules.profile, "severities": rules.severities}
        if wanted == before:
            return False
        GateRules.objects.filter(pk=1).update(**wanted)
        ListStamp.objects.renew()
        details = {"before": before, "after": wanted}
        Event.objects.record("changed the rules", by=by, at=at, details=details)
    return True


def note_topic_rules(topic: Topic, *, by: User, at: datetime.datetime) -> None:
    """Put on record what a topic asks for from now on; its own screen has stored it."""
    after = {"topic": topic.pk, "profile": topic.profile, "severities": topic.severities}
    Event.objects.record("changed the rules of a topic", by=by, at=at, details={"after": after})


def _fit(profile: str, severities: Mapping[str, str]) -> dict[str, object]:
    """What is stored; what always blocks cannot be chosen."""
    if profile not in Profile.values:
        raise Refused(_("Choose a profile."))
    for key, severity in severities.items():
        gate = gates.named(key)
        if gate is None or gate.weight is gates.Weight.ALWAYS:
            raise Refused(_("“%(key)s” is no rule that could be chosen.") % {"key": key})
        if severity not in Severity.values:
            raise Refused(_("Choose whether the rule is off, warns or blocks."))
    return {"profile": profile, "severities": dict(severities)}
