"""Staff find an answer by any word of its texts, drafts too."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from answers import revisions
from answers.admin.writing import answer_search
from sources.admin import long_lists
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


def test_what_is_public_is_found_by_parts_of_words_and_what_was_changed_since_too(
    client: Client,
) -> None:
    typed = make.answer(wording="Is salt harmful?", research="<p>Vinegar was tested.</p>")
    made = make.published(typed).answer
    draft = replace(revisions.draft_of(made), research="<p>Vinegar was tested, and ketchup.</p>")
    make.answer(wording="Is pepper dear?", short_answer="", research="", certainty_reason="")
    client.force_login(cast.person("editor"))

    public = client.get("/admin/answers/answer/", {"q": "the nega"}).content.decode()
    make.revision(made, draft)
    changed = client.get("/admin/answers/answer/", {"q": "vineg ketch"}).content.decode()

    for shown in (public, changed):
        assert "Is salt harmful?" in shown
        assert "Is pepper dear?" not in shown


def test_a_long_list_says_that_it_is_not_whole(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(long_lists, "MOST", 1)
    make.answer(wording="Is salt harmful?")
    make.answer(wording="Is much salt dear?")
    client.force_login(cast.person("editor"))

    shown = client.get("/admin/answers/answer/", {"q": "salt"}).content.decode()

    assert "Add a word to find fewer." in shown
    assert "Is much salt dear?" in shown
    assert "Is salt harmful?" not in shown


def test_words_are_found_together_that_stand_in_different_places(client: Client) -> None:
    make.source("moreau2022")
    typed = make.answer(wording="Is salt harmful?", research="<p>Vinegar was tested [@moreau2022].</p>")
    made = make.published(typed).answer
    draft = replace(revisions.draft_of(made), unknowns="<p>Nobody looked at ketchup.</p>")
    make.answer(wording="Is pepper dear?", short_answer="", research="", certainty_reason="")
    client.force_login(cast.person("editor"))

    key_and_text = client.get("/admin/answers/answer/", {"q": "moreau2022 vinegar"}).content.decode()
    make.revision(made, draft)
    key_and_draft = client.get("/admin/answers/answer/", {"q": "ketchup moreau2022"}).content.decode()
    too_short_to_be_known = client.get("/admin/answers/answer/", {"q": "vi moreau2022"}).content.decode()

    for shown in (key_and_text, key_and_draft, too_short_to_be_known):
        assert "Is salt harmful?" in shown
        assert "Is pepper dear?" not in shown


def test_drafts_that_are_too_many_to_be_named_are_read_too(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer_search, "READ_ALONE", 1)
    for wording in ("Is salt harmful?", "Is salt dear?", "Is pepper dear?"):
        make.answer(wording=wording, short_answer="", research="", certainty_reason="")
    client.force_login(cast.person("editor"))

    shown = client.get("/admin/answers/answer/", {"q": "salt harm"}).content.decode()

    assert "Is salt harmful?" in shown
    assert "Is salt dear?" not in shown
    assert "Is pepper dear?" not in shown
