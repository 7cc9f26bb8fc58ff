"""The public trace: versions, signatures and differences of what was public, and of nothing else."""

from __future__ import annotations

import dataclasses
import datetime
import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from answers import revisions, workflow
from answers.models import Answer, Contributor, FormerSlug, Publication
from sources import notices
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SECRET = "zzsecret"
DAY = datetime.timedelta(days=1)
SECOND = "<p>In two trials fewer people had a stroke [@trial, p. 9].</p>"


def two_versions(*, reason: str = "A second trial was published.") -> Answer:
    """An answer with two public versions."""
    answer = make.published(reason="First version.").answer
    answer.refresh_from_db()
    make.revision(answer, make.draft(wording=make.latest(answer).content().question, research=SECOND))
    make.published(answer, at=make.NOW + DAY, reason=reason)
    answer.refresh_from_db()
    return answer


def url(answer: Answer, rest: str = "") -> str:
    return f"{answer.question.get_absolute_url()}history/{rest}"


def read(client: Client, address: str) -> str:
    """What a reader reads there: no tags, spaces folded."""
    response = client.get(address)
    assert response.status_code == 200, address
    text = re.sub(r"</?(?:span|a|strong|time)\b[^>]*>", "", unescape(response.content.decode()))
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def test_the_history_tells_versions_newest_first_with_reason_and_checker(client: Client) -> None:
    text = read(client, url(two_versions()))

    assert re.search(
        r"Version 2 23 November 2026 A second trial was published\. Checked by Test Editor2", text
    )
    assert text.index("A second trial was published.") < text.index("First version.")


def test_the_page_leads_to_its_history(client: Client) -> None:
    answer = two_versions()

    assert f'href="{url(answer)}"' in client.get(answer.question.get_absolute_url()).content.decode()


def test_every_address_of_the_history_exists(client: Client) -> None:
    answer = two_versions()
    html = client.get(url(answer)).content.decode()

    found = set(re.findall(rf'href="({url(answer)}[^"]+)"', html))

    assert found == {url(answer, "1/"), url(answer, "2/"), url(answer, "1...2/")}
    assert {client.get(address).status_code for address in found} == {200}


def test_a_later_signature_stands_under_no_new_number(client: Client) -> None:
    answer = make.published().answer
    live = make.latest(answer)
    workflow.confirm_unchanged(
        live, by=cast.person("clinician"), at=make.NOW + DAY, content_hash=live.content_hash
    )

    text = read(client, url(answer))

    assert "Confirmed unchanged Checked by Test Clinician, MD, clinician." in text
    assert "Version 2" not in text
    assert text.count("Test Clinician") == 1


def corrected() -> Answer:
    answer = make.published(reason="First version.").answer
    answer.refresh_from_db()
    make.revision(answer, make.draft(research=SECOND), by=cast.person("managing"))
    newest = make.latest(answer)
    workflow.correct_urgently(
        newest,
        by=cast.person("managing"),
        at=make.NOW + DAY,
        content_hash=newest.content_hash,
        reason="The number of trials was wrong.",
    )
    return answer


def test_an_urgent_correction_names_who_corrected_and_later_who_checked(client: Client) -> None:
    answer = corrected()
    newest = make.checked(make.latest(answer))
    before = read(client, url(answer))
    workflow.approve(
        newest,
        by=cast.person("editor2"),
        at=make.NOW + 2 * DAY,
        content_hash=newest.content_hash,
        scope="whole page",
    )

    after = read(client, url(answer))

    assert "Corrected urgently: The number of trials was wrong. Corrected by Test Managing" in before
    assert "Checked by a second person Checked by Test Editor2" in after
    assert "Checked by Test Managing" not in read(client, url(answer, "2/"))


