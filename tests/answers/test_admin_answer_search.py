"""Staff find an answer by any word of its working copy, drafts too."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "typed", ["salt", "SODIUM harmful", "vinegar", "mustard", "ketchup", "trial", "Kidneys", "salt vinegar"]
)
def test_a_draft_is_found_by_each_of_its_parts(client: Client, typed: str) -> None:
    made = make.answer(
        topic_=make.topic(name="Kidneys"),
        wording="Is salt harmful?",
        research="<p>Vinegar was tested [@trial].</p>",
        unknowns="<p>Nobody looked at mustard.</p>",
        doctor_questions=("Should I avoid ketchup?",),
    )
    made.question.phrasings.create(text="Does sodium hurt me?")
    make.answer(wording="Is pepper dear?", short_answer="", research="", certainty_reason="")
    client.force_login(cast.person("editor"))

    shown = client.get("/admin/answers/answer/", {"q": typed}).content.decode()

    assert "Is salt harmful?" in shown
    assert "Is pepper dear?" not in shown


@pytest.mark.parametrize("typed", ["'", "%", "\\", "\x00", "(" * 300, "salt zebra"])
def test_whatever_staff_type_is_answered(client: Client, typed: str) -> None:
    make.answer(wording="Is salt harmful?")
    client.force_login(cast.person("editor"))

    reply = client.get("/admin/answers/answer/", {"q": typed})

    assert reply.status_code == 200
