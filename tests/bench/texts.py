"""What text costs without any database: one long answer as HTML, and comments carried through edits."""

from __future__ import annotations

import random
import time

from answers import content
from answers.rendering import fragments
from sources.formatting import Work
from tests.answers import test_rendering_anchors
from tests.bench import prose
from tests.bench.figures import Figure, middle

ROUNDS = 5
NOWHERE = "no database"
COMMENTS = 400
EDITS = 8


def figures() -> list[Figure]:
    return [*_rendering(), *_comments()]


def _rendering() -> list[Figure]:
    cited = prose.keys(40)
    works = tuple(
        Work(key=key, title=f"A study of {key}", container_title="Journal of Tests", year=2024)
        for key in cited
    )
    long = content.Content(
        question="What does a long answer cost?",
        short_answer=prose.paragraphs(60, cited[:3], seed=1),
        research=prose.paragraphs(1440, cited[3:]),
        works=works,
    )
    took = []
    for _ in range(ROUNDS + 1):
        began = time.process_time()
        fragments.render(long)
        took.append(1000 * (time.process_time() - began))
    return [Figure("render of 1,500 words, 40 citations", NOWHERE, middle(took[1:]), "ms CPU")]


def _comments() -> list[Figure]:
    chance = random.Random(20)
    outcomes = [test_rendering_anchors.outcome(chance, edits=EDITS) for _ in range(COMMENTS)]
    wrong, right = (outcomes.count(each) / COMMENTS for each in ("wrong", "right"))
    return [
        Figure(f"comments silently wrong after {EDITS} edits", NOWHERE, 100 * wrong, "%", at_most=3.5),
        Figure(f"comments right after {EDITS} edits", NOWHERE, 100 * right, "%", at_least=82),
    ]
