"""What a process loads: what readers need at its start, the rest when somebody asks for it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from django.contrib.admin.checks import check_admin_app
from django.core import checks
from django.urls import reverse

from qa_site import admin_app
from tests import run

HEAVY = [
    "answers.admin",
    "answers.importers",
    "bleach",
    "drf_spectacular",
    "nh3",
    "psycopg",
    "redis",
    "rest_framework",
]

LOADED = """
import json, sys
from qa_site.wsgi import application
from django.template.loader import render_to_string
from django.urls import resolve, reverse
{asked}
print(json.dumps([name for name in {heavy} if name in sys.modules]))
"""


def loaded(asked: str) -> list[str]:
    """Which of the heavy ones a new process on SQLite has loaded after this."""
    environment = run.clean_environment() | {"DEBUG": "1", "DATABASE_URL": "sqlite:///:memory:"}
    code = LOADED.format(asked=asked, heavy=HEAVY)
    told = subprocess.run([sys.executable, "-c", code], env=environment, stdout=subprocess.PIPE, check=True)
    found: list[str] = json.loads(told.stdout)
    return found


@pytest.mark.any_database
def test_a_process_that_serves_readers_loads_nothing_that_staff_and_programs_need() -> None:
    asked = 'resolve("/questions/a/"); reverse("answers:home"); render_to_string("answers/_foot_links.html")'

    assert loaded(asked) == []


@pytest.mark.any_database
def test_the_interface_takes_along_no_client_of_a_database_that_is_not_used() -> None:
    assert loaded('reverse("api:answers")') == ["rest_framework"]


def test_parts_that_are_loaded_later_have_their_names() -> None:
    assert reverse("admin:index") == "/admin/"
    assert reverse("api:docs") == "/api/v1/docs/"


def test_system_checks_see_every_screen_of_the_admin() -> None:
    registered = checks.registry.registry.get_checks()

    assert admin_app.screens in registered
    assert check_admin_app not in registered
    assert admin_app.screens(None) == []
