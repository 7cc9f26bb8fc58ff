"""The checks that a revision needs as one person sees them: what holds, what does not, what waits; it decides
nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from answers import gates, policies
from answers.admin.review import inline_forms
from answers.admin.review.forms import ActionForm, Posted, made
from answers.models import Advice, Citation, CitationCheck, PartlyAccepted, Revision, SentenceAuthor
from answers.rendering import claims as claims_of
from answers.rendering import comparing
from answers.rendering.comparing import Piece
from answers.rendering.references import Link, Reference
from sources import formatting
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ALIKE = 0.6
"""How alike an edited sentence must be, for a check of its former wording to be shown beside it."""

SETTLED = {CitationCheck.Verdict.DOES_NOT, CitationCheck.Verdict.MUST_FIX, CitationCheck.Verdict.PARTLY}
"""Verdicts that another look does not change: the text must, or somebody accepts."""


FREE = ("Free to read", "PubMed Central", "arXiv")
"""How the links are labelled behind which a whole text can be read without paying."""


@dataclass(frozen=True)
class CheckShown:
    """One check: whether it counts, if it was of another wording the difference, and a form to accept it."""

    row: CitationCheck
    counts: bool = True
    was_replaced: bool = False
    accepted: PartlyAccepted | None = None
    change: tuple[Piece, ...] = ()
    accept_form: ActionForm | None = None


@dataclass(frozen=True)
class NeedShown:
    """One check that is needed: of a numbered source, or of the sentence alone."""

    examined: gates.Examined
    source: Source | None
    reference: Reference | None
    checks: tuple[CheckShown, ...]
    stale: tuple[CheckShown, ...]
    form: ActionForm | None
    is_own: bool
    waits: bool
    proposed_by: str = ""
    advice: tuple[Advice, ...] = ()
    next: str = ""
    previous: str = ""
    is_here: bool = False

    @property
    def need(self) -> gates.Needed:
        """The sentence and the citation."""
        return self.examined.need

    @property
    def key(self) -> str:
        """Its name on the page: the sentence's number and the source's, 0 for the sentence alone."""
        return f"{self.need.claim.number}-{self.reference.number if self.reference else 0}"

    @property
    def obstacle(self) -> str:
        """What is still in the way, in words."""
        number = self.reference.number if self.reference else ""
        return self.examined.obstacle % {"number": number, "sentence": self.need.claim.text.removesuffix(".")}

    @property
    def role(self) -> str:
        """What the citation does, in words."""
        use = self.need.use
        return str(dict(Citation.Role.choices).get(use.role, "")) if use is not None else ""

    @property
    def links(self) -> list[Link]:
        """Where the source can be read, the places first that are free."""
        known = formatting.links(self.source.work()) if self.source else ()
        return sorted(known, key=lambda link: not link[0].startswith(FREE))

    @property
    def newest(self) -> CitationCheck | None:
        """The newest check that counts."""
        return next((each.row for each in self.checks if each.counts), None)

    @property
    def state(self) -> str:
        """In one word, for the eye."""
        if not self.examined.obstacle:
            return "good"
        return "bad" if {each.verdict for each in self.examined.checks} & SETTLED else "open"


class Checks:
    """Gathers them with a fixed number of queries."""

    def __init__(
        self, revision: Revision, person: User, references: Iterable[Reference], posted: Posted | None
    ) -> None:
        self._revision, self._person, self._posted = revision, person, posted
        content = revision.content()
        self._references = {each.key: each for each in references}
        self._sources = Source.objects.by_key(work.key for work in content.works)
        own = SentenceAuthor.objects.filter(answer=revision.answer_id, person=person.pk)
        self._own = set(own.values_list("fingerprint", flat=True))
        self._may_check = policies.may(person, "check_answer")
        self._may_accept = policies.may(person, "approve_answer")
        self._examined = gates.examined(revision.answer, content)
        accepted = PartlyAccepted.objects.filter(check_accepted__answer=revision.answer_id)
        self._accepted = {each.check_accepted_id: each for each in accepted.select_related("person")}
        self._read_rows()
        self._advice = self._read_advice()

    def needs(self) -> dict[int, list[NeedShown]]:
        """By the number of the sentence, in reading order."""
        found: dict[int, list[NeedShown]] = defaultdict(list)
        for each in self._examined:
            found[each.need.claim.number].append(self._shown(each))
        return found

    def _read_rows(self) -> None:
        """Sorts the answer's checks into those that hold for a need, and the rest by their source."""
        needed = {each.need.fingerprint for each in self._examined}
        rows = CitationCheck.objects.filter(answer=self._revision.answer_id).select_related(
            "quote", "checker__contributor", "source__merged_into", "revision"
        )
        self._current: dict[str, list[CitationCheck]] = defaultdict(list)
        self._past: dict[str, list[CitationCheck]] = defaultdict(list)
        self._reading: dict[str, str] = {}
        for row in rows.order_by("-checked_at", "-id"):
            key = (row.source.merged_into or row.source).key if row.source else ""
            kept = self._current[row.fingerprint] if row.fingerprint in needed else self._past[key]
            kept.append(row)
            if row.checker_id == self._person.pk and row.reading:
                self._reading.setdefault(key, row.reading)
        self._former = self._former_sentences()

    def _read_advice(self) -> dict[str, list[Advice]]:
        """What was said through links of what this text still says, by what it was said of."""
        found: dict[str, list[Advice]] = defaultdict(list)
        rows = Advice.objects.standing().filter(
            answer=self._revision.answer_id,
            fingerprint__in=[each.need.fingerprint for each in self._examined],
        )
        for row in rows.select_related("invitation", "check_made").order_by("pk"):
            found[row.fingerprint].append(row)
        return found

    def _former_sentences(self) -> dict[str, str]:
        """The words of sentences that were checked once and are gone, by hash."""
        past = {row.revision_id for rows in self._past.values() for row in rows}
        revisions = Revision.objects.filter(pk__in=past).select_related("frozen").order_by("pk")
        return {
            claim.hash: claim.text for revision in revisions for claim in claims_of.claims(revision.content())
        }

    def _shown(self, examined: gates.Examined) -> NeedShown:
        need = examined.need
        key = need.use.source_key if need.use else ""
        is_own = bool({need.claim.hash, need.fingerprint} & self._own)
        source = self._sources.get(key)
        stale = tuple(self._stale(need, source.key if source else ""))
        checks = tuple(self._checks(examined))
        mine = (each for each in checks if each.row.checker_id == self._person.pk)
        quote, place, proposed_by = _proposed(need, (*mine, *stale))
        form = self._form(need, quote, place) if self._may_check and not is_own else None
        return NeedShown(
            examined,
            source=source,
            reference=self._references.get(key),
            checks=checks,
            stale=stale,
            form=form,
            is_own=is_own,
            waits=form is not None and self._waits(examined),
            proposed_by=proposed_by,
            advice=tuple(self._advice[need.fingerprint]),
        )

    def _waits(self, examined: gates.Examined) -> bool:
        """Whether a look of this person could take the obstacle away."""
        gave_up = (self._person.pk, CitationCheck.Verdict.NOT_FOUND)
        if gave_up in {(each.checker_id, each.verdict) for each in examined.checks}:
            return False
        return bool(examined.obstacle) and not SETTLED & {each.verdict for each in examined.checks}

    def _checks(self, examined: gates.Examined) -> Iterator[CheckShown]:
        counting = {each.pk for each in examined.checks}
        newer: set[int] = set()
        for row in self._current.get(examined.need.fingerprint, []):
            accepted = self._accepted.get(row.pk)
            is_open = row.verdict == CitationCheck.Verdict.PARTLY and accepted is None and row.pk in counting
            may_accept = is_open and self._may_accept and not {row.claim_hash, row.fingerprint} & self._own
            yield CheckShown(
                row,
                counts=row.pk in counting,
                was_replaced=row.checker_id in newer,
                accepted=accepted,
                accept_form=self._accept_form(row) if may_accept else None,
            )
            newer.add(row.checker_id)

    def _stale(self, need: gates.Needed, key: str) -> Iterator[CheckShown]:
        """Checks of this source that no longer hold: the sentence, place, role or quote has changed."""
        for row in self._past.get(key, []):
            former = self._former.get(row.claim_hash, "")
            if row.claim_hash == need.claim.hash:
                yield CheckShown(row, counts=False)
            elif _alike(former, need.claim.text):
                yield CheckShown(row, counts=False, change=comparing.words(former, need.claim.text))

    def _form(self, need: gates.Needed, quote: str, place: str) -> ActionForm:
        if need.use is None:
            identity = {"claim_hash": need.claim.hash}
            return made(inline_forms.UncitedForm, "check-uncited", identity, self._posted)
        key = need.use.source_key
        source = self._sources.get(key)
        reading = self._reading.get(source.key, "") if source else ""
        initial = {"quote": quote, "place": place, "reading": reading}
        identity = {"claim_hash": need.claim.hash, "source_key": key}
        return made(inline_forms.CheckForm, "check", identity, self._posted, initial)

    def _accept_form(self, row: CitationCheck) -> ActionForm:
        return made(inline_forms.AcceptForm, "accept-partly", {"check_id": row.pk}, self._posted)


def _proposed(need: gates.Needed, checks: Iterable[CheckShown]) -> tuple[str, str, str]:
    """The quote to begin with, its place and whose it is: one's own, the writer's, an earlier check's."""
    use = need.use
    if use is None:
        return "", "", ""
    for each in checks:
        if each.row.quote and (each.counts or not use.quote):
            whose = "" if each.counts else "check"
            return each.row.quote.text, each.row.place or use.locator, whose
    return use.quote, use.locator, "writer" if use.quote else ""


def _alike(former: str, now: str) -> bool:
    return bool(former) and SequenceMatcher(None, former, now).ratio() >= ALIKE
