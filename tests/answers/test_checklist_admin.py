"""Managing editors write the checklist; the first page says when a site has too few people."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from answers.models import ChecklistQuestion
from tests import cast

pytestmark = pytest.mark.django_db

LIST = "/admin/answers/checklistquestion/"


def test_a_managing_editor_rewords_a_question() -> None:
    asked = ChecklistQuestion.objects.order_by("order")[0]

    cast.client("managing").post(
        f"{LIST}{asked.pk}/change/",
        {"text": "Is the answer first?", "asked_of": "approvers", "order": "5", "is_active": "on"},
    )

    asked.refresh_from_db()
    assert [asked.text, asked.asked_of] == ["Is the answer first?", "approvers"]


@pytest.mark.parametrize("name", ["editor", "reviewer", "auditor"])
def test_others_only_read_the_checklist(name: str) -> None:
    asked = ChecklistQuestion.objects.order_by("order")[0]
    by = cast.client(name)

    assert by.get(LIST).status_code == 200
    assert by.post(f"{LIST}{asked.pk}/change/", {"text": "Mine?"}).status_code == 403


def test_a_question_is_never_deleted() -> None:
    asked = ChecklistQuestion.objects.order_by("order")[0]

    assert cast.client("admin").post(f"{LIST}{asked.pk}/delete/", {"post": "yes"}).status_code == 403


def test_the_first_page_says_that_a_site_needs_two_people_until_it_has_them() -> None:
    first = cast.client("admin")

    alone = first.get("/admin/").content.decode()
    cast.person("editor")
    together = first.get("/admin/").content.decode()

    assert "A site needs two people" in alone
    assert "A site needs two people" not in together
    assert User.objects.count() == 2
