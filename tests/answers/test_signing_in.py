"""Signing in: the second factor, recovery codes, and links to begin anew."""

from __future__ import annotations

import base64
import datetime
import json
import re
from io import StringIO

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_otp.oath import hotp

from answers import workflow
from answers.models import Event, RecoveryCode, Refused, SecondFactor, SignInLink, StaffSession
from answers.models.second_factors import SECONDS
from tests import cast, make

pytestmark = pytest.mark.django_db

SEED = "a" * 64
PASSWORD = "four words nobody joins"


@pytest.fixture
def _required(settings: LazySettings) -> None:
    settings.STAFF_2FA_REQUIRED = True


def code(at: datetime.datetime, seed: str = SEED) -> str:
    secret = base64.b32decode(workflow.secret_text(seed).replace(" ", ""))
    return f"{hotp(secret, int(at.timestamp()) // SECONDS):06}"


def enrolled(name: str = "editor", at: datetime.datetime = make.NOW) -> tuple[User, list[str]]:
    person = cast.person(name)
    return person, workflow.set_up_second_factor(person, seed=SEED, code=code(at), at=at)


def signed_in(name: str = "editor") -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


# --- The app's codes ---------------------------------------------------------------------------


def test_the_apps_code_opens_and_a_second_time_it_does_not() -> None:
    person, _codes = enrolled()
    later = make.NOW + datetime.timedelta(minutes=2)

    workflow.show_second_factor(person, code(later), at=later)

    with pytest.raises(Refused, match="used before"):
        workflow.show_second_factor(person, code(later), at=later)


@pytest.mark.parametrize(
    ("seconds", "is_taken"), [(-30, True), (0, True), (30, True), (60, False), (-60, False)]
)
def test_clocks_may_differ_by_half_a_minute(seconds: int, is_taken: bool) -> None:  # noqa: FBT001
    person, _codes = enrolled(at=make.NOW)
    later = make.NOW + datetime.timedelta(minutes=10)
    typed = code(later + datetime.timedelta(seconds=seconds))

    try:
        workflow.show_second_factor(person, typed, at=later)
        taken = True
    except Refused:
        taken = False

    assert taken == is_taken


def test_an_app_that_shows_no_right_code_is_not_set_up() -> None:
    person = cast.person("editor")

    with pytest.raises(Refused, match="shows another code"):
        workflow.set_up_second_factor(person, seed=SEED, code="000000", at=make.NOW)

    assert not SecondFactor.objects.exists()


def test_too_many_wrong_codes_rest_for_a_while_but_a_recovery_code_still_opens() -> None:
    person, codes = enrolled()
    later = make.NOW + datetime.timedelta(minutes=5)
    for _each in range(SecondFactor.MOST_TRIES):
        with pytest.raises(Refused):
            workflow.show_second_factor(person, "000000", at=later)

    with pytest.raises(Refused, match="Too many wrong codes"):
        workflow.show_second_factor(person, code(later), at=later)
    workflow.show_second_factor(person, codes[0], at=later)
    after = later + SecondFactor.REST + datetime.timedelta(seconds=1)
    workflow.show_second_factor(person, code(after), at=after)


def test_a_recovery_code_opens_once_however_it_is_typed() -> None:
    person, codes = enrolled()

    workflow.show_second_factor(person, f" {codes[3].upper().replace('-', ' ')} ", at=make.NOW)

    with pytest.raises(Refused):
        workflow.show_second_factor(person, codes[3], at=make.NOW)
    assert RecoveryCode.objects.unused(person).count() == 9


def test_new_recovery_codes_take_the_place_of_the_former() -> None:
    person, former = enrolled()

    codes = workflow.renew_recovery_codes(person, at=make.NOW)

    with pytest.raises(Refused):
        workflow.show_second_factor(person, former[0], at=make.NOW)
    workflow.show_second_factor(person, codes[0], at=make.NOW)


