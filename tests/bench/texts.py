"""What text costs without any database: one long answer as HTML, and comments carried through edits."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import replace

from answers import content
from answers.rendering import claims, comparing, fragments, reading
from sources.formatting import Work
from tests.answers import test_rendering_anchors
from tests.bench import prose
from tests.bench.figures import Figure, middle

ROUNDS = 5
NOWHERE = "no database"
COMMENTS = 400
EDITS = 8


def figures() -> list[Figure]:
    return [*_rendering(), *_comparing(), *_comments()]


def _long() -> content.Content:
    cited = prose.keys(40)
    works = tuple(
        Work(key=key, title=f"A study of {key}", container_title="Journal of Tests", year=2024)
        for key in cited
    )
    return content.Content(
        question="What does a long answer cost?",
        short_answer=prose.paragraphs(60, cited[:3], seed=1),
        research=prose.paragraphs(1440, cited[3:]),
        works=works,
    )


def _rendering() -> list[Figure]:
    long = _long()
    took = [_timed(lambda: fragments.render(long)) for _ in range(ROUNDS + 1)]
    return [Figure("render of 1,500 words, 40 citations", NOWHERE, middle(took[1:]), "ms CPU")]


def _comparing() -> list[Figure]:
    """A word in twenty and a citation in forty changed; what was read before is forgotten each time."""
    old = _long()
    research = old.research.replace(" trial", " study").replace("[@study7]", "[@study8]")
    new = replace(old, research=research)
    took = []
    for _ in range(ROUNDS):
        reading.read.cache_clear()
        claims._of_block.cache_clear()
        took.append(_timed(lambda: comparing.compare(old, new)))
    return [Figure("comparison of 1,500 words", NOWHERE, middle(took), "ms CPU", at_most=50)]


def _timed(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return 1000 * (time.process_time() - began)


def _comments() -> list[Figure]:
    chance = random.Random(20)
    outcomes = [test_rendering_anchors.outcome(chance, edits=EDITS) for _ in range(COMMENTS)]
    wrong, right = (outcomes.count(each) / COMMENTS for each in ("wrong", "right"))
    return [
        Figure(f"comments silently wrong after {EDITS} edits", NOWHERE, 100 * wrong, "%", at_most=3.5),
        Figure(f"comments right after {EDITS} edits", NOWHERE, 100 * right, "%", at_least=82),
    ]
