"""The inbox: what waits for whom, in as many questions for ten rows as for one."""

from __future__ import annotations

import csv
import datetime
import io
import re
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from answers import comments, workflow
from answers.admin.inbox import lists
from answers.admin.inbox import page as review_inbox_page
from answers.admin.inbox.lists import Section
from answers.models import Answer, Assignment, Candidacy, InboxView, Revision, Thread
from answers.rendering import claims
from answers.rendering.claims import Claim
from sources import notices
from sources.models import Source
from tests import cast, make
from tests.answers.reviewing import text

pytestmark = pytest.mark.django_db


NOTHING = {"topic": "", "colleague": "", "older_than": ""}


def test_the_inbox_puts_each_revision_where_it_waits() -> None:
    make.submitted()

    mine, reviewers, deciders = (sections(name) for name in ("editor", "reviewer", "editor2"))

    assert (mine["mine"].count, mine["decide"].count) == (1, 0)
    assert reviewers["check"].count == 1
    assert "decide" not in reviewers
    assert deciders["decide"].count == 1


def test_the_inbox_lists_what_is_approved_scheduled_and_due() -> None:
    make.approved()
    later = make.NOW.replace(year=2099)
    workflow.schedule(make.approved(), by=cast.person("editor2"), at=make.NOW, publish_at=later)
    for days in (-400, 10, 80):
        _due_in(days)

    found = sections("managing")

    keys = ("approved", "scheduled", "overdue", "due-30", "due-90")
    assert [found[key].count for key in keys] == [1, 1, 1, 1, 1]
    assert found["overdue"].oldest_on == timezone.localdate() - datetime.timedelta(days=400)


def test_what_cannot_wait_comes_first_and_empty_sections_share_one_line() -> None:
    make.corrected(make.correction())

    page = text(cast.client("editor2").get("/admin/review/"))

    shown = re.findall(r'<section class="inbox" id="([^"]+)"', page)
    assert shown[0] == "second-check"
    assert "failed" not in shown
    assert " · Could not go live · " in page


def test_what_was_asked_of_a_person_waits_for_them_and_is_chased_once_overdue() -> None:
    assigned = make.assignment(make.submitted(), "reviewer", Assignment.Kind.CHECK)
    today = timezone.localdate()

    Assignment.objects.filter(pk=assigned.pk).update(due_on=today - datetime.timedelta(days=1))

    assert sections("reviewer")["asked"].rows[0].pressing.startswith("was due on")
    assert sections("managing")["late"].count == 1
    assert "late" not in sections("editor2")


def test_a_comment_whose_text_is_gone_waits_in_the_inbox() -> None:
    answer = make.answer()
    gone, _kept = (_thread(answer, number) for number in (0, 1))
    make.revision(answer, make.draft(wording=answer.question.wording, short_answer=_without_first()))

    lost = sections("editor2")["lost"]

    assert [row.address for row in lost.rows] == [f"/admin/review/thread/{gone.pk}/"]


def test_a_comment_that_somebody_put_elsewhere_or_settled_no_longer_waits() -> None:
    answer = make.answer()
    moved, settled = (_thread(answer, 0) for _ in range(2))
    newest = make.revision(answer, make.draft(wording=answer.question.wording, short_answer=_without_first()))
    assert sections("editor2")["lost"].count == 2

    place = _places(newest)[0]
    spot: dict[str, Any] = {"block": place.block, "start": place.start, "end": place.end}
    comments.anchor(moved, newest, by=cast.person("editor2"), at=make.NOW, **spot)
    comments.resolve(settled, by=cast.person("editor2"), at=make.NOW, revision=newest)

    assert sections("editor2")["lost"].count == 0


