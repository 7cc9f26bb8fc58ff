"""A revision's sentences with their checks and threads, as the workspace shows them; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any

from answers import comments, gates, policies
from answers.admin import review_forms
from answers.admin.review_forms import ActionForm
from answers.content import Content
from answers.models import CitationCheck, Comment, PartlyAccepted, Revision, SentenceAuthor, Thread
from answers.rendering import claims as claims_of
from answers.rendering.anchors import Placement
from answers.rendering.claims import Claim
from answers.rendering.references import Reference
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

ALIKE = 0.6
"""How alike an edited sentence must be, for a check of its former wording to be shown beside it."""


@dataclass(frozen=True)
class Posted:
    """A form that was refused: it is shown again where it stood, with what was typed."""

    verb: str
    form: ActionForm

    def matches(self, verb: str, identity: Mapping[str, Any]) -> bool:
        """Whether it is this one of the forms on the page."""
        return self.verb == verb and all(
            self.form.data.get(name) == str(value) for name, value in identity.items()
        )


@dataclass(frozen=True)
class CheckShown:
    """One check: whether it counts, what it was of if not of this, and the form to accept a “partly”."""

    row: CitationCheck
    counts: bool = True
    accepted: PartlyAccepted | None = None
    former_sentence: str = ""
    accept_form: ActionForm | None = None


@dataclass(frozen=True)
class NeedShown:
    """One check that is needed: of a numbered source, or of the sentence alone."""

    need: gates.Needed
    source: Source | None
    reference: Reference | None
    checks: tuple[CheckShown, ...]
    stale: tuple[CheckShown, ...]
    form: ActionForm | None
    is_own: bool

    @property
    def is_open(self) -> bool:
        """Whether nobody's check holds for it yet."""
        return not any(each.counts for each in self.checks)


@dataclass(frozen=True)
class ThreadShown:
    """One thread with its messages and the forms to go on with."""

    thread: Thread
    placement: Placement
    comments: tuple[Comment, ...]
    reply_form: ActionForm
    button_form: ActionForm
    may_close: bool


@dataclass
class SentenceShown:
    """One numbered sentence."""

    claim: Claim
    needs: list[NeedShown] = field(default_factory=list)
    threads: list[ThreadShown] = field(default_factory=list)


