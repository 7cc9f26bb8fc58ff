"""What stands beside the admin's first page: whether people are missing; on the sample site what to do next.

It reads and changes nothing. On a site that is no sample the other
two tags print nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import template
from django.db.models import Case, When
from django.urls import reverse
from django.utils.translation import gettext as _

from answers import gates, policies, signers
from answers.models import Answer, Candidacy, Revision, Stage, TermVersion

if TYPE_CHECKING:
    from django.contrib.auth.models import User

register = template.Library()

OVER = (Stage.SUPERSEDED, Stage.TAKEN_BACK, Stage.ENDED, Stage.CHANGES_REQUESTED)
"""Stages after which a revision must be submitted anew."""

LEAST_PEOPLE = 2
"""Who may approve, at least: nobody approves their own text."""

DECIDED = (Stage.APPROVED, Stage.SCHEDULED, Stage.PUBLISH_FAILED, Stage.LIVE)


@dataclass(frozen=True)
class Step:
    """One step of a first answer: what to do, on which page, and as whom when one must be another."""

    title: str
    sentence: str
    is_done: bool
    address: str
    person: str


@dataclass(frozen=True)
class Way:
    """The answer that somebody is on the way with, and what the database says of it."""

    author: str
    answer: Answer | None = None
    candidacy: Candidacy | None = None

    @property
    def colleague(self) -> str:
        """The editor who did not write it."""
        return "editor" if self.author == "editor2" else "editor2"

    @property
    def approver(self) -> str:
        """A clinician where the topic asks for one."""
        needs_clinician = self.candidacy is not None and gates.approvals_asked(self.candidacy.round)[1]
        return "clinician" if needs_clinician else self.colleague


@register.inclusion_tag("admin/_continue_as.html", takes_context=True)
def continue_as(context: dict[str, Any]) -> dict[str, Any]:
    """A button for each demo person, except the one who is looking."""
    request = context["request"]
    people = policies.sample_people().exclude(pk=request.user.pk).select_related("contributor")
    return {"people": people, "csrf_token": context.get("csrf_token"), "next": context.get("next", "")}


@register.inclusion_tag("admin/_first_steps.html", takes_context=True)
def first_answer(context: dict[str, Any]) -> dict[str, Any]:
    """The way of a first answer from writing to publishing: what is done, and the page of the next step."""
    user = context["request"].user
    shown: dict[str, Any] = {"csrf_token": context.get("csrf_token"), "user": user}
    if not policies.sample_people().exists():
        return shown
    way = _way(user)
    steps = tuple(_steps(way))
    current = next((step for step in steps if not step.is_done), None)
    public_page = way.answer.question.get_absolute_url() if way.answer and not current else ""
    return shown | {"steps": steps, "current": current, "answer": way.answer, "public_page": public_page}


@register.inclusion_tag("admin/_few_people.html", takes_context=True)
def few_people(context: dict[str, Any]) -> dict[str, Any]:
    """Says that a site needs two people who may approve, as long as it has fewer."""
    return {"number": signers.approvers().count(), "needed": LEAST_PEOPLE, "perms": context["perms"]}


@register.simple_tag
def words_waiting() -> int:
    """How many words of the glossary wait for somebody's approval."""
    return TermVersion.objects.waiting().count()


def _way(user: User) -> Way:
    """The newest answer of one's own, else the newest of the other demo people; the samples do not count."""
    own_first = Case(When(created_by=user.pk, then=0), default=1)
    answer = (
        Answer.objects.filter(is_sample=False, created_by__in=policies.sample_people())
        .select_related("question", "created_by")
        .order_by(own_first, "-created_at", "-id")
        .first()
    )
    if answer is None:
        return Way(author=user.get_username() if policies.may(user, "add_answer") else "editor")
    candidacy = (
        answer.candidacies.exclude(stage__in=OVER)
        .select_related("round", "revision__frozen", "revision__answer")
        .order_by("-revision__number", "-id")
        .first()
    )
    return Way(answer.created_by.get_username(), answer, candidacy)


def _steps(way: Way) -> Iterator[Step]:
    """In the order in which they are taken; a step cannot be done before the one before it."""
    is_done = True
    for title, sentence, holds, address, person in (*_writing(way), *_reviewing(way)):
        is_done = is_done and holds
        yield Step(title, sentence, is_done, address, person)


def _writing(way: Way) -> Iterator[tuple[str, str, bool, str, str]]:
    form = reverse("admin:answers_answer_add")
    if way.answer is not None:
        form = reverse("admin:answers_answer_change", args=[way.answer.pk])
    yield (
        _("Write"),
        _("Ask a question as a patient would. Write the short answer, the research and a doctor question."),
        _is_written(way.answer),
        form,
        way.author,
    )
    yield (
        _("Cite"),
        _("Put the cursor behind a sentence and press Cite, or type [@ and a name."),
        way.answer is not None and way.answer.citations.exists(),
        form,
        way.author,
    )
    yield (
        _("Submit"),
        _("Send this exact text to review. You can go on writing meanwhile."),
        way.candidacy is not None,
        _review_page(way, "review_submit"),
        way.author,
    )


def _reviewing(way: Way) -> Iterator[tuple[str, str, bool, str, str]]:
    stage = way.candidacy.stage if way.candidacy else ""
    yield (
        _("Check"),
        _("Somebody who did not write it looks at each sentence and its source."),
        stage in DECIDED or _is_checked(way.candidacy),
        _review_page(way),
        "reviewer",
    )
    yield (
        _("Approve"),
        _(
            "A colleague reads the whole page and approves it. Nobody approves their own text, so a site "
            "needs two people at least."
        ),
        stage in DECIDED,
        _review_page(way),
        way.approver,
    )
    yield (
        _("Publish"),
        _("Make the approved text public. The page is there at once."),
        way.answer is not None and way.answer.is_public and stage == Stage.LIVE,
        _review_page(way, "review_publish"),
        way.colleague,
    )


def _is_written(answer: Answer | None) -> bool:
    return bool(
        answer is not None
        and answer.latest_number
        and answer.short_answer
        and answer.research
        and answer.doctor_questions.exists()
    )


def _is_checked(candidacy: Candidacy | None) -> bool:
    if candidacy is None:
        return False
    found = gates.for_approval(candidacy.revision)
    return not any(finding.gate == "citations checked" for finding in found)


def _review_page(way: Way, name: str = "review_revision") -> str:
    """A page of the revision in review, else of the newest one; the workspace when no other is named."""
    if way.candidacy is not None:
        return reverse(f"admin:{name}", args=[way.candidacy.revision_id])
    newest = Revision.objects.filter(answer=way.answer).order_by("-number").first() if way.answer else None
    return reverse(f"admin:{name}", args=[newest.pk]) if newest else reverse("admin:index")