def test_a_discussion_waits_for_whom_it_names_and_for_who_took_part_until_they_have_spoken() -> None:
    thread = _thread(make.submitted().answer, 0)
    said: Any = {"by": cast.person("reviewer"), "at": make.NOW}
    comments.reply(thread, text="What do you say?", told=[cast.person("clinician")], **said)

    named, began, spoke, other = (
        sections(name)["threads"].count for name in ("clinician", "editor2", "reviewer", "managing")
    )

    assert (named, began, spoke, other) == (1, 1, 0, 0)


def test_a_settled_discussion_waits_for_nobody() -> None:
    thread = _thread(make.submitted().answer, 0)
    said: Any = {"by": cast.person("reviewer"), "at": make.NOW}
    comments.reply(thread, text="Yes.", **said)

    comments.resolve(thread, revision=thread.revision, **said)

    assert sections("editor2")["threads"].count == 0


def test_a_section_alone_shows_more_of_its_own_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_inbox_page, "SHOWN", 1)
    for _ in range(2):
        make.submitted()

    together, alone = (
        text(cast.client("editor2").get(f"/admin/review/{rest}")) for rest in ("", "?section=decide")
    )

    assert '<a href="/admin/review/?section=decide&' in together
    assert "The first 1 of 2 are shown." in together
    assert re.findall(r'<section class="inbox" id="([^"]+)"', alone) == ["decide"]
    assert "of 2 are shown" not in alone
    assert cast.client("editor2").get("/admin/review/?section=nothing").status_code == 404


def test_nobody_counts_further_than_somebody_would_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "COUNTED", 2)
    for _ in range(4):
        make.submitted()

    assert sections("editor2")["decide"].number == "more than 2"


def test_what_is_public_comes_first_among_sources_to_look_at_again() -> None:
    draft, public = make.answer(), make.published().answer
    found = Source.objects.get(key="trial")
    notices.record(found, kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY)

    rows = sections("editor2")["recheck"].rows

    assert [row.title for row in rows] == [public.question.wording, draft.question.wording]


def test_the_inbox_narrows_to_a_topic_with_all_below_it() -> None:
    above = make.topic()
    make.submitted(topic_=make.topic(parent=above))
    make.submitted()

    found = sections("editor2", topic=above.pk)

    assert found["decide"].count == 1


def test_the_inbox_narrows_to_what_a_person_wrote_or_submitted() -> None:
    make.submitted()

    counts = [
        sections("editor2", colleague=cast.person(name).pk)["decide"].count for name in ("editor", "managing")
    ]

    assert counts == [1, 0]


def test_the_inbox_narrows_to_what_has_waited_long() -> None:
    long, _short = make.submitted(), make.submitted()
    ages = {long.pk: 31, _short.pk: 6}
    for number, days in ages.items():
        moved_at = timezone.now() - datetime.timedelta(days=days)
        Candidacy.objects.filter(revision=number).update(moved_at=moved_at)

    counts = [sections("editor2", older_than=days)["decide"].count for days in (7, 30, 90)]

    assert counts == [1, 1, 0]


@pytest.mark.parametrize("asked", [{"topic": "999999"}, {"colleague": "x"}, {"older_than": "8"}])
def test_a_filter_that_does_not_exist_is_as_none(asked: dict[str, str]) -> None:
    make.submitted()

    assert sections("editor2", **asked)["decide"].count == 1


def test_the_inbox_opens_with_the_view_that_the_person_kept() -> None:
    make.submitted()
    elsewhere = make.topic()
    reader = cast.client("editor2")

    reader.post("/admin/review/view/", NOTHING | {"topic": elsewhere.pk})

    assert sections("editor2")["decide"].count == 0
    assert sections("editor2", topic="")["decide"].count == 1
    assert sections("clinician")["decide"].count == 1


def test_a_view_that_cannot_be_kept_is_said_and_the_one_before_stays() -> None:
    topic = make.topic()
    cast.client("editor2").post("/admin/review/view/", NOTHING | {"topic": topic.pk})

    response = cast.client("editor2").post("/admin/review/view/", NOTHING | {"topic": 999999})

    assert response.status_code == 422
    assert "cannot be saved" in text(response)
    assert InboxView.objects.of(cast.person("editor2")).topic == topic


