"""Benefits and harms in an answer: typed in rows, checked like sentences, read as table and picture."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from answers import comments, gates, revisions, workflow
from answers.admin.writing import sheets
from answers.models import Answer, CitationCheck
from answers.outcomes import Outcome
from answers.revisions.newer_edition import with_newer_edition
from tests import cast, make
from tests.answers.test_outcomes import BLEEDING, STROKE

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def published(*rows: Outcome, **fields: Any) -> Answer:
    return make.published(outcomes=rows or (STROKE, BLEEDING), **fields).answer


def test_a_saved_row_comes_back_as_it_was_typed() -> None:
    answer = make.answer(outcomes=(replace(BLEEDING, cited=" trial, p. 4 ;@review"),))

    (row,) = revisions.draft_of(answer).outcomes

    assert row.cited == "@trial, p. 4; @review"
    assert make.latest(answer).content().outcomes == (row,)
    assert revisions.draft_from(make.latest(answer).content()) == revisions.draft_of(answer)


def test_a_row_must_be_checked_like_a_sentence() -> None:
    revision = make.submitted(outcomes=(BLEEDING,))

    needed = gates.needed_checks(revision.content())

    assert [
        (need.use.source_key, need.use.locator)
        for need in needed
        if need.claim.block == "outcomes" and need.use
    ] == [("trial", "p. 4")]


def test_a_check_of_a_row_ends_when_a_number_changes() -> None:
    answer = published(BLEEDING)
    counting = gates.counting_checks(answer)

    now = replace(revisions.draft_of(answer), outcomes=(replace(BLEEDING, with_option=20),))
    frozen = revisions.freeze(answer, now.cleaned())

    open_ones = [need.claim.block for need in gates.needed_checks(frozen) if need.fingerprint not in counting]
    assert open_ones == ["outcomes"]


def test_what_a_row_quotes_is_part_of_its_check() -> None:
    revision = make.submitted(outcomes=(replace(BLEEDING, quote="2.13% a year"),))

    (use,) = [use for use in revision.content().uses if use.quote]

    assert use.source_key == "trial"
    assert not CitationCheck.objects.filter(source__key="trial", claim_hash=use.claim_hash).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"with_option": 1_001}, "more people than there are"),
        ({"outcome": "Bleeding. Often"}, "more than one sentence"),
        ({"denominator": 7}, "count out of 100"),
        ({"cited": "nobody"}, "does not exist"),
        ({"option": ""}, "names an option"),
    ],
)
def test_a_malformed_row_is_refused_with_what_to_do(wrong: dict[str, Any], sentence: str) -> None:
    answer = make.answer()
    draft = replace(revisions.draft_of(answer), outcomes=(replace(BLEEDING, **wrong),))

    with pytest.raises(revisions.Malformed, match=sentence):
        workflow.save(answer, draft, by=cast.person("editor"), at=make.NOW, base=answer.latest_number)


def test_readers_see_a_table_with_pictures_and_nothing_inline(client: Client) -> None:
    page = published().page

    html = client.get(f"/questions/{page.slug}/").content.decode()

    assert "Possible benefits and harms" in html
    assert "21 in 1,000 people" in html
    assert "A picture of 1,000 people; 21 of them are filled in." in html
    assert html.count('<svg class="people"') == 4
    assert "style=" not in html.split("<main")[1].split("</main>")[0]


def test_a_row_leads_to_its_source_and_back(client: Client) -> None:
    page = published(BLEEDING, research="<p>Two reviews said so [@review].</p>").page

    table = (
        client.get(f"/questions/{page.slug}/").content.decode().split('id="outcomes"')[1].split("</table>")[0]
    )

    assert 'role="doc-biblioref"' in table


def test_a_page_with_everything_stays_one_query_and_below_its_weight(
    client: Client, django_assert_num_queries: Any
) -> None:
    page = published(*[replace(BLEEDING, outcome=f"Harm {n}") for n in range(8)]).page
    client.get(f"/questions/{page.slug}/")

    with django_assert_num_queries(1):
        reply = client.get(f"/questions/{page.slug}/")

    assert len(reply.content) < 40_000


def test_programs_read_the_rows_and_their_sentences(client: Client) -> None:
    answer = published(BLEEDING)

    told = client.get(f"/api/v1/answers/{answer.question_id}/").json()

    (row,) = told["benefits_and_harms"]
    assert (row["with_option"], row["without"], row["out_of"]) == (21, 31, 1_000)
    assert row["sentence"] in [each["text"] for each in told["claims"]]


def test_a_suggestion_cannot_rewrite_a_row() -> None:
    revision = make.submitted(outcomes=(BLEEDING,))
    draft = replace(revisions.draft_from(revision.content()), outcomes=(replace(BLEEDING, with_option=5),))

    kept = comments.keep_as_suggestions(revision, draft, by=cast.person("reviewer"), at=make.NOW)

    assert not kept.suggestions
    assert kept.rest is not None


def test_the_workspace_shows_each_row_as_a_sentence_to_check(client: Client) -> None:
    revision = make.submitted(outcomes=(BLEEDING,))
    client.force_login(cast.person("reviewer"))

    html = client.get(f"/admin/review/{revision.pk}/").content.decode()

    assert "Possible harm, major bleeding: about 21 in 1,000 people with apixaban" in html


def test_a_newer_edition_is_taken_up_by_a_row_and_its_quote_goes() -> None:
    make.source("newer")
    answer = make.answer(outcomes=(replace(BLEEDING, quote="Its words."),))

    draft = with_newer_edition(revisions.draft_of(answer), older="trial", newer="newer", label="2026")

    assert draft is not None
    assert (draft.outcomes[0].cited, draft.outcomes[0].quote) == ("@newer", "")


def typed(client: Client, *rows: dict[str, Any]) -> Answer:
    client.force_login(cast.person("editor"))
    answer = make.answer()

    posted = sheets.as_posted(revisions.draft_of(answer), base=answer.latest_number)
    posted["outcome-TOTAL_FORMS"] = str(len(rows))
    for place, row in enumerate(rows):
        posted |= {f"outcome-{place}-{name}": str(value) for name, value in row.items()}
    client.post(f"/admin/answers/answer/{answer.pk}/change/", posted)
    answer.refresh_from_db()
    return answer


FULL = {
    "option": "apixaban", "instead": "warfarin", "denominator": 1000, "time": "1 year",
    "outcome": "Major bleeding", "direction": "harm", "with_option": 21, "without": 31,
    "cited": "trial, p. 4",
}  # fmt: skip


def test_a_row_without_an_option_goes_on_with_the_one_above(client: Client) -> None:
    short = {
        "outcome": "Stroke or clot",
        "direction": "benefit",
        "with_option": 13,
        "without": 16,
        "cited": "trial, p. 4",
    }

    answer = typed(client, FULL, short)

    assert revisions.draft_of(answer).outcomes == (BLEEDING, STROKE)


def test_an_empty_row_is_none_and_a_half_one_says_what_is_missing(client: Client) -> None:
    assert typed(client, FULL, {"direction": "benefit"}).outcomes != []
    assert typed(client, {"outcome": "Nausea", "direction": "harm", "with_option": 4}).outcomes == []


def test_a_saved_answer_with_rows_has_no_unsaved_text(client: Client) -> None:

    answer = typed(client, FULL | {"quote": "2.13% a year"})
    posted = sheets.as_posted(revisions.draft_of(answer), base=answer.latest_number)

    client.post(f"/admin/answers/answer/{answer.pk}/autosave/", posted)

    assert (
        "You have unsaved text"
        not in client.get(f"/admin/answers/answer/{answer.pk}/change/").content.decode()
    )
