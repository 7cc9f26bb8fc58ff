"""What a process loads: what readers need at its start, the rest when somebody asks for it."""

from __future__ import annotations

import json
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest
from django.conf import LazySettings
from django.contrib.admin.checks import check_admin_app
from django.core import checks
from django.core.management import get_commands, load_command_class
from django.urls import path, resolve, reverse

from answers.later import Views
from qa_site import admin_app, later
from tests import run

HEAVY = [
    "answers.admin",
    "answers.comments",
    "answers.importers",
    "answers.pages.compared",
    "answers.workflow",
    "bleach",
    "drf_spectacular",
    "nh3",
    "psycopg",
    "pygments",
    "redis",
    "rest_framework",
    "segno",
    "sources.importers",
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
def test_the_interface_for_readers_takes_along_neither_the_workflow_nor_another_databases_client() -> None:
    assert loaded('reverse("api:answers")') == ["rest_framework"]


def test_parts_that_are_loaded_later_have_their_names() -> None:
    assert reverse("admin:index") == "/admin/"
    assert reverse("api:docs") == "/api/v1/docs/"


def test_a_view_that_is_loaded_later_says_what_django_asks_of_it() -> None:
    feedback: Any = resolve("/feedback/").func
    sources: Any = resolve("/sources/").func
    of_programs: Any = resolve("/api/v1/sources/").func

    assert feedback.csrf_exempt
    assert not hasattr(sources, "csrf_exempt")
    assert of_programs.cls.__name__ == "Sources"


def test_system_checks_find_a_view_that_is_not_there(settings: LazySettings) -> None:
    settings.ROOT_URLCONF = ModuleType("addresses")
    settings.ROOT_URLCONF.urlpatterns = [path("", Views("answers.views.lists").nowhere)]

    with pytest.raises(AttributeError, match="nowhere"):
        later.views()


def test_system_checks_see_every_screen_of_the_admin() -> None:
    registered = checks.registry.registry.get_checks()

    assert admin_app.screens in registered
    assert check_admin_app not in registered
    assert admin_app.screens(None) == []


OURS = [name for name, app in get_commands().items() if app in ("answers", "sources")]


@pytest.mark.parametrize("name", OURS)
def test_a_command_of_ours_does_not_wait_for_screens_to_be_checked(name: str) -> None:
    """It would load them all, which takes longer than most commands; `migrate` looks at everything."""
    assert load_command_class(get_commands()[name], name).requires_system_checks == []
    assert load_command_class("django.core", "migrate").requires_system_checks == "__all__"
