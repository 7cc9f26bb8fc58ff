"""What looks like a mail address or a telephone number; the numbers of medicine do not."""

import pytest

from answers.rendering import contact_details


@pytest.mark.parametrize(
    "written",
    [
        "jane.doe+x@mail.example.org",
        "+44 20 7946 0958",
        "020 7946 0958",
        "(020) 7946 0958",
        "555-123-4567",
        "0176/1234567".replace("/", " "),
    ],
)
def test_a_way_to_reach_somebody_is_found_and_blanked(written: str) -> None:
    text = f"Please call me: {written}. Thanks"

    assert contact_details.found(text) == (written,)
    assert contact_details.blanked(text) == "Please call me: […]. Thanks"


@pytest.mark.parametrize(
    "text",
    [
        "Read PMID 31234567 and 10.1056/NEJMoa2203478.",
        "It was 2010-2015, in 1 of 3 people.",
        "ISBN 978-3-16-148410-0 says so.",
        "The interval was 0.0123-0.0456.",
        "See NCT04557098 from 2024-05-12.",
        "I am 62 @ home",
        "",
    ],
)
def test_numbers_of_studies_books_and_years_are_left_alone(text: str) -> None:
    assert contact_details.found(text) == ()
    assert contact_details.blanked(text) == text


@pytest.mark.parametrize("bait", ["1 " * 50_000, "a." * 50_000, "@" * 50_000, "(" * 50_000, "+1-" * 50_000])
def test_bait_is_read_in_time(bait: str) -> None:
    assert contact_details.blanked(bait)
