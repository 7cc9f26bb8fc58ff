"""Who can still sign an answer, what is left for a person to check, and whom to ask; it asks nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db.models import QuerySet

from answers import gates, policies
from answers.models import Answer, Assignment, Candidacy, Credit, Decision, Revision, SentenceAuthor, Stage

COUNTING = (Stage.IN_REVIEW, Stage.APPROVED, *Candidacy.WAITING_TO_GO_LIVE, Stage.LIVE)
"""Stages in which the decisions of the round count; after the others a new round begins with none."""


@dataclass(frozen=True)
class Signers:
    """Who can still sign the newest text, beside those who have, and what its topics ask for."""

    people: tuple[User, ...]
    given: int
    needed: int
    clinician_needed: bool
    has_clinician: bool

    @property
    def lacks_people(self) -> bool:
        """Whether the approvals that are needed cannot come together."""
        return self.given + len(self.people) < self.needed

    @property
    def lacks_clinician(self) -> bool:
        """Whether a clinician's approval is needed and none can sign."""
        return self.clinician_needed and not self.has_clinician

    @property
    def are_too_few(self) -> bool:
        """Whether this text cannot be approved by the people of this site."""
        return self.lacks_people or self.lacks_clinician


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be asked, and how much they were asked for elsewhere."""

    person: User
    parts: frozenset[str]
    is_responsible: bool
    load: int


def who_can_still_sign(answer: Answer) -> Signers:
    """Who may approve the newest revision; in review, beside those who have approved it already."""
    newest = answer.revisions.order_by("-number").first()
    if newest is None:
        return _signers(answer, tuple(approvers()), ())
    found = newest.candidacies.select_related("round__revision__frozen", "round__answer")
    return of(newest, found.filter(stage__in=COUNTING).order_by("-id").first())


def of(revision: Revision, candidacy: Candidacy | None, *, free: Collection[User] | None = None) -> Signers:
    """Who may still approve this revision: the permission, no hand in the text, no decision in its round.

    `free` are the uninvolved of this revision, for a caller who has read them already.
    """
    people = uninvolved(revision) if free is None else free
    if candidacy is None:
        return _signers(revision.answer, people, ())
    aside = Assignment.objects.filter(round=candidacy.round_id, steps_aside=True)
    decisions = list(candidacy.round.decisions.all())
    gone = {*aside.values_list("person_id", flat=True), *(each.person_id for each in decisions)}
    left = [each for each in people if each.pk not in gone]
    approvals = [each for each in decisions if each.kind == Decision.Kind.APPROVED]
    return _signers(revision.answer, left, approvals, candidacy=candidacy)


def approvers() -> QuerySet[User]:
    """Everybody on this site who may approve what others wrote."""
    return _with("approve_answer")


def uninvolved(revision: Revision | None) -> tuple[User, ...]:
    """Who may approve, and had no hand in this text since it was last public."""
    if revision is None:
        return tuple(approvers())
    return tuple(approvers().exclude(pk__in=Credit.objects.towards(revision).values("person")))


def after(answer: Answer, people: Collection[User], *, free: Collection[User] | None = None) -> Signers:
    """Who could sign if these people had a hand in the next revision: nobody has approved that one yet.

    `free` are the uninvolved of the newest revision, for a caller who has read them already.
    """
    found = uninvolved(answer.revisions.order_by("-number").first()) if free is None else free
    involved = {person.pk for person in people}
    return _signers(answer, [each for each in found if each.pk not in involved], ())


def would_be_lost(answer: Answer, people: Collection[User], *, free: Collection[User] | None = None) -> bool:
    """Whether the text could be approved until these people had a hand in it, and then no longer.

    A first text is not asked about: somebody has to write it.
    """
    if not answer.latest_number or not any(policies.may(each, "approve_answer") for each in people):
        return False
    left = after(answer, (), free=free)
    return not left.are_too_few and after(answer, people, free=left.people).are_too_few


def left_to_check(revision: Revision, people: Iterable[User]) -> dict[int, int]:
    """By person: how many sentences and citations still wait for a check that this person could make."""
    waiting = [
        each
        for each in gates.examined(revision.answer, revision.content())
        if each.obstacle and not each.is_denied
    ]
    ids = [person.pk for person in people]
    written = SentenceAuthor.objects.filter(answer=revision.answer_id, person__in=ids)
    own = set(written.values_list("person_id", "fingerprint"))
    return {
        each: sum(
            (each, left.need.claim.hash) not in own
            and (each, left.need.fingerprint) not in own
            and all(check.checker_id != each for check in left.checks)
            for left in waiting
        )
        for each in ids
    }


def to_ask(revision: Revision) -> list[Candidate]:
    """Everybody who may take a part in reviewing this text: those responsible first, then the least busy."""
    contributors = set(Credit.objects.towards(revision).values_list("person_id", flat=True))
    topics = revision.answer.question.ruling_topics()
    responsible = set(User.objects.filter(topics__in=topics).values_list("pk", flat=True))
    load = Counter(Assignment.objects.in_force().values_list("person_id", flat=True))
    parts: dict[int, set[str]] = {}
    people: dict[int, User] = {}
    for kind, action in policies.PARTS.items():
        for person in _with(action):
            people[person.pk] = person
            if kind == Assignment.Kind.CHECK or person.pk not in contributors:
                parts.setdefault(person.pk, set()).add(kind)
    found = [
        Candidate(people[each], frozenset(kinds), each in responsible, load[each])
        for each, kinds in parts.items()
    ]
    return sorted(found, key=lambda each: (not each.is_responsible, each.load, each.person.get_username()))


def _with(action: str) -> QuerySet[User]:
    found = User.objects.with_perm(f"answers.{action}", backend=policies.MODEL_BACKEND)
    return found.select_related("contributor").order_by("username")


def _asked_now(answer: Answer) -> tuple[int, bool]:
    """How many approvals a revision that is submitted now needs, and whether a clinician's among them."""
    topics = answer.question.ruling_topics()
    needed = max(topic.approvals_needed for topic in topics)
    return needed, any(topic.clinician_needed for topic in topics)


def _signers(
    answer: Answer,
    people: Collection[User],
    approvals: Collection[Decision],
    *,
    candidacy: Candidacy | None = None,
) -> Signers:
    needed, clinician_needed = gates.approvals_asked(candidacy.round) if candidacy else _asked_now(answer)
    found = tuple(people)
    contributors = (getattr(person, "contributor", None) for person in found)
    is_clinician = any(contributor and contributor.is_clinician for contributor in contributors)
    return Signers(
        people=found,
        given=len(approvals),
        needed=needed,
        clinician_needed=clinician_needed,
        has_clinician=is_clinician or any(each.is_clinician for each in approvals),
    )
