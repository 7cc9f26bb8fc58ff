"""What one process changes, every worker shows at the next request: pages, lists, feeds, sitemap, search."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from tests.bench import servers
from tests.verify import served
from tests.verify.desks import FOUND, Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

TIMES = 12
"""How often each address is asked, so that both workers answer it."""

FOUND_A_NOTICE = "A notice was found"
RETRACTED = "Retracted on"
REMOVED = "on legal grounds]"


@dataclass(frozen=True)
class Shown:
    """What readers find at one address from now on: these words, or no longer these words."""

    path: str
    words: str
    status: int = 200
    is_there: bool = True


@dataclass(frozen=True)
class Scene:
    """A served site, who publishes, and the text that all of it happens to."""

    server: Server
    desk: Desk
    case: dict[str, Any]

    @property
    def page(self) -> str:
        return f"/questions/{self.case['slug']}/"

    @property
    def interface(self) -> str:
        return f"/api/v1/answers/{self.case['number']}/"

    @property
    def lists(self) -> list[str]:
        """Wherever the answer is named by its title, for people and for programs."""
        topic = self.case["topic"]
        pages = [f"/questions/?topic={topic}&letter=D", "/", f"/topics/{topic}/", search("winter")]
        feeds = ["/feed.atom", f"/topics/{topic}/feed.atom", "/sitemap-questions-1.xml"]
        return [*pages, *feeds, "/api/v1/answers/?page_size=100"]

    @property
    def everything(self) -> list[str]:
        more = ["history/", "print/easy/", "references.ris"]
        others = ["/corrections/", "/corrections/feed.atom", self.interface]
        others += [search(word) for word in ("Lyon", "quiet", "long")]
        sources = [f"/sources/{key}/" for key in ("quiet-trial", "one-work", "one-work-again")]
        return [self.page, *self.lists, *others, *sources, *(f"{self.page}{each}" for each in more)]

    def do(self, call: str) -> None:
        """In a process that serves nobody."""
        served.inside(self.server.site, f"changes.{call}")


def search(words: str) -> str:
    return f"/search/?{urlencode({'q': words})}"


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Each change in its turn, after every worker has read what was before."""
    scene = Scene(server, desks["editor2"], served.inside(server.site, "changes.prepare()"))
    for check, change in CHANGES.items():
        _read(server, scene.everything)
        shown = change(scene)
        broken = tuple(sentence for each in shown for sentence in _unlike(server, each))
        yield Outcome(check, server.site.database, f"{len(shown)} addresses", broken)


def _published(scene: Scene) -> list[Shown]:
    status = scene.desk.press(scene.case["revision"], "publish", reason="").status
    if status != FOUND:
        raise RuntimeError(f"Publishing answers {status}.")
    wording, slug = scene.case["wording"], scene.case["slug"]
    told = [Shown(path, slug) for path in (*scene.lists, search("Lyon"), search("quiet"))]
    return [Shown(scene.page, wording), Shown(scene.interface, wording), *told]


def _corrected(scene: Scene) -> list[Shown]:
    """The title changes too, so that every list must."""
    scene.do(f"correct({scene.case['answer']})")
    was, now = scene.case["wording"], scene.case["corrected"]
    of_it = [scene.page, scene.interface, f"{scene.page}print/easy/", f"{scene.page}history/"]
    titled = [path for path in scene.lists if not {"sitemap", "search"} & set(re.split(r"\W", path))]
    named = [Shown(path, now) for path in (*of_it, *titled)]
    named.append(Shown(search("long"), scene.case["slug"]))
    gone = [Shown(path, was, is_there=False) for path in (scene.page, scene.interface, *titled)]
    gone.append(Shown(search("quiet"), scene.case["slug"], is_there=False))
    marked = [Shown(scene.page, "Corrected urgently"), Shown(f"{scene.page}history/2/", now)]
    told = [Shown(path, scene.case["slug"]) for path in ("/corrections/", "/corrections/feed.atom")]
    return [*named, *gone, *marked, *told]


def _noticed(scene: Scene) -> list[Shown]:
    scene.do("notice('quiet-trial')")
    return [Shown(path, FOUND_A_NOTICE) for path in (*_of_a_source(scene, "quiet-trial"), scene.interface)]


def _mistaken(scene: Scene) -> list[Shown]:
    scene.do("reject('quiet-trial')")
    paths = (*_of_a_source(scene, "quiet-trial"), scene.interface)
    return [Shown(path, FOUND_A_NOTICE, is_there=False) for path in paths]


def _merged(scene: Scene) -> list[Shown]:
    """The kept one is known to be retracted, which the page must say from now on."""
    scene.do("merge('one-work', into='one-work-again')")
    told = [Shown(path, RETRACTED) for path in _of_a_source(scene, "one-work-again")]
    moved = [Shown(path, "", status=301) for path in ("/sources/one-work/", "/api/v1/sources/one-work/")]
    listed = Shown("/sources/one-work-again/", scene.case["slug"])
    return [*told, listed, *moved]


def _redacted(scene: Scene) -> list[Shown]:
    scene.do(f"redact({scene.case['answer']}, 'Anna Example of Lyon')")
    of_it = [scene.page, scene.interface, f"{scene.page}history/1/", f"{scene.page}history/2/"]
    of_it.append(f"{scene.page}print/easy/")
    gone = [Shown(path, "Anna Example", is_there=False) for path in of_it]
    unfound = Shown(search("Lyon"), scene.case["slug"], is_there=False)
    return [*gone, *(Shown(path, REMOVED) for path in of_it[:4]), unfound]


def _withdrawn(scene: Scene) -> list[Shown]:
    scene.do(f"withdraw({scene.case['answer']})")
    slug = scene.case["slug"]
    gone = [Shown(path, slug, is_there=False) for path in scene.lists]
    sources = Shown("/sources/quiet-trial/", slug, status=404, is_there=False)
    why = [Shown(path, "It was wrong.", status=410) for path in (scene.page, scene.interface)]
    return [*why, *gone, sources]


CHANGES: dict[str, Callable[[Scene], list[Shown]]] = {
    "published: everywhere at once": _published,
    "corrected urgently: the new words everywhere at once": _corrected,
    "a notice of retraction: wherever it is cited, at once": _noticed,
    "the notice was mistaken: nowhere any more, at once": _mistaken,
    "two sources merged: old names lead on, standing is told, at once": _merged,
    "words removed: nowhere any more, at once": _redacted,
    "withdrawn: nowhere any more, at once": _withdrawn,
}


def _of_a_source(scene: Scene, key: str) -> tuple[str, str]:
    return scene.page, f"/sources/{key}/"


def _read(server: Server, paths: list[str]) -> None:
    for path in paths:
        for _ in range(TIMES):
            servers.fetch(server.port, path, {})


def _unlike(server: Server, shown: Shown) -> list[str]:
    """What is not as it should be at this address, in any of the replies."""
    wrong, last = 0, 0
    for _ in range(TIMES):
        reply = servers.fetch(server.port, shown.path, {})
        if reply.status != shown.status or (shown.words in reply.body.decode()) != shown.is_there:
            wrong, last = wrong + 1, reply.status
    if not wrong:
        return []
    asked = f"{shown.status} with “{shown.words}”" if shown.is_there else f"no “{shown.words}”"
    return [f"{shown.path}: {wrong} of {TIMES} replies ({last}) are not fresh; wanted {asked}"]
