"""How tests visit the review: pages asked for and buttons pressed through HTTP, as one of the cast."""

from __future__ import annotations

from html import unescape
from typing import Any

from answers import gates
from answers.models import Revision
from tests import cast


def get(name: str, revision: Revision, rest: str = "") -> Any:
    return cast.client(name).get(f"/admin/review/{revision.pk}/{rest}")


def post(name: str, revision: Revision, verb: str, **typed: Any) -> Any:
    return cast.client(name).post(f"/admin/review/{revision.pk}/{verb}/", typed)


def text(response: Any) -> str:
    return str(unescape(response.content.decode()))


def blocking(revision: Revision) -> tuple[gates.Finding, ...]:
    """What stands in the way of an approval, without what only warns."""
    return tuple(each for each in gates.for_approval(revision) if each.is_blocking)


def cited(revision: Revision) -> gates.Needed:
    return next(need for need in gates.needed_checks(revision.content()) if need.use)


def check_of(revision: Revision, **typed: str) -> dict[str, str]:
    need = cited(revision)
    assert need.use is not None
    given = {"claim_hash": need.claim.hash, "source_key": need.use.source_key, "verdict": "supports"}
    return given | {"reading": "read the source", "quote": "The very words."} | typed
