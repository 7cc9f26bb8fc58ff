"""What a gate does: nothing weakens what always blocks, the rest follows profile, site and topics."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest

from answers.gates import Rules, Weight


@dataclass
class Choice:
    """What a site or a topic chose."""

    profile: str = ""
    severities: dict[str, str] = field(default_factory=dict)


STARTER, FULL = Choice("starter"), Choice("full standard")


def said(site: Choice, *topics: Choice, weight: Weight = Weight.ASKED) -> str:
    return Rules(site, topics).severity("harms", weight).value


@pytest.mark.parametrize(
    ("site", "weight", "does"),
    [
        (STARTER, Weight.ASKED, "warn"),
        (STARTER, Weight.ADVISED, "warn"),
        (STARTER, Weight.COUNTED, "off"),
        (FULL, Weight.ASKED, "block"),
        (FULL, Weight.ADVISED, "warn"),
        (FULL, Weight.COUNTED, "off"),
    ],
)
def test_a_profile_says_what_each_weight_does(site: Choice, weight: Weight, does: str) -> None:
    assert said(site, weight=weight) == does


def test_no_choice_weakens_what_always_blocks() -> None:
    off = Choice("starter", {"harms": "off"})

    assert said(off, off, weight=Weight.ALWAYS) == "block"


def test_a_site_may_choose_for_one_gate() -> None:
    assert said(Choice("starter", {"harms": "block"})) == "block"
    assert said(Choice("full standard", {"harms": "off"})) == "off"


def test_a_topic_with_a_profile_leaves_the_sites_choices_behind() -> None:
    site = Choice("full standard", {"harms": "off"})

    assert said(site, FULL) == "block"
    assert said(site, STARTER) == "warn"


def test_a_topic_without_a_profile_follows_the_site_and_may_choose_for_one_gate() -> None:
    assert said(FULL, Choice()) == "block"
    assert said(FULL, Choice(severities={"harms": "warn"})) == "warn"


def test_the_strictest_of_several_topics_rules() -> None:
    assert said(STARTER, Choice(), FULL, STARTER) == "block"


def test_a_choice_that_no_release_knows_is_passed_over() -> None:
    assert said(Choice("starter", {"harms": "shout"})) == "warn"
