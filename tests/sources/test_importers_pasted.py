"""What a typed or pasted text is taken for, and names written on one line."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sources import formatting, importers, jobs
from sources.importers import Record
from sources.jobs import Offer, Proposal


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("https://doi.org/10.1000/one", {"doi": "10.1000/one"}),
        ("35661166", {"pmid": "35661166"}),
        ("pmid: 1", {"pmid": "1"}),
        ("978-0-306-40615-7", {"isbn": "9780306406157"}),
        ("0-306-40615-2", {"isbn": "9780306406157"}),
        ("Author A. A study. J Tests. 2024. doi:10.1000/one.", {"doi": "10.1000/one"}),
        ("https://clinicaltrials.gov/study/NCT03145181?tab=results", {"nct": "NCT03145181"}),
    ],
)
def test_a_number_is_found_in_whatever_is_pasted(text: str, number: dict[str, str]) -> None:
    reading = importers.pasted(text)

    assert reading is not None
    [record] = reading.records
    assert {name: value for name, value in record.work.as_dict().items() if name in number} == number


@pytest.mark.parametrize(
    "text", ["", " ", "2022", "knees", "moreau 2022", "[", "{Group", "@", "two\nlines of words", "1234-5679"]
)
def test_words_are_words(text: str) -> None:
    assert importers.pasted(text) is None


def test_a_broken_block_says_what_is_wrong() -> None:
    reading = importers.pasted("TY  - JOUR\nVL  - 3\nER  - \n")

    assert reading is not None
    assert (reading.records, len(reading.problems)) == ((), 1)


def test_a_record_comes_back_from_its_kept_form() -> None:
    block = "PMID- 123\nTI  - One study\nFAU - Author, Ann\nPT  - Retracted Publication\nAB  - Words.\n"
    [record] = importers.read(block.encode()).records

    assert record.notices
    assert Record.from_dict(record.as_dict()) == record


@pytest.mark.parametrize(
    ("line", "families"),
    [
        ("Moreau P, Garfall AL, et al.", ["Moreau", "Garfall"]),
        ("Moreau P and Garfall AL", ["Moreau", "Garfall"]),
        ("Moreau P & van de Donk NWCJ", ["Moreau", "van de Donk"]),
        ("Moreau, Philippe; Garfall, Alfred", ["Moreau", "Garfall"]),
        ("Moreau, Philippe", ["Moreau"]),
        ("{Myeloma Group, Europe}, Moreau P", ["", "Moreau"]),
        ("", []),
    ],
)
def test_names_are_read_from_one_line(line: str, families: list[str]) -> None:
    assert [name.family for name in formatting.from_line(line)] == families


def test_a_name_that_cannot_be_read_is_named() -> None:
    with pytest.raises(ValueError, match="Philippe Moreau"):
        formatting.from_line("Garfall AL; Philippe Moreau")


def offered(**fields: str | int) -> Offer:
    [record] = importers.read(b"doi:10.1000/one").records
    return Offer("A", replace(record, work=replace(record.work, **fields)))  # type: ignore[arg-type]


def test_records_that_agree_fill_each_other_and_no_date_is_put_together_from_two() -> None:
    proposal = Proposal([offered(title="T", year=2022), offered(year=2021, month=5, pages="1-2")])

    whole = jobs.united(proposal)

    assert whole is not None
    assert (whole.work.title, whole.work.year, whole.work.month, whole.work.pages) == ("T", 2022, None, "1-2")


def test_records_that_disagree_stay_apart() -> None:
    assert jobs.united(Proposal([offered()], ["They differ."])) is None
    assert jobs.united(Proposal()) is None
