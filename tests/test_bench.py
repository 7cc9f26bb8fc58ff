"""The bench judges its figures rightly, and its sites and texts hold what its names say."""

import re

import pytest

from answers.models import PublishedPage
from tests.bench import prose, rows, servers
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


@pytest.mark.django_db
def test_a_site_of_the_bench_has_as_many_pages_as_asked_half_of_them_in_one_topic() -> None:
    rows.fill(20)
    rows.fill(40)

    pages = PublishedPage.objects.all()
    full = pages.filter(answer__question__main_topic__slug=FULL_TOPIC)
    assert (pages.count(), full.count()) == (40, 21)
    assert PublishedPage.sources.through.objects.count() == 40 * rows.CITATIONS
