"""The working copy's rows: the answer's fields, moved by one conditional update, and the rows beside it."""

from __future__ import annotations

from dataclasses import asdict

from answers.content import Content
from answers.models import Answer, Byline, Citation, DoctorQuestion, Question, SetAsideSource
from answers.rendering import claims as claims_of
from answers.revisions.drafts import OF_ROWS, SAME_NAME, Draft
from sources.models import Source


def move(answer: Answer, draft: Draft, *, base: int) -> bool:
    """Take the answer from revision `base` to the next one; of two simultaneous saves one hears False."""
    values = {name: getattr(draft, name) for name in SAME_NAME if name not in OF_ROWS}
    values["certainties"] = [asdict(each) for each in draft.certainties]
    values["outcomes"] = [asdict(row) for row in draft.outcomes]
    moved = Answer.objects.filter(pk=answer.pk, latest_number=base).update(
        latest_number=base + 1, evidence_searched_to=draft.evidence_searched_to, **values
    )
    if not moved:
        return False
    Question.objects.filter(pk=answer.question_id).update(wording=draft.wording)
    answer.refresh_from_db()
    return True


def write_rows(answer: Answer, frozen: Content) -> None:
    """The rows beside the answer: replaced as a whole, as the revision holds their history."""
    for rows in (answer.doctor_questions, answer.citations, answer.set_aside_sources, answer.bylines):
        rows.all().delete()
    DoctorQuestion.objects.bulk_create(
        DoctorQuestion(answer=answer, order=order, text=text)
        for order, text in enumerate(frozen.doctor_questions, start=1)
    )
    Byline.objects.bulk_create(
        Byline(answer=answer, contributor_id=each.contributor, order=order)
        for order, each in enumerate(frozen.byline, start=1)
    )
    keys = [use.source_key for use in frozen.uses] + [each.source_key for each in frozen.set_aside]
    sources = Source.objects.in_bulk(keys, field_name="key")
    SetAsideSource.objects.bulk_create(
        SetAsideSource(answer=answer, source=sources[each.source_key], order=order, reason=each.reason)
        for order, each in enumerate(frozen.set_aside, start=1)
    )
    _write_citations(answer, frozen, sources)


def _write_citations(answer: Answer, frozen: Content, sources: dict[str, Source]) -> None:
    claims = {claim.hash: claim for claim in reversed(claims_of.claims(frozen))}
    Citation.objects.bulk_create(
        Citation(
            answer=answer,
            source=sources[use.source_key],
            claim_hash=use.claim_hash,
            claim_text=claims[use.claim_hash].text,
            block=claims[use.claim_hash].block,
            position=position,
            locator=use.locator,
            role=use.role,
            quote=use.quote,
            note=use.note,
        )
        for position, use in enumerate(frozen.uses, start=1)
    )
