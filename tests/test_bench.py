"""The bench judges its figures rightly, and its sites and texts hold what its names say."""

import re

import pytest

from answers import search
from answers.models import PublishedPage
from sources import formatting, importers
from tests.bench import crowd, prose, references, rows, servers
from tests.bench.figures import Figure, table
from tests.bench.sites import FULL_TOPIC


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("cost", "SQLite", 2.3, "×", at_most=2.2), "not met"),
        (Figure("cost", "SQLite", 2.2, "×", at_most=2.2), "met"),
        (Figure("share", "SQLite", 81, "%", at_least=82), "not met"),
        (Figure("share", "SQLite", 82, "%", at_least=82), "met"),
        (Figure("cost", "SQLite", 9, "×"), "no target"),
    ],
)
def test_a_figure_is_judged_by_its_target(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict


def test_the_table_names_each_figure_with_its_target_and_verdict() -> None:
    shown = table([Figure("page", "SQLite", 2.345, "× bare", at_most=2.2)])

    assert shown.splitlines()[1].split() == ["page", "SQLite", "2.35", "×", "bare", "≤", "2.20", "not", "met"]


def test_the_prose_cites_every_key_once() -> None:
    cited = re.findall(r"\[@(\w+)\]", prose.paragraphs(600, prose.keys(15)))

    assert cited == prose.keys(15)


def test_use_counts_processes_that_began_meanwhile_and_not_those_that_ended() -> None:
    assert servers.between({1: 5.0, 2: 9.0}, {1: 6.5, 3: 0.5}) == 2.0


def test_no_two_references_are_one_work_and_each_is_printed_as_it_should_be() -> None:
    made = references.references(200)

    assert len({each.work.title for each in made}) == 200
    assert [formatting.reference_text(each.work) for each in made] == [each.printed for each in made]


def test_an_odd_file_of_references_holds_the_same_records_as_a_plain_one() -> None:
    made = references.references(200)

    plain, odd = (importers.read(stored) for stored in (references.ris(made), references.odd_ris(made)))

    assert [each.work for each in odd.records] == [each.work for each in plain.records]
    assert sum(bool(each.remarks) for each in odd.records) == 200 / references.ODD


@pytest.mark.django_db
def test_a_site_of_the_bench_has_as_many_pages_as_asked_half_of_them_in_one_topic() -> None:
    rows.fill(20)
    rows.fill(40)

    pages = PublishedPage.objects.all()
    full = pages.filter(answer__question__main_topic__slug=FULL_TOPIC)
    assert (pages.count(), full.count()) == (40, 21)
    assert PublishedPage.sources.through.objects.count() == 40 * rows.CITATIONS


@pytest.mark.django_db
def test_a_crowd_of_pages_can_be_found_and_grows_by_as_many_as_asked() -> None:
    rows.fill(1)
    crowd.fill(3)
    crowd.fill(2)

    typed = crowd.content(4).question
    assert PublishedPage.objects.count() == 6
    assert PublishedPage.objects.get(pk=search.find(search.read(typed)).pages[0]).title == typed
