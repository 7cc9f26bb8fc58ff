"""The gates that hold the short answer to its question and, with the questions for the doctor, to measure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers import readability
from answers.gates.gate import Fault, Gate, LooksAt, Step, Subject
from answers.gates.severities import Weight
from answers.gates.shortening import short
from answers.wording import answering
from answers.wording.answering import Miss

FEWEST_WORDS, MOST_WORDS, MOST_SENTENCES = 30, 80, 4
FEWEST_QUESTIONS, MOST_QUESTIONS, LONGEST_QUESTION = 3, 7, 20

_OF_ONES_OWN = {
    "en": re.compile(r"\b(?:I|me|my|mine|myself|we|us|our)\b|\bI['’]", re.IGNORECASE),
    "es": re.compile(
        r"\b(?:yo|me|mi|mis|mí|mío|mía|conmigo|nos|nuestr[oa]s?|soy|estoy|tengo|puedo|debo|necesito|tomo|hago|voy|"
        r"quiero|sigo|dejo|sé|tenga|pueda|deba|haga|tome|deje|sea)\b",
        re.IGNORECASE,
    ),
}


_MISSED = {
    Miss.ASKS: gettext_lazy("The short answer begins with a question. Begin with the answer."),
    Miss.LEADS_UP: gettext_lazy(
        "“%(sentence)s” only leads up to the answer. Take it away, and begin with the answer."
    ),
    Miss.DEFINES: gettext_lazy(
        "“%(sentence)s” explains a word and does not answer the question. Begin with yes, no, or what it "
        "depends on."
    ),
    Miss.ELSEWHERE: gettext_lazy(
        "“%(sentence)s” takes up no word of the question. Answer it in the first sentence, in its own words."
    ),
}


def _answers_later(subject: Subject) -> Iterator[Fault]:
    said = (each for each in subject.claims if each.block == "short_answer" and not each.is_heading)
    first = next(said, None)
    if first is None:
        return
    content = subject.content
    missed = answering.missed(content.question, first.text, content.language)
    if missed is not None:
        sentence = _MISSED[missed] % {"sentence": short(first.text)}
        yield Fault(sentence, first.block, first.number, about=f"{content.question} {first.text}")


def _short_answer_length(subject: Subject) -> Iterator[Fault]:
    level = next((each for each in readability.of(subject.content) if each.block == "short_answer"), None)
    if level is None:
        return
    words = {"n": level.raw.words, "fewest": FEWEST_WORDS, "most": MOST_WORDS}
    if level.raw.words < FEWEST_WORDS:
        sentence = _("The short answer has %(n)s words. Say a little more: %(fewest)s to %(most)s words.")
        yield Fault(sentence % words, "short_answer")
    elif level.raw.words > MOST_WORDS:
        sentence = _(
            "The short answer has %(n)s words. Keep the main message, %(fewest)s to %(most)s words, and move "
            "the rest to the research."
        )
        yield Fault(sentence % words, "short_answer")


def _short_answer_sentences(subject: Subject) -> Iterator[Fault]:
    level = next((each for each in readability.of(subject.content) if each.block == "short_answer"), None)
    if level is not None and level.raw.sentences > MOST_SENTENCES:
        sentence = _("The short answer has %(n)s sentences. Four are enough for the main message.")
        yield Fault(sentence % {"n": level.raw.sentences}, "short_answer")


def _doctor_questions(subject: Subject) -> Iterator[Fault]:
    questions = subject.content.doctor_questions
    if questions and not FEWEST_QUESTIONS <= len(questions) <= MOST_QUESTIONS:
        sentence = _("There are %(n)s questions for the doctor. Give %(fewest)s to %(most)s.")
        words = {"n": len(questions), "fewest": FEWEST_QUESTIONS, "most": MOST_QUESTIONS}
        yield Fault(sentence % words, "doctor_questions", about=" ".join(questions))
    seen: set[str] = set()
    for question in questions:
        yield from (
            Fault(
                sentence % {"question": question, "most": LONGEST_QUESTION},
                "doctor_questions",
                about=question,
            )
            for sentence in _faults_of(question, subject.content.language, seen)
        )
        seen.add(question.casefold())


def _faults_of(question: str, language: str, seen: set[str]) -> Iterator[str]:
    own = _OF_ONES_OWN.get(language.partition("-")[0])
    if question.casefold() in seen:
        yield _("“%(question)s” stands there twice. Take one away.")
    if not question.rstrip().endswith(("?", "？", "؟")):
        yield _("“%(question)s” does not end in a question mark. Ask it as a question.")
    if len(question.split()) > LONGEST_QUESTION:
        yield _("“%(question)s” has more than %(most)s words. Ask one thing.")
    if own is not None and own.search(question) is None:
        yield _("“%(question)s” is not the patient's own question. Say “I”, “me” or “my”.")


ANSWER_FIRST = Gate(
    key="answer first",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The first sentence of the short answer answers the question."),
    for_readers=gettext_lazy("The very first sentence answers the question."),
    why=gettext_lazy("Whoever reads one sentence should have read the answer."),
    asked_by=(gettext_lazy("CDC Clear Communication Index"), gettext_lazy("PEMAT 1 and 11")),
    look=_answers_later,
    weight=Weight.ADVISED,
)
MAIN_MESSAGE = Gate(
    key="short answer length",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The short answer has 30 to 80 words."),
    for_readers=gettext_lazy("The main message comes first, in 30 to 80 words."),
    why=gettext_lazy("Many readers read no further, and they should know what they came for."),
    asked_by=(gettext_lazy("CDC Clear Communication Index"), gettext_lazy("PEMAT 1 and 11")),
    look=_short_answer_length,
    weight=Weight.ASKED,
)
FEW_SENTENCES = Gate(
    key="short answer sentences",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy("The short answer has four sentences at most."),
    for_readers=gettext_lazy("The main message has four sentences at most."),
    why=gettext_lazy("One message is remembered, five are not."),
    asked_by=(gettext_lazy("CDC Clear Communication Index"),),
    look=_short_answer_sentences,
    weight=Weight.ADVISED,
)
DOCTOR_QUESTIONS = Gate(
    key="questions for the doctor",
    step=Step.SUBMIT,
    looks_at=LooksAt.TEXT,
    rule=gettext_lazy(
        "There are three to seven questions, short, all different, in the patient's own voice."
    ),
    for_readers=gettext_lazy("You get three to seven short questions that you can ask as they stand."),
    why=gettext_lazy("Who brings a list asks more, and leaves with more."),
    asked_by=(
        gettext_lazy("PEMAT 20 to 23"),
        gettext_lazy("DISCERN 15"),
        gettext_lazy("CDC Clear Communication Index"),
    ),
    look=_doctor_questions,
    weight=Weight.ASKED,
)
GATES = (ANSWER_FIRST, MAIN_MESSAGE, FEW_SENTENCES, DOCTOR_QUESTIONS)
