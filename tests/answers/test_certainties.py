"""How sure we are of one sentence: kept with it, carried while it is alike, and said behind it in words."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from answers import revisions, workflow
from answers.admin.writing import sheets
from answers.content import Content, Sure, dumps, loads
from answers.models import Answer
from answers.outcomes import Outcome
from answers.rendering import certainties, claims, fragments
from tests import cast, make, visible

ROW = Outcome("apixaban", "Nausea", "harm", 3, 1, 100, certainty="expert")


def hashes(content: Content) -> list[str]:
    return [claim.hash for claim in claims.claims(content)]


def content(**fields: Any) -> Content:
    text = Content("q", certainty="high", research="<p>It helps. It may harm.</p>", **fields)
    return replace(text, certainties=(Sure(hashes(text)[1], "low"),))


def test_a_sentence_has_its_own_certainty_or_that_of_the_answer() -> None:
    text = content(outcomes=(ROW,))

    assert list(certainties.of(text).values()) == ["high", "low", "expert"]


def test_readers_are_told_behind_the_sentence_and_only_of_less_sure_ones() -> None:
    text = content()

    assert fragments.render(text).research == (
        '<p>It helps. It may harm. <span class="quiet">(not very sure)</span></p>'
    )
    assert fragments.plain_text(text) == "It helps. It may harm. (not very sure)"
    surer = replace(text, certainties=(Sure(hashes(text)[0], "high"),))
    assert "(" not in fragments.plain_text(surer)


def test_a_content_without_any_keeps_the_hash_it_had_and_they_come_back() -> None:
    assert "certainties" not in dumps(Content("q"))
    assert loads(dumps(content())) == content()


@pytest.mark.django_db
def test_an_edited_sentence_keeps_its_certainty_while_it_is_alike() -> None:
    answer = rated()

    draft = revisions.draft_of(answer)
    edited = replace(draft, research=draft.research.replace("fewer people", "fewer of the people"))
    saved = workflow.save(answer, edited, by=cast.person("editor"), at=make.NOW, base=answer.latest_number)

    assert saved is not None
    (kept,) = saved.content().certainties
    text = {claim.hash: claim.text for claim in claims.claims(saved.content())}[kept.claim_hash]
    assert "fewer of the people" in text
    answer.refresh_from_db()
    assert revisions.draft_of(answer).certainties == (kept,)


@pytest.mark.django_db
def test_a_sentence_that_says_something_else_loses_it() -> None:
    answer = rated()

    rewritten = replace(revisions.draft_of(answer), research="<p>Nothing of the kind was found [@trial].</p>")

    assert revisions.freeze(answer, rewritten.cleaned()).certainties == ()


@pytest.mark.django_db
def test_an_unknown_certainty_is_refused() -> None:
    answer = rated()
    (one,) = revisions.draft_of(answer).certainties
    wrong = replace(revisions.draft_of(answer), certainties=(replace(one, certainty="fairly"),))

    with pytest.raises(revisions.Malformed, match="Choose one of the six"):
        workflow.save(answer, wrong, by=cast.person("editor"), at=make.NOW, base=answer.latest_number)


@pytest.mark.django_db
def test_what_search_engines_read_says_it_too(client: Client) -> None:
    page = make.published(rated("short_answer")).answer.page

    html = client.get(f"/questions/{page.slug}/").content.decode()

    assert "(not very sure)" in html
    assert visible.faults(html) == []


@pytest.mark.django_db
def test_an_editor_chooses_a_sentence_and_how_sure_we_are_of_it(client: Client) -> None:
    client.force_login(cast.person("editor"))
    answer = make.answer()
    chosen = claims.claims(make.latest(answer).content(), {"research"})[0]
    address = f"/admin/answers/answer/{answer.pk}/change/"
    posted = sheets.as_posted(revisions.draft_of(answer), base=answer.latest_number)
    posted |= {"sure-TOTAL_FORMS": "1", "sure-0-claim_hash": chosen.hash, "sure-0-certainty": "very_low"}

    client.post(address, posted)
    answer.refresh_from_db()

    assert make.latest(answer).content().certainties == (Sure(chosen.hash, "very_low"),)
    html = client.get(address).content.decode()
    assert f'<option value="{chosen.hash}" selected>' in html


def rated(block: str = "research") -> Answer:
    """An answer of which the first sentence of one block is less sure."""
    answer = make.answer()
    one = claims.claims(make.latest(answer).content(), {block})[0]
    draft = replace(revisions.draft_of(answer), certainties=(Sure(one.hash, "low"),))
    workflow.save(answer, draft, by=cast.person("editor"), at=make.NOW, base=answer.latest_number)
    answer.refresh_from_db()
    return answer
