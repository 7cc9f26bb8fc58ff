"""A page's list of sources: read, matched with what is here, never doubled, and never quietly taken."""

from __future__ import annotations

from typing import Any

import pytest

from answers.importers import pages
from answers.importers.choices import Choices
from answers.importers.report import Report
from answers.models import Answer, Refused
from sources.importers import Verdict
from sources.models import Source
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

FORM = """Does a daily walk help people who sleep badly, case {case}?
Walking is free.
What the research says
{research}
This question is drawn from common patient questions about Sleep and answered using cited research.
Sources
{listed}
"""
WALKING = "Ames A, Bell BC. Walking and sleep. J Tests. 2021;12(3):45-50. doi:10.1000/walk.1"
SLEEPING = "Cole C. Sleep at night. J Tests. 2022;13(1):7-9."
LEAFLET = "A leaflet of the sleep clinic that everybody gets at the door"


def text(*entries: str, research: str = "Walkers slept1.", case: int = 1) -> str:
    listed = "\n".join(f"{number}. {entry}" for number, entry in enumerate(entries, start=1))
    return FORM.format(research=research, listed=listed, case=case)


def import_page(*entries: str, choices: Choices | None = None, **form: Any) -> Report:
    return pages.import_page(
        text(*entries, **form), by=cast.person("editor"), at=make.NOW, choices=choices or Choices()
    )


def test_an_entry_becomes_a_source_with_its_fields_and_key() -> None:
    report = import_page(WALKING, SLEEPING)

    source = Source.objects.get(doi="10.1000/walk.1")
    assert (source.title, source.container_title, source.year) == ("Walking and sleep", "J Tests", 2021)
    assert [name.family for name in source.names] == ["Ames", "Bell"]
    assert report.keys == {1: "ames2021", 2: "cole2022"}
    assert "[@ames2021]" in Answer.objects.get().research


def test_the_report_says_what_each_entry_was_found_to_be() -> None:
    make.source("here", title="Walking and sleep", doi="10.1000/walk.1", year=2021)

    report = import_page(WALKING, SLEEPING, "Study 3.")

    assert [line.partition(". ")[0] for line in report.sources()] == ["1", "2", "3"]
    assert report.sources()[0].endswith("(here as here)")
    assert report.sources()[1].endswith("(new, not identified yet)")
    assert report.sources()[2].endswith("It was not understood; its text is the title.")
    assert report.understood()[-4:] == (
        "Sources: 3",
        "Of these here already: 1",
        "Of these not identified yet: 2",
        "Places that cite: 1",
    )


def test_the_same_work_on_two_pages_is_one_source() -> None:
    first = import_page(WALKING, SLEEPING, LEAFLET)
    second = import_page(SLEEPING, LEAFLET, WALKING, case=2)

    assert Source.objects.count() == 3
    assert second.keys == {1: first.keys[2], 2: first.keys[3], 3: first.keys[1]}


def test_the_same_work_twice_on_one_page_is_one_source() -> None:
    report = import_page(WALKING, SLEEPING, WALKING, research="Walkers slept [1, 3].")

    assert report.keys[1] == report.keys[3]
    assert "slept.[@ames2021]" in Answer.objects.get().research
    assert report.as_dict()["sources"] == 2


def test_words_that_say_little_are_never_the_same_source() -> None:
    import_page("Study 1.")
    import_page("Study 1.", case=2)

    assert Source.objects.filter(title="Study 1.").count() == 2


def test_a_source_that_is_here_is_left_as_it_is() -> None:
    make.source("here", title="Walking and sleep", doi="10.1000/walk.1", year=2021, volume="")

    import_page(WALKING)

    assert Source.objects.get().volume == ""


def alike() -> Source:
    return make.source(
        "here",
        title="Walking and sleep",
        contributors=[{"family": "Ames", "given": "Ann"}],
        year=2021,
        doi="",
    )


def test_a_work_that_may_be_here_is_suggested_and_made_anew_until_a_person_decides() -> None:
    alike()

    report = import_page(WALKING)

    assert report.listed[0].verdict == Verdict.SUGGESTION
    assert "This may be here" in report.sources()[0]
    assert Source.objects.count() == 2


def test_an_editor_says_that_it_is_the_same() -> None:
    alike()

    report = import_page(WALKING, choices=Choices(sources={1: "same"}))

    assert report.keys == {1: "here"}
    assert Source.objects.count() == 1


def test_a_number_that_belongs_to_another_work_identifies_nothing() -> None:
    make.source("other", title="Beds and their legs", doi="10.1000/walk.1")

    report = import_page(WALKING)

    made = Source.objects.exclude(key="other").get()
    assert (made.title, made.doi, made.is_identified) == ("Walking and sleep", "", False)
    assert "another title: “Beds and their legs”" in report.sources()[0]
    assert "without its numbers" in report.sources()[0]


BARE = "Ames A et al., who wrote on {title} in J Tests; doi:10.1000/walk.1"


def test_an_entry_of_which_only_the_number_is_understood_is_the_work_whose_title_it_holds() -> None:
    make.source("here", title="Walking and sleep", doi="10.1000/walk.1")

    report = import_page(BARE.format(title="walking and sleep"))

    assert report.keys == {1: "here"}
    assert Source.objects.count() == 1


def test_an_entry_with_a_number_and_words_of_another_work_is_looked_at() -> None:
    make.source("here", title="Walking and sleep", doi="10.1000/walk.1")

    report = import_page(BARE.format(title="beds"))

    assert "not its title: “Walking and sleep”" in report.sources()[0]
    assert Source.objects.exclude(key="here").get().doi == ""


def test_a_work_that_was_merged_leads_to_the_one_that_stayed() -> None:
    kept = make.source("kept")
    make.source("gone", title="Walking and sleep", doi="10.1000/walk.1", year=2021, merged_into=kept)

    import_page(WALKING)

    assert "[@kept]" in Answer.objects.get().research


def test_numbers_without_an_entry_stay_placeholders() -> None:
    report = import_page("Ames A. Walking. 2021.", research="Walkers slept1.")

    assert report.listed[0].key == Source.objects.get().key
    assert report.listed[0].confidence is not None


def test_a_preview_shows_the_reference_as_it_will_be() -> None:
    report = pages.preview(text(WALKING))

    assert report.content.works[0].title == "Walking and sleep"
    assert not Source.objects.exists()


def test_who_may_add_no_source_cannot_bring_in_a_list() -> None:
    editor = cast.person("editor")
    editor.groups.get().permissions.filter(codename="add_source").delete()

    with pytest.raises(Refused, match="may not add sources"):
        import_page(WALKING)

    assert not Answer.objects.exists()


def test_matching_a_list_asks_the_database_the_same_however_long_it_is(
    django_assert_max_num_queries: Any,
) -> None:
    many = [
        f"Ames A. Walk {number}. J Tests. 2021;1:{number}. doi:10.1000/w.{number}" for number in range(1, 60)
    ]

    with django_assert_max_num_queries(16):
        pages.preview(text(*many))
