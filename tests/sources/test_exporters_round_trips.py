"""What is written out and read back keeps names, title, date, pages and identifiers, in every format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sources import exporters, formatting
from sources.formatting import Name, Work
from sources.importers import formats

ITEMS = (Path(__file__).with_name("goldens") / "items.json").read_bytes()
GOLDENS = [record.work for record in formats.read(ITEMS).records]
FORMATS = ("ris", "nbib", "bibtex", "csl-json")
NUMBERS = ("doi", "pmid", "pmcid", "isbn", "issn", "nct")

LETTERS = "abcxyzABCXYZéøßłñüšİжя王"
words = st.text(LETTERS, min_size=1, max_size=9)
titles = st.lists(
    st.text(LETTERS + "&%$#_{}~^\\<>\"'()[];:,@=/+0123456789", min_size=1, max_size=12), min_size=1
).map(" ".join)
family = st.text("abcxyzéøßłñü", min_size=1, max_size=9).map(str.title)
given_names = st.lists(family, min_size=1, max_size=2).map(" ".join)
people = st.one_of(
    st.builds(Name, family=family, given=given_names),
    st.builds(Name, family=family, given=given_names, suffix=st.just("Jr")),
    st.builds(Name, family=family, given=given_names, particle=st.just("van de")),
    st.builds(
        Name, literal=st.sampled_from(["International Myeloma Working Group", "Cats and Dogs, Inc", "WHO"])
    ),
)
works = st.builds(
    Work,
    key=st.just("key2020"),
    title=titles.map(lambda text: f"On {text} end"),
    contributors=st.lists(people, max_size=4).map(tuple),
    container_title=words,
    year=st.integers(1900, 2030),
    month=st.none() | st.integers(1, 12),
    volume=st.integers(1, 999).map(str),
    pages=st.sampled_from(["", "1-9", "495-505", "e12", "S101-S109", "265"]),
    doi=st.sampled_from(["", "10.1000/abc", "10.1000/S1470-2045(13)70380-2", "10.1000/a_b<1:c>2.0.co;2"]),
    pmid=st.sampled_from(["", "35661166"]),
    pmcid=st.sampled_from(["", "PMC10587778"]),
    issn=st.sampled_from(["", "0028-4793"]),
    nct=st.sampled_from(["", "NCT03145181"]),
)


def back(name: str, *written: Work) -> list[Work]:
    reading = formats.read("".join(exporters.write(name, written)).encode())
    assert reading.format == name
    assert reading.problems == ()
    return [record.work for record in reading.records]


def kept(work: Work) -> dict[str, Any]:
    """What must survive; a name counts as it is printed, in full."""
    names = [
        (each.literal or f"{each.particle} {each.family}".strip(), each.given, each.suffix, each.role)
        for each in work.contributors
    ]
    dates = (work.year, work.month, work.day, work.season)
    return {"names": names, "title": work.title, "pages": work.pages, "dates": dates} | {
        name: getattr(work, name) for name in NUMBERS
    }


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("work", GOLDENS, ids=lambda work: work.title[:20])
def test_every_golden_work_comes_back(name: str, work: Work) -> None:
    (found,) = back(name, work)

    assert kept(found) == kept(work)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(work=works)
def test_any_work_comes_back(name: str, work: Work) -> None:
    (found,) = back(name, work)

    assert kept(found) == kept(work)


@pytest.mark.parametrize("name", FORMATS)
def test_all_works_together_come_back_in_their_order(name: str) -> None:
    found = back(name, *GOLDENS)

    assert [work.title for work in found] == [work.title for work in GOLDENS]


def test_from_ris_to_bibtex_and_back_the_reference_reads_the_same() -> None:
    through = back("bibtex", *back("ris", *GOLDENS))

    assert [each.doi for each in through] == [each.doi for each in GOLDENS]
    assert [formatting.reference_text(each) for each in through if each.kind == "article"] == [
        formatting.reference_text(each) for each in GOLDENS if each.kind == "article"
    ]


def test_csl_json_is_one_list_for_other_programs() -> None:
    told = json.loads("".join(exporters.write("csl-json", GOLDENS)))

    assert [each["title"] for each in told] == [work.title for work in GOLDENS]


def test_an_empty_export_is_valid() -> None:
    assert json.loads("".join(exporters.write("csl-json", []))) == []
    assert "".join(exporters.write("ris", [])) == ""
