"""What becomes of drafts and reviews when two sources are merged: one number, nothing said is lost."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import pytest
from django.test import Client

from answers import gates, pages, revisions, workflow
from answers.admin.review import inline
from answers.content import SetAside, fingerprint
from answers.models import Answer, CitationCheck, PublishedPage, Recheck, SentenceAuthor
from answers.rendering import numbering
from answers.revisions import freezing
from sources import notices
from sources.models import Merge, Source
from tests import at_once, cast, make
from tests.answers import reviewing
from tests.answers.test_merged_sources import BOTH, citing, merge, page_of, retracted, twin, undo

pytestmark = pytest.mark.django_db


def test_a_published_page_that_cites_both_keeps_two_numbers_until_it_is_saved_again() -> None:
    twin()
    answer = make.published(research=BOTH).answer
    before = page_of(answer)

    merge()

    assert page_of(answer) == before
    content = revisions.freeze(answer, revisions.draft_of(answer))
    assert numbering.number(content).keys == ("trial", "review")
    assert "[@trial, p. 4; @trial, p. 9]" in content.research


def test_an_answer_that_is_saved_again_is_written_with_the_kept_key() -> None:
    twin()
    answer = citing()
    merge()

    saved = make.revision(answer, revisions.draft_of(answer))

    content = saved.content()
    assert "@twin" not in content.research
    assert [work.key for work in content.works] == ["trial"]
    assert {row.source.key for row in answer.citations.all()} == {"trial"}


def test_what_was_said_of_both_citations_of_a_sentence_is_kept() -> None:
    twin()
    answer = make.answer(research=BOTH)
    answer.citations.filter(source__key="trial").update(note="The whole trial.")
    answer.citations.filter(source__key="twin").update(quote="Fewer strokes.", note="Its second report.")
    merge()

    saved = make.revision(answer, revisions.draft_of(answer))

    use = next(each for each in saved.content().uses if each.locator == "p. 4; p. 9")
    assert (use.source_key, use.quote, use.note) == (
        "trial",
        "Fewer strokes.",
        "The whole trial.; Its second report.",
    )


def test_two_that_were_set_aside_are_set_aside_once_with_both_reasons() -> None:
    twin()
    aside = tuple(SetAside(key, f"Too old: {key}.") for key in ("twin", "trial"))
    answer = make.answer(short_answer="<p>A [@review].</p>", research="<p>B [@review].</p>", set_aside=aside)
    merge()

    saved = make.revision(answer, revisions.draft_of(answer))

    assert [(each.source_key, each.reason) for each in saved.content().set_aside] == [
        ("trial", "Too old: twin.; Too old: trial.")
    ]


def test_a_merge_in_the_middle_of_a_save_does_no_harm(monkeypatch: pytest.MonkeyPatch) -> None:
    twin()
    answer = make.answer(research=BOTH)
    draft = revisions.draft_of(answer)
    renamed = freezing.present_keys

    def then_merged(typed: revisions.Draft) -> revisions.Draft:
        found = renamed(typed)
        if not Merge.objects.exists():
            merge()
        return found

    monkeypatch.setattr(freezing, "present_keys", then_merged)
    saved = make.revision(answer, revisions.Draft(**(vars(draft) | {"certainty_reason": "Two trials."})))

    assert {work.key for work in saved.content().works} == {"trial", "twin", "review"}


def test_a_revision_in_review_can_still_be_checked_and_published() -> None:
    twin()
    revision = make.submitted(research=BOTH)
    merge()
    typed = {"source_key": "twin", "verdict": "supports", "reading": "read the source"}
    needs = [need for need in gates.needed_checks(revision.content()) if need.use]

    for need in needs:
        rest = {"claim_hash": need.claim.hash, "quote": "Fewer strokes.", "place": "", "reason": ""}
        asked = typed | rest | {"source_key": need.use.source_key if need.use else ""}
        inline._check(revision, asked, cast.person("reviewer"), make.NOW)

    assert {check.source.key for check in CitationCheck.objects.all() if check.source} == {"trial", "review"}
    assert len(gates.counting_checks(revision.answer)) == len(needs)


def test_checks_made_under_the_old_key_are_shown_beside_the_new_one() -> None:
    twin()
    answer = make.checked(make.submitted(research=BOTH)).answer
    merge()
    again = make.revision(answer, revisions.draft_of(answer))
    client = Client()
    client.force_login(cast.person("clinician"))

    page = client.get(f"/admin/review/{again.pk}/").content.decode()

    assert "The very words of the study." in page


def test_a_source_that_was_identified_by_a_merge_only_needs_a_save() -> None:
    twin(pmid="", container_title="")
    revision = make.checked(make.submitted(research="<p>Fewer strokes [@twin].</p>"))
    merge()

    found = [each.sentence for each in reviewing.blocking(revision)]

    assert found == ["The source “twin” was identified after this text was saved. Save the answer again."]


def test_a_retraction_of_the_duplicate_blocks_what_rests_on_the_kept_source() -> None:
    twin()
    revision = make.checked(make.submitted(research="<p>Fewer strokes [@trial].</p>"))
    retracted("twin")
    assert not reviewing.blocking(revision)

    merged = merge()

    assert {each.gate for each in reviewing.blocking(revision)} == {"no retracted support"}
    undo(merged)
    assert not reviewing.blocking(revision)


def test_a_notice_found_later_calls_the_answers_of_both() -> None:
    twin()
    public, draft = citing(), make.answer(research="<p>Fewer strokes [@twin].</p>")
    merge()
    PublishedPage.objects.update(is_stale=False)  # nobody has read the page since
    notices.record(
        Source.objects.get(key="trial"), kind="retraction", origin="x", at=make.NOW, noticed_on=make.TODAY
    )

    called = workflow.call_for_rechecks(make.NOW)

    assert called == 2
    assert set(Recheck.objects.values_list("answer", flat=True)) == {public.pk, draft.pk}


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_saved_while_its_sources_are_merged() -> None:
    twin()
    answer = make.answer(research=BOTH)
    draft = revisions.Draft(**(vars(revisions.draft_of(answer)) | {"certainty_reason": "Two trials."}))

    refused = at_once.refusals(partial(make.revision, answer, draft), merge)

    assert refused == []
    assert numbering.number(revisions.freeze(answer, revisions.draft_of(answer))).keys == ("trial", "review")
    assert pages.preview_html(make.latest(answer).content(), answer, today=make.TODAY)


def authors(answer: Answer, key: str) -> set[str]:
    """Who counts as an author of the citations of this source in the newest text."""
    content = make.latest(answer).content()
    works = {work.key: work for work in content.works}
    prints = [fingerprint(use, works[key]) for use in content.uses if use.source_key == key]
    found = SentenceAuthor.objects.filter(answer=answer, fingerprint__in=prints)
    return set(found.values_list("person__username", flat=True))


def test_a_merge_makes_nobody_the_author_of_a_citation_that_only_got_another_key() -> None:
    twin()
    answer = make.answer(research="<p>Fewer strokes [@twin, p. 9].</p>", short_answer="<p>Yes [@review].</p>")
    merge()

    make.revision(answer, revisions.draft_of(answer), by=cast.person("editor2"))

    assert authors(answer, "trial") == {"editor"}


def test_a_citation_of_both_keeps_the_authors_of_both() -> None:
    twin()
    answer = make.answer(
        research="<p>Fewer strokes [@trial, p. 4].</p>", short_answer="<p>Yes [@review].</p>"
    )
    both = replace(revisions.draft_of(answer), research="<p>Fewer strokes [@trial, p. 4; @twin, p. 9].</p>")
    make.revision(answer, both, by=cast.person("editor2"))
    merge()

    make.revision(answer, revisions.draft_of(answer), by=cast.person("managing"))

    assert authors(answer, "trial") == {"editor", "editor2"}


def test_who_changes_the_place_after_a_merge_is_the_author_of_the_citation() -> None:
    twin()
    answer = make.answer(research="<p>Fewer strokes [@twin, p. 9].</p>", short_answer="<p>Yes [@review].</p>")
    merge()

    draft = replace(revisions.draft_of(answer), research="<p>Fewer strokes [@trial, p. 10].</p>")
    make.revision(answer, draft, by=cast.person("editor2"))

    assert authors(answer, "trial") == {"editor2"}


def test_a_source_that_became_another_paper_is_cited_by_whoever_saves() -> None:
    answer = make.answer(research="<p>Fewer strokes [@trial].</p>", short_answer="<p>Yes [@review].</p>")
    Source.objects.filter(key="trial").update(doi="10.1000/another", title="Another paper")

    make.revision(answer, revisions.draft_of(answer), by=cast.person("editor2"))

    assert authors(answer, "trial") == {"editor2"}
