"""Which sources a record is compared with: few records find by author what many find by year."""

from __future__ import annotations

from typing import Any

import pytest

from sources.formatting import Name, Work
from sources.importers import candidates
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


def found(**fields: Any) -> set[str]:
    given: dict[str, Any] = {"contributors": (Name(family="Ames", given="A"),), "year": 2020} | fields
    return {row["key"] for row in candidates.rows([Work("", **given)])}


def source(key: str, **first: str) -> None:
    make.source(
        key, contributors=[first, {"family": "Bell", "given": "B"}] if first else [], year=2020, doi=""
    )


def test_a_work_is_compared_with_those_of_its_first_author_about_its_year() -> None:
    source("same", family="Ames", given="A")
    source("other", family="Cole", given="A")
    make.source("earlier", contributors=[{"family": "Ames"}], year=2018)

    assert found() == {"same"}
    assert found(year=2019) == {"same", "earlier"}


@pytest.mark.parametrize(
    ("stored", "asked"),
    [
        ({"family": "Müller"}, Name(family="Muller")),
        ({"family": "muller"}, Name(family="Müller")),
        ({"family": "Ames", "particle": "van der"}, Name(family="van der Ames")),
        ({"family": "Ames", "particle": "van der"}, Name(family="Ames", particle="van der")),
        ({"literal": "The “Sleep” Group"}, Name(literal='The "Sleep" Group')),
        ({"family": "王"}, Name(family="王")),
        ({}, Name()),
    ],
)
def test_an_author_is_found_however_the_name_is_written(stored: dict[str, str], asked: Name) -> None:
    source("one", **stored)

    assert found(contributors=(asked,) if asked != Name() else ()) == {"one"}


def test_a_number_finds_a_work_whoever_wrote_it_and_whenever() -> None:
    make.source("numbered", doi="10.1000/ONE", year=1990)

    assert found(doi="10.1000/one") == {"numbered"}


def test_many_records_are_compared_with_every_work_about_their_years() -> None:
    source("other", family="Cole", given="A")
    works = [Work("", title=f"Study {number}", year=2020) for number in range(501)]

    assert [row["key"] for row in candidates.rows(works)] == ["other"]