class Desk:
    """Gathers, with a fixed number of queries, what one person sees beside each sentence of a revision."""

    def __init__(
        self, revision: Revision, person: User, references: Iterable[Reference], posted: Posted | None
    ) -> None:
        self._revision, self._person, self._posted = revision, person, posted
        self._content: Content = revision.content()
        self._references = {each.key: each for each in references}
        self._sources = Source.objects.by_key(work.key for work in self._content.works)
        self._own = set(
            SentenceAuthor.objects.filter(answer=revision.answer_id, person=person.pk).values_list(
                "fingerprint", flat=True
            )
        )
        self._may_check = policies.may(person, "check_answer")
        self._may_accept = policies.may(person, "approve_answer")
        self._may_comment = policies.may(person, "comment_answer")
        self._needs = gates.needed_checks(self._content)
        self._read_checks()

    def sentences(self) -> list[SentenceShown]:
        """Every sentence in reading order; headings without citations are left out."""
        by_claim: dict[int, list[gates.Needed]] = defaultdict(list)
        for need in self._needs:
            by_claim[need.claim.number].append(need)
        return [
            SentenceShown(claim, [self._shown(need) for need in by_claim[claim.number]])
            for claim in claims_of.claims(self._content)
            if not claim.is_heading or by_claim[claim.number]
        ]

    def uncited(self) -> list[gates.Needed]:
        """The uncited sentences that nobody has confirmed yet and this person may."""
        return [
            need
            for need in self._needs
            if need.use is None
            and not self._current.get(need.fingerprint)
            and self._may_check
            and need.claim.hash not in self._own
        ]

    def threads(self) -> list[ThreadShown]:
        """Every thread with its place in this revision."""
        placed = comments.placed(self._revision)
        said: dict[int, list[Comment]] = defaultdict(list)
        messages = Comment.objects.filter(thread__in=[thread for thread, _ in placed])
        for each in messages.select_related("text", "author__contributor").order_by("written_at", "id"):
            said[each.thread_id].append(each)
        return [self._thread(thread, placement, said[thread.pk]) for thread, placement in placed]

    def _read_checks(self) -> None:
        """Sorts the answer's checks into those that hold for a need, and the rest."""
        rows = CitationCheck.objects.filter(answer=self._revision.answer_id).select_related(
            "quote", "checker__contributor", "source__merged_into"
        )
        self._counting = set(
            CitationCheck.objects.by_others()
            .filter(answer=self._revision.answer_id)
            .values_list("pk", flat=True)
        )
        accepted = PartlyAccepted.objects.filter(check_accepted__answer=self._revision.answer_id)
        self._accepted = {each.check_accepted_id: each for each in accepted.select_related("person")}
        needed = {need.fingerprint for need in self._needs}
        self._current: dict[str, list[CitationCheck]] = defaultdict(list)
        self._past: dict[str, list[CitationCheck]] = defaultdict(list)
        for row in rows.order_by("-checked_at", "-id"):
            if row.fingerprint in needed:
                self._current[row.fingerprint].append(row)
            elif row.source is not None:
                self._past[(row.source.merged_into or row.source).key].append(row)
        self._former = self._former_sentences()

    def _former_sentences(self) -> dict[str, str]:
        """The words of sentences that were checked once and are gone, by hash."""
        past = [row for rows in self._past.values() for row in rows]
        revisions = Revision.objects.filter(pk__in={row.revision_id for row in past})
        return {
            claim.hash: claim.text
            for revision in revisions.select_related("frozen").order_by("pk")
            for claim in claims_of.claims(revision.content())
        }

    def _shown(self, need: gates.Needed) -> NeedShown:
        key = need.use.source_key if need.use else ""
        source = self._sources.get(key)
        own = bool({need.claim.hash, need.fingerprint} & self._own)
        return NeedShown(
            need=need,
            source=source,
            reference=self._references.get(key),
            checks=tuple(self._check(row) for row in self._current.get(need.fingerprint, [])),
            stale=tuple(self._stale(need, source)),
            form=self._form(need) if self._may_check and not own else None,
            is_own=own,
        )

    def _check(self, row: CitationCheck) -> CheckShown:
        accepted = self._accepted.get(row.pk)
        is_partly = row.verdict == CitationCheck.Verdict.PARTLY and accepted is None
        may_accept = is_partly and self._may_accept and not {row.claim_hash, row.fingerprint} & self._own
        form = (
            self._made(review_forms.AcceptForm, "accept-partly", {"check_id": row.pk}) if may_accept else None
        )
        return CheckShown(row, row.pk in self._counting, accepted, accept_form=form)

    def _stale(self, need: gates.Needed, source: Source | None) -> Iterator[CheckShown]:
        """Checks of this source that no longer hold: the sentence, place, role or quote has changed."""
        for row in self._past.get(source.key, []) if source else ():
            former = self._former.get(row.claim_hash, "")
            if row.claim_hash == need.claim.hash or _alike(former, need.claim.text):
                yield CheckShown(row, counts=False, former_sentence=former)

    def _form(self, need: gates.Needed) -> ActionForm:
        if need.use is None:
            return self._made(review_forms.UncitedForm, "check-uncited", {"claim_hash": need.claim.hash})
        identity = {"claim_hash": need.claim.hash, "source_key": need.use.source_key}
        return self._made(
            review_forms.CheckForm, "check", identity, quote=need.use.quote, place=need.use.locator
        )

    def _thread(self, thread: Thread, placement: Placement, said: list[Comment]) -> ThreadShown:
        identity = {"thread": thread.pk}
        verb = "resolve" if thread.status == Thread.Status.OPEN else "reopen"
        if verb == "resolve":
            may_close = not policies.why_not_resolve(self._person, thread)
        else:
            may_close = self._may_comment
        return ThreadShown(
            thread,
            placement,
            tuple(said),
            self._made(review_forms.ReplyForm, "reply", identity),
            self._made(review_forms.ThreadForm, verb, identity),
            may_close,
        )

    def _made(
        self, form: type[ActionForm], verb: str, identity: Mapping[str, Any], **initial: str
    ) -> ActionForm:
        if self._posted is not None and self._posted.matches(verb, identity):
            return self._posted.form
        name = "-".join([verb, *(str(value)[:20] for value in identity.values())])
        return form(initial={**identity, **initial}, auto_id=f"{name}-%s")


def place(threads: Iterable[ThreadShown], sentences: list[SentenceShown]) -> list[ThreadShown]:
    """Put each thread beside the sentence it speaks of; those that speak of none are returned."""
    others = []
    for shown in threads:
        beside = next((each for each in sentences if _touches(each.claim, shown)), None)
        if beside is None:
            others.append(shown)
        else:
            beside.threads.append(shown)
    return others


def _touches(claim: Claim, shown: ThreadShown) -> bool:
    placement = shown.placement
    if placement.state == "orphaned" or shown.thread.block != claim.block:
        return False
    return claim.start < placement.end and placement.start < claim.end


def _alike(former: str, now: str) -> bool:
    return bool(former) and SequenceMatcher(None, former, now).ratio() >= ALIKE
