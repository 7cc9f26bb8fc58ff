"""What readers tell us, from the page to the thanks: without cookies or names, and nothing is lost."""

from __future__ import annotations

import datetime
import html
import re
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from answers.models import Answer, Event, Helpfulness, Report, ReportText
from answers.public.limits import Limit
from answers.rendering import claims
from answers.views import feedback, form_words
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

OWN = {"Sec-Fetch-Site": "same-origin"}
WORDS = "The part about bleeding is wrong."


def reader() -> Client:
    return Client(headers=OWN)


def word(*, seconds: int = 60) -> str:
    return form_words.made(timezone.now() - datetime.timedelta(seconds=seconds))


def sent(**fields: str) -> Any:
    return reader().post("/feedback/", {"kind": "mistake", "text": WORDS, "word": word()} | fields)


def said(response: Any) -> str:
    return str(html.unescape(response.content.decode()))


def page() -> Answer:
    return make.published().answer


def about(answer: Answer) -> str:
    return str(answer.question_id)


def test_every_page_of_a_question_asks_whether_it_helped_and_takes_reports() -> None:
    answer = page()

    shown = said(reader().get(answer.question.get_absolute_url()))

    assert f'action="/feedback/?about={about(answer)}"' in shown
    assert f"/feedback/?about={about(answer)}&kind=mistake" in shown


def test_one_tap_counts_and_no_leads_on_to_what_was_missing() -> None:
    answer, client = page(), reader()

    yes = client.post(f"/feedback/?about={about(answer)}", {"helpful": "yes"})
    other = Client(headers=OWN, REMOTE_ADDR="192.0.2.8")
    no = other.post("/feedback/", {"about": about(answer), "helpful": "no"}, follow=True)

    counts = Helpfulness.objects.get()
    assert (yes.status_code, counts.helpful, counts.unhelpful) == (303, 1, 1)
    assert "What was missing" in said(no)


def test_a_second_tap_is_not_counted_and_a_changed_mind_moves_the_one() -> None:
    answer, client = page(), reader()

    for each in ("yes", "yes", "no", "no"):
        client.post("/feedback/", {"about": about(answer), "helpful": each})

    counts = Helpfulness.objects.get()
    assert (counts.helpful, counts.unhelpful) == (0, 1)


def test_a_mistake_is_kept_with_its_sentence_and_the_reader_is_told_what_happens_next() -> None:
    answer = page()
    assert answer.live_revision is not None
    sentence = claims.claims(answer.live_revision.content())[0]

    response = sent(about=about(answer), place=sentence.hash, could_harm="on")

    report = Report.objects.get()
    assert (report.place, report.could_harm, report.words.text) == (sentence.hash, True, WORDS)
    thanks = said(reader().get(response["Location"]))
    assert "The managing editor is being told now." in thanks
    assert "within 7 days" in thanks


def test_sending_the_same_form_twice_makes_one_report_and_thanks_twice() -> None:
    given = {"word": word()}

    answers = [sent(**given).status_code for _ in range(2)]

    assert answers == [303, 303]
    assert Report.objects.count() == 1


def test_changed_words_from_the_same_form_are_another_report() -> None:
    given = word()

    sent(word=given)
    sent(word=given, text="And that too.")

    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "status", "why"),
    [
        ({"word": ""}, 422, "open for a long time"),
        ({"word": "forged:word"}, 422, "open for a long time"),
        ({"website": "spam.example"}, 422, "leave this field empty"),
        ({"text": WORDS + "x" * 10_000}, 422, "shorten this to 4000"),
        ({"text": f"{WORDS} Write to me@example.org"}, 422, "a way to reach somebody"),
        ({"place": "nowhere", "about": "page"}, 422, "Nothing is lost"),
    ],
)
def test_what_cannot_be_taken_comes_back_with_all_that_was_typed(
    fields: dict[str, str], status: int, why: str
) -> None:
    if fields.get("about"):
        fields = fields | {"about": about(page())}

    response = sent(**fields)

    assert response.status_code == status
    assert why in said(response)
    assert WORDS in said(response)
    assert not Report.objects.exists()


def test_a_program_that_sends_at_once_is_asked_again_and_a_person_then_gets_through() -> None:
    response = sent(word=word(seconds=0))

    assert "very quick" in said(response)
    assert not Report.objects.exists()


def test_a_form_that_lay_open_too_long_comes_back_with_a_fresh_word() -> None:
    old = word(seconds=25 * 60 * 60)

    shown = said(sent(word=old))

    assert old not in shown
    assert re.search(r'name="word" value="[^"]{20,}"', shown)


def test_ways_to_reach_somebody_can_be_taken_out_or_kept() -> None:
    text = "Wrong. Call 020 7946 0958."

    offered = sent(text=text)
    sent(text=text, contact="blanked")
    sent(text=text, contact="as it is")

    assert "Send with these taken out" in said(offered)
    assert list(ReportText.objects.order_by("pk").values_list("text", flat=True)) == [
        "Wrong. Call […].",
        text,
    ]


