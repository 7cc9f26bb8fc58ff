"""The public versions of an answer as readers follow them: when, why, signed by whom; it knows no draft."""

from __future__ import annotations

import datetime
from collections import ChainMap, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone

from answers.models import Answer, Decision, Event, Publication
from answers.pages import record
from answers.pages.record import Person

SIGNING = (Decision.Kind.APPROVED, Decision.Kind.CORRECTED)


@dataclass(frozen=True)
class Entry:
    """One line of the trace: a version, a later signature under it, or that the page was taken down.

    `number` is 0 where nothing new was to be read; `before` is the version that it took the place of.
    """

    at: datetime.datetime
    said: str
    kind: str
    number: int = 0
    before: int = 0
    signed_by: tuple[Person, ...] = ()

    @property
    def on(self) -> datetime.date:
        """The day, as readers count days."""
        return timezone.localdate(self.at)


def trace(answer: Answer) -> list[Entry]:
    """Everything that readers saw happen, the newest first."""
    publications = list(answer.publications.order_by("version", "renewal"))
    signed = signatures(publications)
    taken_down = Event.objects.filter(answer=answer, verb="withdrew").order_by("sequence")
    entries = [
        *(entry(each, tuple(signed.get(each.pk, {}).values())) for each in publications),
        *(Entry(each.at, str(each.details.get("reason", "")), "withdrawn") for each in taken_down),
    ]
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def signatures(publications: Sequence[Publication]) -> Mapping[int, dict[int, Person]]:
    """Who signed which publication, by account; a decision belongs to the first one of its text after it."""
    texts: dict[int, list[Publication]] = defaultdict(list)
    for each in sorted(publications, key=lambda each: (each.published_at, each.pk)):
        texts[each.revision_id].append(each)
    decisions = Decision.objects.filter(revision__in=texts, kind__in=SIGNING)
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    for decision in decisions.select_related("person__contributor", "interests").order_by("decided_at", "id"):
        publication = _signed(texts[decision.revision_id], decision.decided_at)
        found[publication.pk][decision.person_id] = record.signer(decision)
    return found


def checkers(signed: Iterable[Publication], publications: Sequence[Publication]) -> list[Person]:
    """Who checked a version, each person once, with what they signed last; who corrected it urgently did not.

    `publications` are all those of its answer: a text that came back was signed for its version alone.
    """
    found = signatures(publications)
    checked = [each for each in signed if each.kind != Publication.Kind.CORRECTED]
    people = [found[each.pk] for each in checked if each.pk in found]
    return list(ChainMap(*reversed(people)).values())


def _signed(publications: Iterable[Publication], at: datetime.datetime) -> Publication:
    """The publication that a decision led to: the first one after it, else the last one of its text."""
    ordered = list(publications)
    return next((each for each in ordered if each.published_at >= at), ordered[-1])


def entry(publication: Publication, people: tuple[Person, ...] = ()) -> Entry:
    """The line of one publication."""
    is_version = publication.renewal == 0
    return Entry(
        publication.published_at,
        record.said(publication),
        publication.kind,
        number=publication.version if is_version else 0,
        before=publication.version - 1 if is_version else 0,
        signed_by=people,
    )
