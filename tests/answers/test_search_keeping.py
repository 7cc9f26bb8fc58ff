"""The index holds what readers see, from the moment of publication until the moment of withdrawal."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from answers import jobs, search, workflow
from answers.models import Answer, PublishedPage, SearchEntry, SearchWord
from answers.outcomes import Outcome
from tests import cast, make

pytestmark = pytest.mark.django_db


def found(stem: str) -> list[int]:
    """The pages that the engine's own table knows by this stem."""
    asked, value = {
        "sqlite": ("SELECT rowid FROM answers_search WHERE answers_search MATCH %s", f'"{stem}"'),
        "postgresql": ("SELECT page_id FROM answers_searchentry WHERE stems @@ %s::tsquery", f"'{stem}'"),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [value])
        return [page for (page,) in cursor.fetchall()]


def words() -> dict[str, int]:
    return dict(SearchWord.objects.values_list("word", "pages"))


def test_a_published_page_can_be_found_by_each_of_its_fields() -> None:
    answer = make.answer(
        topic_=make.topic(name="Kidneys"),
        wording="Is salt harmful?",
        short_answer="<p>Pepper is milder [@trial].</p>",
        research="<p>Vinegar was tested [@review].</p>",
        unknowns="<p>Nobody looked at mustard.</p>",
        doctor_questions=("Should I avoid ketchup?", "And herbs?"),
    )
    answer.question.phrasings.create(text="Does sodium hurt me?")

    page = make.published(answer).answer.page

    stems = ("salt", "sodium", "kidnei", "pepper", "vinegar", "mustard", "ketchup", "studi")
    assert [found(stem) for stem in stems] == [[page.pk]] * len(stems)


def test_explained_words_cards_rows_of_numbers_and_further_parts_can_be_found() -> None:
    make.approved_term("embolus", "A clot that a vessel carried away.", forms=("emboli",))
    row = Outcome("aspirin", "vertigo", "harm", 30, 20, 1_000, instead="placebo", cited="@trial")

    page = make.published(
        research="<p>Aspirin stops an embolus [@trial].</p>",
        emergency_signs="A drooping face",
        soon_signs="Bruises",
        how_it_works="<p>It calms platelets [@trial].</p>",
        outcomes=(row,),
    ).answer.page

    stems = ("emboli", "vessel", "face", "bruis", "platelet", "vertigo", "placebo")
    assert {stem: found(stem) for stem in stems} == {stem: [page.pk] for stem in stems}


def test_a_draft_is_in_no_index() -> None:
    make.answer(wording="Is salt harmful?")

    assert not found("salt")
    assert not words()


def test_a_newer_draft_of_a_public_answer_is_not_found() -> None:
    made = make.published(wording="Is salt harmful?").answer

    make.revision(made, make.draft(wording="Is sugar harmful?"))

    assert not found("sugar")
    assert "sugar" not in words()


def test_a_newer_version_takes_the_place_of_the_one_before() -> None:
    made = make.published(wording="Is salt harmful?").answer
    make.revision(made, make.draft(wording="Is sugar harmful?"))

    make.published(Answer.objects.get(pk=made.pk))

    assert (len(found("sugar")), found("salt")) == (1, [])
    assert words().get("sugar") == 1
    assert "salt" not in words()


def test_a_withdrawn_text_leaves_the_index_and_the_vocabulary_at_once() -> None:
    made = make.published(wording="Is salt harmful?").answer

    workflow.withdraw(made, by=cast.person("managing"), at=make.NOW, reason="It is wrong.")

    assert not found("salt")
    assert not SearchEntry.objects.exists()
    assert not words()


def test_words_that_stand_on_another_page_stay_in_the_vocabulary() -> None:
    make.published(wording="Is salt harmful?")
    second = make.published(wording="Is salt tasty?").answer

    workflow.withdraw(second, by=cast.person("managing"), at=make.NOW, reason="It is wrong.")

    assert words()["salt"] == 1
    assert "tasty" not in words()