def test_too_many_from_one_address_wait_and_keep_their_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "REPORTS", (Limit("few", 1, datetime.timedelta(minutes=10)),))
    sent()

    response = sent(text="Another one.")

    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 600
    assert "Please try again in" in said(response)
    assert "Another one." in said(response)


def test_a_form_from_elsewhere_is_refused() -> None:
    response = Client(headers={"Sec-Fetch-Site": "cross-site"}).post("/feedback/", {"kind": "mistake"})

    assert response.status_code == 403


HOSTILE = (
    "\x00\x00 NUL",
    "\u202egnp.exe\u2066",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\ud83d\ude00" * 10,
    "é\r\n\r\n%00' OR 1=1 --",
    "x" * 200_000,
    "",
)


@pytest.mark.parametrize(
    "name", ["text", "page", "place", "about", "kind", "word", "website", "contact", "helpful"]
)
def test_hostile_input_is_never_an_error_of_ours(name: str) -> None:
    public = about(page())

    for hostile in HOSTILE:
        clean = hostile.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        caches["default"].clear()  # somebody else each time: nobody is sent away for having come too often
        response = sent(**({"about": public} | {name: clean}))
        asked = reader().get("/feedback/", {name: clean[:5000], "at": clean[:5000]})

        assert response.status_code in (200, 303, 422), hostile
        assert asked.status_code == 200, hostile
        assert "<script>alert" not in response.content.decode() + asked.content.decode()


def test_what_was_looked_for_is_brought_along_and_the_page_is_not() -> None:
    shown = said(reader().get("/feedback/", {"kind": "ask", "text": "Does rest help?"}))

    assert ">\nDoes rest help?</textarea>" in shown
    assert "Ask a new question" in shown


@pytest.mark.parametrize(("spot", "sentence"), [("cite-1", 0), ("cite-2", 1), ("ref-1", 0), ("ref-2", 2)])
def test_a_link_from_a_footnote_chooses_its_sentence(spot: str, sentence: int) -> None:
    answer = page()
    assert answer.live_revision is not None
    cited = [each for each in claims.claims(answer.live_revision.content()) if each.items]

    shown = said(reader().get("/feedback/", {"kind": "mistake", "about": about(answer), "at": spot}))

    assert re.findall(r'<option value="([^"]*)" selected>', shown) == [cited[sentence].hash]


def test_a_link_from_a_section_chooses_the_part() -> None:
    shown = said(reader().get("/feedback/", {"kind": "mistake", "about": about(page()), "at": "research"}))

    assert '<option value="research" selected>' in shown


def test_a_page_named_by_its_address_is_found() -> None:
    answer = page()

    sent(page=f"https://answers.example.org/q/{about(answer)}/")

    assert Report.objects.get().answer == answer


@pytest.mark.parametrize("number", ["0", "999999999", "99999999999999999999", "x", "-1", "١"])
def test_a_page_that_is_nowhere_or_not_public_is_as_none(number: str) -> None:
    hidden = make.answer()

    shown = [
        said(reader().get("/feedback/", {"kind": "mistake", "about": each}))
        for each in (number, str(hidden.question_id))
    ]

    assert all("Which page is it on?" in each for each in shown)
    assert all(hidden.question.wording not in each for each in shown)


def test_the_texts_of_the_site_stand_where_readers_write(settings: LazySettings) -> None:
    settings.EMERGENCY_TEXT = "Call 112."
    settings.SIDE_EFFECTS_TEXT = "Report it at https://authority.example.org/report."

    shown = said(reader().get("/feedback/", {"kind": "ask"}))

    assert "Call 112." in shown
    assert '<a href="https://authority.example.org/report"' in shown


def test_nobody_gets_a_cookie_and_the_way_back_keeps_the_words() -> None:
    responses = [reader().get("/feedback/"), sent(), sent(text="")]

    assert not any(response.cookies for response in responses)
    assert "no-store" not in responses[0]["Cache-Control"]


def test_the_log_never_holds_the_words() -> None:
    sent(text="Secret words of a reader", about=about(page()))

    assert Event.objects.filter(verb="received a report").exists()
    assert not Event.objects.filter(record__contains="Secret words").exists()


def test_where_nothing_was_found_a_reader_can_ask() -> None:
    assert "/feedback/?kind=ask" in said(reader().get("/questions/nowhere/"))


def test_a_search_that_found_nothing_hands_its_words_to_the_form() -> None:
    shown = said(reader().get("/search/", {"q": "zzqx & rest?"}))

    assert "/feedback/?kind=ask&text=zzqx%20%26%20rest%3F" in shown


def test_where_the_site_has_its_own_words_for_emergencies_they_stand_everywhere(
    settings: LazySettings,
) -> None:
    settings.EMERGENCY_TEXT = "Call 112."

    pages = [reader().get(path) for path in ("/search/?q=zzqx", "/questions/nowhere/", "/feedback/")]

    assert all("Call 112." in said(each) for each in pages)