def test_one_persons_recovery_code_does_not_open_for_another() -> None:
    _person, codes = enrolled()

    with pytest.raises(Refused):
        workflow.show_second_factor(cast.person("editor2"), codes[0], at=make.NOW)


def test_nothing_in_the_database_opens_anything(settings: LazySettings) -> None:
    person, codes = enrolled()
    stored = repr([list(SecondFactor.objects.values()), list(RecoveryCode.objects.values())])
    secret = workflow.secret_text(SEED).replace(" ", "")

    settings.SECRET_KEY = "another site's"

    assert secret not in stored
    assert not any(each in stored or each.replace("-", "") in stored for each in codes)
    assert SecondFactor.objects.get(person=person).secret == b""


def test_a_changed_secret_of_the_site_keeps_the_apps_while_the_former_is_named(
    settings: LazySettings,
) -> None:
    person, _codes = enrolled()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    later = make.NOW + datetime.timedelta(minutes=5)
    typed = code(later)

    settings.SECRET_KEY = "the new one"

    workflow.show_second_factor(person, typed, at=later)


# --- The door ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/review/", "/admin/answers/answer/", "/admin/keys/", "/admin/nowhere/"]
)
def test_a_password_alone_opens_no_staff_page(path: str) -> None:
    response = signed_in().get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/admin/second-factor/?next=")


@pytest.mark.usefixtures("_required")
def test_a_password_alone_sends_no_form_and_opens_no_interface() -> None:
    client = signed_in("managing")

    assert client.post("/admin/mail/", {})["Location"] == "/admin/second-factor/"
    assert client.get("/api/v1/revisions/").status_code == 403
    assert "second factor" in client.get("/api/v1/events/").json()["detail"]


@pytest.mark.usefixtures("_required")
def test_the_first_sign_in_sets_the_second_factor_up_and_then_opens_the_page_that_was_wanted() -> None:
    client = signed_in()
    page = client.get("/admin/second-factor/?next=/admin/keys/").text
    signed = re.search(r'name="seed" value="([^"]+)"', page)
    typed = re.search(r'typed-secret">([A-Z2-7 ]+)<', page)
    assert signed is not None
    assert typed is not None
    secret = base64.b32decode(typed[1].replace(" ", ""))
    now = f"{hotp(secret, int(timezone.now().timestamp()) // SECONDS):06}"

    response = client.post("/admin/second-factor/", {"seed": signed[1], "code": now, "next": "/admin/keys/"})

    codes = re.findall(r"<code>([a-z2-9-]{29})</code>", response.text)
    assert len(codes) == RecoveryCode.COUNT
    assert 'href="/admin/keys/"' in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert client.get("/admin/keys/").status_code == 200
    assert "square" in page
    assert "user-tools" not in page


@pytest.mark.usefixtures("_required")
def test_a_seed_signed_for_one_person_is_none_for_another() -> None:
    page = signed_in("editor").get("/admin/second-factor/").text
    signed = re.search(r'name="seed" value="([^"]+)"', page)
    assert signed is not None

    response = signed_in("editor2").post("/admin/second-factor/", {"seed": signed[1], "code": "123456"})

    assert response.status_code == 422
    assert "open for too long" in response.text


@pytest.mark.usefixtures("_required")
def test_the_second_sign_in_asks_for_the_code_and_goes_on_under_another_key() -> None:
    enrolled(at=timezone.now() - datetime.timedelta(minutes=5))
    client = signed_in()
    before = client.cookies["sessionid"].value

    wrong = client.post("/admin/second-factor/", {"code": "12"})
    right = client.post("/admin/second-factor/?next=/admin/mail/", {"code": code(timezone.now())})

    assert wrong.status_code == 422
    assert right["Location"] == "/admin/mail/"
    assert client.cookies["sessionid"].value != before
    assert client.get("/admin/mail/").status_code == 200


