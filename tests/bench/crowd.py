"""Knows how a crowd of pages is made, each with words of its own, for search to find its way among."""

from __future__ import annotations

import random
from copy import copy

from django.db import transaction

from answers import search
from answers.content import Content
from answers.management.samples.subjects import ILLNESSES, MEDICINES
from answers.models import Answer, PagesInTopics, PublishedPage, Question
from answers.rendering import claims
from tests import make

BATCH = 200
SLUG = "crowd-"

ASKED = (
    "Does {medicine} help with {illness}?",
    "Is {medicine} safe when I have {illness}?",
    "How long should I take {medicine} for {illness}?",
    "What are the side effects of {medicine} in people with {illness}?",
    "Can {medicine} make {illness} worse?",
    "How common is bleeding with {medicine} for {illness}?",
    "Should I stop {medicine} before an operation if I have {illness}?",
)
COMMON = """
    people study trial doctor risk blood pain heart stroke clot bleeding therapy medicine treatment
    cancer hormone women men week month year group number result report symptom reaction immune common
    early late safe harm review guideline evidence test dose-free hospital clinic nurse body skin breast
    bone night sleep
""".split()  # noqa: SIM905


def fill(size: int) -> None:
    """So many pages more; each can be found by its content, which is nobody's answer."""
    example = PublishedPage.objects.select_related("answer__question").order_by("pk")[0] if size else None
    here = PublishedPage.objects.filter(slug__startswith=SLUG).count()
    for start in range(here, here + size, BATCH):
        if example is not None:
            _pages(example, range(start, min(start + BATCH, here + size)))
    PagesInTopics.objects.recount()


def content(number: int) -> Content:
    """The same for the same number."""
    chance = random.Random(number)
    names = {"medicine": chance.choice(MEDICINES), "illness": chance.choice(ILLNESSES)}
    question = ASKED[number % len(ASKED)].format(**names)
    return Content(
        question=f"{question} Case {number}",
        short_answer=f"<p>{_sentences(chance, names, 3)}</p>",
        research=f"<p>{_sentences(chance, names, 4)}</p><p>{_sentences(chance, names, 4)}</p>",
        doctor_questions=(f"What does {names['medicine']} do for me?", "What else can I try?"),
    )


def plain(number: int) -> dict[str, str]:
    """The same content as text without markup."""
    made = content(number)
    return {
        "question": made.question,
        "short_answer": claims.block_text(made.short_answer),
        "research": claims.block_text(made.research),
        "doctor_questions": " ".join(made.doctor_questions),
    }


def _sentences(chance: random.Random, names: dict[str, str], count: int) -> str:
    made = (" ".join(chance.choices([*COMMON, *names.values()], k=9)) for _ in range(count))
    return " ".join(f"{each.capitalize()}." for each in made)


def _pages(example: PublishedPage, numbers: range) -> None:
    made = {number: content(number) for number in numbers}
    questions = Question.objects.bulk_create(_question(example, number, made[number]) for number in numbers)
    answers = Answer.objects.bulk_create(_answer(example.answer, each) for each in questions)
    pages = PublishedPage.objects.bulk_create(_page(example, each) for each in answers)
    with transaction.atomic():
        found = zip(pages, made.values(), strict=True)
        search.index_all([search.Live(page.pk, page.answer, each) for page, each in found])


def _question(example: PublishedPage, number: int, made: Content) -> Question:
    topic = example.answer.question.main_topic
    return Question(wording=made.question, slug=f"{SLUG}{number}", main_topic=topic, created_at=make.NOW)


def _answer(example: Answer, question: Question) -> Answer:
    made = copy(example)
    made.pk, made.question = None, question
    made._state.adding = True
    return made


def _page(example: PublishedPage, answer: Answer) -> PublishedPage:
    made = copy(example)
    made.pk, made.answer = None, answer
    made._state.adding = True
    made.slug, made.title = answer.question.slug, answer.question.wording
    made.html, made.gzip, made.brotli, made.text = "", b"", b"", ""
    return made
