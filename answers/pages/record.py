"""The record of a public answer: who wrote and checked it, when, and what changed; it knows no draft."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from answers.content import Byline
from answers.models import Answer, Candidacy, Contributor, Decision, Publication, Revision

SHOWN_CHANGES = 5


@dataclass(frozen=True)
class Person:
    """Somebody named on the page. The name may have been erased; role and credentials then stand alone."""

    name: str
    role: str
    credentials: str = ""
    interests: str = ""
    on: datetime.date | None = None

    @property
    def title(self) -> str:
        """The name with its credentials, or the role where no name is kept."""
        known = ", ".join(filter(None, [self.name, self.credentials]))
        return known if self.name else self.role

    @property
    def role_beside_name(self) -> str:
        """The role, unless the title already is the role."""
        return self.role if self.name else self.credentials


@dataclass(frozen=True)
class Change:
    """One public version and why there is one, or that one was signed again."""

    version: int
    on: datetime.date
    said: str
    is_renewal: bool = False


@dataclass(frozen=True)
class Record:
    """What signatures and publications say of the live revision; a preview has writers only."""

    written_by: tuple[Person, ...] = ()
    checked_by: tuple[Person, ...] = ()
    last_reviewed_on: datetime.date | None = None
    review_due_on: datetime.date | None = None
    second_check_due_on: datetime.date | None = None
    """The day by which another person must have signed an urgent correction, when one is owed."""
    first_published_on: datetime.date | None = None
    changed_on: datetime.date | None = None
    """The day on which this version became public."""

    version: int = 0
    content_hash: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def short_hash(self) -> str:
        """As much of the hash as a person compares."""
        return self.content_hash[:12]


def of_draft(byline: Iterable[Byline]) -> Record:
    """The record of a text that nobody has signed: its writers."""
    return Record(written_by=_writers(byline))


def of_live(
    answer: Answer, revision: Revision, byline: Iterable[Byline], *, first: Publication | None = None
) -> Record:
    """The record of the live revision; `first` is its publication where that was the answer's first."""
    history = _history_of(answer) if first is None else _history_from(first)
    texts = answer.publications.values("revision") if first is None else [revision.pk]
    return Record(
        written_by=_writers(byline),
        checked_by=_checkers(revision, texts),
        last_reviewed_on=answer.last_reviewed_on,
        review_due_on=answer.review_due_on,
        second_check_due_on=history.second_check_due_on,
        first_published_on=history.first_on,
        changed_on=history.last_on,
        version=history.newest[0].version if history.newest else 0,
        content_hash=revision.content_hash,
        changes=tuple(_change(publication) for publication in history.newest),
    )


@dataclass(frozen=True)
class _History:
    """The newest publications of an answer, newest first, and the days of its first and its newest version.

    Signing a version again makes none.
    """

    newest: Sequence[Publication] = ()
    first_on: datetime.date | None = None
    last_on: datetime.date | None = None
    second_check_due_on: datetime.date | None = None


def _history_of(answer: Answer) -> _History:
    owed = Candidacy.objects.filter(answer=OuterRef("answer"), second_check_due_on__isnull=False)
    versions = answer.publications.versions().order_by("version")
    publications = answer.publications.annotate(
        due=Subquery(owed.values("second_check_due_on")[:1]),
        first=Subquery(versions.values("published_at")[:1]),
        last=Subquery(versions.reverse().values("published_at")[:1]),
    )
    newest: list[Any] = list(publications.order_by("-version", "-renewal")[:SHOWN_CHANGES])
    if not newest:
        return _History()
    asked = newest[0]
    return _History(newest, timezone.localdate(asked.first), timezone.localdate(asked.last), asked.due)


def _history_from(first: Publication) -> _History:
    """That of an answer which was never public before: only a signed text is published for the first time."""
    day = timezone.localdate(first.published_at)
    return _History((first,), day, day)


def of_version(
    revision: Revision, signed: Sequence[Publication], people: Iterable[Person], byline: Iterable[Byline]
) -> Record:
    """The record of an older version: `signed` are its publications, the first one first."""
    return Record(
        written_by=_writers(byline),
        checked_by=tuple(people),
        last_reviewed_on=signed[-1].last_reviewed_on,
        version=signed[0].version,
        content_hash=revision.content_hash,
    )


def _writers(byline: Iterable[Byline]) -> tuple[Person, ...]:
    named = tuple(byline)
    people = Contributor.objects.in_bulk([each.contributor for each in named])
    return tuple(_writer(each, people.get(each.contributor)) for each in named)


def _writer(byline: Byline, contributor: Contributor | None) -> Person:
    return Person(
        name=contributor.name if contributor else "",
        role=byline.role,
        credentials=byline.credentials,
        interests=contributor.interests if contributor else "",
    )


def _checkers(revision: Revision, texts: QuerySet[Any] | Sequence[int]) -> tuple[Person, ...]:
    """Each person who approved what readers see, once, with what they signed last; of an unsigned text none.

    `texts` are the revisions that were ever public. Where only a change was approved, those who approved the
    page before it count too, back to the last review of the whole.
    """
    approvals = (
        Decision.objects.filter(revision__in=texts)
        .filter(kind=Decision.Kind.APPROVED, revision__number__lte=revision.number)
        .select_related("revision", "person__contributor", "interests")
        .order_by()
    )
    newest_first = sorted(
        approvals, key=lambda each: (each.revision.number, each.decided_at, each.pk), reverse=True
    )
    found: dict[int, Decision] = {}
    for text, given in groupby(newest_first, key=lambda each: each.revision):
        if text != revision and not found:
            break
        group = list(given)
        for each in group:
            found.setdefault(each.person_id, each)
        if any(each.scope == Decision.Scope.WHOLE_PAGE for each in group):
            break
    return tuple(signer(each) for each in sorted(found.values(), key=lambda each: (each.decided_at, each.pk)))


def signer(decision: Decision) -> Person:
    """Who signed, with the role and the credentials that they had then."""
    contributor = getattr(decision.person, "contributor", None)
    return Person(
        name=contributor.name if contributor else "",
        role=decision.role,
        credentials=decision.credentials,
        interests=decision.interests.text if decision.interests else "",
        on=timezone.localdate(decision.decided_at),
    )


def _change(publication: Publication) -> Change:
    return Change(
        version=publication.version,
        on=timezone.localdate(publication.published_at),
        said=said(publication),
        is_renewal=publication.renewal > 0,
    )


def said(publication: Publication) -> str:
    """Why there is this version, in the words that were written for readers."""
    if publication.kind == Publication.Kind.CORRECTED:
        return _("Corrected urgently: %(reason)s") % {"reason": publication.reason}
    return publication.reason or publication.get_kind_display()