@pytest.mark.usefixtures("_required")
def test_the_second_factor_leads_to_no_other_site() -> None:
    enrolled(at=timezone.now() - datetime.timedelta(minutes=5))

    response = signed_in().post(
        "/admin/second-factor/", {"code": code(timezone.now()), "next": "https://evil.example/"}
    )

    assert response["Location"] == "/admin/"


@pytest.mark.usefixtures("_required")
@pytest.mark.parametrize("path", ["/admin/second-factor/anew/", "/admin/second-factor/codes/"])
def test_who_has_a_second_factor_cannot_set_up_another_with_a_password_alone(path: str) -> None:
    enrolled()
    client = signed_in()
    kept = list(SecondFactor.objects.values()), list(RecoveryCode.objects.values())

    answers = [client.get(path), client.post(path, {"code": code(timezone.now())})]

    assert {each["Location"] for each in answers} == {"/admin/second-factor/"}
    assert "square" not in client.get("/admin/second-factor/").text
    assert (list(SecondFactor.objects.values()), list(RecoveryCode.objects.values())) == kept


# --- Links -------------------------------------------------------------------------------------


def made(*arguments: str) -> str:
    told = StringIO()
    call_command("create_staff", *arguments, stdout=told, stderr=StringIO())
    return told.getvalue().strip()


