"""Measuring public pages by new or stricter rules: what fails is queued for review, and stays public."""

from __future__ import annotations

import datetime
import json

from django.db import transaction
from django.db.models import QuerySet

from answers import content, gates
from answers.models import Answer, GateRules, Topic
from answers.workflow.queueing import queue_short_of_rules

AT_ONCE = 100
"""How many pages one run measures; the next one goes on."""


def measure_due(at: datetime.datetime) -> int:
    """Measure the next public pages, once for each change of rules or release with another gate; how many.

    The row of the site's rules remembers under which rules it began and how far it has come.
    """
    rules, _made = GateRules.objects.get_or_create(pk=1)
    stamp = _stamp(rules)
    if rules.measured_under != stamp:
        rules.measured_under, rules.measured_to = stamp, 0
    if rules.measured_to is None:
        return 0
    batch = list(_public().filter(pk__gt=rules.measured_to).order_by("pk")[:AT_ONCE])
    rules.measured_to = batch[-1].pk if batch else None
    with transaction.atomic():
        measure(batch, at=at)
        rules.save(update_fields=["measured_under", "measured_to"])
    return len(batch)


def measure_of(question: int, *, at: datetime.datetime) -> None:
    """Measure the public page of one question, whose topics changed."""
    measure(list(_public().filter(question=question)), at=at)


def measure(answers: list[Answer], *, at: datetime.datetime) -> None:
    """Note which of these pages fail a gate that a profile lets block, and queue or release them."""
    failing = {each.pk for each in answers if _fails(each)}
    every = Answer.objects.filter(pk__in=[each.pk for each in answers])
    every.filter(pk__in=failing, fails_gates=False).update(fails_gates=True)
    every.exclude(pk__in=failing).filter(fails_gates=True).update(fails_gates=False)
    if answers:
        queue_short_of_rules(every, at=at)


def _public() -> QuerySet[Answer]:
    rows = Answer.objects.published().select_related("live_revision__frozen", "question__main_topic")
    return rows.prefetch_related("question__topics")


def _fails(answer: Answer) -> bool:
    revision = answer.live_revision
    if revision is None:
        return False
    revision.answer = answer
    return bool(gates.failed_by_profile(revision))


def _stamp(rules: GateRules) -> str:
    """What the rules are, over all: another stamp means that pages must be measured again."""
    registry = [[gate.key, gate.weight.value] for gate in gates.REGISTRY]
    topics = Topic.objects.exclude(profile="", severities={}).order_by("pk")
    chosen = list(topics.values_list("pk", "profile", "severities"))
    facts = [registry, rules.profile, rules.severities, chosen]
    return content.digest(json.dumps(facts, sort_keys=True))
