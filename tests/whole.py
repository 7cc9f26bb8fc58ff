"""An answer about a treatment that meets every rule there is, for tests that take one thing away."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import Any

from answers import gates, revisions
from answers.models import Answer, GateRules, Question, Topic
from answers.outcomes import Outcome
from sources.models import Source
from tests import cast, make

BENEFIT = Outcome(
    "the drug",
    "Less pain",
    "benefit",
    20,
    10,
    100,
    "no drug",
    "1 year",
    certainty="low",
    cited="@trial, p. 2",
)
HARM = replace(BENEFIT, outcome="Sickness", direction="harm", with_option=5, without=2)
SIGNS = "You faint.\nYou cannot breathe."
WORDING = "Does the drug help me with pain?"
TEXTS: dict[str, Any] = {
    "wording": WORDING,
    "short_answer": (
        "<p>Yes, the drug may help you a little [@review, p. 4]. In one trial about 20 in 100 people had "
        "less pain with it, and 10 in 100 without it [@trial, p. 2]. It can also make people feel sick, and "
        "we are not very sure. Talk with your doctor about what fits you best.</p>"
    ),
    "certainty": "low",
    "certainty_reason": "The trials were small.",
    "research": (
        "<p>One trial compared the drug with no drug [@trial, p. 2]. A review of all trials found the same "
        "[@review, p. 5].</p>"
    ),
    "how_it_works": "<p>The drug may calm the nerves [@review, p. 1].</p>",
    "outcomes": (BENEFIT, HARM),
    "no_treatment": "<p>Without the drug the pain may stay.</p>",
    "other_choices": "<p>You can ask about rest and about other drugs.</p>",
    "quality_of_life": "<p>You may find it easier to sleep.</p>",
    "unknowns": "<p>We do not know how long it lasts.</p>",
    "doctor_questions": (
        "Am I like the people in the trial?",
        "What can I do myself?",
        "What does it cost me?",
    ),
    "evidence_searched_to": datetime.date(2026, 11, 1),
    "search_notes": "PubMed: drug AND pain.",
    "drafted_with": "No writing tool",
}


def topic(**fields: Any) -> Topic:
    """A topic that asks for an emergency card and brings its signs along."""
    return make.topic(emergency_signs_needed=True, emergency_signs=SIGNS, **fields)


def sources() -> None:
    """The two works that it rests on, with all that is asked of them."""
    make.source("trial", study_type="randomised trial", funder="A fund")
    make.source("review", study_type="systematic review", funder="A fund")


def draft(**fields: Any) -> revisions.Draft:
    """The whole text by the editor, but for these fields."""
    byline = (cast.person("editor").contributor.pk,)
    return revisions.Draft(**({"byline": byline} | TEXTS | fields))


def answer(**fields: Any) -> Answer:
    """The answer as one saved revision; its question was asked by patients."""
    sources()
    made = make.answer(topic_=topic(), wording=WORDING)
    Question.objects.filter(pk=made.question_id).update(kind="treatment", origin="patients")
    make.revision(made, draft(**fields))
    return Answer.objects.get(pk=made.pk)


def ask_everything() -> None:
    """The full standard, and what it only counts warns too."""
    counted = {each.key: "warn" for each in gates.REGISTRY if each.weight is gates.Weight.COUNTED}
    GateRules.objects.update_or_create(pk=1, defaults={"profile": "full standard", "severities": counted})


def change_source(key: str, **fields: Any) -> None:
    """Let a source say otherwise, as if somebody had edited it."""
    Source.objects.filter(key=key).update(**fields)
