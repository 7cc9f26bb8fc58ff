"""Records as reference managers and databases really write them, each with its habits."""

from __future__ import annotations

import pytest

from sources import formatting
from sources.importers import formats


def works(text: str) -> list[formatting.Work]:
    return [record.work for record in formats.read(text.encode()).records]


def test_ris_is_recognised_when_the_type_comes_after_other_tags() -> None:
    first = "TI  - First\nAU  - Moreau, P\nTY  - JOUR\nER  - \n"
    text = f"{first}\nAU  - Chari, A\nTI  - Second\nTY  - JOUR\nER  - \n"

    reading = formats.read(text.encode())

    assert reading.format == "ris"
    assert [record.work.title for record in reading.records] == ["First", "Second"]


@pytest.mark.parametrize(("day", "expected"), [("MAR 4", (2021, 3, 4)), ("Mar", (2021, 3, None))])
def test_a_day_that_stands_apart_from_its_year_is_joined_to_it(
    day: str, expected: tuple[int, int, int | None]
) -> None:
    (work,) = works(f"TY  - JOUR\nTI  - Of Web of Science and EndNote\nDA  - {day}\nPY  - 2021\nER  - \n")

    assert (work.year, work.month, work.day) == expected


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={Early}, publisher={medRxiv}, doi={10.1101/2024.11.02.24316000}, url={https://x.org}}",
        "@article{a, title={Early}, journal={bioRxiv}}",
        "TY  - JOUR\nTI  - Early\nJF  - medRxiv\nER  - \n",
        "TY  - JOUR\nTI  - Early\nT2  - Research Square\nER  - \n",
    ],
)
def test_what_stands_on_a_preprint_server_is_a_preprint(text: str) -> None:
    (work,) = works(text)

    assert work.kind == "preprint"


def test_biblatex_names_with_named_parts_are_people() -> None:
    (work,) = works(
        "@article{a, title={T}, author={family=Donk, given=Niels W. C. J., prefix=van de, useprefix=true"
        " and family=Doe, given=Jane, suffix=Jr}}"
    )

    assert [formatting.names.written(name) for name in work.contributors] == ["van de Donk NWCJ", "Doe J Jr"]


def test_a_degree_behind_a_name_is_no_part_of_it() -> None:
    (work,) = works("TY  - JOUR\nTI  - T\nAU  - Roe, Richard, M.D., Ph.D.\nAU  - Doe, Jane, PhD\nER  - \n")

    assert [formatting.names.written(name) for name in work.contributors] == ["Roe R", "Doe J"]


@pytest.mark.parametrize("field", ["TI", "AU"])
def test_a_text_longer_than_any_real_title_or_name_is_a_problem_with_its_line(field: str) -> None:
    bad = f"TY  - JOUR\n{field}  - {'x' * 1_000_000}\nAU  - A, B\nTI  - T\nER  - \n"
    text = f"{bad}TY  - JOUR\nTI  - Good\nER  - \n"

    reading = formats.read(text.encode())

    assert [record.work.title for record in reading.records] == ["Good"]
    assert reading.problems[0].line == 1


def test_a_preprint_of_crossref_names_its_server_and_not_the_company_behind_it() -> None:
    (work,) = works(
        '{"message": {"type": "posted-content", "title": ["Early"], "container-title": [],'
        ' "DOI": "10.1101/1.1", "institution": [{"name": "medRxiv"}],'
        ' "publisher": "Cold Spring Harbor Laboratory"}}'
    )

    assert (work.kind, work.container_title) == ("preprint", "medRxiv")
