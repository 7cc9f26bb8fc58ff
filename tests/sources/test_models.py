"""Sources and their keys: what the database refuses, who counts as identified, what a search finds."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from sources.models import Alias, Source, new_key

pytestmark = pytest.mark.django_db

MOREAU = [{"family": "Moreau", "given": "P"}, {"family": "Martínez-López", "given": "J"}]


def make(key: str = "moreau2022", **fields: Any) -> Source:
    return Source.objects.create(key=key, **fields)


@pytest.mark.parametrize(
    "fields",
    [
        {"doi": "article"},
        {"doi": "https://doi.org/10.1056/x"},
        {"pmid": "012"},
        {"pmcid": "10587778"},
        {"isbn": "080442957X"},
        {"issn": "00284793"},
        {"nct": "NCT123"},
        {"arxiv": "2304"},
        {"key": "ends-in-"},
        {"key": "two words"},
        {"year": 22},
        {"month": 3},
        {"year": 2022, "month": 13},
        {"year": 2022, "day": 3},
        {"population_size": 0},
        {"kind": "podcast"},
        {"study_type": "rct"},
        {"standing": "fine"},
    ],
)
def test_the_database_refuses_what_is_malformed(fields: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make(**fields)


@pytest.mark.parametrize(
    ("field", "value", "again"),
    [
        ("doi", "10.1056/NEJMoa2203478", "10.1056/nejmoa2203478"),
        ("pmid", "35661166", "35661166"),
        ("pmcid", "PMC10587778", "PMC10587778"),
        ("arxiv", "2304.09848", "2304.09848"),
    ],
)
def test_an_identifier_belongs_to_one_source(field: str, value: str, again: str) -> None:
    make("one", **{field: value})

    with pytest.raises(IntegrityError), transaction.atomic():
        make("two", **{field: again})


def test_chapters_share_the_isbn_of_their_book_and_papers_the_number_of_their_trial() -> None:
    make("book", kind="book", isbn="9781264268504")
    make("chapter", kind="chapter", isbn="9781264268504", nct="NCT03145181")
    make("paper", nct="NCT03145181")

    with pytest.raises(IntegrityError), transaction.atomic():
        make("book2", kind="book", isbn="9781264268504")


def test_sources_without_identifiers_do_not_collide() -> None:
    make("one")
    make("two")

    assert Source.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "identified"),
    [
        ({}, False),
        ({"issn": "0028-4793"}, False),
        ({"doi": "10.1056/x"}, True),
        ({"pmid": "1"}, True),
        ({"pmcid": "PMC1"}, True),
        ({"isbn": "9781264268504"}, True),
        ({"nct": "NCT03145181"}, True),
        ({"arxiv": "2304.09848"}, True),
        ({"contributors": MOREAU, "title": "T", "year": 2022}, False),
        ({"contributors": MOREAU, "title": "T", "year": 2022, "unidentified_reason": "A leaflet."}, True),
        ({"title": "T", "year": 2022, "unidentified_reason": "A leaflet."}, False),
        ({"contributors": MOREAU, "year": 2022, "unidentified_reason": "A leaflet."}, False),
        ({"contributors": MOREAU, "title": "T", "unidentified_reason": "A leaflet."}, False),
    ],
)
def test_row_and_list_agree_on_who_is_identified(fields: dict[str, Any], *, identified: bool) -> None:
    source = make(**fields)

    assert source.is_identified is identified
    assert Source.objects.identified().exists() is identified
    assert Source.objects.not_identified().exists() is not identified


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("moreau", True),
        ("MOREAU 2022", True),
        ("lópez", True),
        ("teclistamab mor", True),
        ("NEJMOA", True),
        ("35661166", True),
        ("moreau2022", True),
        ("eau", True),
        ("pez", False),
        ("moreau 2021", False),
        ("family", False),
        ("(mor", False),
        ("%", False),
        ("\x00", True),
    ],
)
def test_a_search_needs_every_word_somewhere(text: str, *, hit: bool) -> None:
    make(title="Teclistamab", contributors=MOREAU, year=2022, doi="10.1056/NEJMoa2203478", pmid="35661166")

    assert Source.objects.search(text).exists() is hit


def test_a_new_key_takes_the_next_free_letter_and_spares_old_keys() -> None:
    source = make("moreau2022")
    assert new_key(MOREAU, 2022) == "moreau2022b"

    Alias.objects.create(key="moreau2022b", source=source)

    assert new_key(MOREAU, 2022) == "moreau2022c"


def test_new_keys_go_on_after_z() -> None:
    for letter in ["", *"bcdefghijklmnopqrstuvwxyz"]:
        make(f"moreau2022{letter}")

    assert new_key(MOREAU, 2022) == "moreau2022aa"


def test_an_old_key_and_a_merged_source_lead_to_the_one_that_remains(django_assert_num_queries: Any) -> None:
    kept = make("kept")
    make("merged", merged_into=kept)
    Alias.objects.create(key="old", source=kept)

    with django_assert_num_queries(2):
        found = Source.objects.by_key(["kept", "merged", "old", "unknown"])

    assert found == {"kept": kept, "merged": kept, "old": kept}


def test_the_work_of_a_source_carries_its_fields_as_plain_values() -> None:
    work = make(contributors=MOREAU, year=2022, accessed_on="2025-06-10", population_size=10)
    work.refresh_from_db()

    plain = work.work().as_dict()

    assert plain["contributors"][1] == {
        "family": "Martínez-López",
        "given": "J",
        "particle": "",
        "suffix": "",
        "literal": "",
        "role": "author",
    }
    assert (plain["accessed_on"], plain["population_size"]) == ("2025-06-10", 10)


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"contributors": MOREAU, "year": 2022}, "Moreau 2022"),
        ({"contributors": [{"literal": "Myeloma Group"}]}, "Myeloma Group"),
        ({"contributors": [{"particle": "van de", "family": "Donk"}], "year": 2020}, "van de Donk 2020"),
        ({"title": "Infections", "year": 2022}, "Infections 2022"),
        (
            {"title": "[A trial of two ways to keep infections away]"},
            "A trial of two ways to keep infections…",
        ),
        ({"title": "Dexamethasone" * 4}, f"{'Dexamethasone' * 3}D…"),
        (
            {"title": "How infections are kept away in people with myeloma"},
            "How infections are kept away in people…",
        ),
        ({"title": "", "year": 2022}, "moreau2022"),
    ],
)
def test_a_label_names_first_author_and_year_or_else_the_title_or_the_key(
    fields: dict[str, Any], label: str
) -> None:
    assert make(**fields).label == label


def test_a_source_of_which_nobody_is_named_says_its_title_once() -> None:
    title = "How infections are kept away in people with myeloma"

    assert str(make(title=title)) == title
    assert str(make(key="other", title=title, contributors=MOREAU)) == f"Moreau: {title}"


def test_every_change_of_a_source_is_kept_in_its_history() -> None:
    source = make(title="One")
    source.title = "Two"
    source.save()

    assert [row.title for row in source.history.order_by("history_id")] == ["One", "Two"]
