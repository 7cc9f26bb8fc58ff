"""Builders of rows for tests: name only the fields the test is about. They act through the verbs."""

from __future__ import annotations

import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import User

from answers import comments, gates, revisions, workflow
from answers.models import (
    Advice,
    Answer,
    Assignment,
    CitationCheck,
    Decision,
    Invitation,
    PassedWarning,
    Publication,
    Recommendation,
    Revision,
    SiteText,
    SiteTextApproval,
    Term,
    TermVersion,
    Thread,
    Topic,
)
from answers.rendering import passages, terms
from sources.models import Source
from tests import cast

NOW = datetime.datetime(2026, 11, 22, 9, 0, tzinfo=datetime.UTC)
TODAY = NOW.date()

SHORT_ANSWER = "<p>A blood thinner lowers the risk of stroke [@trial]. It makes bleeding more likely.</p>"
RESEARCH = (
    "<p>In one trial fewer people had a stroke [@trial, p. 4].</p>"
    "<p>Two reviews said the same [@review; @trial].</p>"
)
CORRECTED = RESEARCH.replace("fewer people", "no fewer people")

_numbers = count(1)


def number_from(first: int) -> None:
    """Begin to count here, in a process whose database was filled by another one."""
    global _numbers  # noqa: PLW0603 - the one count of a process
    _numbers = count(first)


def topic(**fields: Any) -> Topic:
    """A topic with a name of its own."""
    number = next(_numbers)
    return Topic.objects.create(**({"name": f"Topic {number}", "slug": f"topic-{number}"} | fields))


def source(key: str = "", **fields: Any) -> Source:
    """An identified article; the source with this key when there is one already."""
    number = next(_numbers)
    defaults = {
        "title": f"A study of thing {number}",
        "contributors": [{"family": "Author", "given": "Ann"}],
        "container_title": "Journal of Tests",
        "year": 2024,
        "doi": f"10.1000/test.{number}",
    }
    found = Source.objects.filter(key=key).first() if key else None
    return found or Source.objects.create(key=key or f"source{number}", **(defaults | fields))


def draft(**fields: Any) -> revisions.Draft:
    """A draft that meets the gates of submission once its sources `trial` and `review` exist."""
    defaults: dict[str, Any] = {
        "wording": f"Do I need a blood thinner, case {next(_numbers)}?",
        "short_answer": SHORT_ANSWER,
        "certainty": "moderate",
        "certainty_reason": "One large trial.",
        "research": RESEARCH,
        "doctor_questions": ("What is my own risk?", "What can lower it?"),
    }
    return revisions.Draft(**(defaults | fields))


def answer(
    *,
    by: User | None = None,
    at: datetime.datetime = NOW,
    topic_: Topic | None = None,
    language: str = "en",
    **fields: Any,
) -> Answer:
    """An answer with one saved revision, written by `by` (the editor)."""
    by = by or cast.person("editor")
    source("trial")
    source("review")
    typed = draft(**fields)
    made = workflow.start(wording=typed.wording, topic=topic_ or topic(), by=by, at=at, language=language)
    revision(made, typed, by=by, at=at)
    return made


def revision(
    made: Answer, typed: revisions.Draft, *, by: User | None = None, at: datetime.datetime = NOW
) -> Revision:
    """The next revision of an answer."""
    saved = workflow.save(made, typed, by=by or cast.person("editor"), at=at, base=made.latest_number)
    assert saved is not None, "nothing changed"
    return saved


def latest(made: Answer) -> Revision:
    """The newest revision of an answer."""
    return Revision.objects.select_related("answer", "frozen").get(answer=made, number=made.latest_number)


def submitted(made: Answer | None = None, **fields: Any) -> Revision:
    """The newest revision of an answer, in review."""
    made = made or answer(**fields)
    found = latest(made)
    workflow.submit(found, by=cast.person("editor"), at=NOW)
    return found


def passed_warning(found: Revision) -> PassedWarning:
    """A reason that the editor gave in their own words for the first warning of a text."""
    warned = next(each for each in gates.for_approval(found) if not each.is_blocking)
    reasons = {warned.fingerprint: workflow.Reason(words="We wait for the new guideline.")}
    [row] = workflow.pass_warnings(found, reasons, by=cast.person("editor"), at=NOW)
    return row


def checked(
    found: Revision, *, by: User | None = None, reading: str = CitationCheck.Reading.SOURCE
) -> Revision:
    """The same revision with every check it needs."""
    by = by or cast.person("reviewer")
    for need in gates.needed_checks(found.content()):
        uncited = need.use is None
        workflow.check(
            found,
            need.claim.hash,
            by=by,
            at=NOW,
            source=None if need.use is None else Source.objects.get(key=need.use.source_key),
            verdict=CitationCheck.Verdict.NEEDS_NONE if uncited else CitationCheck.Verdict.SUPPORTS,
            reading="" if uncited else reading,
            quote="" if uncited else "The very words of the study.",
        )
    return found


def approve(
    found: Revision,
    *,
    by: User | None = None,
    at: datetime.datetime = NOW,
    scope: str = Decision.Scope.WHOLE_PAGE,
) -> Decision:
    """An approval of exactly this revision."""
    return workflow.approve(
        found, by=by or cast.person("editor2"), at=at, content_hash=found.content_hash, scope=scope
    )


