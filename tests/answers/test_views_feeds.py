"""Atom feeds: valid, from live texts alone, gone with the page, and not sent twice."""

from __future__ import annotations

import datetime
import re
from xml.etree.ElementTree import Element, fromstring

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers import workflow
from answers.models import Revision, Topic
from answers.views import feeds
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ATOM = "{http://www.w3.org/2005/Atom}"
FEEDS = ("/feed.atom", "/topics/blood/feed.atom", "/corrections/feed.atom")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
SECRET = "zzsecret"


@pytest.fixture
def blood() -> Topic:
    return make.topic(name="Blood", slug="blood")


def feed(client: Client, address: str) -> Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return fromstring(response.content)


def texts(element: Element, name: str) -> list[str]:
    return [each.text or "" for each in element.iter(f"{ATOM}{name}")]


def faults(root: Element) -> list[str]:
    """What RFC 4287 asks of a feed and of each entry, as far as it can be asked without a schema."""
    found = [] if root.tag == f"{ATOM}feed" else ["it is no feed"]
    for each in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            own = each.findall(f"{ATOM}{name}")
            found += (
                [] if len(own) == 1 and (own[0].text or "").strip() else [f"{each.tag} without one {name}"]
            )
        links = [link.attrib for link in each.findall(f"{ATOM}link")]
        found += [] if sum(link.get("rel") == "alternate" for link in links) == 1 else ["no one alternate"]
        found += [f"a link that is not whole: {link}" for link in links if "://" not in link["href"]]
    found += [] if root.find(f"{ATOM}author/{ATOM}name") is not None else ["nobody wrote it"]
    found += [
        moment
        for moment in (*texts(root, "updated"), *texts(root, "published"))
        if not MOMENT.fullmatch(moment)
    ]
    ids = texts(root, "id")
    return found + ([] if len(set(ids)) == len(ids) else ["an id that stands twice"])


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_is_valid_with_entries_and_without(client: Client, blood: Topic, address: str) -> None:
    empty = faults(feed(client, address))
    for wording in ("Is <b>bold</b> & \x0bplain safe?", "هل هو آمن؟", "안전한가요?"):
        make.published(make.answer(topic_=blood, wording=wording))
    make.corrected(make.correction())

    full = feed(client, address)

    assert (empty, faults(full)) == ([], [])
    assert len(list(full.iter(f"{ATOM}entry"))) >= 1


def test_an_entry_says_the_short_answer_and_how_sure_we_are(client: Client, blood: Topic) -> None:
    make.published(make.answer(topic_=blood, wording="Is it safe?"))

    entry = next(feed(client, "/feed.atom").iter(f"{ATOM}entry"))

    said = " ".join("".join(entry.itertext()).split())
    assert "A blood thinner lowers the risk of stroke" in said
    assert "How sure are we? We are fairly confident in this. One large trial." in said
    assert entry.find(f"{ATOM}link").attrib["href"] == f"{settings.SITE_URL}/questions/is-it-safe/"  # type: ignore[union-attr]


def test_an_entry_keeps_its_id_when_it_is_signed_again_and_moves_up(client: Client, blood: Topic) -> None:
    first = make.published(make.answer(topic_=blood, wording="Is it safe?"))
    make.published(make.answer(topic_=blood, wording="Is it cheap?"))
    before = feed(client, "/feed.atom")
    later = make.NOW + datetime.timedelta(days=200)

    text = Revision.objects.get(pk=first.revision_id)
    workflow.confirm_unchanged(text, by=cast.person("editor2"), at=later, content_hash=text.content_hash)

    after = feed(client, "/feed.atom")
    assert sorted(texts(after, "id")) == sorted(texts(before, "id"))
    assert texts(after, "title")[1:] == ["Is it safe?", "Is it cheap?"]
    assert texts(after, "updated")[0].startswith(later.date().isoformat())


