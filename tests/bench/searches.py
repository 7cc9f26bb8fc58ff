"""What a search takes as pages grow in number, and how often it finds the page that was meant."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Any

from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat

from answers import pages, policies, search
from answers.management import samples
from answers.management.samples import subjects
from answers.models import PublishedPage
from tests import make
from tests.bench import costs, crowd, figures
from tests.bench.sites import FIRST_SLUG

SEARCHES = Path(__file__).resolve().parents[1] / "answers" / "files" / "searches.toml"
TIMES = 60
JUDGED_AT = 20_000
AT_MOST = {"selective": 25, "broad": 150}
"""Milliseconds within which 19 of 20 searches among so many pages are answered."""

FIRST, AMONG_FIVE = 90, 97

Figures = list[Mapping[str, Any]]


def tell(*sizes: int) -> None:
    """The site grows from size to size; its own few pages stay among the crowd."""
    load_samples()
    found: Figures = []
    middles: dict[str, list[float]] = {}
    for size in sizes:
        crowd.fill(size - PublishedPage.objects.count())
        search.tidy(connection)
        one_page = median(costs.quickest(lambda _: pages.read(FIRST_SLUG, at=make.NOW), range(TIMES)))
        for kind, typed in searches().items():
            took = costs.quickest(lambda each: search.find(search.read(each)), typed)
            middles.setdefault(kind, []).append(median(took))
            found.append(_facets(f"{kind} search, {size:,} pages: facets", typed[0]))
            found += _of_kind(f"{kind} search, {size:,} pages", took, one_page, _bound(kind, size))
    found += [_growth(kind, took, sizes) for kind, took in middles.items()]
    costs.tell([*found, *_relevance(sizes[-1])])


def load_samples() -> None:
    """The people of the bench take the parts of the demo people."""
    User.objects.update(email=Concat("username", Value(policies.SAMPLE_MAIL)))
    samples.load(password="a password for the bench only", at=make.NOW, say=lambda _: None)


def searches() -> dict[str, list[str]]:
    """Two words that few pages have, two that many have, and one of the former mistyped."""
    chance = random.Random(3)
    few = [f"{chance.choice(subjects.MEDICINES)} {chance.choice(subjects.ILLNESSES)}" for _ in range(TIMES)]
    many = [" ".join(chance.sample(crowd.COMMON, 2)) for _ in range(TIMES)]
    return {"selective": few, "broad": many, "mistyped": [f"{each[:2]}{each[3:]}" for each in few]}


def hand_over(texts: str, asked: str, size: int) -> None:
    """The crowd's texts, a line of JSON a page, and the searches: for a peer that cannot import ours."""
    with Path(texts).open("w", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(crowd.plain(number))}\n" for number in range(size))
    Path(asked).write_text(json.dumps(searches()), encoding="utf-8")


def _facets(name: str, typed: str) -> Mapping[str, Any]:
    """What the page asks beside it."""
    found = search.find(search.read(typed))
    return {"name": name, "value": round(median(costs.quickest(search.facets, [found] * 9)), 2), "unit": "ms"}


def _bound(kind: str, size: int) -> float | None:
    return AT_MOST.get(kind) if size == JUDGED_AT else None


def _of_kind(name: str, took: Sequence[float], one_page: float, at_most: float | None) -> Figures:
    middle, late = median(took), figures.late(took)
    return [
        {"name": f"{name}: p50", "value": round(middle, 2), "unit": "ms"},
        {"name": f"{name}: p95", "value": round(late, 2), "unit": "ms", "at_most": at_most},
        {"name": f"{name}: p50", "value": round(middle / one_page, 2), "unit": "× reading one page"},
    ]


def _growth(kind: str, took: Sequence[float], sizes: Sequence[int]) -> Mapping[str, Any]:
    """No worse than linear: among so many times more pages at most so many times as long."""
    name = f"{kind} search: growth from {sizes[0]:,} to {sizes[-1]:,} pages"
    value, most = round(took[-1] / took[0], 2), sizes[-1] / sizes[0]
    return {"name": name, "value": value, "unit": "×", "at_most": most}


def _relevance(size: int) -> Figures:
    """Of the searches that nobody looked at while search was made."""
    asked = [(typed, page["name"]) for page in _meant() for typed in page["queries"]][1::2]
    numbers = dict(PublishedPage.objects.values_list("slug", "pk"))
    found = [(numbers[meant], search.find(search.read(typed)).pages[:5]) for typed, meant in asked]
    first = sum(meant in best[:1] for meant, best in found) / len(found)
    five = sum(meant in best for meant, best in found) / len(found)
    name = f"searches of patients, {size:,} pages"
    return [
        {"name": f"{name}: page meant is first", "value": 100 * first, "unit": "%", "at_least": FIRST},
        {"name": f"{name}: among the first five", "value": 100 * five, "unit": "%", "at_least": AMONG_FIVE},
    ]


def _meant() -> list[dict[str, Any]]:
    return list(tomllib.loads(SEARCHES.read_text())["page"])
