"""The list of sentences beside the text: what is cited, what is checked, and what an edit undid."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from answers import gates, revisions, workflow
from answers.admin.writing import claim_list, former_checks
from answers.admin.writing.claim_list import ClaimList, ClaimShown
from answers.models import Answer, CitationCheck, Contributor, Reading
from sources import notices
from sources.models import Alias, Source
from tests import cast, make
from tests.answers.test_admin_answers import address, typed

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

SENTENCE = "In one trial fewer people had a stroke"


def listed(answer: Answer, **fields: Any) -> ClaimList:
    """The list for the saved text with these fields typed over."""
    answer.refresh_from_db()
    draft = make.draft(wording=answer.question.wording, **fields).cleaned()
    frozen = revisions.freeze_with_sources(answer, draft)
    return claim_list.of(answer, draft, *frozen, gates.counting_checks(answer))


def claims(found: ClaimList) -> list[ClaimShown]:
    return [each for _label, shown in found.blocks for each in shown]


def states(found: ClaimList) -> list[str]:
    """Of each citation and of each sentence without one, in order."""
    return [
        state
        for each in claims(found)
        for state in [*(cited.state.name for cited in each.citations), each.state.name]
        if state
    ]


def counts(found: ClaimList) -> list[str]:
    return [count.words for count in found.counts]


def checked() -> Answer:
    return make.checked(make.submitted()).answer


def verdict(answer: Answer, verdict: str, **fields: Any) -> None:
    """The reviewer's verdict on the first citation of the research."""
    revision = make.latest(answer)
    use = revision.content().uses[1]
    told = {"reading": Reading.SOURCE, "quote": "Words.", "reason": "Why."} | fields
    workflow.check(
        revision,
        use.claim_hash,
        by=cast.person("reviewer"),
        at=make.NOW,
        source=Source.objects.get(key=use.source_key),
        verdict=verdict,
        **told,
    )


def test_every_sentence_stands_in_order_with_its_citations() -> None:
    found = listed(make.answer())

    assert [label for label, shown in found.blocks if shown] == ["Short answer", "What the research says"]
    assert [[cited.use.source_key for cited in each.citations] for each in claims(found)] == [
        ["trial"],
        [],
        ["trial"],
        ["review", "trial"],
    ]


def test_the_counts_say_what_is_left_to_do() -> None:
    assert counts(listed(make.answer())) == [
        "4 sentences",
        "3 cited",
        "1 without a citation",
        "4 without a quote",
    ]


def test_what_is_checked_holds_and_what_needs_no_citation_is_confirmed() -> None:
    found = listed(checked())

    assert states(found) == ["holds", "confirmed", "holds", "holds", "holds"]
    assert "1 confirmed to need none" in counts(found)


def test_a_check_goes_stale_with_an_edit_and_the_old_sentence_is_shown() -> None:
    found = listed(checked(), research=make.RESEARCH.replace("fewer people", "far fewer people"))

    stale = claims(found)[2].citations[0].state
    assert (stale.name, stale.former) == ("stale", f"{SENTENCE}.")
    assert stale.words == "its check went stale: supports the sentence"
    assert "1 check went stale" in counts(found)


def test_a_check_goes_stale_when_only_the_place_changes() -> None:
    found = listed(checked(), research=make.RESEARCH.replace("p. 4", "p. 5"))

    stale = claims(found)[2].citations[0].state
    assert (stale.name, stale.former) == ("stale", "")


def test_a_sentence_confirmed_to_need_no_citation_goes_stale_as_well() -> None:
    found = listed(checked(), short_answer=make.SHORT_ANSWER.replace("more likely", "much more likely"))

    assert claims(found)[1].state.name == "stale"
    assert claims(found)[1].marks == ("uncited", "stale")


def test_a_check_stays_stale_after_saving_until_somebody_checks_again() -> None:
    answer = checked()
    edited = make.RESEARCH.replace("fewer people", "far fewer people")
    revision = make.revision(answer, make.draft(wording=answer.question.wording, research=edited))

    before = states(listed(answer, research=edited))
    make.checked(revision, by=cast.person("clinician"))

    assert before.count("stale") == 1
    assert "stale" not in states(listed(answer, research=edited))


def test_a_new_sentence_waits_and_takes_no_other_sentences_check() -> None:
    found = listed(checked(), research=make.RESEARCH + "<p>Something wholly unlike it [@trial].</p>")

    assert states(found)[-1] == "waits"
    assert "1 check went stale" not in counts(found)


