"""An editor sets up an app for codes, comes back with one, and is asked again before signing an approval."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.utils import timezone
from django_otp.oath import hotp
from playwright.sync_api import expect

from answers import sessions
from answers.models import Decision
from answers.models.second_factors import SECONDS
from tests import make
from tests.journeys.arriving import Person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]


def code(secret: str, steps: int) -> str:
    """What the app shows so many steps from now; each code opens once, and clocks may differ by one step."""
    step = int(timezone.now().timestamp()) // SECONDS + steps
    return f"{hotp(base64.b32decode(secret.replace(' ', '')), step):06}"


def test_a_code_of_the_app_opens_the_door_and_signs_an_approval_and_a_recovery_code_opens_it_once(
    arrive: Callable[..., Person], settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.STAFF_2FA_REQUIRED = True
    revision = make.checked(make.submitted())

    editor2 = arrive("editor2")
    secret = editor2.page.locator(".typed-secret").inner_text()
    the_code_is_typed(editor2, code(secret, -1), "Set it up")
    spare = editor2.page.locator(".recovery-codes code").first.inner_text()
    editor2.follow("I have kept them")
    expect(editor2.page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")

    editor2.press("Log out")
    editor2.sign_in("editor2")
    the_door_stays_shut(editor2)
    the_code_is_typed(editor2, code(secret, 0), "Go on")

    monkeypatch.setattr(sessions, "PROOF_LASTS", datetime.timedelta(0))
    editor2.visit(f"/admin/review/{revision.pk}/approve/")
    editor2.page.get_by_label("whole page reviewed").check()
    editor2.page.get_by_label("Your declared interests").fill("None")
    editor2.press("Approve")
    expect(editor2.page.get_by_text("Type your password or a code first.")).to_be_visible()
    expect(editor2.page.get_by_label("whole page reviewed")).to_be_checked()
    editor2.page.get_by_label("Your password, or a code from your app").fill(code(secret, 1))
    editor2.press("Approve")
    assert Decision.objects.get().kind == Decision.Kind.APPROVED

    a_recovery_code_opens_once(arrive("editor2"), spare)


def the_code_is_typed(person: Person, typed: str, button: str) -> None:
    person.page.get_by_label("Code").fill(typed)
    person.press(button)


def the_door_stays_shut(person: Person) -> None:
    """A password alone leads nowhere else."""
    person.visit("/admin/review/")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("One more step")


def a_recovery_code_opens_once(person: Person, spare: str) -> None:
    the_code_is_typed(person, spare, "Go on")
    expect(person.page.get_by_role("heading", level=1)).to_have_text("What would you like to do?")
    person.press("Log out")
    person.sign_in("editor2")
    the_code_is_typed(person, spare, "Go on")
    expect(person.page.locator(".errorlist")).to_be_visible()
