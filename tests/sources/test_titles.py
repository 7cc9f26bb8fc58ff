"""Titles: which belong to one work although they are typed differently."""

import pytest

from sources import titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teclistamab in Myeloma", "RETRACTED: Teclistamab in myeloma."),
        ("Study of <i>E. coli</i> in Zürich", "Study of E. coli in Zurich"),
        ("Fatty acid synthase in myeloma", "Retraction: Fatty Acid Synthase in Myeloma"),
        (
            "Aspirin for stroke prevention",
            "Aspirin for stroke prevention: a randomised, placebo-controlled trial",
        ),
        ("Lenalidomide plus dexamethasone", "Lenalidomide and dexamethasone"),
    ],
)
def test_one_work_under_two_spellings(one: str, other: str) -> None:
    assert titles.are_similar(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Teclistamab in relapsed myeloma", "Hip fractures in elderly women of Sweden"),
        ("", "Anything"),
        ("…", "…"),
        ("Pain", "Pain after surgery of the knee in children"),
    ],
)
def test_other_works_and_titles_that_say_nothing(one: str, other: str) -> None:
    assert not titles.are_similar(one, other)


@pytest.mark.parametrize(
    "title",
    [
        "Guideline on thin blood 2019",
        "Guideline on thin blood, 4th edition",
        "Guideline on thin blood. Version 2.2025",
        "Guideline on thin blood: updated",
        "2023 Guideline on Thin Blood",
    ],
)
def test_editions_of_one_work_have_one_stem(title: str) -> None:
    assert titles.stem(title) == "guideline on thin blood"


@pytest.mark.parametrize("title", ["1984", "Update 2024"])
def test_a_title_of_years_and_editions_alone_keeps_them(title: str) -> None:
    assert titles.stem(title) == title.lower()
