"""What screens ask of the database: queries of readers' pages and of staff's, and staff's bytes.

Nothing that was sent before is sent again here: a reader's page is put together anew each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client
from django.urls import NoReverseMatch, reverse

from answers.models import Answer
from answers.public.unchanged import UNCHANGED
from tests import cast
from tests.bench import costs, rows
from tests.bench.sites import FIRST_SLUG, FULL_TOPIC

ROUNDS = 5
FORM_QUERIES = 20
FORM_BYTES = 120_000
LIST_QUERIES = 3
WAITED_MILLISECONDS = 300
QUESTION_QUERIES = 1


def tell() -> None:
    ledger, weights = costs.Ledger(), dict[str, int]()
    size = Answer.objects.published().count()
    reader, editor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    editor.force_login(cast.person("editor"), "django.contrib.auth.backends.ModelBackend")
    seen = [(reader, name, path) for name, path in _readers().items()]
    seen += [(editor, name, path) for name, path in _staff().items()]
    for number in range(ROUNDS + 1):
        if number == 1:
            ledger = costs.Ledger()  # the first round only warms up
        for client, name, path in seen:
            weights[name] = _visit(ledger, client, name, path)
    costs.tell(_figures(ledger, weights, size))


def _readers() -> dict[str, str]:
    return {
        "question": reverse("answers:question", args=[FIRST_SLUG]),
        "topic": reverse("answers:topic", args=[FULL_TOPIC]),
        "home": reverse("answers:home"),
        "A–Z": reverse("answers:questions"),
        "API, list of questions": reverse("api:questions"),
        "API, list of answers": reverse("api:answers"),
    }


def _staff() -> dict[str, str]:
    screens = {
        "admin: answer form": reverse("admin:answers_answer_change", args=[rows.first_answer().pk]),
        "admin: answers": reverse("admin:answers_answer_changelist"),
        "admin: questions": reverse("admin:answers_question_changelist"),
        "admin: sources": reverse("admin:sources_source_changelist"),
    }
    try:
        return screens | {"admin: inbox": reverse("admin:review_inbox")}
    except NoReverseMatch:
        return screens


def _visit(ledger: costs.Ledger, client: Client, name: str, path: str) -> int:
    UNCHANGED.clear()
    with ledger.entry(name):
        response = client.get(path)
    if response.status_code != 200:
        raise RuntimeError(f"“{name}” answers {response.status_code}, so it cannot be measured.")
    return len(response.content)


def _figures(ledger: costs.Ledger, weights: Mapping[str, int], size: int) -> list[Mapping[str, Any]]:
    most = dict.fromkeys(set(_readers()) - {"question"}, LIST_QUERIES)
    most |= {"question": QUESTION_QUERIES, "admin: answer form": FORM_QUERIES}
    found: list[Mapping[str, Any]] = []
    for name in ledger.rounds:
        with_size = {"name": f"{name}, {size:,} pages"}
        found.append({**ledger.statements(name, most.get(name)), **with_size})
        if name.startswith("API"):
            found.append({**ledger.milliseconds(name), **with_size})
        if name.startswith("admin"):
            heaviest = FORM_BYTES if name == "admin: answer form" else None
            found.append({**with_size, "value": weights[name], "unit": "bytes of HTML", "at_most": heaviest})
            found.append({**ledger.milliseconds(name), **with_size})
            found.append({**ledger.waited(name, WAITED_MILLISECONDS), **with_size})
    return found
