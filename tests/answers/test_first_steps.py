"""The two aids of the sample site's first page: going on as somebody else, and the way of a first answer."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser

from answers import workflow
from answers.management.samples import people
from answers.models import Answer
from answers.templatetags import first_steps
from tests import cast, make

VIOLATIONS = """
axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
.then(result => result.violations.map(rule => rule.id))
"""


@pytest.fixture
def sample_people(db: None, settings: LazySettings) -> dict[str, User]:
    """The demo people, on a site as “make serve” starts it."""
    settings.SAMPLE_SITE, settings.ALLOW_INSECURE_LOCAL = True, True
    return people.make(password=cast.PASSWORD, at=make.NOW)


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(cast.person(username), backend="django.contrib.auth.backends.ModelBackend")
    return client


def go_on_as(client: Client, username: str, address: str = "") -> int:
    sent = {"username": username, "next": address}
    return client.post(reverse("admin:continue_as"), sent).status_code


def whoever(client: Client) -> str:
    found = User.objects.filter(pk=client.session.get("_auth_user_id", 0)).first()
    return found.username if found else ""


def current(username: str) -> tuple[str, str]:
    """The title of the next step and the person who takes it."""
    way = first_steps._way(cast.person(username))
    step = next((each for each in first_steps._steps(way) if not each.is_done), None)
    return (step.title, step.person) if step else ("", "")


def test_anybody_continues_as_a_demo_person(sample_people: dict[str, User]) -> None:
    client = signed_in("editor")

    assert go_on_as(client, "clinician") == 302
    assert whoever(client) == "clinician"


def test_the_sign_in_page_offers_the_demo_people(sample_people: dict[str, User]) -> None:
    page = Client().get(reverse("admin:login")).content.decode()

    assert "Continue as managing" in page


def test_nobody_is_offered_to_continue_as_themselves(sample_people: dict[str, User]) -> None:
    page = signed_in("editor2").get(reverse("admin:index")).content.decode()

    assert 'value="reviewer"' in page
    assert 'value="editor2"' not in page


def test_a_site_for_others_knows_no_such_address(
    sample_people: dict[str, User], settings: LazySettings
) -> None:
    settings.DEBUG, settings.ALLOW_INSECURE_LOCAL = False, False
    client = Client()

    assert go_on_as(client, "managing") == 404
    assert whoever(client) == ""


def test_a_site_for_others_shows_no_demo_people(
    sample_people: dict[str, User], settings: LazySettings
) -> None:
    settings.ALLOW_INSECURE_LOCAL = False

    page = Client().get(reverse("admin:login")).content.decode()

    assert "Continue as" not in page


def test_a_site_that_nobody_called_a_sample_knows_no_such_address(
    sample_people: dict[str, User], settings: LazySettings
) -> None:
    settings.SAMPLE_SITE, settings.DEBUG = False, True

    assert go_on_as(Client(), "managing") == 404


def test_a_real_account_is_never_entered_without_its_password(sample_people: dict[str, User]) -> None:
    User.objects.create_user("stranger", "stranger@example.org", cast.PASSWORD, is_staff=True)

    assert go_on_as(Client(), "stranger") == 404


def test_a_link_cannot_change_the_person(sample_people: dict[str, User]) -> None:
    client = Client()

    assert client.get(reverse("admin:continue_as"), {"username": "admin"}).status_code == 404
    assert whoever(client) == ""


def test_another_site_cannot_change_the_person(sample_people: dict[str, User]) -> None:
    client = Client(enforce_csrf_checks=True)

    assert go_on_as(client, "admin") == 403


def test_one_lands_on_our_pages_only(sample_people: dict[str, User]) -> None:
    sent = {"username": "reviewer", "next": "https://elsewhere.example/"}

    answered = Client().post(reverse("admin:continue_as"), sent)

    assert answered["Location"] == reverse("admin:index")


def test_the_way_begins_with_writing(sample_people: dict[str, User]) -> None:
    assert current("editor") == ("Write", "editor")
    assert current("auditor") == ("Write", "editor")


def test_a_text_without_citations_is_to_be_cited_next(sample_people: dict[str, User]) -> None:
    make.answer(short_answer="It helps.", research="Nobody knows why.")

    assert current("editor") == ("Cite", "editor")


def test_a_cited_text_is_to_be_submitted_next(sample_people: dict[str, User]) -> None:
    make.answer()

    assert current("editor") == ("Submit", "editor")


def test_a_submitted_text_waits_for_the_reviewer(sample_people: dict[str, User]) -> None:
    make.submitted()

    assert current("editor") == ("Check", "reviewer")
    assert current("reviewer") == ("Check", "reviewer")


def test_a_checked_text_waits_for_a_colleague(sample_people: dict[str, User]) -> None:
    make.checked(make.submitted())

    assert current("editor") == ("Approve", "editor2")


def test_a_topic_that_asks_for_a_clinician_waits_for_one(sample_people: dict[str, User]) -> None:
    made = make.answer(topic_=make.topic(clinician_needed=True))
    make.checked(make.submitted(made))

    assert current("editor") == ("Approve", "clinician")


def test_an_approved_text_is_to_be_published_next(sample_people: dict[str, User]) -> None:
    make.approved()

    assert current("editor") == ("Publish", "editor2")


def test_a_request_for_changes_leads_back_to_submitting(sample_people: dict[str, User]) -> None:
    revision = make.submitted()
    workflow.request_changes(
        revision,
        by=cast.person("editor2"),
        at=make.NOW,
        content_hash=revision.content_hash,
        note="Say it in plain words.",
    )

    assert current("editor") == ("Submit", "editor")


def test_a_published_answer_is_shown_as_a_patient_reads_it(sample_people: dict[str, User]) -> None:
    published = make.published()

    page = signed_in("editor").get(reverse("admin:index")).content.decode()

    assert current("editor") == ("", "")
    assert f'href="{published.answer.question.get_absolute_url()}"' in page


def test_ones_own_newest_answer_leads_the_way(sample_people: dict[str, User]) -> None:
    make.submitted()
    make.answer(by=cast.person("editor2"))

    assert current("editor") == ("Check", "reviewer")
    assert current("editor2") == ("Submit", "editor2")


def test_the_samples_do_not_count_as_a_first_answer(sample_people: dict[str, User]) -> None:
    made = make.answer()
    Answer.objects.filter(pk=made.pk).update(is_sample=True)

    assert current("editor") == ("Write", "editor")


@pytest.mark.parametrize(
    ("made", "title", "address"),
    [
        (lambda: None, "Write", "/admin/answers/answer/add/"),
        (lambda: make.answer(short_answer="It helps.", research="So."), "Cite", "/admin/answers/answer/"),
        (make.answer, "Submit", "/submit/"),
        (make.submitted, "Check", "/admin/review/"),
        (lambda: make.checked(make.submitted()), "Approve", "/admin/review/"),
        (make.approved, "Publish", "/publish/"),
    ],
)
def test_every_step_leads_to_a_page_that_opens_for_its_person(
    sample_people: dict[str, User], made: Callable[[], object], title: str, address: str
) -> None:
    made()
    way = first_steps._way(sample_people["editor"])
    step = next(each for each in first_steps._steps(way) if not each.is_done)

    opened = signed_in(step.person).get(step.address)

    assert (step.title, opened.status_code) == (title, 200)
    assert address in step.address


def test_the_next_step_of_another_person_is_a_button_that_leads_there(
    sample_people: dict[str, User],
) -> None:
    revision = make.submitted()

    page = signed_in("editor").get(reverse("admin:index")).content.decode()

    assert f'name="next" value="/admin/review/{revision.pk}/"' in page


def test_both_pages_have_no_barriers(
    chromium: Browser, live_site: str, axe_source: Path, sample_people: dict[str, User]
) -> None:
    page = chromium.new_page(bypass_csp=True)
    found = []

    page.goto(f"{live_site}/admin/login/")
    page.add_script_tag(path=axe_source)
    found += page.evaluate(VIOLATIONS)
    page.get_by_role("button", name="Continue as editor2").click()
    page.add_script_tag(path=axe_source)
    found += page.evaluate(VIOLATIONS)

    assert page.url == f"{live_site}/admin/"
    assert found == []
    page.close()


def test_the_way_is_walked_without_scripts(
    chromium: Browser, live_site: str, sample_people: dict[str, User]
) -> None:
    make.submitted()
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(f"{live_site}/admin/login/")
    page.get_by_role("button", name="Continue as editor", exact=True).click()
    page.get_by_role("button", name="Go on as reviewer: Check").click()

    assert "/admin/review/" in page.url
    context.close()
