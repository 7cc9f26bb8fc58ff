"""The review record of one published version: who wrote, checked, decided and discussed, as it was then.

It reads what stands in the record and the names that are not erased; it decides nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

from answers import gates
from answers.models import (
    CitationCheck,
    Contributor,
    Credit,
    Decision,
    Event,
    Invitation,
    PassedWarning,
    Publication,
    Recommendation,
    Thread,
)
from sources import formatting

BY_LINK = frozenset(
    ("advised", "commented by link", "recommended by link", "declined by link", "asked for a new link")
)
"""What people without an account bring about."""


@dataclass(frozen=True)
class Entry:
    """One line of the record. `person` is the account's number; the name is looked up and may be gone."""

    at: datetime.datetime
    what: str
    person: int | None
    name: str
    role: str = ""
    credentials: str = ""
    sentence: str = ""
    source: str = ""
    verdict: str = ""
    reading: str = ""
    quote: str = ""
    place: str = ""
    reason: str = ""
    interests: str = ""
    competing: str = ""
    checklist: str = ""
    countersigned: str = ""
    """Whose advice it was, where somebody signed for what came through a link."""


@dataclass(frozen=True)
class ReviewRecord:
    """Everything that led to one publication."""

    publication: Publication
    writers: tuple[Entry, ...]
    checks: tuple[Entry, ...]
    unchecked: tuple[str, ...]
    decisions: tuple[Entry, ...]
    advice: tuple[Entry, ...]
    threads: tuple[Entry, ...]
    events: tuple[Event, ...]
    warnings: tuple[Entry, ...] = ()

    def entries(self) -> Iterator[Entry]:
        """Every line, part by part."""
        yield from (*self.writers, *self.warnings, *self.checks)
        yield from (*self.decisions, *self.advice, *self.threads)

    def as_dict(self) -> dict[str, Any]:
        """For scripts."""
        published = self.publication
        return {
            "question": published.revision.content().question,
            "version": published.version,
            "revision": published.revision.number,
            "content_hash": published.revision.content_hash,
            "kind": published.kind,
            "reason": published.reason,
            "published_by": published.published_by_id,
            "published_at": published.published_at.isoformat(),
            "last_reviewed_on": published.last_reviewed_on.isoformat(),
            "writers": [_plain(each) for each in self.writers],
            "warnings_passed": [_plain(each) for each in self.warnings],
            "checks": [_plain(each) for each in self.checks],
            "sentences_without_a_check": list(self.unchecked),
            "decisions": [_plain(each) for each in self.decisions],
            "advice": [_plain(each) for each in self.advice],
            "threads": [_plain(each) for each in self.threads],
            "events": [
                {"sequence": each.sequence, "verb": each.verb, "at": each.at.isoformat(), "hash": each.hash}
                for each in self.events
            ],
        }


def of(publication: Publication) -> ReviewRecord:
    """The record up to the moment of the publication; a fixed number of queries."""
    revision, until = publication.revision, publication.published_at
    names = _Names(publication.answer_id)
    checks, unchecked = _checks(publication, names)
    events = Event.objects.filter(answer=publication.answer_id, at__lte=until).order_by("sequence")
    decisions = Decision.objects.filter(revision=revision, decided_at__lte=until)
    advice = Recommendation.objects.filter(revision=revision, recommended_at__lte=until)
    texts = ("interests", "note", "competing_text", "checklist")
    given = Credit.objects.towards(revision).select_related("revision").order_by("revision__number", "id")
    threads = Thread.objects.filter(answer=publication.answer_id, opened_at__lte=until)
    passed = PassedWarning.objects.filter(answer=publication.answer_id, passed_at__lte=until)
    return ReviewRecord(
        publication=publication,
        writers=tuple(_writer(each, names) for each in given),
        checks=tuple(checks),
        unchecked=tuple(unchecked),
        decisions=tuple(
            _decision(each, names) for each in decisions.select_related(*texts).order_by("decided_at", "id")
        ),
        advice=tuple(
            _recommendation(each, names)
            for each in advice.select_related(*texts).order_by("recommended_at", "id")
        ),
        threads=tuple(_thread(each, names) for each in threads.order_by("opened_at", "id")),
        events=tuple(events.select_related("person")),
        warnings=tuple(
            _passed(each, names) for each in passed.select_related("reason").order_by("passed_at", "id")
        ),
    )