def test_a_citation_without_words_takes_no_check_whose_sentence_is_long_gone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(former_checks, "REVISIONS", 0)

    found = listed(checked(), short_answer="<p>[@trial]</p>", research="<p>[@review]</p>")

    assert states(found) == ["waits", "waits"]


def test_one_former_check_is_shown_at_one_sentence_only() -> None:
    edited = f"<p>{SENTENCE} then [@trial, p. 4]. {SENTENCE} later [@trial, p. 4].</p>"

    found = listed(checked(), research=edited)

    assert states(found).count("stale") == 1


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (CitationCheck.Verdict.DOES_NOT, "checked: does not support it (read the source)"),
        (CitationCheck.Verdict.PARTLY, "checked: supports part of it (read the source)"),
    ],
)
def test_a_verdict_in_the_way_is_told_in_its_words(given: str, words: str) -> None:
    answer = make.submitted().answer
    verdict(answer, given)

    objection = claims(listed(answer))[2].citations[0].state

    assert (objection.name, objection.words) == ("objection", words)


def test_a_reading_that_does_not_suffice_is_an_objection() -> None:
    answer = make.submitted(topic_=make.topic(reading_asked=Reading.SOURCE)).answer
    verdict(answer, CitationCheck.Verdict.SUPPORTS, reading=Reading.ABSTRACT)

    objection = claims(listed(answer))[2].citations[0].state

    assert (objection.name, objection.words) == (
        "objection",
        "checked: supports the sentence (abstract only)",
    )


def test_what_the_writer_checked_does_not_count() -> None:
    answer = make.answer(by=cast.person("editor2"))
    make.revision(answer, make.draft(wording=answer.question.wording, certainty="low"))

    assert "holds" not in states(listed(answer))


def test_headings_are_shown_and_not_counted() -> None:
    found = listed(make.answer(), research="<h3>In short</h3><p>One [@trial].</p>")

    assert claims(found)[2].claim.is_heading
    assert counts(found)[0] == "3 sentences"


def test_what_we_do_not_know_needs_no_citation() -> None:
    found = listed(make.answer(), unknowns="<p>Nobody knows how long it lasts.</p>")

    assert claims(found)[-1].marks == ()


def test_unknown_and_withdrawn_sources_are_told_of() -> None:
    answer = make.answer()
    notices.confirm(
        notices.record(
            Source.objects.get(key="trial"), kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY
        ),
        by=cast.person("managing"),
        at=make.NOW,
    )

    found = claims(listed(answer, research="<p>One [@trial]. Two [@nobody].</p>"))

    assert "etracted" in found[2].citations[0].standing
    assert (found[3].citations[0].state.name, found[3].citations[0].label) == ("unknown", "nobody")
    assert "cited" not in found[3].marks


def test_a_citation_says_where_it_stands_by_the_key_that_is_written_there() -> None:
    answer = make.answer()
    Alias.objects.create(key="former", source=Source.objects.get(key="trial"))

    found = listed(answer, research="<p>One [@trial]. Two [@former]. Three [@former; @trial].</p>")

    assert [each.citations[0].place for each in claims(found)[2:]] == [
        ("research", "trial", 1),
        ("research", "former", 1),
        ("research", "former", 2),
    ]


def test_what_was_said_of_a_citation_that_is_not_there_now_is_not_lost() -> None:
    answer = make.answer()
    said = make.draft(said=(revisions.Said("research", "trial", 1, quote="Words."),)).cleaned().citations

    found = listed(answer, citations=said, research="<p>Wholly other [@review].</p>")

    assert [use.quote for _row, use in found.loose] == ["Words."]
    assert found.rows == 3


# Over HTTP


@pytest.fixture
def desk(client: Client) -> Client:
    client.force_login(cast.person("editor"))
    return client


def live(desk: Client, answer: Answer, **fields: str) -> Any:
    return desk.post(address(answer, "live"), typed(answer, **fields))


def test_the_list_comes_with_the_page_and_stores_nothing(desk: Client) -> None:
    answer = checked()

    told = live(desk, answer, research=make.RESEARCH.replace("fewer", "far fewer")).json()

    assert 'href="#ref-1"' in told["page"]
    assert "It was of:" in told["claims"]
    assert f"“{SENTENCE}.”" in told["claims"]
    assert answer.revisions.count() == 1


