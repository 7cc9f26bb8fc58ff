"""A person gets everything that is held about them, and no secret."""

from __future__ import annotations

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone

from answers import workflow
from answers.models import Scope
from tests import cast, make

pytestmark = pytest.mark.django_db


def exported(name: str) -> tuple[dict[str, list[dict[str, object]]], str]:
    told = StringIO()
    call_command("export_person", name, stdout=told)
    return json.loads(told.getvalue()), told.getvalue()


def test_a_person_gets_account_byline_signatures_and_their_own_words() -> None:
    publication = make.published()
    make.thread(publication.revision, by="editor2", text="My very own words.")

    held, written = exported("editor2")

    assert held["auth.User"][0]["email"] == "editor2@example.org"
    assert held["answers.Contributor"][0]["name"] == "Test Editor2"
    assert {"answers.Comment", "answers.Event"} <= held.keys()
    assert "My very own words." in written


def test_nobody_elses_byline_and_no_secret_is_in_it() -> None:
    make.published()
    editor = cast.person("editor")
    Client().force_login(editor)
    _key, secret = workflow.make_key(name="x", scopes=[Scope.COMMENT], days=1, by=editor, at=timezone.now())

    held, written = exported("editor")

    assert [each["user"] for each in held["answers.Contributor"]] == [editor.pk]
    assert secret not in written
    assert editor.password not in written
    assert not any("digest" in each or "session_key" in each for rows in held.values() for each in rows)


def test_an_account_that_does_not_exist_is_named() -> None:
    with pytest.raises(CommandError, match="no account “nobody”"):
        exported("nobody")