class _Names:
    """The names that are known of who took part, read once; an erased one is left empty."""

    def __init__(self, answer: int) -> None:
        people = Contributor.objects.filter(user__isnull=False)
        self._known = dict(people.values_list("user_id", "name"))
        self._outside = Invitation.objects.filter(round__answer=answer).in_bulk()

    def through(self, invitation: int | None) -> str:
        """Who spoke through a link; nobody where none was used."""
        return self._outside[invitation].label if invitation in self._outside else ""

    def of(self, person: int | None) -> str:
        return self._known.get(person, "") if person is not None else ""


def _plain(entry: Entry) -> dict[str, Any]:
    filled = {name: value for name, value in asdict(entry).items() if value not in ("", None)}
    return filled | {"at": entry.at.isoformat()}


def _writer(credit: Credit, names: _Names) -> Entry:
    number = credit.revision.number
    what = _("revision %(number)s: %(how)s") % {"number": number, "how": credit.get_how_display()}
    return Entry(credit.revision.saved_at, what, credit.person_id, names.of(credit.person_id))


def _checks(publication: Publication, names: _Names) -> tuple[list[Entry], list[str]]:
    """Every check that held for this text then, in reading order; and the sentences that had none."""
    rows = (
        CitationCheck.objects.by_others()
        .filter(answer=publication.answer_id, checked_at__lte=publication.published_at)
        .select_related("quote", "advice")
        .order_by("checked_at", "id")
    )
    by_fingerprint: dict[str, list[CitationCheck]] = {}
    for row in rows:
        by_fingerprint.setdefault(row.fingerprint, []).append(row)
    found, without = [], []
    for need in gates.needed_checks(publication.revision.content()):
        held = by_fingerprint.get(need.fingerprint, [])
        found += [_check(row, need, names) for row in held]
        if not held:
            without.append(need.claim.text)
    return found, without


def _check(row: CitationCheck, need: gates.Needed, names: _Names) -> Entry:
    return Entry(
        at=row.checked_at,
        what=_("check of a citation") if need.use else _("check of a sentence without a citation"),
        person=row.checker_id,
        name=names.of(row.checker_id),
        role=row.role,
        credentials=row.credentials,
        sentence=need.claim.text,
        source=formatting.reference_text(need.work) if need.work else "",
        verdict=row.get_verdict_display(),
        reading=row.get_reading_display(),
        quote=row.quote.text if row.quote else "",
        place=row.place,
        reason=row.reason,
        countersigned=names.through(row.advice.invitation_id) if row.advice else "",
    )


def _decision(row: Decision, names: _Names) -> Entry:
    scope = f" ({row.get_scope_display()})" if row.scope else ""
    return Entry(at=row.decided_at, what=f"{row.get_kind_display()}{scope}", **_signed(row, names))


def _recommendation(row: Recommendation, names: _Names) -> Entry:
    what = _("advice: %(advice)s") % {"advice": row.get_kind_display()}
    return Entry(at=row.recommended_at, what=what, **_signed(row, names))


def _signed(row: Decision | Recommendation, names: _Names) -> dict[str, Any]:
    """What stands beside a signature, as it was said then."""
    return {
        "person": row.person_id,
        "name": names.through(getattr(row, "invitation_id", None)) or names.of(row.person_id),
        "role": row.role,
        "credentials": row.credentials,
        "reason": row.note.text if row.note else "",
        "interests": row.interests.text if row.interests else "",
        "competing": row.competing_text.text if row.competing_text else row.get_competing_display(),
        "checklist": "\n".join(map(_answered, row.checklist_lines())),
    }


def _answered(line: dict[str, str]) -> str:
    """One question of the checklist, as it was asked and answered."""
    note = f" ({line['note']})" if line["note"] else ""
    return f"{line['question']} {line['reply'] or _('not answered')}{note}"


def _thread(row: Thread, names: _Names) -> Entry:
    return Entry(
        at=row.opened_at,
        what=f"{row.get_kind_display()}, {row.get_status_display()}",
        person=row.opened_by_id,
        name=names.through(row.invitation_id) or names.of(row.opened_by_id),
        sentence=row.quote,
    )


def _passed(row: PassedWarning, names: _Names) -> Entry:
    """A warning, by the rule that raised it, and why the text went on all the same."""
    gate = gates.named(row.gate)
    return Entry(
        at=row.passed_at,
        what=str(gate.rule) if gate is not None else row.gate,
        person=row.person_id,
        name=names.of(row.person_id),
        reason=gates.said(row),
    )


def account(event: Event) -> str:
    """Who brought an event about, by account; the scheduler has none, nor has who uses a link."""
    if event.person:
        return event.person.get_username()
    return _("through a link") if event.verb in BY_LINK else _("by itself")
