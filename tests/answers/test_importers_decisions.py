"""Which sources the marks of a page mean, with and without a list, and what an editor decides."""

import pytest

from answers.importers import bodies, decisions, page_text
from answers.importers.decisions import Decisions
from answers.importers.page import NotAPage

FORM = """Does a daily walk help people who sleep badly?
It may.
What the research says
{research}
{rest}"""


def decide(research: str, rest: str = "", chosen: dict[int, tuple[int, ...]] | None = None) -> Decisions:
    return decisions.decide(page_text.read(FORM.format(research=research, rest=rest)), chosen or {})


def readings(decided: Decisions) -> list[tuple[int, ...]]:
    return [place.reading for place in decided.places]


def listed(count: int) -> str:
    return "Sources\n" + "\n".join(f"{number}. Study {number}." for number in range(1, count + 1))


def test_without_a_list_a_run_is_read_so_that_no_number_is_left_out() -> None:
    decided = decide("Walkers slept 4. Others rested (at home) 123567.")

    assert readings(decided) == [(4,), (1, 2, 3, 5, 6, 7)]
    assert decided.sources == (1, 2, 3, 4, 5, 6, 7)
    assert decided.is_counted


def test_a_run_that_can_be_read_in_two_ways_within_the_list_is_left_to_the_editor() -> None:
    decided = decide("Walkers slept1213.", listed(13))

    assert readings(decided) == [()]
    assert decided.places[0].readings == ((1, 2, 13), (12, 13))


def test_the_same_run_is_clear_where_the_other_marks_leave_only_one_reading() -> None:
    others = " ".join(
        f"Group{letter} rested{number}." for number, letter in enumerate("abcdefghijk", start=1)
    )

    decided = decide(f"{others} Walkers slept1213.")

    assert readings(decided)[-1] == (12, 13)


def test_a_number_beyond_the_list_stays_in_the_text() -> None:
    decided = decide("Walkers slept 9. Others rested 2.", listed(3))

    assert readings(decided) == [(), (2,)]
    assert decided.places[0].readings == ()


def test_a_lone_number_is_a_citation_even_if_others_are_missing() -> None:
    decided = decide("Walkers slept 6.")

    assert decided.sources == (6,)


def test_a_high_number_on_a_page_with_few_marks_is_asked_about() -> None:
    decided = decide("Walkers slept 1. Others rested 2. Fever reached the patients 65.")

    assert readings(decided) == [(1,), (2,), ()]


def test_what_an_editor_picks_counts_and_changes_nothing_else() -> None:
    text = "Walkers slept1213. Others rested 4."

    decided = decide(text, listed(13), {1: (12, 13)})

    assert readings(decided) == [(12, 13), (4,)]


def test_an_editor_may_leave_a_number_in_the_text() -> None:
    decided = decide("Walkers slept 4.", listed(4), {1: ()})

    assert readings(decided) == [()]


def test_a_reading_that_is_none_of_the_marks_is_refused() -> None:
    with pytest.raises(decisions.UnknownReadingError):
        decide("Walkers slept1213.", listed(13), {1: (1, 3)})


def test_every_listed_source_counts_whether_cited_or_not() -> None:
    assert decide("Walkers slept 2.", listed(4)).sources == (1, 2, 3, 4)


def test_a_text_full_of_numbers_is_no_page() -> None:
    with pytest.raises(NotAPage, match="More than 2000"):
        decide("Walkers slept6. " * 2001)


@pytest.mark.parametrize(
    "hostile", ["a" * 200_000, "walk" + "1," * 100_000 + "x", "[1" * 100_000, "1" * 200_000]
)
def test_a_huge_line_is_read_in_moments(hostile: str) -> None:
    assert decide(f"Walkers slept. {hostile}").places == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Walkers slept 1. Others rested.", "<p>Walkers slept.[@k1] Others rested.</p>"),
        ("Walkers slept.1 Others rested.", "<p>Walkers slept.[@k1] Others rested.</p>"),
        ("Walkers1 slept.", "<p>Walkers[@k1] slept.</p>"),
        ("Walkers slept [1-3].", "<p>Walkers slept.[@k1; @k2; @k3]</p>"),
        ("“Walkers slept 1.” Others rested.", "<p>“Walkers slept.”[@k1] Others rested.</p>"),
        ("Walkers slept (at home 1).", "<p>Walkers slept (at home[@k1]).</p>"),
        ("Sleep < 6 hours & [@rest].", "<p>Sleep &lt; 6 hours &amp; \\[@rest].</p>"),
        (
            "- Walkers slept 1.\n- Others rested.",
            "<ul><li>Walkers slept.[@k1]</li><li>Others rested.</li></ul>",
        ),
    ],
)
def test_a_mark_becomes_a_token_after_the_stop_and_other_text_stays(text: str, expected: str) -> None:
    page = page_text.read(FORM.format(research=text, rest=listed(3)))
    keys = {number: f"k{number}" for number in (1, 2, 3)}

    assert bodies.write("research", page.research, decisions.decide(page, {}), keys) == expected


def test_a_token_never_grows_longer_than_the_grammar_reads() -> None:
    page = page_text.read(FORM.format(research="Walkers slept [1-20].", rest=listed(20)))
    keys = {number: f"a-rather-long-key-for-a-source-{number}" for number in range(1, 21)}

    body = bodies.write("research", page.research, decisions.decide(page, {}), keys)

    assert body.count("@") == 20
    assert all(len(token) <= 300 for token in body.split("]"))
