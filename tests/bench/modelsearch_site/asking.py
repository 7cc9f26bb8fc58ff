"""Fills the site of modelsearch, and tells what its searches took."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from modelsearch.backends import get_search_backend

from tests.bench import costs
from tests.bench.modelsearch_site.models import Page

SHOWN = 20
BATCH = 1_000


def fill(texts: Path, size: int) -> None:
    """So many pages in all, indexed anew, and a database that knows how its rows lie."""
    with texts.open(encoding="utf-8") as lines:
        wanted = (Page(**json.loads(line)) for line in islice(lines, Page.objects.count(), size))
        for some in _batches(wanted):
            Page.objects.bulk_create(some)
    call_command("rebuild_modelsearch_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def tell(searches: Path, kind: str) -> None:
    """Of each search the first pages, and not how many there are, which spares it work that ours does."""
    typed = json.loads(searches.read_text(encoding="utf-8"))[kind]
    peer = get_search_backend()
    took = costs.quickest(lambda each: list(peer.search(each, Page)[:SHOWN]), typed)
    costs.tell([{"version": version("modelsearch"), "took": took}])


def _batches(pages: Iterator[Page]) -> Iterator[list[Page]]:
    while some := list(islice(pages, BATCH)):
        yield some
