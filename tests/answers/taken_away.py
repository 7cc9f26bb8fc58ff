"""By gate, what is taken away from a page that meets every rule."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from answers import comments, workflow
from answers.content import Sure
from answers.models import Answer, Contributor, Question, Topic
from answers.rendering import claims
from sources import notices
from sources.models import Source
from tests import cast, make, newer, whole

Taking = Mapping[str, Any] | Callable[[Answer], None]
"""What the text says instead, or what happens to the page once it is signed."""

LONG_WORDS = ("immunosuppression", "anticoagulation", "rehabilitation")
SPELLED_OUT = ("big old tin (BOT)", "red old tin (ROT)", "dry old tin (DOT)")
MORE_SPELLED_OUT = ("hot old tin (HOT)", "new old tin (NOT)", "low old tin (LOT)")


def listed(names: tuple[str, ...]) -> str:
    return " ".join(f"You may see a {name}." for name in names)


def research(sentence: str, **more: Any) -> dict[str, Any]:
    return {"research": f"<p>A review of all trials found little [@review, p. 5]. {sentence}</p>"} | more


def of_source(key: str, **fields: Any) -> Callable[[Answer], None]:
    """A source says otherwise, and the text is saved with it."""

    def take(answer: Answer) -> None:
        whole.change_source(key, **fields)
        make.revision(answer, whole.draft())

    return take


def said(answer: Answer, block: str, place: int = 0) -> str:
    """The hash of a sentence."""
    content = make.latest(answer).content()
    return [each for each in claims.claims(content) if each.block == block][place].hash


def unsure_of_one_sentence(answer: Answer) -> None:
    make.revision(answer, whole.draft(certainties=(Sure(said(answer, "short_answer", 3), "very_low"),)))


def topic_says_otherwise(answer: Answer) -> None:
    Topic.objects.filter(pk=answer.question.main_topic_id).update(emergency_signs="You are cold.")


def topic_without_signs(answer: Answer) -> None:
    Topic.objects.update(emergency_signs="")
    make.revision(answer, whole.draft())


def origin_forgotten(answer: Answer) -> None:
    Question.objects.filter(pk=answer.question_id).update(origin="")


def full_of_medical_words(answer: Answer) -> None:
    make.approved_term("immunosuppression", "Weak defences.")
    make.revision(
        answer, whole.draft(**research("Immunosuppression after immunosuppression may be immunosuppression."))
    )


def sources_grown_old(answer: Answer) -> None:
    whole.change_source("review", year=2015)
    of_source("trial", year=2015)(answer)


def retracted(answer: Answer) -> None:
    source = Source.objects.get(key="trial")
    notices.record(source, kind="retraction", origin="a check", at=make.NOW, noticed_on=make.TODAY)


def newer_edition(answer: Answer) -> None:
    newer.confirmed("review", "newest", study_type="systematic review")


def doubted(answer: Answer) -> None:
    revision = make.latest(answer)
    source = Source.objects.get(key="trial")
    workflow.check(
        revision,
        said(answer, "research"),
        by=cast.person("reviewer"),
        at=make.NOW,
        source=source,
        verdict="does not support",
        reading="read the source",
        reason="It says something else.",
    )


def must_fix(answer: Answer) -> None:
    comments.open_thread(
        make.latest(answer), by=cast.person("reviewer"), at=make.NOW, kind="must-fix", text="Why?"
    )


def interests_grown_old(answer: Answer) -> None:
    Contributor.objects.filter(user__username="clinician").update(interests_declared_on="2025-01-01")


TAKEN: dict[str, Taking] = {
    "required parts": {"doctor_questions": ()},
    "certainty said": {"certainty_reason": ""},
    "unknowns said": {"unknowns": ""},
    "main message cited": {
        "short_answer": "<p>Yes, the drug may help you a little. It can also make people feel sick, and we "
        "are not very sure of either. Talk with your doctor about what fits you best.</p>"
    },
    "numbers cited": research("That took 3 weeks."),
    "no typed numbers": research("In one trial it lasted a year [6] [@trial, p. 2]."),
    "exact place": research("In one trial people slept well [@trial]."),
    "kind of study": of_source("trial", study_type=""),
    "reviews first": of_source("review", study_type="other"),
    "recent sources": sources_grown_old,
    "web pages dated": of_source(
        "trial", doi="", url="https://example.org/trial", unidentified_reason="A page of the web."
    ),
    "who paid": of_source("trial", funder=""),
    "evidence searched": {"evidence_searched_to": None},
    "search described": {"search_notes": ""},
    "drafting told": {"drafted_with": ""},
    "writer named": {"byline": ()},
    "origin told": origin_forgotten,
    "as sure as its sentences": unsure_of_one_sentence,
    "benefits and harms": {"outcomes": (whole.BENEFIT,)},
    "equal detail": {
        "outcomes": (whole.BENEFIT, *(replace(whole.HARM, outcome=f"Harm {n}") for n in range(4)))
    },
    "same people and time": {"outcomes": (whole.BENEFIT, replace(whole.HARM, time=""))},
    "rows cited": {"outcomes": (whole.BENEFIT, replace(whole.HARM, cited=""))},
    "other choices": {"other_choices": ""},
    "treatment explained": {"how_it_works": ""},
    "emergency card": topic_without_signs,
    "topic's cards current": topic_says_otherwise,
    "short cards": {"urgent_signs": "\n".join(f"Sign {number}." for number in range(7))},
    "answer first": {
        "short_answer": whole.TEXTS["short_answer"].replace(
            "Yes, the drug may help you a little", "Here is what the drug may do"
        )
    },
    "short answer length": {"short_answer": "<p>Yes, the drug may help you a little [@review, p. 4].</p>"},
    "short answer sentences": {
        "short_answer": whole.TEXTS["short_answer"].replace("</p>", " You decide.</p>")
    },
    "questions for the doctor": {"doctor_questions": ("Am I like the people in the trial?",)},
    "reading level": {
        "doctor_questions": tuple(f"Is my {word} contraindicated?" for word in LONG_WORDS),
    },
    "medical words in measure": full_of_medical_words,
    "sentence length": research(f"You may take it at home {'or take it out ' * 5}."),
    "longest sentence": research(f"You may take it at home {'or take it out ' * 8}."),
    "short paragraphs": research("You may rest. You may walk. You may sit."),
    "acronyms explained": research("You may hear of QRS."),
    "few acronyms": {"unknowns": f"<p>{listed(SPELLED_OUT)}</p><p>{listed(MORE_SPELLED_OUT)}</p>"},
    "active voice": {
        "unknowns": "<p>Much is left open. It is not known how long it lasts. It was asked.</p>"
    },
    "nothing called settled": research("The review proves that it is safe [@review, p. 5]."),
    "verbs fit the certainty": research("The drug lowers pain [@review, p. 5]."),
    "single study named": {"quality_of_life": "<p>People may sleep [@trial, p. 2].</p>"},
    "people, not percent": research("It may help 20% of people [@review, p. 5]."),
    "differences with both numbers": {"unknowns": "<p>It may halve the pain of some.</p>"},
    "no traces of the making": {"unknowns": "<p>The provided set says no more.</p>"},
    "sources identified": of_source("trial", doi="", year=None),
    "no retracted support": retracted,
    "newer edition": newer_edition,
    "citations checked": doubted,
    "no open must-fix": must_fix,
    "interests": interests_grown_old,
}
"""By gate. The gates of translations and of signatures have tests of their own in `test_gates_whole.py`."""
