"""The inbox: what waits for whom, in as many questions for ten rows as for one."""

from __future__ import annotations

import re
from typing import Any

import pytest

from answers import workflow
from answers.models import Answer
from tests import cast, make
from tests.answers.reviewing import client, text

pytestmark = pytest.mark.django_db


def test_the_inbox_puts_each_revision_where_it_waits() -> None:
    make.submitted()

    mine, reviewers, deciders = (
        text(client(name).get("/admin/review/")) for name in ("editor", "reviewer", "editor2")
    )

    assert section(mine, "mine") == 1
    assert section(mine, "decide") == 0
    assert section(reviewers, "check") == 1
    assert 'id="decide"' not in reviewers
    assert section(deciders, "decide") == 1


def test_the_inbox_lists_what_is_approved_scheduled_and_overdue() -> None:
    make.approved()
    scheduled = make.approved()
    later = make.NOW.replace(year=2099)
    workflow.schedule(scheduled, by=cast.person("editor2"), at=make.NOW, publish_at=later)
    old = make.published().answer
    Answer.objects.filter(pk=old.pk).update(last_reviewed_on="2019-01-01", review_due_on="2020-01-01")

    page = text(client("managing").get("/admin/review/"))

    assert [section(page, key) for key in ("approved", "scheduled", "overdue")] == [1, 1, 1]


def test_the_inbox_asks_as_many_questions_for_ten_revisions_as_for_one(
    django_assert_max_num_queries: Any,
) -> None:
    make.submitted()
    reader = client("editor2")
    reader.get("/admin/review/")
    with django_assert_max_num_queries(40) as few:
        reader.get("/admin/review/")
    for _ in range(4):
        make.submitted()

    with django_assert_max_num_queries(len(few)):
        reader.get("/admin/review/")


def test_the_first_page_of_the_admin_leads_to_the_inbox() -> None:
    assert 'href="/admin/review/"' in text(client("reviewer").get("/admin/"))


def section(page: str, key: str) -> int:
    found = re.search(rf'id="{key}-h">[^<]*<span class="count">(\d+)', page)
    assert found is not None, f"The inbox has no section {key}."
    return int(found.group(1))