def test_a_text_that_cannot_be_read_is_answered_in_words(desk: Client) -> None:
    response = live(desk, make.answer(), wording="")

    assert (response.status_code, response.json()) == (
        422,
        {"problem": "Please mend the marked fields first."},
    )


def test_hostile_text_and_titles_are_shown_as_text(desk: Client) -> None:
    make.source("bad", title='"><script>x</script>', contributors=[{"literal": "<img src=x>"}])

    shown = live(desk, make.answer(), unknowns="<p>5 &lt; 7 <img src=y onerror=z> [@bad].</p>").json()[
        "claims"
    ]

    assert "<script" not in shown
    assert "<img" not in shown
    assert "5 &lt; 7" in shown


def test_the_form_shows_the_list_with_a_row_for_each_citation(desk: Client) -> None:
    answer = make.answer()

    page = desk.get(address(answer)).content.decode()

    assert "Sentences and their sources" in page
    assert page.count('name="cite-0-quote"') == 1
    assert page.count('-role"') == len(re.findall(r'name="cite-\d-quote"', page)) == 4


def test_a_refused_form_keeps_what_was_said_also_of_new_citations(desk: Client) -> None:
    answer = make.answer()
    fields = {name: value for name, value in typed(answer).items() if not name.startswith("cite-")}
    row = {"block": "research", "place": "1", "source_key": "review", "role": "context", "quote": "Words."}
    fields |= {f"cite-0-{name}": value for name, value in row.items()}
    fields |= {"cite-TOTAL_FORMS": "1", "cite-INITIAL_FORMS": "0", "wording": ""}

    response = desk.post(address(answer), fields)

    page = response.content.decode()
    assert response.status_code == 422
    assert "Words.</textarea>" in page
    assert '<option value="context" selected>' in page


def test_a_quote_that_is_too_long_is_told_with_its_source_and_kept(desk: Client) -> None:
    answer = make.answer()
    long = "x" * 301

    response = desk.post(address(answer), typed(answer, **{"cite-1-quote": long}))

    page = response.content.decode()
    assert response.status_code == 422
    assert "trial: Ensure this value has at most 300 characters" in page
    assert f"{long}</textarea>" in page


def test_an_auditor_sees_the_list_without_fields(client: Client) -> None:
    client.force_login(cast.person("auditor"))

    page = client.get(address(make.answer())).content.decode()

    assert "Sentences and their sources" in page
    assert 'name="cite-0-quote"' not in page


DOCTOR_QUESTIONS = tuple(f"What is my own risk number {at}, and what can lower it?" for at in range(12))


def many(words: str = "something new") -> dict[str, Any]:
    """Sixty sentences that cite forty sources."""
    for at in range(40):
        make.source(f"s{at}")
    body = "".join(
        f"<p>Sentence {at} says of group {at * 7} {words} [@s{at % 40}, p. {at}].</p>" for at in range(60)
    )
    writer = Contributor.objects.get(user=cast.person("editor"))
    return {"research": body, "doctor_questions": DOCTOR_QUESTIONS, "byline": (writer.pk,)}


def edited() -> Answer:
    """A long checked text, then changed in every sentence."""
    answer = make.checked(make.submitted(**many())).answer
    make.revision(answer, make.draft(wording=answer.question.wording, **many("something newer")))
    return answer


def in_review() -> Answer:
    """A long text that was signed by one of two."""
    topic = make.topic(approvals_needed=2, clinician_needed=True)
    revision = make.checked(make.submitted(topic_=topic, **many()))
    make.approve(revision)
    return revision.answer


@pytest.mark.parametrize("screen", ["change", "live"])
@pytest.mark.parametrize("long", [edited, in_review])
def test_a_long_text_asks_the_database_as_often_as_a_short_one(
    desk: Client, django_assert_max_num_queries: Any, screen: str, long: Callable[[], Answer]
) -> None:
    answer = long()
    desk.post(address(answer, "autosave"), typed(answer, certainty="low"))
    posted = typed(answer)

    with django_assert_max_num_queries(20):
        response = (
            desk.get(address(answer)) if screen == "change" else desk.post(address(answer, screen), posted)
        )

    assert response.status_code == 200
    assert "checks went stale" in response.content.decode() or long is in_review


@pytest.mark.parametrize("long", [edited, in_review])
def test_the_form_of_a_long_answer_stays_light(desk: Client, long: Callable[[], Answer]) -> None:
    assert len(desk.get(address(long())).content) < 120_000
