"""Two verbs on one answer at the same time: they come one by one and never wait for each other."""

import threading
from collections.abc import Callable
from functools import partial

import pytest
from django.db import connection, transaction

from answers import comments, workflow
from answers.models import Answer, Candidacy, Event, Refused, Revision, Stage, Thread
from answers.workflow import submitting
from tests import cast, make

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,  # SQLite lets one writer in at a time
]
PATIENCE = 100
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pid <> pg_backend_pid()"


def test_publishing_waits_for_the_answer_before_it_holds_the_candidacy() -> None:
    revision = make.approved()
    by = cast.person("editor2")
    publishing = _beside(partial(workflow.publish, revision, by=by, at=make.NOW))

    with transaction.atomic():
        submitting.hold(revision.answer)
        publishing.start()
        _until_somebody_waits()
        Candidacy.objects.select_for_update(nowait=True).get(revision=revision)
    publishing.join()

    assert Answer.objects.published().count() == 1


def test_the_log_has_no_gap_and_no_fork_when_many_write_at_once() -> None:
    answers = [make.answer() for _ in range(4)]
    by = cast.person("editor")
    drafts = [make.latest(answer) for answer in answers]
    verbs = [_beside(partial(workflow.submit, draft, by=by, at=make.NOW)) for draft in drafts]

    for verb in verbs:
        verb.start()
    for verb in verbs:
        verb.join()

    sequences = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert sequences == list(range(1, len(sequences) + 1))
    assert Candidacy.objects.filter(stage=Stage.IN_REVIEW).count() == 4


def test_of_two_suggestions_accepted_at_once_one_is_taken_over() -> None:
    revision = make.submitted()
    found = [_suggestion(revision, words) for words in ("It may help.", "It helps some.")]
    by, refused = cast.person("editor"), list[str]()

    def accept(thread: Thread) -> None:
        try:
            comments.accept(thread, by=by, at=make.NOW, revision=revision)
        except Refused as why:
            refused.extend(why.sentences)

    both = [_beside(partial(accept, thread)) for thread in found]
    for each in both:
        each.start()
    for each in both:
        each.join()

    assert Revision.objects.count() == 2
    assert len(refused) == 1
    assert Thread.objects.filter(status=Thread.Status.OPEN).count() == 1


def _suggestion(revision: Revision, words: str) -> Thread:
    first = "A blood thinner lowers the risk of stroke."
    return make.thread(revision, kind="suggestion", quote=first, replacement=words)


def _beside(verb: Callable[[], object]) -> threading.Thread:
    def act() -> None:
        try:
            verb()
        finally:
            connection.close()

    return threading.Thread(target=act)


def _until_somebody_waits() -> None:
    pause = threading.Event()
    for _ in range(PATIENCE):
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            if cursor.fetchone()[0]:
                return
        pause.wait(0.05)
    pytest.fail("Nobody waited for the answer.")
