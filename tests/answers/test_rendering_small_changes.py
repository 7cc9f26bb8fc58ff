"""Which differences are so small that they can be signed by themselves, and why the others are not."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from answers.content import Byline, Content, SetAside, Use
from answers.rendering import careful_words, claims, small_changes
from sources.formatting import Work

WORKS = (
    Work(key="trial", title="Apixaban versus warfarin in patients with atrial fibrillation", year=2011),
    Work(key="review", title="Stroke prevention: a systematic review", year=2020),
)

SMALL = [
    ("Ask your docter about this.", "Ask your doctor about this."),
    ("Tehse are the questions.", "These are the questions."),
    ("The bleding was treated.", "The bleeding was treated."),
    ("It is good to to ask.", "It is good to ask."),
    ("Talk to your doctor", "Talk to your doctor."),
    ("Talk to your physician.", "Talk to your doctor."),
    ("Most people ask this question.", "Most patients ask this question."),
    ("This answer explains how it was tested.", "This page explains how it was tested."),
    ("Please ask the nurse.", "Ask the nurse."),
    ("Here is a plan which helps.", "Here is a plan that helps."),
    ("Doctors utilise it in hospitals.", "Doctors use it in hospitals."),
    ("Doctors give it to patients.", "The doctors give it to patients."),
    ("Its colour is red.", "It's colour is red."),
    ("ask your doctor.", "Ask your doctor."),
    ("They call it a stroke, a kind of attack.", "They name it a stroke, a kind of attack."),
    ("He said: the team knows.", "He said; the team knows."),
    ("You can speak with the team.", "You can talk with the team."),
    ("It has “side effects”.", "It has 'side effects'."),
    ("Read it  slowly.", "Read it slowly."),
    ("A family asked us.", "This family asked us."),
]

FULL = [
    ("number", "5 in 100 people had a stroke.", "6 in 100 people had a stroke."),
    ("number", "Five people had a stroke.", "Six people had a stroke."),
    ("number", "It took 1.5 years.", "It took 15 years."),
    ("number", "It fell by 1,5 points.", "It fell by 1.5 points."),
    ("number", "About half had it.", "About a third had it."),
    ("number", "It works in 12% of them.", "It works in 12 of them."),
    ("number", "It is given twice.", "It is given once."),
    ("number", "Of 12 people two fell.", "Of 12 patients two fell."),
    ("number", "The first was A.", "The last was A."),
    ("unit", "They took it for weeks.", "They took it for months."),
    ("unit", "It holds a gram.", "It holds a mg."),
    ("unit", "Take a tablet with water.", "Take a capsule with water."),
    ("negation", "It is safe.", "It is not safe."),
    ("negation", "It did not help.", "It did help."),
    ("negation", "You don't have it.", "You do have it."),
    ("negation", "It comes with salt.", "It comes without salt."),
    ("negation", "They never ask.", "They ask."),
    ("negation", "It is no answer.", "It is no question."),
    ("condition", "Call us if you bleed.", "Call us when you bleed."),
    ("condition", "Ask the nurse and the doctor.", "Ask the nurse or the doctor."),
    ("condition", "You ask the doctor.", "Only you ask the doctor."),
    ("certainty", "It may help you.", "It will help you."),
    ("certainty", "One trial found it.", "One review found it."),
    ("certainty", "It is common.", "It is rare."),
    ("certainty", "You should ask.", "You can ask."),
    ("certainty", "Many people ask.", "Some people ask."),
    ("direction", "It lowers the pressure.", "It raises the pressure."),
    ("direction", "This is better than that.", "This is worse than that."),
    ("direction", "It is a mild pain.", "It is a severe pain."),
    ("direction", "It causes bleeding.", "It prevents bleeding."),
    ("who", "Women ask this.", "Men ask this."),
    ("who", "It is given to children.", "It is given to adults."),
    ("when", "Take it before food.", "Take it after food."),
    ("when", "Take it in the morning.", "Take it in the evening."),
    ("when", "They did it daily.", "They did it weekly."),
    ("medicine", "Ask about apixaban.", "Ask about warfarin."),
    ("medicine", "She got rituximab.", "She got ustekinumab."),
    ("medicine", "Ask about imatinib.", "Ask about this."),
    ("medicine", "Ask about metoprolol.", "Ask about ramipril."),
    ("medicine", "Ask about aspirin.", "Ask about ibuprofen."),
    ("unknown", "It lowers the risk of stroke.", "It lowers the risk of bleeding."),
    ("unknown", "Ask about Zorvex.", "Ask about Zorvez."),
    ("unknown", "She had hypotension.", "She had hypertension."),
    ("unknown", "The kidney is tested.", "The liver is tested."),
    ("unknown", "They had AF.", "They had AFL."),
    ("unknown", "Ask in the US.", "Ask in the us."),
    ("added", "Ask your doctor.", "Ask your doctor together."),
    ("added", "Ask your doctor how it was done.", "Ask your doctor."),
    ("moved", "The page names the doctor, the nurse.", "The nurse names the doctor, the page."),
    ("mark", "You have it.", "You have it?"),
    ("citation", "It was seen [@trial].", "It was seen [@trial; @review]."),
    ("citation", "It was seen [@trial].", "It was seen [@review]."),
    ("citation", "It was seen [@trial, p. 4].", "It was seen [@trial, p. 5]."),
    ("moved", "It [@trial] was seen.", "It was seen [@trial]."),
    ("citation", "It was seen [@trial].", "It was seen."),
    ("sentences", "It was seen. They know.", "It was seen, they know."),
    ("sentences", "It was seen.", "It was seen. They know."),
]


def content(sentence: str, **fields: Any) -> Content:
    made = Content(
        **{
            "question": "How do I ask?",
            "short_answer": "<p>You ask.</p>",
            "research": f"<p>{sentence}</p>",
            "doctor_questions": ("Who knows?",),
            "works": WORKS,
            "certainty": "low",
        }
        | fields
    )
    cited = [Use(claim.hash, item.key) for claim in claims.claims(made) for item in claim.items]
    return made if made.uses else replace(made, uses=tuple(cited))


def kinds(old: Content, new: Content) -> set[str]:
    return {reason.kind for reason in small_changes.weigh(old, new).reasons}


@pytest.mark.parametrize(("old", "new"), SMALL, ids=lambda text: text)
def test_a_small_change_is_small(old: str, new: str) -> None:
    found = small_changes.weigh(content(old), content(new))

    assert found.reasons == ()


@pytest.mark.parametrize(("kind", "old", "new"), FULL, ids=lambda text: text)
def test_a_change_of_meaning_takes_the_full_route_whichever_way_it_goes(
    kind: str, old: str, new: str
) -> None:
    assert kind in kinds(content(old), content(new))
    assert kinds(content(new), content(old))


@pytest.mark.parametrize(("kind", "old", "new"), FULL[:40], ids=lambda text: text)
@pytest.mark.parametrize("field", ["question", "unknowns", "short_answer", "heading", "doctor_questions"])
def test_every_part_that_readers_read_counts_as_text(field: str, kind: str, old: str, new: str) -> None:
    def said(text: str) -> Content:
        if field == "heading":
            return content("It was seen.", research=f"<h3>{text}</h3><p>It was seen.</p>")
        plain = {"question": text, "doctor_questions": (text,)}
        return content("It was seen.", **{field: plain.get(field, f"<p>{text}</p>")})

    assert kind in kinds(said(old), said(new))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("certainty", "high"),
        ("certainty_reason", "One trial."),
        ("evidence_searched_to", "2026-01-01"),
        ("search_notes", "We looked."),
        ("drafted_with", "A tool."),
        ("set_aside", (SetAside("review", "Old."),)),
        ("byline", (Byline(1),)),
        ("works", (replace(WORKS[0], year=2012), WORKS[1])),
    ],
)
def test_what_stands_beside_the_text_is_no_small_change(field: str, value: Any) -> None:
    old = content("It was seen [@trial].")

    found = small_changes.weigh(old, replace(old, **{field: value}))

    assert found.reasons == (small_changes.Reason("beside", field),)


@pytest.mark.parametrize("said", [{"role": "context"}, {"quote": "Words."}, {"note": "Old."}])
def test_what_is_said_of_a_citation_is_no_small_change(said: dict[str, str]) -> None:
    old = content("It was seen [@trial].")
    new = replace(old, uses=(replace(old.uses[0], **said),))

    assert kinds(old, new) == {"citation"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<p>It was seen.</p>", "<h3>It was seen.</h3>"),
        ("<p>It was seen.</p><p>They know.</p>", "<p>It was seen. They know.</p>"),
        ("<p>It was seen.</p>", "<ul><li>It was seen.</li></ul>"),
        ("<p>It was seen.</p>", "<p>It was <strong>seen</strong>.</p>"),
        ("<p>10<sup>9</sup> cells</p>", "<p>10<sub>9</sub> cells</p>"),
        ('<p><a href="/a/">It</a> was.</p>', '<p><a href="/b/">It</a> was.</p>'),
    ],
)
def test_how_a_text_is_set_is_no_small_change(old: str, new: str) -> None:
    assert "shape" in kinds(content("", research=old), content("", research=new))


def test_a_doctor_question_more_or_less_is_no_small_change() -> None:
    old = content("It was seen.")

    assert kinds(old, replace(old, doctor_questions=("Who knows?", "Who else?"))) == {"shape"}


def test_many_small_swaps_are_together_no_small_change() -> None:
    old = content(" ".join(["Ask the doctor."] * 13))
    new = content(" ".join(["Ask the physician."] * 13))

    assert kinds(old, new) == {"amount"}


def test_in_another_language_no_word_is_known() -> None:
    old, new = (content(text, language="de") for text in ("Fragen Sie nach.", "Frgaen Sie nach."))

    assert kinds(old, new) == {"language"}


def test_the_sentences_that_were_reworded_are_named_with_what_they_were() -> None:
    old = content("It was seen [@trial]. Ask your physician [@review].")
    new = content("It was seen [@trial]. Ask your doctor [@review].")

    [pair] = small_changes.weigh(old, new).reworded

    assert (pair.old.text, pair.new.text) == ("Ask your physician.", "Ask your doctor.")


def test_no_word_is_both_plain_and_to_be_left_alone() -> None:
    lists = [listed for _, listed in careful_words._LISTS]

    assert careful_words.PLAIN.isdisjoint(frozenset().union(*lists))
    assert all(word == word.casefold() for word in careful_words.PLAIN.union(*lists))
