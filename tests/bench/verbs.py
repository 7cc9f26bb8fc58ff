"""What writing costs: save, submit, publish and import, counted in the site's own process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from answers import content, gates, revisions, workflow
from answers.importers import pages as importer
from answers.models import Answer, Topic
from answers.readability import levels
from answers.rendering import claims as claims_of
from answers.rendering import reading
from answers.wording import surety
from tests import cast, make
from tests.bench import costs, prose, rows

ROUNDS = 5
PUBLISH_STATEMENTS = 30
PUBLISH_MILLISECONDS = 60
GATES = "all gates, 1,500 words"
GATES_MILLISECONDS = 50


def tell() -> None:
    ledger = costs.Ledger()
    topic = Topic.objects.order_by("id")[1]
    for number in range(ROUNDS + 1):
        if number == 1:
            ledger = costs.Ledger()  # the first round only warms up
        _write(ledger, topic, number)
        _import(ledger, number)
        _ask(ledger, topic, number)
    costs.tell(_figures(ledger))


def _write(ledger: costs.Ledger, topic: Topic, number: int) -> None:
    """One answer from its first save to its page."""
    editor, editor2 = cast.person("editor"), cast.person("editor2")
    typed = make.draft(**rows.fields(f"What does writing cost, case {number}?"))
    made = workflow.start(wording=typed.wording, topic=topic, by=editor, at=make.NOW)
    with ledger.entry("first save, 15 citations"):
        make.revision(made, typed)
    made = Answer.objects.get(pk=made.pk)
    changed = replace(revisions.draft_of(made), certainty_reason="Two large trials.")
    with ledger.entry("save of one changed line, 15 citations"):
        make.revision(made, changed)
    found = make.latest(made)
    with ledger.entry("submit, 15 citations"):
        workflow.submit(found, by=editor, at=make.NOW)
    found = make.checked(found)
    with ledger.entry("approve, 15 citations"):
        make.approve(found)
    found = make.latest(made)
    with ledger.entry("publish, 15 citations"):
        workflow.publish(found, by=editor2, at=make.NOW)


def _import(ledger: costs.Ledger, number: int) -> None:
    text = prose.page_text(number)
    editor = cast.person("editor")
    with ledger.entry("import of a page, 15 sources"):
        importer.import_page(text, by=editor, at=make.NOW)


def _ask(ledger: costs.Ledger, topic: Topic, number: int) -> None:
    """Every gate, once for a long text that no process has read before."""
    research = prose.paragraphs(1440, [], seed=number)
    typed = make.draft(wording=f"What do gates cost, case {number}?", research=research)
    made = workflow.start(wording=typed.wording, topic=topic, by=cast.person("editor"), at=make.NOW)
    found = make.revision(made, typed)
    caches = (
        content.loads,
        claims_of._numbered,
        claims_of._of_block,
        reading.read,
        levels.of,
        levels._level,
        surety.too_sure,
    )
    for cache in caches:
        cache.cache_clear()
    with ledger.entry(GATES):
        gates.for_approval(found)


def _figures(ledger: costs.Ledger) -> list[Mapping[str, Any]]:
    found: list[Mapping[str, Any]] = []
    for name in ledger.rounds:
        is_publish = name.startswith("publish")
        found.append(ledger.statements(name, PUBLISH_STATEMENTS if is_publish else None))
        most = {GATES: GATES_MILLISECONDS}.get(name, PUBLISH_MILLISECONDS if is_publish else None)
        found.append(ledger.milliseconds(name, most))
    return found
