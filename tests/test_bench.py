"""The bench judges its figures rightly, and its sites and texts hold what its names say."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from answers import search
from answers.models import PublishedPage
from sources import formatting, importers
from tests.bench import crowd, floor, prose, references, rows, search_peer, searches, servers
from tests.bench.figures import Figure, table
from tests.bench.search_peer import Peer
from tests.bench.sites import FULL_TOPIC, Site


@pytest.mark.parametrize(
    ("figure", "verdict"),
    [
        (Figure("cost", "SQLite", 2.3, "×", at_most=2.2), "not met"),
        (Figure("cost", "SQLite", 2.2, "×", at_most=2.2), "met"),
        (Figure("share", "SQLite", 81, "%", at_least=82), "not met"),
        (Figure("share", "SQLite", 82, "%", at_least=82), "met"),
        (Figure("cost", "SQLite", 9, "×"), "no target"),
        (Figure("cost", "SQLite", None, "did not finish", at_most=2.2), "no figure"),
    ],
)
def test_a_figure_is_judged_by_its_target(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict


@pytest.mark.parametrize("package", ["bench", "verify"])
def test_the_long_runs_start_without_the_settings_of_a_site(package: str) -> None:
    """They make sites of their own, and ask them in processes of their own."""
    environment = {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-c", f"import tests.{package}.__main__"]

    started = subprocess.run(command, cwd=servers.ROOT, env=environment, capture_output=True, check=False)

    assert started.returncode == 0, started.stderr.decode()


def test_the_table_names_each_figure_with_its_target_and_verdict() -> None:
    shown = table([Figure("page", "SQLite", 2.345, "× bare", at_most=2.2)])

    assert shown.splitlines()[1].split() == ["page", "SQLite", "2.35", "×", "bare", "≤", "2.20", "not", "met"]


class Quick(Peer):
    """A peer that answers in two milliseconds, and a broad search among more than 1,000 pages never."""

    def fill(self, size: int) -> None:
        self.texts.write_text(f"{size}")

    def ask(self, kind: str) -> Mapping[str, Any]:
        if kind == "broad" and int(self.texts.read_text()) > 1_000:
            raise subprocess.TimeoutExpired("asking", search_peer.SECONDS)
        return {"version": "1.3.2", "took": [2.0] * 60}


class Unfillable(Peer):
    """A peer that is never done with its index."""

    def fill(self, size: int) -> None:
        raise subprocess.TimeoutExpired("filling", search_peer.SECONDS_TO_INDEX)


def test_our_search_is_told_beside_that_of_a_peer_and_as_a_ratio_to_it(tmp_path: Path) -> None:
    ours = [Figure("broad search, 300 pages: p95", "SQLite", 3, "ms")]

    found = search_peer.beside(Quick("", "", tmp_path), "SQLite", [300], ours)

    assert [(each.name, each.shown) for each in found if "broad" in each.name] == [
        ("broad search, 300 pages: modelsearch p50", "2 ms"),
        ("broad search, 300 pages: modelsearch p95", "2 ms"),
        ("broad search, 300 pages: p95", "1.50 × modelsearch 1.3.2"),
    ]


def test_a_peer_that_does_not_finish_is_told_so_without_a_figure_and_not_asked_among_more(
    tmp_path: Path,
) -> None:
    found = search_peer.beside(Quick("", "", tmp_path), "SQLite", [1_000, 20_000, 200_000], [])

    assert [(each.name, each.shown) for each in found if each.value is None] == [
        ("broad search, 20,000 pages: modelsearch", "did not finish within 30 s"),
        ("broad search, 200,000 pages: modelsearch", "not asked, did not finish among fewer pages"),
    ]
    assert "selective search, 200,000 pages: modelsearch p50" in {each.name for each in found}


def test_a_peer_that_is_not_done_with_its_index_is_told_so_for_each_kind(tmp_path: Path) -> None:
    found = search_peer.beside(Unfillable("", "", tmp_path), "SQLite", [300], [])

    assert {each.shown for each in found} == {"was not indexed within 600 s"}
    assert len(found) == len(search_peer.KINDS)


def test_a_peer_that_cannot_be_installed_is_left_out_and_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "occupied").touch()
    monkeypatch.setattr(search_peer, "VENV", tmp_path / "occupied" / "venv")

    assert search_peer.figures(Site("SQLite", 1, "", tmp_path), [300], []) == []
    assert "Left out: modelsearch could not be installed" in capsys.readouterr().out


def test_what_is_handed_to_a_peer_are_the_same_pages_without_markup_and_the_same_searches(
    tmp_path: Path,
) -> None:
    texts, asked = tmp_path / "texts", tmp_path / "searches"
    searches.hand_over(str(texts), str(asked), 3)

    pages = [json.loads(line) for line in texts.read_text().splitlines()]
    assert [each["question"] for each in pages] == [crowd.content(number).question for number in range(3)]
    assert not any("<" in text for each in pages for text in each.values())
    assert json.loads(asked.read_text()) == searches.searches()


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


def test_milliseconds_are_told_once_more_as_requests_of_a_bare_view(tmp_path: Path) -> None:
    site = Site("SQLite", 1, f"sqlite:///{tmp_path}/never-made.sqlite3", tmp_path)
    measured = [Figure("publish", "SQLite", 60, "ms CPU", 60), Figure("publish", "SQLite", 29, "statements")]

    found = floor.beside(site, lambda: measured)

    assert found[:2] == measured
    [beside] = found[2:]
    assert (beside.name, beside.unit) == ("publish: CPU", "× bare")
    assert beside.value is not None
    assert 10 < beside.value < 600
