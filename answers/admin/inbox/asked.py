"""What the inbox asks of the database about many texts at once, for one person; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from answers.admin.inbox import kept
from answers.models import (
    Advice,
    Answer,
    Candidacy,
    CitationCheck,
    Comment,
    Credit,
    Mention,
    Publication,
    SentenceAuthor,
    Stage,
    Thread,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import User


MOST_ADVICE = 2000
"""How many words of advice are looked through."""


def small_changes(candidacies: Collection[Candidacy]) -> set[int]:
    """Those that are signed in one step: the wording changed a little, and what readers see is signed."""
    unsigned = set(Answer.objects.awaiting_second_check().values_list("pk", flat=True))
    pairs = {
        each.pk: (each.answer.live_revision.content_hash, each.revision.content_hash)
        for each in candidacies
        if each.answer.live_revision and each.answer.is_public and each.answer_id not in unsigned
    }
    small = kept.small(pairs.values())
    return {number for number, pair in pairs.items() if pair in small}


def left_to_check(texts: Iterable[tuple[int, str]], person: User) -> dict[tuple[int, str], int]:
    """By answer and hash of its text: how many checks it needs that nobody else has made and this person may.

    A sentence that the person wrote is not theirs to check.
    """
    wanted = list(texts)
    answers = [answer for answer, _digest in wanted]
    checks = CitationCheck.objects.by_others().filter(answer__in=answers)
    written = SentenceAuthor.objects.filter(answer__in=answers, person=person)
    own = set(written.values_list("answer_id", "fingerprint"))
    done = own | set(checks.values_list("answer_id", "fingerprint"))
    needed = kept.needs({digest for _answer, digest in wanted})
    return {
        (answer, digest): sum(
            (answer, fingerprint) not in done and (answer, claim) not in own
            for claim, fingerprint in needed[digest]
        )
        for answer, digest in wanted
    }


def advised() -> dict[int, list[str]]:
    """By answer: the fingerprints of the advice from outside that waits, the oldest first."""
    found: dict[int, list[str]] = defaultdict(list)
    waiting = Advice.objects.waiting().filter(answer__candidacies__stage=Stage.IN_REVIEW)
    for answer, fingerprint in waiting.order_by("pk").values_list("answer", "fingerprint")[:MOST_ADVICE]:
        found[answer].append(fingerprint)
    return found


def advice_in(texts: Iterable[tuple[int, int, str]], given: Mapping[int, Sequence[str]]) -> dict[int, int]:
    """By candidacy: how many words of that advice speak of what its text still says, where any do."""
    wanted = list(texts)
    needed = kept.needs({digest for _pk, _answer, digest in wanted})
    here = {digest: {fingerprint for _claim, fingerprint in needed[digest]} for digest in needed}
    counted = {pk: sum(one in here[digest] for one in given[answer]) for pk, answer, digest in wanted}
    return {pk: count for pk, count in counted.items() if count}


def concerning(person: User) -> QuerySet[Thread]:
    """Open threads that name the person or in which they take part, and where somebody else wrote last."""
    named = Mention.objects.filter(person=person).values("comment__thread")
    written = Comment.objects.filter(author=person).values("thread")
    last = Comment.objects.filter(thread=OuterRef("pk")).order_by("-written_at", "-id").values("author")[:1]
    mine = Q(pk__in=named) | Q(pk__in=written) | Q(opened_by=person)
    open_ones = Thread.objects.filter(mine, status=Thread.Status.OPEN)
    return open_ones.annotate(last_author=Subquery(last)).exclude(last_author=person.pk)


def contributed(person: User, stages: Collection[str]) -> set[int]:
    """The candidacies at these stages to whose text the person contributed since it was last public.

    Asked from what the person wrote, which is less than what waits.
    """
    candidacy = "revision__answer__candidacies"
    credited = Credit.objects.filter(
        person=person,
        revision__number__lte=F(f"{candidacy}__revision__number"),
        **{f"{candidacy}__stage__in": stages},
    )
    columns = (candidacy, f"{candidacy}__revision__number", "revision__answer", "revision__number")
    rows = list(credited.order_by().values_list(*columns))
    signed = Publication.objects.signed().filter(answer__in={answer for _pk, _number, answer, _own in rows})
    public: dict[int, list[int]] = defaultdict(list)
    for answer, number in signed.order_by().values_list("answer", "revision__number"):
        public[answer].append(number)
    return {
        pk
        for pk, number, answer, own in rows
        if not any(own <= published < number for published in public[answer])
    }
