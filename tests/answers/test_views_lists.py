"""Home, topics and A–Z: every published question can be found, and no list grows dearer with its rows."""

from __future__ import annotations

import re

import pytest
from django.conf import settings
from django.db import connection
from django.db.models.functions import Lower
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answers.models import PagesInTopics, PublishedPage, Topic, plans
from answers.views import lists
from tests import make

pytestmark = pytest.mark.django_db

LISTS = (
    "/",
    "/topics/",
    "/topics/blood/",
    "/questions/",
    "/questions/?topic=blood",
    "/questions/?certainty=moderate",
)


@pytest.fixture
def blood() -> Topic:
    return make.topic(name="Blood", slug="blood")


def publish(topic: Topic, wording: str, further: Topic | None = None) -> PublishedPage:
    answer = make.answer(topic_=topic, wording=wording)
    if further:
        answer.question.topics.add(further)
    return make.published(answer).answer.page


def html(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("address", LISTS)
def test_a_list_asks_no_more_often_when_it_has_more_rows(client: Client, blood: Topic, address: str) -> None:
    publish(blood, "Is one enough?")
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    publish(make.topic(parent=blood), "Are two enough?")
    publish(make.topic(parent=blood), "Are three enough?", further=blood)

    with CaptureQueriesContext(connection) as many:
        client.get(address)

    assert len(many) == len(few) <= 9


@pytest.mark.parametrize("address", LISTS)
def test_an_empty_list_says_so_kindly(client: Client, blood: Topic, address: str) -> None:
    assert "yet." in html(client, address)


@pytest.mark.parametrize("address", LISTS)
def test_a_list_sets_no_cookie_and_can_be_asked_for_anew(client: Client, blood: Topic, address: str) -> None:
    publish(blood, "Is it safe?")
    first = client.get(address)

    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 304
    assert not first.cookies
    assert first.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "address", ["/", "/topics/", "/topics/blood/", "/questions/", "/questions/is-it-safe/"]
)
def test_a_page_names_its_own_address(client: Client, blood: Topic, address: str) -> None:
    publish(blood, "Is it safe?")

    shown = html(client, address)

    assert f'<link rel="canonical" href="{settings.SITE_URL}{address}">' in shown
    assert f'<meta property="og:url" content="{settings.SITE_URL}{address}">' in shown


def test_the_tree_counts_each_published_question_once(client: Client, blood: Topic) -> None:
    part = make.topic(name="Clots", slug="clots", parent=blood)
    publish(part, "What is a clot?", further=blood)
    publish(blood, "What is blood?")
    make.answer(topic_=blood)

    shown = " ".join(html(client, "/topics/").split())

    assert '<a href="/topics/blood/">Blood</a> <span class="count">2 questions</span>' in shown
    assert '<a href="/topics/clots/">Clots</a> <span class="count">1 question</span>' in shown


def test_a_topic_without_published_questions_is_not_in_the_tree(client: Client, blood: Topic) -> None:
    make.answer(topic_=blood)

    assert "/topics/blood/" not in html(client, "/topics/")


def test_a_topic_lists_what_lies_below_it(client: Client, blood: Topic) -> None:
    publish(make.topic(parent=blood), "What is a clot?")
    publish(make.topic(), "What is a bone?")

    shown = html(client, "/topics/blood/")

    assert "What is a clot?" in shown
    assert "What is a bone?" not in shown


def test_a_further_topic_lists_the_question_too(client: Client, blood: Topic) -> None:
    publish(make.topic(), "What is a clot?", further=blood)

    assert "What is a clot?" in html(client, "/topics/blood/")


def test_an_unknown_topic_is_not_found(client: Client) -> None:
    assert client.get("/topics/nothing/").status_code == 404


def test_questions_stand_under_their_first_letter(client: Client, blood: Topic) -> None:
    publish(blood, "why does it bleed?")
    publish(blood, "Can it stop?")

    shown = html(client, "/questions/")

    assert shown.index("<h2>C</h2>") < shown.index("Can it stop?") < shown.index("<h2>W</h2>")


def test_questions_can_be_narrowed_to_a_topic(client: Client, blood: Topic) -> None:
    publish(blood, "Can it stop?")
    publish(make.topic(), "What is a bone?")

    shown = html(client, "/questions/?topic=blood")

    assert "Can it stop?" in shown
    assert "What is a bone?" not in shown


