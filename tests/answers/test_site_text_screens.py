"""The screens where the site's texts are written and approved: what each person sees and may do."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.models import SiteText
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

EVERY, ONE = "/admin/site-texts/", "/admin/site-texts/about/"


def signed_in(name: str) -> Client:
    client = Client()
    client.force_login(cast.person(name))
    return client


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_form_begins_with_the_text_that_came_with_the_software() -> None:
    assert "Who publishes this site" in html(signed_in("managing"), ONE)


def test_what_was_typed_is_saved_and_waits_for_somebody_else() -> None:
    client = signed_in("managing")

    client.post(ONE, {"base": "0", "html": "<p>Ours.</p>", "note": "Begun."})

    shown = html(client, ONE)
    assert "Version 1 waits for approval" in shown
    assert "You wrote part of this text, so somebody else must approve it." in shown
    assert "/approve/" not in shown


def test_a_colleague_sees_what_changed_and_approves_exactly_that() -> None:
    make.approved_site_text(make.site_text("<p>We are ten people.</p>"))
    text = make.site_text("<p>We are eleven people.</p>", base=1)
    client = signed_in("editor")
    shown = html(client, ONE)

    client.post(f"/admin/site-texts/{text.pk}/approve/", {"content_hash": text.content_hash})

    assert "<ins>" in shown
    assert SiteText.objects.public("about") == text


def test_an_approval_of_another_text_than_was_shown_is_refused_in_words() -> None:
    text = make.site_text()

    answered = signed_in("editor").post(
        f"/admin/site-texts/{text.pk}/approve/", {"content_hash": "0" * 64}, follow=True
    )

    assert "changed after you opened it" in answered.content.decode()
    assert SiteText.objects.public("about") is None


def test_whoever_saves_second_keeps_what_was_typed_and_sees_the_other_text() -> None:
    make.site_text("<p>Theirs.</p>", by="editor2")

    answered = signed_in("managing").post(ONE, {"base": "0", "html": "<p>Mine.</p>", "note": ""})

    shown = answered.content.decode()
    assert answered.status_code == 422
    assert "Somebody else has saved this text meanwhile" in shown
    assert "&lt;p&gt;Mine.&lt;/p&gt;" in shown
    assert "Theirs." in shown
    assert 'name="base" value="1"' in shown


def test_a_former_version_can_be_read_and_begun_from() -> None:
    make.approved_site_text(make.site_text("<p>First.</p>"))
    make.site_text("<p>Second.</p>", base=1)
    client = signed_in("editor")

    begun, read = html(client, f"{ONE}?from=1"), html(client, f"{ONE}1/")

    assert "&lt;p&gt;First.&lt;/p&gt;" in begun
    assert 'name="base" value="2"' in begun
    assert "<p>First.</p>" in read


@pytest.mark.parametrize("address", [f"{ONE}9/", "/admin/site-texts/nowhere/", f"{ONE}?from=nine"])
def test_an_address_that_leads_nowhere_breaks_nothing(address: str) -> None:
    assert signed_in("editor").get(address).status_code in (200, 404)


def test_a_reviewer_reads_and_writes_nothing() -> None:
    make.site_text()

    shown = html(signed_in("reviewer"), ONE)

    assert "Write a new version" not in shown
    assert "/approve/" not in shown


def test_the_list_says_what_waits_and_asks_no_more_often_with_more_versions() -> None:
    make.site_text()
    client = signed_in("editor")
    client.get(EVERY)
    with CaptureQueriesContext(connection) as few:
        shown = html(client, EVERY)
    make.site_text("<p>Two.</p>", base=1)
    make.site_text("<p>Three.</p>", base=2)

    with CaptureQueriesContext(connection) as many:
        client.get(EVERY)

    assert "Version 1 by managing waits" in shown
    assert len(many) == len(few)


def test_the_history_of_a_text_asks_no_more_often_with_more_versions() -> None:
    make.approved_site_text(make.site_text())
    client = signed_in("editor2")
    client.get(ONE)
    with CaptureQueriesContext(connection) as few:
        client.get(ONE)
    for number in range(1, 4):
        make.approved_site_text(make.site_text(f"<p>Version {number}.</p>", base=number))

    with CaptureQueriesContext(connection) as many:
        client.get(ONE)

    assert len(many) == len(few)
