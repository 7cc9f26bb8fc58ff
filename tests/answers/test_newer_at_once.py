"""Two people who do the same about a newer edition at the same moment: one is enough, nobody loses."""

from functools import partial

import pytest

from answers import revisions, workflow
from answers.models import Event, Refused, Revision, Uptake
from answers.workflow import taking_up
from sources import replacements
from sources.models import Replacement
from tests import at_once, cast, make, newer

pytestmark = pytest.mark.django_db(transaction=True)


def test_two_who_press_at_once_make_one_draft_of_each_answer() -> None:
    answers, replacement = [newer.draft() for _ in range(3)], newer.confirmed()
    people = [cast.person("editor"), cast.person("editor2")]

    failed = at_once.refusals(
        *(partial(workflow.ask_for_newer, replacement, by=by, at=make.NOW) for by in people)
    )
    workflow.take_newer_due(make.NOW)

    assert failed == []
    assert [Revision.objects.filter(answer=each).count() for each in answers] == [2, 2, 2]
    assert Event.objects.filter(verb="took a newer edition").count() == 3
    assert not Uptake.objects.filter(settled_at__isnull=True).exists()


def test_two_runs_of_the_timed_work_do_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(taking_up, "AT_THE_PRESS", 0)
    answers, replacement = [newer.draft() for _ in range(3)], newer.confirmed()
    workflow.ask_for_newer(replacement, by=cast.person("editor2"), at=make.NOW)

    failed = at_once.refusals(*[partial(workflow.take_newer_due, make.NOW)] * 2)
    workflow.take_newer_due(make.NOW)

    assert failed == []
    assert [Revision.objects.filter(answer=each).count() for each in answers] == [2, 2, 2]
    assert not Uptake.objects.exclude(problem="").exists()


def test_a_draft_and_somebody_elses_save_never_overwrite_each_other() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    by, other = cast.person("editor2"), cast.person("editor")
    typed = make.draft(wording=answer.question.wording, research="<p>Theirs [@older].</p>")
    mine = partial(workflow.take_newer, answer, replacement, by=by, at=make.NOW, base=1)
    theirs = partial(workflow.save, make.latest(answer).answer, typed, by=other, at=make.NOW, base=1)

    [refused] = at_once.refusals(mine, theirs)

    answer.refresh_from_db()
    assert isinstance(refused, Refused)
    assert answer.latest_number == 2
    assert ("Theirs" in answer.research) is not isinstance(refused, revisions.Conflict)


def test_an_answer_that_somebody_saves_just_then_is_taken_up_by_the_next_run() -> None:
    answer, replacement = newer.draft(), newer.confirmed()
    typed = make.draft(wording=answer.question.wording, research="<p>Theirs [@older].</p>")
    save = partial(workflow.save, answer, typed, by=cast.person("editor"), at=make.NOW, base=1)
    ask = partial(workflow.ask_for_newer, replacement, by=cast.person("editor2"), at=make.NOW)

    at_once.outcomes(save, ask)
    workflow.take_newer_due(make.NOW)

    assert not answer.citations.filter(source__key="older").exists()
    assert not Uptake.objects.filter(settled_at__isnull=True).exists()


def test_of_two_newer_editions_named_at_once_one_stands() -> None:
    older, one, other = make.source("older"), make.source("one"), make.source("other")
    by = cast.person("editor")

    [refused] = at_once.refusals(
        *(partial(replacements.propose, older, each, by=by, at=make.NOW) for each in (one, other))
    )

    assert isinstance(refused, replacements.RefusedError)
    assert Replacement.objects.count() == 1


def test_two_who_would_close_a_circle_do_not() -> None:
    one, other, by = make.source("one"), make.source("other"), cast.person("editor")

    [refused] = at_once.refusals(
        partial(replacements.propose, one, other, by=by, at=make.NOW),
        partial(replacements.propose, other, one, by=by, at=make.NOW),
    )

    assert isinstance(refused, replacements.RefusedError)
    assert Replacement.objects.count() == 1
