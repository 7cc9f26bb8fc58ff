"""JSON-LD says what readers see, in a block that no text can end, and only of what is public."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from answers import pages, workflow
from answers.models import Answer, Contributor, PublishedPage
from answers.rendering import structured
from answers.revisions import Said
from sources.models import Source
from tests import cast, make, visible

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 ' \" \\"


RIGHT_TO_LEFT: dict[str, Any] = {"wording": "هل هو آمن؟", "short_answer": "<p>نعم، إنه آمن [@trial].</p>"}
KOREAN: dict[str, Any] = {"wording": "안전한가요?", "short_answer": "<p>네, 안전합니다 [@trial].</p>"}
BLOCKS = "<p>Yes, <strong>often</strong> [@trial].</p><ul><li>One [@review].</li><li>Two.</li></ul>"


def html(answer: Answer) -> str:
    PublishedPage.objects.filter(answer=answer).update(is_stale=True)
    pages.read(answer.page.slug, at=timezone.now())
    return PublishedPage.objects.get(answer=answer).html


def retracted() -> Answer:
    answer = make.published().answer
    Source.objects.filter(key="trial").update(standing="retracted")
    return answer


def unnamed() -> Answer:
    answer = make.published().answer
    Contributor.objects.update(name="")
    return answer


STATES: dict[str, Callable[[], Answer]] = {
    "ordinary": lambda: make.published().answer,
    "not rated": lambda: make.published(certainty="", certainty_reason="").answer,
    "nobody named": unnamed,
    "retracted source": retracted,
    "urgently corrected": lambda: make.corrected(make.correction()).answer,
    "one word": lambda: make.published(short_answer="<p>Yes [@trial].</p>").answer,
    "several blocks": lambda: make.published(short_answer=BLOCKS).answer,
    "right to left": lambda: make.published(**RIGHT_TO_LEFT).answer,
    "Korean": lambda: make.published(**KOREAN).answer,
    "hostile": lambda: make.published(wording=f"Why {HOSTILE}?").answer,
}


@pytest.mark.parametrize("state", STATES)
def test_the_data_say_what_readers_see(state: str) -> None:
    answer = STATES[state]()

    page = html(answer)

    assert visible.kind(page, "MedicalWebPage")["version"] == str(answer.publications.first().version)  # type: ignore[union-attr]
    assert visible.faults(page) == []


@pytest.mark.parametrize("address", ["/", "/topics/blood/", "/topics/clots/", "/sources/trial/"])
def test_other_pages_say_what_they_are(client: Client, address: str) -> None:
    blood = make.topic(name="Blood", slug="blood")
    make.published(make.answer(topic_=make.topic(name="Clots", slug="clots", parent=blood)))

    page = client.get(address).content.decode()

    assert visible.nodes(page) != []
    assert visible.faults(page) == []


def test_no_text_ends_the_block_or_begins_another() -> None:
    script = structured.script([{"name": HOSTILE}])

    inside = script.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert not re.search("[<>&\u2028\u2029]", inside)
    assert visible.nodes(script) == [{"name": HOSTILE}]


def test_the_home_page_tells_how_the_site_is_searched(client: Client) -> None:
    [site] = visible.nodes(client.get("/").content.decode())

    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target.endswith("/search/?q={search_term_string}")
    assert 'action="/search/"' in client.get("/").content.decode()


def test_the_page_of_a_question_names_the_terms_under_which_it_may_be_used() -> None:
    page = next(node for node in visible.nodes(make.published().answer.page.html) if "license" in node)

    assert page["license"].endswith("/terms/")


def test_only_what_supports_the_answer_is_cited() -> None:
    for key in ("against", "around", "unused"):
        make.source(key)
    research = "<p>One said so [@trial]. Others said no [@against]. So it stands [@around; @review].</p>"
    roles = {"against": "contradicts", "around": "context", "review": "partly"}
    said = tuple(Said("research", key, 1, role=role) for key, role in roles.items())
    answer = make.published(short_answer="<p>It helps [@trial].</p>", research=research, said=said).answer
    Source.objects.filter(key="trial").update(standing="retracted")

    page = visible.kind(html(answer), "MedicalWebPage")

    assert [each["name"] for each in page["citation"]] == [Source.objects.get(key="review").title]


def test_a_text_that_only_its_author_signed_is_vouched_for_by_the_site() -> None:
    answer = make.corrected(make.correction()).answer

    page = visible.kind(html(answer), "MedicalWebPage")

    assert page["reviewedBy"] == {"@id": page["publisher"]["@id"]}


def test_a_signature_on_the_same_text_moves_the_review_and_not_the_version() -> None:
    first = make.published()
    text = make.latest(first.answer)
    later = make.NOW + datetime.timedelta(days=200)
    workflow.confirm_unchanged(text, by=cast.person("editor2"), at=later, content_hash=text.content_hash)

    page = visible.kind(html(first.answer), "MedicalWebPage")

    assert (page["datePublished"], page["dateModified"]) == ("2026-11-22", "2026-11-22")
    assert page["lastReviewed"] == later.date().isoformat()


def test_what_is_not_the_public_page_has_no_data(client: Client) -> None:
    answer = make.corrected(make.correction()).answer
    address = answer.question.get_absolute_url()
    workflow.withdraw(make.published().answer, by=cast.person("managing"), at=make.NOW, reason="Wrong.")
    gone = Answer.objects.get(public_state="withdrawn").question.get_absolute_url()

    sent = [f"{address}history/", f"{address}history/1/", f"{address}history/1...2/", gone, "/nowhere/"]

    assert {each: visible.nodes(client.get(each).content.decode()) for each in sent} == {
        each: [] for each in sent
    }
    preview = pages.preview_html(make.latest(answer).content(), answer, today=make.TODAY)
    assert visible.nodes(preview) == []


def test_the_page_of_a_retracted_source_says_so(client: Client) -> None:
    retracted()

    page = client.get("/sources/trial/").content.decode()

    assert visible.kind(page, "ScholarlyArticle")["creativeWorkStatus"] == "Retracted"
