"""Saving: the working copy changes and a revision is frozen, in one transaction, or nothing happens."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from answers import content, sanitize
from answers.content import Content
from answers.models import (
    Answer,
    Buffer,
    Credit,
    Event,
    FormerSlug,
    FrozenText,
    Question,
    Refused,
    Revision,
    SentenceAuthor,
    Topic,
)
from answers.rendering import claims as claims_of
from answers.rendering import numbering
from answers.revisions import fitness, working_copy
from answers.revisions.drafts import Draft, draft_from
from answers.revisions.freezing import freeze, present_keys
from answers.revisions.untouched import untouched

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_SLUG = 80


class Conflict(Refused):
    """Somebody saved in between. Nothing was stored; `theirs` and `base` let the editor put both together."""

    def __init__(self, *, theirs: Draft, base: Draft | None, latest: Revision) -> None:
        self.theirs, self.base, self.latest = theirs, base, latest
        super().__init__(
            _("Somebody else saved this answer while you were writing. Your text is below, beside theirs.")
        )


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
    """A new question with its empty answer; raises Refused for an empty, too long or already asked one."""
    wording = " ".join(fitness.fit(wording, sanitize.LONGEST).split())
    language = fitness.fit(language, fitness.LONGEST_LANGUAGE)
    try:
        with transaction.atomic():
            fitness.refuse_wording(wording, language)
            question = Question.objects.create(
                wording=wording,
                language=language,
                slug=free_slug(slug or wording, language),
                main_topic=topic,
                origin=origin,
                created_at=at,
            )
            answer = Answer.objects.create(
                question=question, created_by=by, created_at=at, is_sample=is_sample
            )
            Event.objects.record("started", by=by, at=at, answer=answer, details={"question": wording})
    except IntegrityError as taken:
        raise Refused(
            _("Somebody started this question at the same moment. Look for it in the list.")
        ) from taken
    return answer


def save(
    answer: Answer,
    draft: Draft,
    *,
    by: User,
    at: datetime.datetime,
    base: int,
    origin: str = Revision.Origin.SAVED,
    restored_from: Revision | None = None,
    credited: Iterable[tuple[User, str]] = (),
    note: str = "",
) -> Revision | None:
    """Store the draft as working copy and freeze it as the next revision; None when nothing changed.

    `base` is the number of the revision that the editor began from. Raises Conflict when another one was
    saved since, Malformed when a citation or a length is wrong, Refused for a character no text may hold.
    What the person typed into the form and has not saved goes only when it is what is saved here.
    """
    draft, note = present_keys(draft.cleaned()), fitness.fit(note, fitness.LONGEST_REASON)
    with transaction.atomic():
        frozen = freeze(answer, draft)
        fitness.refuse_malformed(frozen, draft)
        text = content.dumps(frozen)
        draft = replace(draft, certainties=frozen.certainties)
        latest = answer.revisions.select_related("frozen").order_by("-number").first()
        if latest is not None and latest.content_hash == content.digest(text):
            _forget_typed(answer, by, origin)
            return None
        if not working_copy.move(answer, draft, base=base):
            raise _conflict(answer, base, latest)
        revision = Revision.objects.create(
            answer=answer,
            number=base + 1,
            frozen=FrozenText.objects.keep(text),
            saved_by=by,
            saved_at=at,
            origin=origin,
            restored_from=restored_from,
            note=note,
        )
        given = _give_credit(revision, [(by, _how(origin)), *credited])
        authors = _name_authors(revision, frozen, before=latest)
        working_copy.write_rows(answer, frozen)
        _forget_typed(answer, by, origin)
        rows = [revision, *given, *authors]
        Event.objects.record("saved", by=by, at=at, answer=answer, revision=revision, rows=rows)
    return revision


def would_change(answer: Answer, draft: Draft) -> bool:
    """Whether saving this draft now would make a revision; raises Malformed or Refused where it would."""
    cleaned = present_keys(draft.cleaned())
    frozen = freeze(answer, cleaned)
    fitness.refuse_malformed(frozen, cleaned)
    latest = answer.revisions.order_by("-number").first()
    return latest is None or latest.content_hash != content.digest(content.dumps(frozen))


def fingerprints(frozen: Content) -> set[str]:
    """Everything of a content that has an author: its sentences, their citations, and its other lines."""
    sentences = {claim.hash for claim in claims_of.claims(frozen)}
    works = {work.key: work for work in frozen.works}
    cited = {
        content.fingerprint(use, works[use.source_key]) for use in frozen.uses if use.source_key in works
    }
    return sentences | cited | _lines(frozen)


def free_slug(text: str, language: str) -> str:
    """An address made of these words that no question has or had."""
    stem = _stem(slugify(text, allow_unicode=True)) or "question"
    taken = set(
        Question.objects.filter(language=language, slug__startswith=stem).values_list("slug", flat=True)
    ) | set(
        FormerSlug.objects.filter(language=language, slug__startswith=stem).values_list("slug", flat=True)
    )
    candidates = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)


def _stem(slug: str) -> str:
    """At most 80 characters of an address, ending with a whole word that is not a small one."""
    if len(slug) <= LONGEST_SLUG:
        return slug
    words = slug[: LONGEST_SLUG + 1].split("-")[:-1] or [slug[:LONGEST_SLUG]]
    while len(words) > 1 and len(words[-1]) <= 3:
        words.pop()
    return "-".join(words)


def _conflict(answer: Answer, base: int, latest: Revision | None) -> Refused:
    newest = answer.revisions.select_related("frozen").order_by("-number").first() or latest
    if newest is None:
        return Refused(_("This form is out of date. Load the page again."))
    began = answer.revisions.select_related("frozen").filter(number=base).first()
    return Conflict(
        theirs=draft_from(newest.content()),
        base=draft_from(began.content()) if began else None,
        latest=newest,
    )


def _forget_typed(answer: Answer, by: User, origin: str) -> None:
    """Only a save of the form; anything else leaves alone what the same person is writing meanwhile."""
    if origin == Revision.Origin.SAVED:
        Buffer.objects.filter(answer=answer, person=by).delete()


def _how(origin: str) -> str:
    return {
        Revision.Origin.IMPORTED: Credit.How.IMPORTED,
        Revision.Origin.RESTORED: Credit.How.RESTORED,
    }.get(Revision.Origin(origin), Credit.How.SAVED)


def _give_credit(revision: Revision, credited: Iterable[tuple[User, str]]) -> list[Credit]:
    pairs = {(person.pk, how): (person, how) for person, how in credited}
    return Credit.objects.bulk_create(
        Credit(revision=revision, person=person, how=how) for person, how in pairs.values()
    )


def _name_authors(revision: Revision, frozen: Content, *, before: Revision | None) -> list[SentenceAuthor]:
    """Who saved this revision, or wrote a suggestion in it, is an author of what is new in it.

    So is who took a sentence's last citation away. The writers of a restored text are named already, each
    for their own sentences. A citation that nobody touched, but whose source was merged, keeps the authors
    it had.
    """
    former = before.content() if before else None
    same = untouched(frozen, former) if former else {}
    new = fingerprints(frozen) - (fingerprints(former) if former else set()) - same.keys()
    new |= _uncited(frozen) - (_uncited(former) if former else set())
    writers = revision.credits.exclude(how=Credit.How.RESTORED)
    people = {revision.saved_by_id, *writers.values_list("person_id", flat=True)}
    asked = new | same.keys() | {each for had in same.values() for each in had}
    known = set(
        SentenceAuthor.objects.filter(answer=revision.answer_id, fingerprint__in=asked).values_list(
            "fingerprint", "person_id"
        )
    )
    wanted = {(each, person) for each in new for person in people}
    wanted |= {(each, person) for each, had in same.items() for one, person in known if one in had}
    return SentenceAuthor.objects.bulk_create(
        SentenceAuthor(answer_id=revision.answer_id, fingerprint=each, person_id=person, revision=revision)
        for each, person in sorted(wanted - known)
    )


def _uncited(frozen: Content) -> set[str]:
    roles = {(use.claim_hash, use.source_key): use.role for use in frozen.uses}
    return {
        claim.hash
        for claim in claims_of.claims(frozen)
        if not any(numbering.is_numbered(claim, item, roles) for item in claim.items)
    }


def _lines(frozen: Content) -> set[str]:
    """What stands on the page outside the claims, each line by itself: whoever changes one is its author."""
    lines = [
        ("question", frozen.question),
        ("certainty", frozen.certainty, frozen.certainty_reason),
        *(("how sure", each.claim_hash, each.certainty) for each in frozen.certainties),
        *((card, line) for card in content.SIGNS for line in frozen.signs(card)),
        *(("doctor question", text) for text in frozen.doctor_questions),
    ]
    return {content.digest("\n".join(line)) for line in lines}
