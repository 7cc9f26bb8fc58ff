"""Entries of printed lists, in the styles of the field: what is understood, and that nothing is invented."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sources import titles
from sources.formatting import Work
from sources.importers.formats import entries
from sources.importers.formats.entries import Confidence, authors

GOLDENS = Path(__file__).with_name("goldens")
ITEMS = json.loads((GOLDENS / "items.json").read_text(encoding="utf-8"))

WALKING = {"title": "Walking and sleep", "year": 2021, "volume": "12", "issue": "3", "pages": "45-50"}
STYLES = {
    "AMA": "Ames A, Bell BC. Walking and sleep. J Tests. 2021;12(3):45-50.",
    "AMA with a DOI": "Ames A, Bell BC. Walking and sleep. J Tests. 2021;12(3):45-50. doi:10.1000/walk.1",
    "PubMed": (
        "Ames A, Bell BC. Walking and sleep. J Tests. 2021 Aug 11;12(3):45-50. doi: 10.1000/walk.1. "
        "Epub 2021 Jun 5. PMID: 12345; PMCID: PMC678."
    ),
    "Vancouver": "1. Ames A, Bell BC. Walking and sleep. J Tests 2021; 12 (3): 45–50.",
    "APA": "Ames, A., & Bell, B. C. (2021). Walking and sleep. Journal of Tests, 12(3), 45–50.",
    "Harvard": "Ames, A. and Bell, B.C. (2021) ‘Walking and sleep’, Journal of Tests, 12(3), pp. 45–50.",
    "Springer": "Ames A, Bell BC (2021) Walking and sleep. J Tests 12(3):45–50",
    "Nature": "Ames, A. & Bell, B. C. Walking and sleep. J. Tests 12(3), 45–50 (2021).",
    "MDPI": "Ames, A.; Bell, B.C. Walking and sleep. J. Tests 2021, 12(3), 45–50.",
    "MLA": "Ames, Ann, and Bob Bell. “Walking and sleep.” Journal of Tests, vol. 12, no. 3, 2021, pp. 45-50.",
    "IEEE": "A. Ames and B. C. Bell, “Walking and sleep,” J. Tests, vol. 12, no. 3, pp. 45–50, 2021.",
    "Chicago with notes": "Ames, Ann, and Bob Bell. “Walking and sleep.” J Tests 12, no. 3 (2021): 45–50.",
    "Elsevier": "A. Ames, B.C. Bell, Walking and sleep, J. Tests 12(3) (2021) 45–50.",
    "in capitals": "AMES A, BELL BC. Walking and sleep. J Tests. 2021;12(3):45-50.",
    "Chicago": "Ames, Ann, and Bob Bell. 2021. “Walking and sleep.” Journal of Tests 12 (3): 45–50.",
}


def read(text: str, **options: Any) -> tuple[Work, Confidence]:
    entry = entries.read(text, **options)
    return entry.record.work, entry.confidence


def said(work: Work, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(work, name) for name in expected}


@pytest.mark.parametrize("style", STYLES)
def test_an_article_is_read_in_every_style(style: str) -> None:
    work, confidence = read(STYLES[style])

    assert said(work, WALKING) == WALKING
    assert [name.family.title() for name in work.contributors] == ["Ames", "Bell"]
    assert re.sub(r"[.]|ournal of", "", work.container_title) == "J Tests"
    assert confidence == Confidence.WHOLE


@pytest.mark.parametrize("style", ["ama", "nlm"])
@pytest.mark.parametrize("number", range(len(ITEMS)), ids=lambda number: str(ITEMS[number]["id"]))
def test_our_own_references_are_read_back(style: str, number: int) -> None:
    item = ITEMS[number]
    text = (GOLDENS / f"golden-{style}.txt").read_text(encoding="utf-8").splitlines()[number]

    work, _confidence = read(text)

    assert titles.folded(item["title"]) in titles.folded(work.title)
    assert work.doi == item.get("DOI", "")
    assert work.volume == item.get("volume", "")
    assert work.issue == item.get("issue", "")
    assert [bare(name.literal or name.family) for name in work.contributors if name.role == "author"][:1] == [
        bare(each.get("literal") or each["family"]) for each in item.get("author", [])[:1]
    ]


def bare(name: str) -> str:
    """A family name; one in Chinese is not parted from the given name."""
    return name.replace("’", "'")[:1] if name[0] >= "\u4e00" else name.replace("’", "'")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        (
            "Sleep Society. Tests for bad sleep. Updated March 1, 2023. Accessed May 5, 2024. "
            "https://example.org/tests.html",
            "web page",
            {"title": "Tests for bad sleep", "year": 2023, "month": 3, "accessed_on": "2024-05-05"},
        ),
        (
            "Sleep Society. (2023, March 1). Sleep and health. Example. https://example.org/sleep",
            "web page",
            {"title": "Sleep and health", "container_title": "Example", "url": "https://example.org/sleep"},
        ),
        (
            "Institute for Sleep. Sleep: what to do [Internet]. London: IFS; 2016 [cited 2023 Mar 1]. "
            "Available from: https://example.org/ng35",
            "book",
            {
                "title": "Sleep: what to do",
                "place": "London",
                "publisher": "IFS",
                "accessed_on": "2023-03-01",
            },
        ),
        (
            "Ames A. Beds. In: Bell B, Cole C, eds. The Bedroom. 2nd ed. Test Press; 2020:10-12.",
            "chapter",
            {"title": "Beds", "container_title": "The Bedroom", "edition": "2nd", "publisher": "Test Press"},
        ),
        (
            "Ames, A. (2020). Beds. In B. Bell & C. Cole (Eds.), The bedroom (pp. 10–12). Test Press.",
            "chapter",
            {"title": "Beds", "container_title": "The bedroom", "pages": "10-12", "publisher": "Test Press"},
        ),
        ("Ames, A. (2020). The bedroom (3rd ed.). Test Press.", "book", {"edition": "3rd", "year": 2020}),
        ("Ames A. Walking. medRxiv. Preprint posted online May 2, 2024.", "preprint", {"day": 2}),
        (
            "Ames A. Walking. Cochrane Database Syst Rev 2018, Issue 4. Art. No.: CD012345.",
            "article",
            {"year": 2018, "issue": "4", "pages": "CD012345"},
        ),
        (
            "Ames A. Walking. J Tests. Published online March 14, 2025. doi:10.1000/a",
            "article",
            {"container_title": "J Tests", "volume": "", "month": 3},
        ),
    ],
)
def test_other_kinds_of_works_have_their_own_forms(text: str, kind: str, expected: dict[str, Any]) -> None:
    work, confidence = read(text)

    assert work.kind == kind
    assert said(work, expected) == expected
    assert confidence == Confidence.WHOLE


def test_identifiers_are_found_wherever_they_stand_and_leave_no_stray_marks() -> None:
    work, confidence = read(
        "Ames A. Walking. J Tests. 2021;1:2-3. (PMID: 12345). https://doi.org/10.1000/walk.1. [PubMed]"
    )

    assert (work.doi, work.pmid, work.pages) == ("10.1000/walk.1", "12345", "2-3")
    assert confidence == Confidence.WHOLE


def test_identifiers_behind_the_words_of_an_entry_count() -> None:
    work, _confidence = read(
        "Ames A. Walking. J Tests. 2021;1:2. [CrossRef] [Google Scholar]",
        addresses=["https://doi.org/10.1000/walk.1", "https://pubmed.ncbi.nlm.nih.gov/12345/"],
    )

    assert (work.title, work.doi, work.pmid) == ("Walking", "10.1000/walk.1", "12345")


def test_an_entry_that_names_the_first_authors_says_so() -> None:
    entry = entries.read("Ames A, Bell B, et al. Walking. J Tests. 2021;1:2.")

    assert [name.family for name in entry.record.work.contributors] == ["Ames", "Bell"]
    assert entry.record.remarks == ("The entry names only the first authors.",)


@pytest.mark.parametrize(
    ("text", "title", "confidence"),
    [
        ("See also the leaflet in the box.", "See also the leaflet in the box.", Confidence.TEXT),
        ("Study 1.", "Study 1.", Confidence.TEXT),
        ("Leaflet of 2019; doi:10.1000/leaf", "Leaflet of 2019", Confidence.NUMBER),
        ("doi:10.1000/leaf", "", Confidence.NUMBER),
        ("https://example.org/a", "https://example.org/a", Confidence.TEXT),
        ("Walking in a group. A trial. J Tests. 2020;1:2.", "Walking in a group. A trial", Confidence.PARTLY),
    ],
)
def test_what_is_not_understood_stays_as_it_is_written(text: str, title: str, confidence: Confidence) -> None:
    work, found = read(text)

    assert (work.title, found) == (title, confidence)
    assert work.contributors == ()


def test_an_entry_of_two_works_gets_no_number() -> None:
    entry = entries.read("Ames A. One. J. 2020;1:2. doi:10.1000/a. Bell B. Two. J. 2020;1:3. doi:10.1000/b")

    assert entry.record.work.doi == ""
    assert entry.record.remarks == ("It seems to name several works. Please part them.",)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "van de Berg NWCJ, O’Neil-Ames SP Jr, GEM Study Group",
            ["van de Berg", "O’Neil-Ames", "GEM Study Group"],
        ),
        ("García-Sanz, R., & d’Ames, M.", ["García-Sanz", "d’Ames"]),
        ("World Sleep Organization", ["World Sleep Organization"]),
        ("王伟, 李娜", ["王伟", "李娜"]),
        ("Ames JA, St. John M, O'Neil-Bell K", ["Ames", "St. John", "O'Neil-Bell"]),
        ("U.S. Sleep Administration", ["U.S. Sleep Administration"]),
        ("Ames, A., Bell, B., ... Zane, Z.", ["Ames", "Bell"]),
    ],
)
def test_people_and_groups_keep_their_order_and_particles(text: str, names: list[str]) -> None:
    found = authors.read(text)

    assert found is not None
    assert [name.family or name.literal for name in found.names] == names


@pytest.mark.parametrize(
    "text",
    ["Walking in a group", "A study of sleep", "Walking", "2021", "et al.", "Sleep, Walking", "U.S. sleep"],
)
def test_a_title_is_never_taken_for_people(text: str) -> None:
    assert authors.read(text) is None


PIECES = [
    "Ames A", "Ames, A.", ", ", ". ", " & ", "et al", "(2021)", "2021", ";", ":", "12(3)", "45-50", "“", "”",
    "In: ", "J Tests", "Walking and sleep", "doi:10.1000/a.1", "PMID: 12", "https://example.org/a", "eds",
    "2nd ed", " ",
]  # fmt: skip


@example("Ames A. . https://example.org/a")
@example("Ames A. Ames, A.https://example.org/a")
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_every_field_stands_in_the_text(text: str) -> None:
    work, _confidence = read(text)

    told = {name: value for name, value in work.as_dict().items() if name not in ("key", "kind")}
    told.pop("contributors", None)
    people = [part for name in work.contributors for part in (name.family, name.given, name.literal)]
    dates = {told.pop("accessed_on", ""), told.pop("month", ""), told.pop("day", "")}
    assert not dates - {""}
    for value in (*told.values(), *people):
        assert follow(letters(str(value)), letters(text)), value


@pytest.mark.parametrize(
    "hostile",
    [
        "“a” ",
        "Moreau P, ",
        "A. ",
        "Aa, B., ",
        "Ab-",
        "(2021) ",
        "x: ",
        "https://a ",
        "10.1000/",
        "A B ",
        "In: ",
    ],
)
def test_a_hostile_entry_is_read_in_moments(hostile: str) -> None:
    text = (hostile * entries.LONGEST)[: entries.LONGEST]

    assert read(text + "; 2020")[0].title


def follow(few: str, many: str) -> bool:
    """Whether all the letters stand in the other text, in this order."""
    rest = iter(many)
    return all(letter in rest for letter in few)


def letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
