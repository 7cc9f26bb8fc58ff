"""What it costs to bring ten thousand RIS records into the site: read, compared, saved with their history."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Mapping
from typing import Any

import rispy

from sources import importers
from tests import cast, make
from tests.bench import costs, references, servers
from tests.bench.references import COUNT

NAME = f"import of {COUNT:,} RIS records"


def tell() -> None:
    """Once: a second time they would all be here already."""
    stored, editor = references.ris(references.references()), cast.person("editor")
    began = time.process_time()
    rispy.load(io.StringIO(stored.decode()))
    peer = 1000 * (time.process_time() - began)
    ledger, before = costs.Ledger(), servers.largest_memory(os.getpid())
    with ledger.entry(NAME):
        report = importers.import_sources(importers.read(stored).records, by=editor, at=make.NOW)
    grown = servers.largest_memory(os.getpid()) - before
    costs.tell(_figures(ledger, peer, lost=COUNT - len(report.taken), grown=grown))


def _figures(ledger: costs.Ledger, peer: float, *, lost: int, grown: int) -> list[Mapping[str, Any]]:
    took = ledger.milliseconds(NAME)
    reading = "× rispy, which reads and saves nothing"
    return [
        took,
        ledger.statements(NAME),
        {"name": f"{NAME}: CPU", "value": round(took["value"] / peer, 3), "unit": reading},
        {"name": f"{NAME}: memory", "value": grown, "unit": "bytes"},
        {"name": f"{NAME}: lost", "value": lost, "unit": "records", "at_most": 0},
    ]