def test_a_publication_that_fails_leaves_the_index_as_it_was() -> None:
    ready = make.approved(wording="Is salt harmful?")

    with transaction.atomic():
        workflow.publish(ready, by=cast.person("editor2"), at=make.NOW)
        transaction.set_rollback(True)

    assert not found("salt")
    assert not words()


def test_printing_a_page_anew_writes_nothing(django_assert_max_num_queries: Any) -> None:
    made = make.published().answer
    content = make.latest(made).content()

    with django_assert_max_num_queries(5) as asked:
        search.index(made.page.pk, made, content)

    assert not [each for each in asked if not each["sql"].startswith("SELECT")]


def test_an_entry_is_written_by_one_statement_together_with_what_it_is_found_by() -> None:
    with CaptureQueriesContext(connection) as new:
        page = make.published(short_answer="<p>Salt is safe [@trial].</p>").answer.page
    SearchEntry.objects.update(version="older")
    with CaptureQueriesContext(connection) as changed:
        call_command("reindex")

    assert [len(_writes_entries(each)) for each in (new, changed)] == [1, 1]
    assert found("salt") == [page.pk]


def _writes_entries(asked: CaptureQueriesContext) -> list[str]:
    """Those statements that write the table of the entries, as SQL."""
    begins = ("INSERT INTO answers_searchentry ", "UPDATE answers_searchentry ")
    every = (query["sql"].replace('"', "") for query in asked.captured_queries)
    return [sql for sql in every if sql.startswith(begins)]


def test_reindex_finds_what_was_missing_and_counts_words_once(capsys: pytest.CaptureFixture[str]) -> None:
    page = make.published(wording="Is salt harmful?").answer.page
    before = words()
    SearchEntry.objects.all().delete()
    SearchWord.objects.all().delete()

    call_command("reindex")
    call_command("reindex")

    assert found("salt") == [page.pk]
    assert words() == before
    assert "1 pages can be found" in capsys.readouterr().out


def test_pages_of_older_rules_are_indexed_by_the_timed_work() -> None:
    made = make.published(wording="Is salt harmful?").answer
    jobs.run_due(make.NOW)
    made.question.phrasings.create(text="Is sodium bad?")
    SearchEntry.objects.outdate([made.page.pk])

    done = jobs.run_due(make.NOW)

    assert done.pages_indexed == 1
    assert len(found("sodium")) == 1


def test_the_database_itself_lets_an_entry_go_with_its_page() -> None:
    page = make.published(wording="Is salt harmful?").answer.page
    SearchEntry.objects.all().delete()

    assert not found("salt")
    assert PublishedPage.objects.filter(pk=page.pk).exists()


def test_a_new_phrasing_is_found_as_soon_as_it_is_saved() -> None:
    made = make.published(wording="Is salt harmful?").answer
    made.question.phrasings.create(text="Is sodium bad?")

    search.index_question(made.question)

    assert len(found("sodium")) == 1


def test_a_database_that_lacks_something_of_search_is_told_how_to_get_it() -> None:
    lost = "DROP TRIGGER answers_searchletters_come" if connection.vendor == "sqlite" else None
    lost = lost or "DROP INDEX answers_search_stems"
    whole = search.check(None, ["default"])

    with connection.cursor() as cursor:
        cursor.execute(lost)

    assert not [each for each in whole if each.id == "answers.E005"]
    assert [each.hint for each in search.check(None, ["default"])][:1] == ["Run “manage.py reindex”."]


@pytest.mark.postgresql
def test_no_search_on_postgresql_looks_through_what_is_not_yet_merged() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER INDEX answers_search_stems SET (fastupdate = off)")
    search.prepare(connection)

    make.published(wording="Is salt harmful?")

    with connection.cursor() as cursor:
        cursor.execute("SELECT reloptions FROM pg_class WHERE relname = 'answers_search_stems'")
        assert cursor.fetchone() == (["fastupdate=on"],)
        cursor.execute("SELECT gin_clean_pending_list('answers_search_stems')")
        assert cursor.fetchone() == (0,)
    assert len(found("salt")) == 1