def test_a_new_colleague_comes_in_by_a_link_that_works_once() -> None:
    link = made("newcomer", "--group", "Reviewers", "--group", "Auditors")
    client = Client()
    path = link.removeprefix("http://127.0.0.1:8000")

    page = client.get(path)
    response = client.post(path, {"password": PASSWORD, "again": PASSWORD})

    person = User.objects.get(username="newcomer")
    assert "newcomer" in page.text
    assert response["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert person.check_password(PASSWORD)
    assert sorted(person.groups.values_list("name", flat=True)) == ["Auditors", "Reviewers"]
    assert Client().get(path).status_code == 404
    assert Event.objects.filter(verb__in=("opened an account", "made a sign-in link")).count() == 2


@pytest.mark.usefixtures("_required")
def test_a_link_for_a_lost_telephone_ends_the_former_one_and_every_session() -> None:
    person, codes = enrolled()
    elsewhere = signed_in()
    path = made("editor").removeprefix("http://127.0.0.1:8000")

    client = Client()
    response = client.post(path, {"password": PASSWORD, "again": PASSWORD})

    assert response["Location"] == "/admin/second-factor/"
    assert "square" in client.get("/admin/second-factor/").text
    assert not SecondFactor.objects.filter(person=person).exists()
    assert elsewhere.get("/admin/second-factor/")["Location"].startswith("/admin/login/")
    with pytest.raises(Refused):
        workflow.show_second_factor(person, codes[0], at=timezone.now())


def test_making_a_link_changes_nothing_until_it_is_used() -> None:
    person, _codes = enrolled()
    client = signed_in()

    made("editor")

    assert client.get("/admin/").status_code == 200
    assert SecondFactor.objects.filter(person=person).exists()


@pytest.mark.parametrize(
    "typed", ["short", "password1234", "12345678901234", "editor@example.org", "Citewell-Review-26"]
)
def test_a_weak_password_is_refused_and_the_link_still_works(typed: str) -> None:
    cast.person("editor")
    path = made("editor").removeprefix("http://127.0.0.1:8000")

    refused = Client().post(path, {"password": typed, "again": typed})

    assert refused.status_code == 422
    assert Client().get(path).status_code == 200


@pytest.mark.parametrize("case", ["unknown", "over", "newer", "closed"])
def test_every_link_that_does_not_work_gets_the_same_page(case: str) -> None:
    person = cast.person("editor")
    path = made("editor").removeprefix("http://127.0.0.1:8000")
    if case == "unknown":
        path = f"/admin/sign-in/{'x' * 43}/"
    if case == "over":
        SignInLink.objects.update(expires_at=timezone.now())
    if case == "newer":
        made("editor")
    if case == "closed":
        User.objects.filter(pk=person.pk).update(is_active=False)

    response = Client().get(path)

    assert response.status_code == 404
    assert "works no more" in response.text
    assert "editor" not in response.text
    assert response.headers["Referrer-Policy"] == "same-origin"


def test_only_an_administrator_makes_a_link_on_screen_and_sees_it_once() -> None:
    person = cast.person("editor")
    address = f"/admin/accounts/{person.pk}/sign-in-link/"

    refused = signed_in("managing").post(address)
    response = signed_in("admin").post(address)

    assert refused.status_code == 403
    assert re.search(r"/admin/sign-in/[\w-]{43}/", response.text)
    assert not re.search(r"/admin/sign-in/[\w-]{43}/", signed_in("admin").get(address).text)
    assert address in signed_in("admin").get(f"/admin/auth/user/{person.pk}/change/").text


def test_the_command_names_the_groups_when_one_is_unknown_and_tells_a_program_in_json() -> None:
    with pytest.raises(CommandError, match="no group “Cooks”"):
        made("cook", "--group", "Cooks")

    told = json.loads(made("colleague", "--group", "Reviewers", "--json"))

    assert not User.objects.filter(username="cook").exists()
    assert told["is_new"]
    assert told["link"].startswith("http://127.0.0.1:8000/admin/sign-in/")


def test_a_closed_account_gets_no_link() -> None:
    person = cast.person("editor")
    User.objects.filter(pk=person.pk).update(is_active=False)

    with pytest.raises(CommandError, match="This account is closed"):
        made("editor")


def test_who_signs_in_and_who_is_refused_is_noted_by_number_alone(caplog: pytest.LogCaptureFixture) -> None:
    person = cast.person("reviewer")
    client = Client()

    client.post("/admin/login/", {"username": "reviewer", "password": cast.PASSWORD})
    client.post(f"/admin/accounts/{person.pk}/sign-in-link/")
    gone = client.post("/admin/logout/")

    told = [each.getMessage() for each in caplog.records if each.name == "qa_site.staff_door"]
    assert told == [
        f"Account {person.pk} signed in.",
        f"Refused with 403: account {person.pk}, POST admin:account_link.",
        f"Account {person.pk} signed out.",
    ]
    assert gone.headers["Clear-Site-Data"] == '"cache"'


# --- Sessions ----------------------------------------------------------------------------------


def test_a_session_that_was_left_alone_is_over(settings: LazySettings) -> None:
    client = signed_in()
    age(client, seen=settings.STAFF_SESSION_IDLE)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_a_session_is_over_after_some_hours_however_busy_it_was(settings: LazySettings) -> None:
    client = signed_in()
    age(client, began=settings.STAFF_SESSION_LASTS)

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def test_using_a_session_keeps_it_open_and_is_noted_once_a_minute() -> None:
    client = signed_in()
    age(client, seen=datetime.timedelta(minutes=30))

    client.get("/admin/")
    noted = StaffSession.objects.get().seen_at
    client.get("/admin/")

    assert noted is not None
    assert timezone.now() - noted < datetime.timedelta(minutes=1)
    assert StaffSession.objects.get().seen_at == noted


def test_a_copy_of_the_sessions_table_opens_no_session() -> None:
    client = signed_in()
    key = client.cookies["sessionid"].value

    assert key not in repr(list(StaffSession.objects.values()))
    stranger = Client()
    stranger.cookies["sessionid"] = StaffSession.objects.get().pk
    assert stranger.get("/admin/").status_code == 302


def test_a_new_password_ends_the_sessions_elsewhere() -> None:
    client, person = signed_in(), cast.person("editor")
    person.set_password(PASSWORD)
    person.save()

    assert client.get("/admin/")["Location"].startswith("/admin/login/")


def age(client: Client, **by: datetime.timedelta) -> None:
    """Make the client's session older than this, and a second more."""
    session = client.session
    for name, time in by.items():
        session[name] -= time.total_seconds() + 1
    session.save()
