"""People at the same moment, and people who come too late: through real HTTP against several workers."""

from __future__ import annotations

import datetime
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.verify import served
from tests.verify.desks import CONFLICT, FOUND, REFUSED, Desk, Reply, at_once
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

CROWD = 50
PAIRS = 8
SECONDS_AHEAD = 4
"""How far ahead a publication is scheduled: long enough for what happens before."""


@dataclass(frozen=True)
class Scene:
    """A served site, who sits before it, and the texts that were made for the races."""

    server: Server
    desks: dict[str, Desk]
    cases: dict[str, Any]

    def facts(self, *revisions: int) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = served.inside(
            self.server.site, f"facts.of({', '.join(map(str, revisions))})"
        )
        return found

    def approve(self, name: str, case: dict[str, Any], **typed: str) -> Reply:
        given = {"content_hash": case["hash"], "scope": "whole page"} | typed
        return self.desks[name].press(case["revision"], "approve", **given)

    def refuse(self, name: str, case: dict[str, Any]) -> Reply:
        given = {"content_hash": case["hash"], "note": "Say how large."}
        return self.desks[name].press(case["revision"], "request-changes", **given)


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Every race in its turn; then whether anything stands half done."""
    scene = Scene(server, desks, served.inside(server.site, f"cases.races({PAIRS})"))
    for check, run in RACES.items():
        yield Outcome(check, server.site.database, broken=tuple(run(scene)))
    whole = served.inside(server.site, "facts.whole()")
    yield Outcome("nothing half done, and the log is whole", server.site.database, broken=tuple(whole))


def _many_approvals(scene: Scene) -> Iterator[str]:
    case = scene.cases["many"]
    names = [name for name in scene.desks if name.startswith("signer")]
    replies = at_once([partial(scene.approve, name, case) for name in names])
    yield from _statuses(replies, [FOUND] + [REFUSED] * (len(names) - 1))
    yield from _unsaid(replies, "already approved")
    [facts] = scene.facts(case["revision"])
    yield from _differs(facts, stage="approved")
    if len(facts["decisions"]) != 1:
        yield f"{len(facts['decisions'])} decisions were kept"


def _approve_against_refuse(scene: Scene) -> Iterator[str]:
    for case in scene.cases["pairs"]:
        acts = [partial(scene.approve, "signer0", case), partial(scene.refuse, "signer1", case)]
        yield from _statuses(at_once(acts), [FOUND, REFUSED])
    for facts in scene.facts(*(case["revision"] for case in scene.cases["pairs"])):
        kinds = [kind for _name, kind in facts["decisions"]]
        if kinds != [facts["stage"]]:
            yield f"stage {facts['stage']} with {kinds}"


def _two_editors(scene: Scene) -> Iterator[str]:
    words = {"editor": "Certainly", "editor2": "Perhaps"}
    for case in scene.cases["edited"]:
        replies = at_once(
            [
                partial(scene.desks[name].save, case["answer"], case["fields"] | {"certainty_reason": said})
                for name, said in words.items()
            ]
        )
        yield from _statuses(replies, [FOUND, CONFLICT])
        unseen = [
            each for each in replies if each.status == CONFLICT and not all(map(each.says, words.values()))
        ]
        if unseen:
            yield "the page of the conflict does not show both texts"


def _stale_page(scene: Scene) -> Iterator[str]:
    case = scene.cases["stale"]
    fields = case["answer"]["fields"] | {"certainty_reason": "Newer words."}
    yield from _statuses([scene.desks["editor"].save(case["answer"]["answer"], fields)], [FOUND])
    newest = _newest(scene, case["answer"]["answer"])
    yield from _statuses([scene.desks["editor"].press(newest, "submit")], [FOUND])
    before = scene.approve("signer0", case)
    other = scene.approve("signer0", case | {"revision": newest})
    yield from _statuses([before, other], [REFUSED, REFUSED])
    yield from _unsaid([other], "The text changed after you opened this page.")
    for facts in scene.facts(case["revision"], newest):
        if facts["decisions"]:
            yield "a stale page was signed"


def _contributor_of_an_older_text(scene: Scene) -> Iterator[str]:
    yield from _is_refused(scene, "contributor", "editor")


def _superuser_of_their_own_text(scene: Scene) -> Iterator[str]:
    yield from _is_refused(scene, "superuser", "admin")


def _overtaken_schedule(scene: Scene) -> Iterator[str]:
    case = scene.cases["overtaken"]
    until = _schedule(scene, case)
    fields = case["answer"]["fields"] | {"short_answer": "<p>An unsigned draft [@trial].</p>"}
    yield from _statuses([scene.desks["editor"].save(case["answer"]["answer"], fields)], [FOUND])
    newest = _newest(scene, case["answer"]["answer"])
    yield from _statuses([scene.desks["editor"].press(newest, "submit")], [FOUND])
    _run_due(scene, until)
    [facts] = scene.facts(case["revision"])
    yield from _differs(facts, stage="live", live=case["revision"], revisions=2)
    page = scene.desks["editor"].get(f"/questions/{case['slug']}/")
    if page.status != 200 or page.says("An unsigned draft"):
        yield f"readers see the draft, or no page ({page.status})"


def _source_retracted_before_go_live(scene: Scene) -> Iterator[str]:
    case = scene.cases["retracted"]
    until = _schedule(scene, case)
    served.inside(scene.server.site, "cases.retract('gone')")
    _run_due(scene, until)
    [facts] = scene.facts(case["revision"])
    yield from _differs(facts, stage="publish failed", live=None)
    if "retraction" not in facts["why"]:
        yield f"it does not say why: {facts['why']}"
    page = scene.desks["editor"].get(f"/questions/{case['slug']}/")
    if page.status != 404:
        yield f"readers get {page.status}"


RACES = {
    f"{CROWD} simultaneous approvals: one moves the stage": _many_approvals,
    "approve against request changes: one decision": _approve_against_refuse,
    "two editors save: one sees both texts": _two_editors,
    "approve with a stale page: refused": _stale_page,
    "contributor of an older revision signs: refused": _contributor_of_an_older_text,
    "superuser signs their own work: refused": _superuser_of_their_own_text,
    "scheduled, then overtaken by a draft: the signed text goes live": _overtaken_schedule,
    "source retracted before go-live: nothing goes live": _source_retracted_before_go_live,
}


def _is_refused(scene: Scene, case: str, name: str) -> Iterator[str]:
    reply = scene.approve(name, scene.cases[case])
    yield from _statuses([reply], [REFUSED])
    yield from _unsaid([reply], "You contributed to this text")
    [facts] = scene.facts(scene.cases[case]["revision"])
    yield from _differs(facts, stage="in review", decisions=[])


def _schedule(scene: Scene, case: dict[str, Any]) -> datetime.datetime:
    until = datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=SECONDS_AHEAD)
    moment = until.isoformat()
    reply = scene.desks["editor2"].press(case["revision"], "schedule", publish_at=moment, reason="")
    if reply.status != FOUND:
        raise RuntimeError(f"The schedule was refused with {reply.status}.")
    return until


def _run_due(scene: Scene, until: datetime.datetime) -> None:
    """At its time, and not before."""
    time.sleep(max(0.0, (until - datetime.datetime.now(datetime.UTC)).total_seconds() + 0.1))
    scene.server.site.manage("run_due")


def _newest(scene: Scene, answer: int) -> int:
    number: int = served.inside(scene.server.site, f"facts.newest({answer})")
    return number


def _statuses(replies: Sequence[Reply], wanted: Sequence[int]) -> Iterator[str]:
    found = sorted(each.status for each in replies)
    if found != sorted(wanted):
        yield f"answered {_counted(found)} instead of {_counted(wanted)}"


def _unsaid(replies: Sequence[Reply], words: str) -> Iterator[str]:
    silent = [each.status for each in replies if each.status == REFUSED and not each.says(words)]
    if silent:
        yield f"{len(silent)} refusals do not say “{words}”"


def _differs(facts: dict[str, Any], **wanted: Any) -> Iterator[str]:
    for name, value in wanted.items():
        if facts[name] != value:
            yield f"{name} is {facts[name]!r}, not {value!r}"


def _counted(statuses: Sequence[int]) -> str:
    return ", ".join(f"{list(statuses).count(each)} × {each}" for each in sorted(set(statuses)))
