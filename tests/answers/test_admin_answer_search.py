"""Staff find an answer by any word of its working copy, drafts too."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import cast, make

pytestmark = pytest.mark.django_db


PARTS = ("salt", "SODIUM harmful", "vinegar", "mustard", "ketchup", "trial", "Kidneys", "salt vinegar")


def test_a_draft_is_found_by_each_of_its_parts(client: Client) -> None:
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

    shown = [client.get("/admin/answers/answer/", {"q": each}).content.decode() for each in PARTS]

    assert all("Is salt harmful?" in each for each in shown)
    assert not any("Is pepper dear?" in each for each in shown)


def test_whatever_staff_type_is_answered(client: Client) -> None:
    make.answer(wording="Is salt harmful?")
    client.force_login(cast.person("editor"))

    hostile = ("'", "%", "\\", "\x00", "(" * 300, "salt zebra")
    replies = [client.get("/admin/answers/answer/", {"q": typed}) for typed in hostile]

    assert {reply.status_code for reply in replies} == {200}
