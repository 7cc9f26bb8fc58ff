"""How a sample answer is lived: each step of its file is one call of the verb that people use."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.auth.models import User
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import comments, gates, revisions, workflow
from answers.content import SetAside, Use
from answers.management.samples.files import Sample, Step
from answers.models import (
    Answer,
    CitationCheck,
    Contributor,
    Decision,
    Origin,
    Phrasing,
    Question,
    Refused,
    Revision,
    Thread,
    Topic,
)
from answers.rendering import claims as claims_of
from sources.models import Source

NOT_VERIFIED = "Sample check: wording not verified."
A_DAY = datetime.timedelta(days=1)
"""Works were looked for up to the day before a sample was written; `search_notes` says how few."""


@dataclass
class Life:
    """One sample answer on its way; `answer` is None until it is first written."""

    sample: Sample
    people: Mapping[str, User]
    answer: Answer | None = None


@dataclass(frozen=True)
class Moment:
    """Who does a step, and when."""

    by: User
    at: datetime.datetime

    def words(self) -> dict[str, Any]:
        """As every verb takes them."""
        return {"by": self.by, "at": self.at}


def play(life: Life, step: Step, *, at: datetime.datetime) -> None:
    """Let one step happen."""
    STEPS[step.do](life, Moment(life.people[step.by], at), step.details)


def _write(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    _save(life, moment, life.sample.texts, note=details.get("note", ""))


def _write_before(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    _save(life, moment, life.sample.before)


def _save(life: Life, moment: Moment, texts: Mapping[str, Any], *, note: str = "") -> None:
    answer = life.answer or _start(life, moment)
    life.answer = answer
    draft = revisions.Draft(
        wording=life.sample.question,
        byline=tuple(Contributor.objects.filter(user=moment.by).values_list("pk", flat=True)),
        set_aside=tuple(SetAside(each["source"], each["reason"]) for each in life.sample.set_aside),
        translates=answer.translates,
        evidence_searched_to=timezone.localdate(moment.at) - A_DAY,
        **texts,
    )
    draft = replace(draft, citations=tuple(_uses(life.sample, draft)))
    workflow.save(answer, draft, base=answer.latest_number, note=note, **moment.words())


def _translate(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    """Begin with the words of the original, of the version that is public then."""
    sample = life.sample
    life.answer = workflow.translate(
        Answer.objects.get(question__slug=sample.translates),
        language=sample.language,
        wording=sample.question,
        **moment.words(),
    )
    _note_phrasings(life.answer, sample)


def _start(life: Life, moment: Moment) -> Answer:
    sample = life.sample
    answer = workflow.start(
        origin=Origin.EDITORS,
        wording=sample.question,
        topic=Topic.objects.get(name=sample.topic),
        slug=sample.name,
        is_sample=True,
        **moment.words(),
    )
    _note_phrasings(answer, sample)
    return answer


def _note_phrasings(answer: Answer, sample: Sample) -> None:
    Question.objects.filter(pk=answer.question_id).update(kind=sample.kind)
    Phrasing.objects.bulk_create(Phrasing(question=answer.question, text=text) for text in sample.phrasings)


def _uses(sample: Sample, draft: revisions.Draft) -> list[Use]:
    """What the file says of a source holds wherever the text cites it."""
    said = {each["source"]: each for each in sample.citations}
    return [
        Use(claim.hash, item.key, role=said[item.key]["role"], note=said[item.key]["note"])
        for claim in claims_of.claims(revisions.freeze(None, draft))
        for item in claim.items
        if item.key in said
    ]


def _submit(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    workflow.submit(_latest(life), note=details.get("note", ""), **moment.words())


def _check(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    """Every citation and sentence that still needs it; the checks say that they are samples."""
    revision = _latest(life)
    done = gates.counting_checks(revision.answer)
    open_needs = [need for need in gates.needed_checks(revision.content()) if need.fingerprint not in done]
    uncited = [need.claim.hash for need in open_needs if need.use is None]
    if uncited:
        workflow.confirm_uncited(revision, claim_hashes=uncited, **moment.words())
    for need in open_needs:
        if need.use is not None:
            workflow.check(
                revision,
                need.claim.hash,
                source=Source.objects.get(key=need.use.source_key),
                verdict=CitationCheck.Verdict.SUPPORTS,
                reading=CitationCheck.Reading.ABSTRACT,
                reason=NOT_VERIFIED,
                **moment.words(),
            )


def _comment(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    revision = _latest(life)
    text = claims_of.block_text(revision.content().body(details["block"]))
    start = text.find(details["passage"])
    if start < 0:
        raise Refused(_("“%(passage)s” is not in the sample answer.") % {"passage": details["passage"]})
    comments.open_thread(
        revision,
        kind=details["kind"],
        text=details["text"],
        block=details["block"],
        start=start,
        end=start + len(details["passage"]),
        replacement=details.get("replacement", ""),
        **moment.words(),
    )


def _reply(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    """To what was said last."""
    newest = Thread.objects.filter(answer=life.answer).latest("opened_at", "id")
    comments.reply(newest, text=details["text"], **moment.words())


def _request_changes(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    revision = _latest(life)
    workflow.request_changes(
        revision, content_hash=revision.content_hash, note=details["note"], **moment.words()
    )


def _approve(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    revision = _latest(life)
    workflow.approve(
        revision,
        content_hash=revision.content_hash,
        scope=Decision.Scope.WHOLE_PAGE,
        note=details.get("note", ""),
        **moment.words(),
    )


def _publish(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    workflow.publish(_latest(life), reason=details.get("reason", ""), **moment.words())


def _schedule(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    later = moment.at + datetime.timedelta(days=details["in_days"])
    workflow.schedule(_latest(life), publish_at=later, **moment.words())


def _withdraw(life: Life, moment: Moment, details: Mapping[str, Any]) -> None:
    revision = _latest(life)
    workflow.withdraw(revision.answer, reason=details["reason"], **moment.words())


def _latest(life: Life) -> Revision:
    return Revision.objects.select_related("answer", "frozen").filter(answer=life.answer).latest("number")


STEPS: Mapping[str, Callable[[Life, Moment, Mapping[str, Any]], None]] = {
    "translate": _translate,
    "write": _write,
    "write the version before": _write_before,
    "submit": _submit,
    "check": _check,
    "comment": _comment,
    "reply": _reply,
    "request changes": _request_changes,
    "approve": _approve,
    "publish": _publish,
    "schedule": _schedule,
    "withdraw": _withdraw,
}
