"""How a sample site grows large: answers after the pattern of a public one, many in one statement.

Their texts are made by a program and say so. Their pages are stale, so that the first reader of each has it
printed. Nobody is mailed, and nobody has checked their sentences.
"""

from __future__ import annotations

import datetime
import json
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import connection, models, transaction
from django.utils.translation import gettext as _

from answers import content, search
from answers.content import Content
from answers.management.samples import rows
from answers.management.samples.subjects import ASKED, ILLNESSES, MEDICINES, SENTENCES
from answers.models import (
    Answer,
    Candidacy,
    Credit,
    Decision,
    Event,
    FrozenText,
    ListStamp,
    PagesInTopics,
    Place,
    Publication,
    PublishedPage,
    Question,
    Refused,
    Revision,
    Stage,
    Topic,
    plans,
)
from answers.models.events import canonical
from answers.pages import related

BATCH = 500
SLUG = "sample-"
BYTES_EACH = 14_000
"""What one answer takes on a disk with its record, page and index, before anybody has read it."""

CITED = 3
VERB = "loaded samples"

Say = Callable[[str], None]


@dataclass(frozen=True)
class Pattern:
    """A public answer that others are made after, with what is the same in all of them."""

    candidacy: Candidacy
    decision: Decision
    publication: Publication
    credit: Credit
    page: PublishedPage
    content: Content
    topics: Sequence[Topic]

    @property
    def answer(self) -> Answer:
        return self.candidacy.answer


def grow(count: int, *, at: datetime.datetime, say: Say) -> int:
    """Let there be so many generated answers; those that are there count. Returns how many were made.

    Each batch is whole or not there, so that an interrupted run goes on where it stopped.
    """
    here = Question.objects.filter(slug__startswith=SLUG, answer__is_sample=True).count()
    missing = max(0, count - here)
    _demand_room(missing * BYTES_EACH, say)
    pattern, began = _pattern(), time.monotonic()
    for start in range(here, count, BATCH):
        numbers = range(start, min(start + BATCH, count))
        with transaction.atomic():
            _make(pattern, numbers, at)
        made = numbers.stop - here
        rate = made / max(time.monotonic() - began, 0.001)
        say(f"{numbers.stop:,}/{count:,} answers, {rate:,.0f} a second")
    if missing:
        search.tidy(connection)
        plans.learn()
    return missing


def written(pattern: Content, number: int) -> Content:
    """The content of the answer of this number, the same for the same pattern."""
    chance = random.Random(number)  # noqa: S311 -- it must be the same each time
    names = {"medicine": chance.choice(MEDICINES), "illness": chance.choice(ILLNESSES)}
    cited = [work.key for work in pattern.works[:CITED]]
    lines = [each.format(**names) for each in chance.sample(SENTENCES, len(SENTENCES))]
    source = "The source named here is about something else, and shows how a page cites"
    research = [*(f"{source} [@{key}]" for key in cited), *lines[2:8]]
    return Content(
        question=f"{ASKED[number % len(ASKED)].format(**names)[:-1]}, sample {number}?",
        short_answer=_paragraph([f"Sample {number} is about {' and '.join(names.values())}", *lines[:2]]),
        certainty=content.CERTAINTIES[number % len(content.CERTAINTIES)],
        certainty_reason="A program chose this, for the tables to have something of each kind.",
        research=_paragraph(research[:5]) + _paragraph(research[5:]),
        unknowns=_paragraph(lines[8:9]),
        doctor_questions=(f"What is {names['medicine']} for?", f"What else helps with {names['illness']}?"),
        works=pattern.works[:CITED],
        byline=pattern.byline,
        evidence_searched_to=pattern.evidence_searched_to,
    )


def _paragraph(sentences: Sequence[str]) -> str:
    return f"<p>{' '.join(f'{each}.' for each in sentences)}</p>"


def _demand_room(needed: int, say: Say) -> None:
    """Say what it will take on this machine's disk; Refused where there is not half as much again."""
    free = shutil.disk_usage(settings.DATA_DIR).free
    say(f"About {needed / 1e9:,.1f} GB are needed; {free / 1e9:,.1f} GB are free here.")
    if connection.vendor == "sqlite" and free < needed * 1.5:
        raise Refused(_("There is not enough room on the disk for so many answers."))


def _pattern() -> Pattern:
    """The first public sample answer in English that cites enough."""
    live = Candidacy.objects.filter(
        stage=Stage.LIVE, answer__is_sample=True, answer__public_state="published"
    )
    first = live.filter(answer__question__original__isnull=True, answer__question__language="en")
    own = first.exclude(answer__question__slug__startswith=SLUG)
    chosen = own.select_related("answer__question", "round", "revision__frozen").order_by("pk")
    candidacy = next((each for each in chosen if len(each.revision.content().works) >= CITED), None)
    if candidacy is None:
        raise Refused(_("There is no public sample answer to make others after. Load the samples first."))
    approvals = candidacy.round.decisions.filter(kind=Decision.Kind.APPROVED).order_by("pk")
    return Pattern(
        candidacy=candidacy,
        decision=approvals[0],
        publication=candidacy.answer.publications.order_by("pk")[0],
        credit=candidacy.revision.credits.order_by("pk")[0],
        page=PublishedPage.objects.get(answer=candidacy.answer),
        content=candidacy.revision.content(),
        topics=list(Topic.objects.select_related("parent__parent").order_by("pk")),
    )