@pytest.mark.parametrize("path", ["", "table/", "view/"])
def test_the_inbox_is_closed_to_those_who_may_not_read_revisions(path: str) -> None:
    outsider = User.objects.create_user("outsider", password="x", is_staff=True)
    reader = Client()
    reader.force_login(outsider)

    visit = reader.post if path == "view/" else reader.get
    response = visit(f"/admin/review/{path}", NOTHING)

    assert response.status_code == 403
    assert not InboxView.objects.exists()


def test_the_table_holds_what_the_person_sees_and_defuses_formulas() -> None:
    make.submitted(wording="=HYPERLINK(1)?")

    mine, reviewers = (table(name) for name in ("editor2", "reviewer"))

    assert ["Waiting for my decision", "'=HYPERLINK(1)?"] in [line[:2] for line in mine]
    assert {line[0] for line in reviewers} == {"Section", "Citations to check"}


def test_the_table_of_one_section_holds_no_other() -> None:
    make.submitted()

    assert [line[0] for line in table("editor2", section="decide")] == ["Section", "Waiting for my decision"]
    assert cast.client("reviewer").get("/admin/review/table/?section=decide").status_code == 404


def test_the_table_says_what_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_inbox_page, "MOST_IN_A_TABLE", 1)
    make.submitted()
    make.submitted()

    lines = table("editor2", section="decide")

    assert lines[-1] == ["Waiting for my decision", "The first 1 of 2 stand here."]


def test_the_inbox_says_how_long_reviews_usually_took_lately(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(review_inbox_page, "LATELY", datetime.timedelta(days=36_500))
    caches["lists"].clear()
    make.published()

    page = text(cast.client("editor2").get("/admin/review/"))

    assert "from submitting a text to its approval <strong>less than an hour</strong>" in page


def test_the_inbox_asks_as_many_questions_for_many_revisions_as_for_a_few(
    django_assert_max_num_queries: Any,
) -> None:
    for _ in range(3):
        _thread(make.submitted().answer, 0)
    reader = cast.client("editor2")
    reader.get("/admin/review/")
    with django_assert_max_num_queries(50) as few:
        reader.get("/admin/review/")
    most = len(few)
    for _ in range(27):
        _thread(make.submitted().answer, 0)

    reader.get("/admin/review/")
    with django_assert_max_num_queries(most):
        reader.get("/admin/review/")


def test_the_first_page_of_the_admin_leads_to_the_inbox() -> None:
    assert 'href="/admin/review/"' in text(cast.client("reviewer").get("/admin/"))


def sections(name: str, **asked: Any) -> dict[str, Section]:
    found = cast.client(name).get("/admin/review/", asked).context["sections"]
    return {section.key: section for section in found}


def table(name: str, **asked: Any) -> list[list[str]]:
    response = cast.client(name).get("/admin/review/table/", asked)
    return list(csv.reader(io.StringIO(response.content.decode())))


def _due_in(days: int) -> None:
    day = timezone.localdate() + datetime.timedelta(days=days)
    answer = make.published().answer
    Answer.objects.filter(pk=answer.pk).update(last_reviewed_on="2019-01-01", review_due_on=day)


def _without_first() -> str:
    return "<p>It makes bleeding more likely.</p>"


def _places(revision: Revision) -> list[Claim]:
    return [claim for claim in claims.claims(revision.content()) if claim.block == "short_answer"]


def _thread(answer: Answer, number: int) -> Thread:
    revision = make.latest(answer)
    place = _places(revision)[number]
    return comments.open_thread(
        revision,
        kind="comment",
        text="Is this so?",
        by=cast.person("editor2"),
        at=make.NOW,
        block=place.block,
        start=place.start,
        end=place.end,
    )
