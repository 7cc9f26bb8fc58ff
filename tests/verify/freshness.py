"""What one process changes, every worker shows at the next request: pages, lists, feeds, sitemap, search."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

from tests.bench import servers
from tests.verify import served
from tests.verify.desks import FOUND, Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

TIMES = 24
"""How often each address is asked, so that both workers answer it."""

FOUND_A_NOTICE = "A notice was found"


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Publish, a notice of retraction, withdraw: each after every worker has read what was before."""
    site = server.site
    case = served.inside(site, "cases.fresh()")
    page = f"/questions/{case['slug']}/"
    lists = ["/questions/?letter=D", "/", "/feed.atom", "/sitemap-questions-1.xml"]
    lists.append(f"/search/?{urlencode({'q': 'walking winter'})}")
    _read(server, [page, *lists])

    published = desks["editor2"].press(case["revision"], "publish", reason="").status
    broken = [] if published == FOUND else [f"publishing answers {published}"]
    broken += _unlike(server, page, 200, case["wording"])
    for path in lists:
        broken += _unlike(server, path, 200, case["slug"])
    yield Outcome(
        "published: the page, lists, feed, sitemap and search at once", site.database, "", tuple(broken)
    )

    served.inside(site, "cases.retract('quiet-trial')")
    broken = _unlike(server, page, 200, FOUND_A_NOTICE)
    broken += _unlike(server, "/sources/quiet-trial/", 200, FOUND_A_NOTICE)
    yield Outcome("a notice of retraction: wherever it is cited, at once", site.database, "", tuple(broken))

    served.inside(site, f"cases.withdraw({case['answer']})")
    broken = _unlike(server, page, 410, "It was wrong.")
    for path in lists:
        broken += _unlike(server, path, 200, case["slug"], is_there=False)
    yield Outcome("withdrawn: nowhere any more, at once", site.database, "", tuple(broken))


def _read(server: Server, paths: list[str]) -> None:
    for path in paths:
        for _ in range(TIMES):
            servers.fetch(server.port, path, {})


def _unlike(server: Server, path: str, status: int, words: str, *, is_there: bool = True) -> list[str]:
    """What is not as it should be at this address, in any of the replies."""
    wrong = 0
    for _ in range(TIMES):
        reply = servers.fetch(server.port, path, {})
        wrong += reply.status != status or (words in reply.body.decode()) != is_there
    return [f"{path}: {wrong} of {TIMES} replies are not fresh"] if wrong else []
