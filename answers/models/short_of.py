"""Which public pages were signed with less than their topics ask for now; it queues and changes nothing."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from answers.models.answers import Answer
from answers.models.checks import CitationCheck
from answers.models.citations import Citation
from answers.models.questions import Question
from answers.models.readings import Reading
from answers.models.review import Decision
from answers.models.topics import Topic

CLOSE = (Reading.SOURCE, Reading.ABSTRACT)


def queued_by_rules() -> QuerySet[Answer]:
    """Public answers whose topics ask for more than they were signed with; the longest queued come first."""
    few = Answer.objects.filter(falls_short_since__isnull=False).order_by().values("pk")
    queued = Answer.objects.published().filter(pk__in=few, falls_short_since__isnull=False)
    return queued.order_by("falls_short_since", "id")


def of_topic(topic: Topic) -> QuerySet[Answer]:
    """Answers to questions that stand under this topic, as the main or a further one."""
    further = Question.topics.through.objects.filter(topic=topic).values("question")
    return Answer.objects.filter(Q(question__main_topic=topic) | Q(question__in=further))


def measured(answers: QuerySet[Answer]) -> QuerySet[Any]:
    """Each with what it was signed with: how many approvals, whose, and how closely its sources were read.

    `not_from_source` and `not_from_abstract` say that a citation lacks a check which rests on that.
    """
    approvals = Decision.objects.filter(kind=Decision.Kind.APPROVED)
    signed = approvals.filter(revision=OuterRef("live_revision"))
    people = signed.order_by().values("revision").annotate(people=Count("person", distinct=True))
    return answers.annotate(
        given=Coalesce(Subquery(people.values("people")), Value(0)),
        by_clinician=Exists(signed.filter(is_clinician=True)),
        once_by_clinician=Exists(approvals.filter(round__answer=OuterRef("pk"), is_clinician=True)),
        not_from_source=_unread(CLOSE[:1]),
        not_from_abstract=_unread(CLOSE),
    )


def short_of_rules(answers: QuerySet[Answer]) -> QuerySet[Any]:
    """Those for which the strictest of their topics asks for more than they were signed with.

    Where small changes need no clinician, a clinician's approval of any earlier text counts.
    """
    further = Question.topics.through.objects.filter(question=OuterRef(OuterRef("question"))).values("topic")
    rules = Topic.objects.filter(Q(pk=OuterRef("question__main_topic")) | Q(pk__in=further))
    by_clinician = rules.filter(clinician_needed=True)
    return measured(answers).filter(
        Exists(rules.filter(approvals_needed__gt=OuterRef("given")))
        | Q(Exists(by_clinician.filter(small_changes_by_anyone=False)), by_clinician=False)
        | Q(Exists(by_clinician), once_by_clinician=False)
        | Q(fails_gates=True)
        | Q(Exists(rules.filter(reading_asked=Reading.ABSTRACT)), not_from_abstract=True)
        | Q(Exists(rules.filter(reading_asked=Reading.SOURCE)), not_from_source=True)
    )


def _unread(sufficient: tuple[Reading, ...]) -> Exists:
    """Whether a numbered citation has no counting check that rests on one of these."""
    read = CitationCheck.objects.by_others().filter(
        answer=OuterRef("answer"),
        claim_hash=OuterRef("claim_hash"),
        source=OuterRef("source"),
        reading__in=sufficient,
    )
    cited = Citation.objects.filter(answer=OuterRef("pk")).exclude(role=Citation.Role.NOT_RELEVANT)
    return Exists(cited.filter(~Exists(read)))
