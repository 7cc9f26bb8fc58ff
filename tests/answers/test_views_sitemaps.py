"""The sitemap, robots.txt and security.txt: by the rules of their forms, and of public pages alone."""

from __future__ import annotations

import datetime
import re
from xml.etree.ElementTree import fromstring

import pytest
from django.conf import LazySettings, settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from answers import urls, workflow
from answers.models import PublishedPage, Topic
from answers.views import sitemaps
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OF_NO_SITEMAP = {
    "search", "my_questions", "feedback", "feedback_thanks",
    "feed", "corrections_feed", "sitemap", "robots", "security",
}  # fmt: skip
"""Addresses that are no page for readers who come from a search engine."""


@pytest.fixture
def blood() -> Topic:
    return make.topic(name="Blood", slug="blood")


def listed(client: Client, address: str) -> dict[str, str | None]:
    """Each address of a sitemap with its last change."""
    response = client.get(address)
    assert response.status_code == 200, address
    assert response.headers["Content-Type"] == "application/xml; charset=utf-8"
    root = fromstring(response.content)
    space = f"{{{sitemaps.NAMESPACE}}}"
    assert root.tag in (f"{space}sitemapindex", f"{space}urlset")
    found = {}
    for each in root:
        place = each.findtext(f"{space}loc")
        assert place is not None
        assert place.startswith(f"{settings.SITE_URL}/")
        found[place.removeprefix(settings.SITE_URL)] = each.findtext(f"{space}lastmod")
    return found


def everything(client: Client) -> dict[str, str | None]:
    parts = [listed(client, address) for address in listed(client, "/sitemap.xml")]
    return {address: changed for part in parts for address, changed in part.items()}


def test_every_public_page_is_in_the_sitemap_with_its_last_review(client: Client, blood: Topic) -> None:
    page = make.published(make.answer(topic_=blood, wording="هل هو آمن؟")).answer.page

    found = everything(client)

    reviewed = page.last_reviewed_on.isoformat()
    assert found[reverse("answers:question", args=[page.slug])] == reviewed
    assert found["/topics/blood/"] == found["/"] == found["/questions/"] == reviewed
    assert {"/sources/trial/", "/sources/review/", "/corrections/"} <= found.keys()


def test_every_address_of_the_sitemap_answers_and_wants_to_be_found(client: Client, blood: Topic) -> None:
    make.published(make.answer(topic_=blood))

    found = {address: client.get(address) for address in everything(client)}

    assert {address for address, response in found.items() if response.status_code != 200} == set()
    assert {address for address, response in found.items() if b"noindex" in response.content} == set()
    for address, response in found.items():
        assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in response.content.decode()


def test_every_page_with_one_address_is_in_the_sitemap_or_left_out_by_name() -> None:
    named = {each.name for each in urls.urlpatterns if not each.pattern.regex.groups}

    assert named - OF_NO_SITEMAP == {*sitemaps.PAGES, "review_status"}


def test_a_withdrawn_page_leaves_the_sitemap_at_the_next_request(client: Client, blood: Topic) -> None:
    answer = make.published(make.answer(topic_=blood, wording="Is it safe?")).answer
    make.published(make.answer(wording="Is it cheap?"))
    before = everything(client)

    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    after = everything(client)
    assert {"/questions/is-it-safe/", "/topics/blood/"} <= before.keys()
    assert not {"/questions/is-it-safe/", "/topics/blood/"} & after.keys()
    assert "/questions/is-it-cheap/" in after


def test_every_language_with_answers_has_its_pages_in_the_one_sitemap(client: Client, blood: Topic) -> None:
    make.published(make.answer(topic_=blood))
    before = list(listed(client, "/sitemap.xml"))

    make.published(make.answer(topic_=blood, wording="¿Es seguro?", language="es"))

    assert [each for each in before if each.startswith("/es/")] == []
    assert {"/es/", "/es/topics/blood/", "/es/questions/es-seguro/"} <= everything(client).keys()


@pytest.mark.parametrize(
    "path", ["sitemap.xml", "robots.txt", "sitemap-questions-1.xml", ".well-known/security.txt"]
)
def test_what_stands_once_for_the_whole_site_is_no_page_of_a_language(client: Client, path: str) -> None:
    response = client.get(f"/es/{path}")

    assert (response.status_code, response.headers["Location"]) == (301, f"/{path}")


def test_a_draft_is_in_no_sitemap(client: Client, blood: Topic) -> None:
    make.answer(topic_=blood, wording="Is it secret?")

    assert [address for address in everything(client) if "secret" in address] == []


def test_a_site_without_answers_has_a_sitemap(client: Client) -> None:
    assert list(listed(client, "/sitemap.xml")) == ["/sitemap-pages-1.xml"]
    assert "/" in everything(client)


def test_a_part_holds_a_range_of_numbers_and_the_index_names_each_that_is_filled(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "RANGE", 1)
    pages = [make.published().answer.page for _ in range(3)]
    PublishedPage.objects.filter(pk=pages[1].pk).delete()

    parts = [address for address in listed(client, "/sitemap.xml") if "questions" in address]

    assert parts == [f"/sitemap-questions-{pages[0].pk}.xml", f"/sitemap-questions-{pages[2].pk}.xml"]
    assert [list(listed(client, part)) for part in parts] == [
        [f"/questions/{pages[0].slug}/"],
        [f"/questions/{pages[2].slug}/"],
    ]


def test_no_part_can_pass_what_the_protocol_allows() -> None:
    assert sitemaps.RANGE <= 50_000


@pytest.mark.parametrize(
    "address", ["questions-0", "questions-9", "questions-99999999999999999999", "pages-2", "drafts-1"]
)
def test_a_part_without_addresses_is_not_found(client: Client, address: str) -> None:
    assert client.get(f"/sitemap-{address}.xml").status_code == 404


@pytest.mark.parametrize(
    "address", ["/sitemap.xml", "/sitemap-pages-1.xml", "/robots.txt", "/.well-known/security.txt"]
)
def test_what_did_not_change_is_not_sent_again(client: Client, address: str) -> None:
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content, dict(first.cookies)) == (304, b"", {})


@pytest.mark.parametrize("section", ["topics", "questions", "sources"])
def test_a_part_asks_no_more_often_when_it_has_more_rows(client: Client, blood: Topic, section: str) -> None:
    page = make.published(make.answer(topic_=blood)).answer.page
    address = f"/sitemap-{section}-{(page.pk if section == 'questions' else 1) // sitemaps.RANGE + 1}.xml"
    with CaptureQueriesContext(connection) as few:
        assert client.get(address).status_code == 200
    make.published(make.answer(topic_=make.topic(parent=blood)))

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 5


def test_robots_are_shown_the_sitemap_and_kept_from_staff(client: Client) -> None:
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert "Disallow: /admin/" in lines
    assert "Disallow: /" not in lines
    assert lines[-1] == f"Sitemap: {settings.SITE_URL}/sitemap.xml"


def test_a_finder_of_a_weakness_is_told_whom_to_tell(client: Client, settings: LazySettings) -> None:
    settings.SECURITY_CONTACT = "mailto:security@example.org"

    sent = client.get("/.well-known/security.txt")

    fields = dict(line.split(": ", 1) for line in sent.content.decode().splitlines())
    expires = datetime.datetime.fromisoformat(fields["Expires"])
    assert sent.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert fields["Contact"] == "mailto:security@example.org"
    assert fields["Canonical"] == f"{settings.SITE_URL}/.well-known/security.txt"
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", fields["Expires"])
    assert timezone.now() < expires < timezone.now() + datetime.timedelta(days=365)
