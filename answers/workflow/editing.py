"""Writing: start an answer, save its working copy, bring an old text back, move its address."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from answers import pages, policies, revisions
from answers.models import (
    Answer,
    Credit,
    Delivery,
    Event,
    FormerSlug,
    Origin,
    Question,
    Refused,
    Revision,
    Topic,
)
from answers.workflow import people

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_ADDRESS = 200


def start(
    *,
    wording: str,
    topic: Topic,
    by: User,
    at: datetime.datetime,
    language: str = "en",
    slug: str = "",
    origin: str = "",
    is_sample: bool = False,
) -> Answer:
    """A new question with its empty answer; `origin` says how we know that patients ask it."""
    policies.demand(policies.why_not(by, "add_answer"))
    if origin not in ("", *Origin.values):
        raise Refused(_("Choose where the question comes from."))
    return revisions.start(
        wording=wording,
        topic=topic,
        by=by,
        at=at,
        language=language,
        slug=slug,
        origin=origin,
        is_sample=is_sample,
    )


def save(
    answer: Answer,
    draft: revisions.Draft,
    *,
    by: User,
    at: datetime.datetime,
    base: int,
    note: str = "",
) -> Revision | None:
    """Save the working copy as the next revision; None when nothing changed. It moves no stage.

    Raises revisions.Conflict or revisions.Malformed, with what the editor needs to go on.
    """
    policies.demand(policies.why_not(by, "change_answer"))
    return revisions.save(answer, draft, by=by, at=at, base=base, note=note)


def restore(
    revision: Revision, *, by: User, at: datetime.datetime, base: int, reason: str = ""
) -> Revision | None:
    """Make an old text the working copy again, as a new revision that credits those who wrote it.

    Whoever wrote the text that gives way hears of it, and why.
    """
    policies.demand(policies.why_not(by, "change_answer"))
    former = revision.answer.revisions.order_by("-number").first()
    writers = Credit.objects.filter(
        revision__answer=revision.answer_id, revision__number__lte=revision.number
    ).select_related("person")
    with transaction.atomic():
        restored = revisions.save(
            revision.answer,
            revisions.draft_from(revision.content()),
            by=by,
            at=at,
            base=base,
            origin=Revision.Origin.RESTORED,
            restored_from=revision,
            credited=[(credit.person, Credit.How.RESTORED) for credit in writers.order_by("id")],
            note=reason,
        )
        if restored is not None and former is not None:
            _tell_of_restored(restored, revision, former, by=by, at=at)
    return restored


def rename(question: Question, slug: str, *, by: User, at: datetime.datetime) -> None:
    """Move a question to another address; the former one answers 301 for good."""
    policies.demand(policies.why_not(by, "change_question"))
    wanted = revisions.fit(slugify(slug, allow_unicode=True), LONGEST_ADDRESS)
    if not wanted:
        raise Refused(_("Write an address made of letters, digits and hyphens."))
    if wanted == question.slug:
        return
    with transaction.atomic():
        _refuse_taken(question, wanted)
        former = question.slug
        FormerSlug.objects.filter(question=question, language=question.language, slug=wanted).delete()
        FormerSlug.objects.create(question=question, language=question.language, slug=former)
        question.slug = wanted
        question.save(update_fields=["slug"])
        answer = Answer.objects.filter(question=question).first()
        if answer is not None and answer.is_public:
            pages.publish_page(answer, at=at)
        Event.objects.record("renamed", by=by, at=at, answer=answer, details={"from": former, "to": wanted})


def _tell_of_restored(
    restored: Revision, old: Revision, former: Revision, *, by: User, at: datetime.datetime
) -> None:
    details = {"from": old.number, "reason": restored.note}
    event = Event.objects.record(
        "restored", by=by, at=at, answer=old.answer, revision=restored, details=details
    )
    Delivery.objects.owe_mail(event, people.contributors(former))


def _refuse_taken(question: Question, slug: str) -> None:
    same_language = Question.objects.filter(language=question.language, slug=slug).exclude(pk=question.pk)
    former = FormerSlug.objects.filter(language=question.language, slug=slug).exclude(question=question)
    if same_language.exists() or former.exists():
        raise Refused(
            _("The address “%(slug)s” leads to another question. Choose another one.") % {"slug": slug}
        )