def test_a_page_that_was_taken_down_and_came_back_tells_both(client: Client) -> None:
    answer = two_versions()
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW + 2 * DAY, reason="A <b>number</b>.")
    answer.refresh_from_db()
    make.revision(answer, make.draft(research="<p>Three trials agree [@trial].</p>"))
    later = make.NOW + 3 * DAY
    newest = make.latest(answer)
    workflow.submit(newest, by=cast.person("editor"), at=later)
    make.checked(newest)
    hashed = newest.content_hash
    workflow.approve(newest, by=cast.person("editor2"), at=later, content_hash=hashed, scope="whole page")
    workflow.publish(newest, by=cast.person("editor2"), at=later)

    html = client.get(url(answer)).content.decode()

    assert "We took this page down. A &lt;b&gt;number&lt;/b&gt;." in html
    assert html.index("Version 3") < html.index("We took this page down") < html.index("Version 2")


def test_an_older_version_says_that_it_is_one_and_where_todays_is(client: Client) -> None:
    answer = two_versions()

    response = client.get(url(answer, "1/"))

    html = response.content.decode()
    assert "This is an older version of this page, from 22 November 2026. It may be wrong by now." in html
    assert f'<a href="{answer.question.get_absolute_url()}">Read the page as it is today</a>' in html
    assert '<meta name="robots" content="noindex">' in html
    assert "In one trial fewer people had a stroke." in html
    assert "In two trials" not in html


def test_the_newest_version_at_its_own_address_says_that_it_is_the_newest(client: Client) -> None:
    assert "This is the newest version of this page" in read(client, url(two_versions(), "2/"))


def test_an_older_version_with_todays_text_says_so(client: Client) -> None:
    answer = two_versions()
    first = answer.revisions.get(number=1)
    restored = workflow.restore(first, by=cast.person("editor"), at=make.NOW, base=answer.latest_number)
    assert restored is not None
    answer.refresh_from_db()
    make.published(answer, at=make.NOW + 2 * DAY)

    assert "Its text is the same as today’s." in read(client, url(answer, "1/"))


def test_the_marks_of_an_older_version_lead_to_its_sources_and_back(client: Client) -> None:
    html = client.get(url(two_versions(), "1/")).content.decode()

    targets = re.findall(r'href="#((?:ref|cite)-\d+)"', html)

    assert len(targets) > 4
    assert all(f'id="{target}"' in html for target in targets)


def test_an_older_version_shows_what_became_of_its_sources_since(client: Client) -> None:
    answer = two_versions()
    trial = make.source("review")
    notices.record(trial, kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY)

    assert "Source 2: A notice was found on 22 November 2026" in read(client, url(answer, "1/"))


def test_an_older_version_offers_no_references_of_another_text(client: Client) -> None:
    assert "references.ris" not in client.get(url(two_versions(), "1/")).content.decode()


def test_an_older_version_names_who_checked_it_and_when_it_was_reviewed(client: Client) -> None:
    text = read(client, url(two_versions(), "1/"))

    assert "Checked by Test Editor2, medical editor." in text
    assert "Last reviewed 22 November 2026" in text
    assert "Next review due" not in text


def test_an_erased_name_is_gone_from_the_whole_trace(client: Client) -> None:
    answer = two_versions()
    Contributor.objects.update(name="")

    for address in (url(answer), url(answer, "1/"), url(answer, "1...2/")):
        assert "Test Editor2" not in read(client, address)
    assert "Checked by medical editor." in read(client, url(answer))


def test_differences_are_told_with_the_reasons_on_the_way(client: Client) -> None:
    html = client.get(url(two_versions(), "1...2/")).content.decode()

    assert "What changed from version 1 to version 2" in html
    assert "A second trial was published." in html
    assert "[removed: </span>one trial" in html
    assert "<strong>No longer cited: Author 2024" in html


@pytest.mark.parametrize(("asked", "leads_to"), [("2...1/", "1...2/"), ("2...2/", "2/"), ("0...0/", "0/")])
def test_versions_in_the_wrong_order_lead_to_the_right_one(client: Client, asked: str, leads_to: str) -> None:
    answer = two_versions()

    response = client.get(url(answer, asked))

    assert (response.status_code, response.headers["Location"]) == (301, url(answer, leads_to))