@pytest.mark.parametrize("address", FEEDS[:2])
def test_a_feed_shows_live_texts_alone(client: Client, blood: Topic, address: str) -> None:
    answer = make.published(make.answer(topic_=blood, wording="Is it safe?")).answer
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording=f"Is {SECRET} safe?", short_answer=f"<p>{SECRET}</p>"))
    make.answer(topic_=blood, wording=f"Is {SECRET} public?")

    sent = client.get(address).content.decode()

    assert "Is it safe?" in sent
    assert SECRET not in sent


@pytest.mark.parametrize("address", FEEDS[:2])
def test_a_withdrawn_answer_leaves_the_feeds_at_the_next_request(
    client: Client, blood: Topic, address: str
) -> None:
    answer = make.published(make.answer(topic_=blood, wording="Is it safe?")).answer
    before = texts(feed(client, address), "title")

    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    assert "Is it safe?" in before
    assert "Is it safe?" not in texts(feed(client, address), "title")


@pytest.mark.parametrize("address", FEEDS[:2])
def test_a_changed_short_answer_is_sent_at_the_next_request(
    client: Client, blood: Topic, address: str
) -> None:
    answer = make.published(make.answer(topic_=blood)).answer
    client.get(address)
    answer.refresh_from_db()
    wording = answer.question.wording
    short = make.SHORT_ANSWER.replace("It makes bleeding", "But it makes bleeding")

    make.revision(answer, make.draft(wording=wording, short_answer=short))
    make.published(answer)

    assert b"But it makes bleeding" in client.get(address).content


def test_a_topic_s_feed_holds_what_lies_below_it_and_nothing_else(client: Client, blood: Topic) -> None:
    make.published(make.answer(topic_=make.topic(parent=blood), wording="What is a clot?"))
    elsewhere = make.answer(topic_=make.topic(), wording="What is a pulse?")
    elsewhere.question.topics.add(blood)
    make.published(elsewhere)
    make.published(make.answer(topic_=make.topic(), wording="What is a bone?"))

    found = texts(feed(client, "/topics/blood/feed.atom"), "title")

    assert sorted(found[1:]) == ["What is a clot?", "What is a pulse?"]


def test_the_feed_of_an_unknown_topic_is_not_found(client: Client) -> None:
    assert client.get("/topics/nothing/feed.atom").status_code == 404


@pytest.mark.parametrize("address", FEEDS)
def test_an_unchanged_feed_is_not_sent_again(client: Client, blood: Topic, address: str) -> None:
    make.published(make.answer(topic_=blood))
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content, dict(first.cookies)) == (304, b"", {})


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_asks_no_more_often_when_it_has_more_entries(
    client: Client, blood: Topic, address: str
) -> None:
    make.corrected(make.correction())
    make.published(make.answer(topic_=blood))
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    make.corrected(make.correction())
    make.published(make.answer(topic_=blood))

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 12


@pytest.mark.parametrize(
    ("address", "offered"),
    [
        ("/", ["/feed.atom"]),
        ("/topics/blood/", ["/topics/blood/feed.atom", "/feed.atom"]),
        ("/questions/is-it-safe/", ["/topics/blood/feed.atom", "/feed.atom"]),
        ("/corrections/", ["/corrections/feed.atom", "/feed.atom"]),
    ],
)
def test_a_page_leads_to_the_feeds_that_tell_of_it(
    client: Client, blood: Topic, address: str, offered: list[str]
) -> None:
    make.published(make.answer(topic_=blood, wording="Is it safe?"))

    sent = client.get(address).content.decode()

    assert re.findall(r'<link rel="alternate" type="application/atom\+xml" href="([^"]+)"', sent) == offered


@pytest.mark.parametrize("looked_at", [1, 2, 500])
def test_a_feed_is_the_same_however_far_it_had_to_look(
    client: Client, blood: Topic, monkeypatch: pytest.MonkeyPatch, looked_at: int
) -> None:
    monkeypatch.setattr(feeds, "LOOKED_AT", looked_at)
    monkeypatch.setattr(feeds, "LISTED", 2)
    answers = [make.published(make.answer(topic_=blood, wording=f"Is it {word}?")).answer for word in "abc"]
    workflow.withdraw(answers[2], by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    found = texts(feed(client, "/feed.atom"), "title")

    assert sorted(found[1:]) == ["Is it a?", "Is it b?"]