def _make(pattern: Pattern, numbers: range, at: datetime.datetime) -> None:
    """One batch: what editors would have saved, what people would have signed, and what readers find."""
    texts = {number: written(pattern.content, number) for number in numbers}
    questions = rows.write(_question(pattern, number, each, at) for number, each in texts.items())
    answers = rows.write(
        _answer(pattern.answer, question, each)
        for question, each in zip(questions, texts.values(), strict=True)
    )
    frozen = rows.write(_frozen(list(texts.values())))
    revisions = rows.write(
        rows.like(pattern.candidacy.revision, answer_id=answer.pk, number=1, frozen_id=text.pk, saved_at=at)
        for answer, text in zip(answers, frozen, strict=True)
    )
    only = Revision.objects.filter(answer=models.OuterRef("pk")).order_by().values("pk")[:1]
    Answer.objects.filter(pk__in=[each.pk for each in answers]).update(
        live_revision=models.Subquery(only), public_state=Answer.PublicState.PUBLISHED
    )
    signed = [*revisions, *_signed(pattern, answers, revisions, at)]
    Event.objects.record(VERB, by=pattern.candidacy.revision.saved_by, at=at, rows=signed)
    _show(pattern, answers, list(texts.values()), at)


def _signed(
    pattern: Pattern, answers: Sequence[Answer], revisions: Sequence[Revision], at: datetime.datetime
) -> Iterator[models.Model]:
    """Credits, rounds, approvals and publications; the candidacies beside them are no part of the record."""
    yield from rows.write(rows.like(pattern.credit, revision_id=each.pk) for each in revisions)
    pairs = list(zip(answers, revisions, strict=True))
    review = pattern.candidacy.round
    rounds = rows.write(
        rows.like(review, answer_id=answer.pk, revision_id=revision.pk, number=1, opened_at=at)
        for answer, revision in pairs
    )
    yield from rounds
    rows.write(
        rows.like(
            pattern.candidacy,
            answer_id=each.answer_id,
            revision_id=each.revision_id,
            round_id=each.pk,
            moved_at=at,
        )
        for each in rounds
    )
    yield from rows.write(
        rows.like(
            pattern.decision,
            round_id=each.pk,
            revision_id=revision.pk,
            content_hash=revision.content_hash,
            decided_at=at,
        )
        for each, revision in zip(rounds, revisions, strict=True)
    )
    yield from rows.write(
        rows.like(
            pattern.publication, answer_id=answer.pk, revision_id=revision.pk, version=1, published_at=at
        )
        for answer, revision in pairs
    )


def _show(
    pattern: Pattern, answers: Sequence[Answer], texts: Sequence[Content], at: datetime.datetime
) -> None:
    """Pages without a byte of HTML, marked stale, with their place in lists and in the index."""
    pages = rows.write(
        _page(pattern.page, answer, each, at) for answer, each in zip(answers, texts, strict=True)
    )
    through = PublishedPage.sources.through
    cited = pattern.page.sources.filter(key__in=[work.key for work in pattern.content.works[:CITED]])
    keys = list(cited.values_list("pk", flat=True))
    rows.write(through(publishedpage_id=page.pk, source_id=key) for page in pages for key in keys)
    for each in answers:
        rows.has_none(each.question, "topics", "phrasings")
    found = zip(pages, answers, texts, strict=True)
    search.index_all([search.Live(page.pk, answer, each) for page, answer, each in found], are_new=True)
    ListStamp.objects.renew()
    places = (Place((each.question.main_topic_id,)) for each in answers)
    PagesInTopics.objects.add(Counter((pattern.page.language, each) for each in places))


def _question(pattern: Pattern, number: int, text: Content, at: datetime.datetime) -> Question:
    topic = pattern.topics[number % len(pattern.topics)]
    return Question(wording=text.question, slug=f"{SLUG}{number}", main_topic=topic, created_at=at)


def _answer(like: Answer, question: Question, text: Content) -> Answer:
    written = {name: getattr(text, name) for name in ("short_answer", "research", "unknowns", "certainty")}
    made = rows.like(like, latest_number=1, live_revision_id=None, **written)
    made.question = question
    made.public_state = Answer.PublicState.UNPUBLISHED  # until its revision is there
    for name in (*content.SIGNS, "how_it_works", "no_treatment", "other_choices", "quality_of_life"):
        setattr(made, name, "")
    made.certainty_reason, made.outcomes = text.certainty_reason, []
    return made


VARIED = ("question", "short_answer", "certainty", "research", "unknowns", "doctor_questions")
"""The fields in which generated answers differ; everything else is worded once for each batch."""


def _frozen(texts: Sequence[Content]) -> Iterator[FrozenText]:
    """The same bytes as `content.dumps` gives, in a tenth of the time."""
    same = json.loads(content.dumps(texts[0]))
    for text in texts:
        kept = canonical(same | {name: getattr(text, name) for name in VARIED})
        yield FrozenText(digest=content.digest(kept), text=kept)


def _page(like: PublishedPage, answer: Answer, text: Content, at: datetime.datetime) -> PublishedPage:
    plain = text.short_answer.removeprefix("<p>").removesuffix("</p>")
    return rows.like(
        like,
        answer_id=answer.pk,
        slug=answer.question.slug,
        stands_in=str(Place((answer.question.main_topic_id,))),
        title=text.question,
        summary=plain,
        text=plain,
        certainty=text.certainty,
        html="",
        gzip=b"",
        brotli=b"",
        document=b"",
        is_packed_best=True,
        is_stale=True,
        naming_stamp=related.stamp(text.question, answer.question.slug),
        naming_stamps=0,
        etag=content.digest(json.dumps([answer.question.slug])),
        rendered_at=at,
        changed_at=at,
    )
