"""Coverage and precision: how many claims a check supports, and how many checks found support."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User

from answers import coverage, gates, workflow
from answers.models import CitationCheck, Revision
from sources.models import Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def counted(revision: Revision) -> tuple[int, int, int, int]:
    found = coverage.of(revision.answer, revision.content())
    return found.claims, found.supported, found.checks, found.supporting


def check(revision: Revision, place: int, verdict: str, *, by: User | None = None) -> CitationCheck:
    """A verdict on one of the checks that the revision needs, in reading order."""
    need = gates.needed_checks(revision.content())[place]
    source = Source.objects.get(key=need.use.source_key) if need.use else None
    given: dict[str, Any] = {"reading": "read the source"} if source else {}
    return workflow.check(
        revision,
        need.claim.hash,
        by=by or cast.person("reviewer"),
        at=make.NOW,
        verdict=verdict,
        source=source,
        reason="Because.",
        **given,
    )


def test_without_a_check_no_claim_is_covered() -> None:
    revision = make.submitted()

    found = coverage.of(revision.answer, revision.content())

    assert (found.claims, found.coverage, found.precision) == (4, 0, None)


def test_a_fully_checked_text_is_covered_and_every_check_supports() -> None:
    revision = make.checked(make.submitted())

    found = coverage.of(revision.answer, revision.content())

    assert (found.coverage, found.precision) == (100, 100)
    assert counted(revision) == (3, 3, 4, 4)


def test_a_sentence_confirmed_to_need_no_citation_is_no_claim() -> None:
    revision = make.submitted()

    check(revision, 1, "needs no citation")

    assert counted(revision) == (3, 0, 0, 0)


def test_an_uncited_sentence_that_must_be_fixed_is_a_claim_without_support() -> None:
    revision = make.submitted()

    check(revision, 1, "must be fixed")

    assert counted(revision) == (4, 0, 0, 0)


def test_one_supporting_source_covers_a_claim_that_another_does_not_support() -> None:
    revision = make.submitted()

    check(revision, 3, "supports")
    check(revision, 4, "does not support")

    assert counted(revision) == (4, 1, 2, 1)


def test_partial_support_counts_once_it_is_accepted() -> None:
    revision = make.submitted()
    partly = check(revision, 0, "partly supports")
    before = counted(revision)

    workflow.accept_partly(partly, by=cast.person("editor2"), at=make.NOW, reason="Enough here.")

    assert before == (4, 0, 1, 0)
    assert counted(revision) == (4, 1, 1, 1)


def test_only_the_newest_check_of_each_person_counts() -> None:
    revision = make.submitted()
    check(revision, 0, "does not support")

    check(revision, 0, "supports")
    check(revision, 0, "could not get it", by=cast.person("clinician"))

    assert counted(revision) == (4, 1, 2, 1)


def test_a_check_of_a_sentence_that_changed_counts_no_more() -> None:
    revision = make.checked(make.submitted())

    newer = make.revision(
        revision.answer, make.draft(short_answer="<p>A blood thinner may help [@trial]. It bleeds.</p>")
    )

    assert counted(newer) == (4, 2, 3, 3)


def test_a_share_is_full_only_when_nothing_is_missing() -> None:
    assert coverage.Coverage(claims=200, supported=199).coverage == 99
    assert coverage.Coverage().coverage is None


def test_one_question_is_asked_whatever_the_length_of_the_text(
    django_assert_num_queries: Any,
) -> None:
    long = "".join(f"<p>In year {year} it helped [@trial].</p>" for year in range(40))
    short, longer = make.checked(make.submitted()), make.checked(make.submitted(research=long))

    for revision in (short, longer):
        content, answer = revision.content(), revision.answer
        with django_assert_num_queries(1):
            coverage.of(answer, content)