def uncited(found: Revision) -> list[str]:
    """The sentences of a revision that have no citation."""
    return [need.claim.hash for need in gates.needed_checks(found.content()) if need.use is None]


def thread(found: Revision, *, by: str = "reviewer", quote: str = "", **told: Any) -> Thread:
    """What somebody said about the whole page, or where a block first says `quote`."""
    given: dict[str, Any] = {"kind": "comment", "text": "Here."} | told
    if quote:
        given = {"block": "short_answer"} | given
        start = passages.text_of(found.content(), given["block"]).index(quote)
        given |= {"start": start, "end": start + len(quote)}
    return comments.open_thread(found, by=cast.person(by), at=NOW, **given)


def assignment(
    found: Revision, person: str, kind: str = Assignment.Kind.APPROVE, *, by: str = "managing", days: int = 7
) -> Assignment:
    """What this person is asked to do for a revision in review, due so many days from now."""
    due = TODAY + datetime.timedelta(days=days)
    return workflow.assign(
        found, person=cast.person(person), kind=kind, by=cast.person(by), at=NOW, due_on=due
    )


def recommendation(found: Revision, kind: str = Recommendation.Kind.APPROVE) -> Recommendation:
    """The reviewer's advice on a revision in review."""
    return workflow.recommend(
        found, by=cast.person("reviewer"), at=NOW, content_hash=found.content_hash, kind=kind, note="Mine."
    )


def invitation(
    found: Revision, *, by: str = "managing", at: datetime.datetime = NOW, **given: Any
) -> Invitation:
    """A link for a revision in review, made by somebody who did not contribute, for a week."""
    fields: dict[str, Any] = {"name": "Dr. Outside", "due_on": at.date() + datetime.timedelta(days=7)} | given
    return workflow.invite(found, by=cast.person(by), at=at, **fields)


def advice(invited: Invitation, number: int = 0, verdict: str = "supports", **given: Any) -> Advice:
    """What the guest says of one of the sentences that the link asks about."""
    need = workflow.asked_about(invited)[number]
    return workflow.advise(invited, need, at=NOW, verdict=verdict, **given)


def recommended(invited: Invitation, kind: str = Recommendation.Kind.APPROVE, **given: Any) -> Recommendation:
    """The guest's advice on the whole, with who they are."""
    fields = {
        "name": "Dr. Olga Outside",
        "role": "hematologist",
        "credentials": "MD",
        "note": "Mine.",
    } | given
    return workflow.recommend_by_link(invited, at=NOW, kind=kind, **fields)


def approved(made: Answer | None = None, **fields: Any) -> Revision:
    """A submitted, checked and approved revision."""
    found = checked(submitted(made, **fields))
    approve(found)
    return found


def published(
    made: Answer | None = None, *, at: datetime.datetime = NOW, reason: str = "", **fields: Any
) -> Publication:
    """A published answer: written by the editor, checked by the reviewer, approved by editor2."""
    return workflow.publish(approved(made, **fields), by=cast.person("editor2"), at=at, reason=reason)


def correction(*, by: str = "managing", **fields: Any) -> Revision:
    """A newer revision of a public answer, saved and nothing more."""
    made = published().answer
    typed = {"wording": made.question.wording, "research": CORRECTED} | fields
    return revision(made, draft(**typed), by=cast.person(by))


def corrected(found: Revision, *, by: str = "managing", at: datetime.datetime = NOW) -> Publication:
    """An urgent correction: this revision is public on one signature."""
    return workflow.correct_urgently(
        found,
        by=cast.person(by),
        at=at,
        content_hash=found.content_hash,
        reason="The trial found no fewer strokes.",
    )


def site_text(
    html: str = "<p>We are a group of patients.</p>",
    *,
    place: str = "about",
    by: str = "managing",
    base: int = 0,
) -> SiteText:
    """The next version of a text of the site, written and not approved."""
    saved = workflow.save_site_text(place, html, by=cast.person(by), at=NOW, base=base)
    assert saved is not None, "nothing changed"
    return saved


def term(
    headword: str = "stroke", meaning: str = "Damage to the brain.", *, by: str = "editor", **given: Any
) -> TermVersion:
    """The first version of a word of the glossary, written and not approved."""
    saved = workflow.write_term(terms.Term(headword, meaning, **given), by=cast.person(by), at=NOW)
    assert saved is not None, "nothing changed"
    return saved


def approved_term(
    headword: str = "stroke", meaning: str = "Damage to the brain.", *, by: str = "editor2", **given: Any
) -> Term:
    """A word of the glossary that readers see."""
    version = term(headword, meaning, **given)
    workflow.approve_term(version, by=cast.person(by), at=NOW, content_hash=version.content_hash)
    return Term.objects.get(pk=version.term_id)


def approved_site_text(
    text: SiteText, *, by: str = "editor", at: datetime.datetime = NOW
) -> SiteTextApproval:
    """This version of a text of the site, public now."""
    return workflow.approve_site_text(text, by=cast.person(by), at=at, content_hash=text.content_hash)
