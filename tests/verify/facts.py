"""What the database holds after a check, told from inside the site's process; it changes nothing."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.utils import timezone

from answers import gates, jobs, lateness
from answers.models import (
    Answer,
    Candidacy,
    Comment,
    Decision,
    Delivery,
    Event,
    Publication,
    PublishedPage,
    Revision,
    Stage,
    verification,
)
from tests.verify.cases import tell


def of(*revisions: int) -> None:
    """The stage and decisions of each, and which revisions of its answer exist and are public."""
    tell([_of(each) for each in Revision.objects.in_bulk(revisions).values()])


def after_kills(acknowledged: str) -> None:
    """What is lost of what the file says was acknowledged, and what stands half done."""
    told = json.loads(Path(acknowledged).read_text())
    tell([*_lost(told), *half_done(), *tampered()])


def whole() -> None:
    """What stands half done, or is not as the log tells it."""
    tell([*half_done(), *tampered()])


def kept(acknowledged: str) -> None:
    """Which of the acknowledged saves that the file names are not there."""
    notes = set(Revision.objects.values_list("note", flat=True))
    tell([note for note in json.loads(Path(acknowledged).read_text()) if note not in notes])


def owed_mails() -> None:
    """How many mails wait, and how many nobody tries any more."""
    states = [each.state for each in Delivery.objects.filter(channel=Delivery.Channel.MAIL)]
    tell({"owed": states.count(Delivery.State.OWED), "given_up": states.count(Delivery.State.GIVEN_UP)})


def timed_work(days: int) -> None:
    """One run of what is due by a clock that is so many days off, and whether staff are warned after it."""
    done = jobs.run_due(timezone.now() + datetime.timedelta(days=days)).as_dict()
    tell(done | {"is_late": lateness.watch(timezone.now()).is_timed_work_late})


def half_done() -> Iterator[str]:
    """Every answer of which one part of a verb is there and another is not."""
    pages = dict(PublishedPage.objects.values_list("answer", "slug"))
    live = dict(Candidacy.objects.filter(stage=Stage.LIVE).values_list("answer", "revision"))
    versions = set(Publication.objects.values_list("answer", "revision"))
    for answer in Answer.objects.order_by("pk"):
        numbers = sorted(answer.revisions.values_list("number", flat=True))
        if numbers != list(range(1, answer.latest_number + 1)):
            yield f"answer {answer.pk}: revisions {numbers}, newest said to be {answer.latest_number}"
        shown = answer.live_revision_id if answer.is_public else None
        if live.get(answer.pk) != shown or (answer.pk in pages) != answer.is_public:
            staged, has_page = live.get(answer.pk), answer.pk in pages
            yield f"answer {answer.pk}: live {shown}, candidacy {staged}, page {has_page}"
        if shown and (answer.pk, shown) not in versions:
            yield f"answer {answer.pk}: public without a publication"
    yield from _wrongly_staged()
    for model, verbs in ((Decision, _DECIDED), (Comment, ("commented", "replied"))):
        rows, events = model._default_manager.count(), Event.objects.filter(verb__in=verbs).count()
        if rows != events:
            yield f"{rows} rows of {model.__name__}, {events} events that tell of them"


_DECIDED = ("approved", "requested changes", "corrected urgently", "signed the second check", "confirmed")


def tampered() -> Iterator[str]:
    """What the chain of the log does not tell."""
    return (f"{each.row}: {each.sentence}" for each in verification.findings() if each.is_tampering)


def _wrongly_staged() -> Iterator[str]:
    for each in Candidacy.objects.with_decisions().filter(stage__in=(Stage.IN_REVIEW, Stage.APPROVED)):
        given = [decision.kind for decision in each.round.decisions.all()]
        needed, _clinician = gates.approvals_asked(each.round)
        is_approved = given.count(Decision.Kind.APPROVED) >= needed
        if is_approved != (each.stage == Stage.APPROVED):
            yield f"candidacy {each.pk}: {each.stage} with {given}"


def _lost(told: dict[str, list[Any]]) -> Iterator[str]:
    notes = set(Revision.objects.values_list("note", flat=True))
    texts = set(Comment.objects.values_list("text__text", flat=True))
    decisions = set(Decision.objects.values_list("revision", "kind"))
    public = set(Publication.objects.values_list("revision", flat=True))
    yield from (f"lost save: {note}" for note in told["saved"] if note not in notes)
    yield from (f"lost comment: {said}" for said in told["commented"] if said not in texts)
    yield from (f"lost decision: {each}" for each in told["decided"] if tuple(each) not in decisions)
    yield from (f"lost publication: {each}" for each in told["published"] if each not in public)


def _of(revision: Revision) -> dict[str, Any]:
    answer = revision.answer
    decisions = revision.decisions.order_by("pk").values_list("person__username", "kind")
    candidacy = revision.candidacies.order_by("-pk").first()
    return {
        "stage": candidacy.stage if candidacy else "",
        "why": candidacy.failure if candidacy else "",
        "decisions": [list(each) for each in decisions],
        "revisions": answer.revisions.count(),
        "live": answer.live_revision_id if answer.is_public else None,
    }


def newest(answer: int) -> None:
    """The newest revision of an answer."""
    tell(Revision.objects.filter(answer=answer).order_by("-number").values_list("pk", flat=True)[0])