def test_an_unknown_filter_shows_every_question_and_says_so(client: Client, blood: Topic) -> None:
    publish(blood, "Can it stop?")

    shown = html(client, "/questions/?topic=nothing")

    assert "We do not know that choice" in shown
    assert "Can it stop?" in shown


def test_long_lists_are_cut_into_pages_that_keep_the_filter(
    client: Client, blood: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    publish(blood, "A first?")
    publish(blood, "B second?")

    first, second = html(client, "/questions/?topic=blood"), html(client, "/questions/?topic=blood&page=2")

    assert 'href="?topic=blood&amp;page=2"' in first
    assert "B second?" not in first
    assert "B second?" in second


@pytest.mark.parametrize("number", ["0", "99", "x", "1%00"])
def test_a_page_that_does_not_exist_leads_to_one_that_does(client: Client, blood: Topic, number: str) -> None:
    publish(blood, "Can it stop?")

    assert "Can it stop?" in html(client, f"/questions/?page={number}")


def test_home_shows_the_answers_checked_last(client: Client, blood: Topic) -> None:
    old, new = publish(blood, "Is it old?"), publish(blood, "Is it new?")
    PublishedPage.objects.filter(pk=old.pk).update(last_reviewed_on="2020-01-01")

    shown = html(client, "/")

    assert shown.index(new.title) < shown.index(old.title)


def test_the_wording_readers_see_in_a_list_is_the_live_one(client: Client, blood: Topic) -> None:
    page = publish(blood, "Is it live?")
    page.answer.question.__class__.objects.update(wording="Is it a draft?")

    assert "Is it live?" in html(client, "/questions/")
    assert "Is it a draft?" not in html(client, "/questions/")


def test_the_questions_can_be_narrowed_to_how_sure_we_are(client: Client, blood: Topic) -> None:
    publish(blood, "Is it safe?")
    make.published(make.answer(topic_=blood, wording="Is it quick?", certainty="low"))

    shown = html(client, "/questions/?certainty=low&topic=blood")

    assert "Is it quick?" in shown
    assert "Is it safe?" not in shown


def test_the_first_letters_lead_to_their_questions_and_keep_the_other_choices(
    client: Client, blood: Topic
) -> None:
    publish(blood, "Is it safe?")
    publish(blood, "do I need it?")
    publish(make.topic(), "Will it hurt?")

    shown, narrowed = html(client, "/questions/?topic=blood"), html(client, "/questions/?letter=D")

    assert re.findall(r'href="\?(topic=blood&amp;letter=.)"', shown) == [
        "topic=blood&amp;letter=D",
        "topic=blood&amp;letter=I",
    ]
    assert 'aria-current="page"><strong>D</strong></a>' in narrowed
    assert ("do I need it?" in narrowed, "Is it safe?" in narrowed) == (True, False)


def test_a_question_in_spanish_stands_under_its_first_letter_and_not_under_its_mark(
    client: Client, blood: Topic
) -> None:
    make.published(make.answer(topic_=blood, wording="¿Es seguro?", language="es"))
    make.published(make.answer(topic_=blood, wording="¿Funciona?", language="es"))

    shown, narrowed = html(client, "/es/questions/"), html(client, "/es/questions/?letter=E")

    assert re.findall(r'href="\?(letter=.[^"]*)"', shown) == ["letter=E", "letter=F"]
    assert "¿Es seguro?" in narrowed
    assert "¿Funciona?" not in narrowed


@pytest.mark.parametrize("wording", ["Äpfel, sind sie gesund?", "äpfel, sind sie gesund?"])
@pytest.mark.parametrize("also", ["", "topic=blood&"])
def test_a_letter_with_an_accent_leads_to_small_and_large_ones(
    client: Client, blood: Topic, wording: str, also: str
) -> None:
    publish(blood, wording)
    publish(blood, "Are apples healthy?")

    shown, narrowed = html(client, f"/questions/?{also}"), html(client, f"/questions/?{also}letter=Ä")

    assert re.findall(r'href="\?\S*(letter=[^"]*)"', shown) == ["letter=A", "letter=%C3%84"]
    assert (wording in narrowed, "Are apples healthy?" in narrowed) == (True, False)


def test_letters_and_what_begins_with_one_are_found_along_an_index(client: Client, blood: Topic) -> None:
    publish(blood, "Do I need it?")
    crowd = [without_answer(number) for number in range(2, 2002)]
    PublishedPage.objects.bulk_create(crowd)
    plans.learn()

    with CaptureQueriesContext(connection) as asked:
        client.get("/questions/?letter=D")

    along = [planned(each["sql"]) for each in asked if "LTRIM" in each["sql"]]
    assert len(along) == 3  # letters, count and rows
    assert all("pages_spoken_by_initial" in plan for plan in along), along
    assert not any("TEMP B-TREE" in plan or "Sort" in plan for plan in along), along
    PublishedPage.objects.filter(pk__in=[each.pk for each in crowd]).delete()


@pytest.mark.parametrize(
    "path",
    ["/topics/blood/?page=3", "/questions/?page=3", "/questions/?topic=blood&page=3"]
    + [f"/questions/?{also}letter=D" for also in ("topic=blood&", "certainty=high&")],
)
def test_of_what_is_left_out_or_stands_before_a_page_the_index_alone_is_read(
    client: Client, blood: Topic, path: str
) -> None:
    publish(blood, "Do I need it?")
    place = str(blood.pk)
    crowd = [without_answer(number, stands_in=place, certainty="high") for number in range(2, 2002)]
    PublishedPage.objects.bulk_create(crowd)
    PagesInTopics.objects.filter(topics=place).update(pages=2001)
    plans.learn()

    with CaptureQueriesContext(connection) as asked:
        client.get(path)

    [listed] = [each["sql"] for each in asked if 'LOWER("answers_publishedpage"."title")' in each["sql"]]
    assert "answers_question" not in listed
    inner = listed.partition(" IN (SELECT U0")[1:]
    assert bool(inner[0]) == ("page=" in path)
    if connection.vendor == "sqlite":  # PostgreSQL takes for a table so small whatever its statistics suggest
        covering = "COVERING INDEX " if inner[0] else "INDEX "
        assert f"{covering}pages_spoken_by" in planned(listed)
    PublishedPage.objects.filter(pk__in=[each.pk for each in crowd]).delete()


def test_pages_of_a_list_follow_each_other_in_one_order_and_leave_nothing_out(
    client: Client, blood: Topic
) -> None:
    publish(blood, "Do I need it?")
    crowd = [without_answer(number, stands_in=str(blood.pk)) for number in range(2, 122)]
    for each in crowd[:80]:
        each.title = "the same question?" if each.answer_id % 2 else "The same question?"
    PublishedPage.objects.bulk_create(crowd)
    PagesInTopics.objects.filter(topics=str(blood.pk)).update(pages=121)

    found = [
        name
        for number in (1, 2, 3)
        for name in re.findall(
            r'href="/questions/([a-z0-9-]+)/"', html(client, f"/topics/blood/?page={number}")
        )
    ]

    straight = PublishedPage.objects.order_by(Lower("title"), "pk").values_list("slug", flat=True)
    assert found == list(straight)
    PublishedPage.objects.filter(pk__in=[each.pk for each in crowd]).delete()


def without_answer(number: int, **also: str) -> PublishedPage:
    """A row for a database that plans; no reader could open it."""
    return PublishedPage(
        answer_id=-number,
        language="en",
        slug=f"page-{number}",
        title=f"{chr(65 + number % 26)} and {number}?",
        last_reviewed_on=make.TODAY,
        rendered_at=make.NOW,
        changed_at=make.NOW,
        **also,
    )


def planned(statement: str) -> str:
    """How the database would do it."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}")
            return "\n".join(row[3] for row in cursor.fetchall())
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


@pytest.mark.parametrize("choice", ["certainty=sure", "letter=%00", "letter=abc", "topic=x%00"])
def test_a_choice_that_is_none_narrows_nothing(client: Client, blood: Topic, choice: str) -> None:
    publish(blood, "Is it safe?")

    assert "Is it safe?" in html(client, f"/questions/?{choice}")


def test_a_choice_that_fits_nothing_leads_back_to_all_questions(client: Client, blood: Topic) -> None:
    publish(blood, "Is it safe?")

    shown = html(client, "/questions/?certainty=none")

    assert "No question fits this choice yet." in shown
    assert '<meta name="robots" content="noindex, follow">' in shown