@pytest.mark.parametrize("rest", ["0/", "3/", "99999999999999999999999/", "1...3/", "1...9999999999/"])
def test_a_version_that_never_was_is_not_found(client: Client, rest: str) -> None:
    assert client.get(url(two_versions(), rest)).status_code == 404


@pytest.mark.parametrize("rest", ["", "1/", "1...2/"])
def test_a_former_address_leads_to_the_present_one(client: Client, rest: str) -> None:
    answer = two_versions()
    FormerSlug.objects.create(question=answer.question, language="en", slug="old-words")

    response = client.get(f"/questions/old-words/history/{rest}")

    assert (response.status_code, response.headers["Location"]) == (301, url(answer, rest))


@pytest.mark.parametrize("rest", ["", "1/", "1...2/"])
def test_the_trace_of_a_withdrawn_answer_is_gone_with_its_reason(client: Client, rest: str) -> None:
    answer = two_versions()
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="Its trial was retracted.")

    response = client.get(url(answer, rest))

    html = response.content.decode()
    assert response.status_code == 410
    assert "Its trial was retracted." in html
    assert "fewer people" not in html


@pytest.mark.parametrize("rest", ["", "1/", "1...2/"])
def test_an_answer_that_was_never_public_has_no_trace(client: Client, rest: str) -> None:
    assert client.get(url(make.answer(), rest)).status_code == 404
    assert client.get(f"/questions/nobody-asked/history/{rest}").status_code == 404


def test_no_draft_text_reaches_the_trace(client: Client) -> None:
    answer = two_versions()
    typed = dataclasses.replace(
        revisions.draft_of(answer),
        wording=f"{SECRET} wording?",
        short_answer=f"<p>{SECRET} short.</p>",
        research=f"<p>{SECRET} research.</p>",
        certainty_reason=f"{SECRET} reason",
        doctor_questions=(f"{SECRET} ask?",),
        search_notes=f"{SECRET} notes",
    )
    editor = cast.person("editor")
    workflow.save(answer, typed, by=editor, at=make.NOW, base=answer.latest_number, note=SECRET)
    workflow.submit(make.latest(answer), by=editor, at=make.NOW, note=SECRET)

    for rest in ("", "1/", "2/", "1...2/"):
        response = client.get(url(answer, rest))
        assert SECRET not in response.content.decode() + str(response.headers), rest
    assert client.get(url(answer, "3/")).status_code == 404


@pytest.mark.parametrize("rest", ["", "1/", "1...2/"])
def test_the_trace_is_kept_as_the_page_is_and_sets_no_cookie(client: Client, rest: str) -> None:
    address = url(two_versions(), rest)

    response = client.get(address)

    assert response.headers["Cache-Control"] == "public, max-age=0, must-revalidate, stale-if-error=600"
    assert response.headers["Last-Modified"]
    assert not response.cookies
    assert client.get(address, headers={"If-None-Match": response.headers["ETag"]}).status_code == 304
    assert client.post(address).status_code == 405


def test_a_notice_is_never_hidden_by_an_older_date(client: Client) -> None:
    answer = two_versions()
    address = url(answer, "1/")
    since = client.get(address).headers["Last-Modified"]
    notices.record(
        make.source("review"), kind="retraction", origin="PubMed", at=make.NOW, noticed_on=make.TODAY
    )

    response = client.get(address, headers={"If-Modified-Since": since})

    assert response.status_code == 200


def test_a_long_history_asks_as_much_as_a_short_one(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    answer = two_versions()
    with django_assert_max_num_queries(12) as short:
        client.get(url(answer))
    live = make.latest(answer)
    for version in range(3, 9):
        Publication.objects.create(
            answer=answer,
            version=version,
            revision=live,
            published_by=cast.person("editor2"),
            published_at=make.NOW + version * DAY,
            last_reviewed_on=make.TODAY,
        )

    with django_assert_max_num_queries(len(short)):
        client.get(url(answer))
