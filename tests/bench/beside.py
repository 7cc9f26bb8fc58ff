"""One side of a comparison in a process of its own: what the references took, and how many were right."""

from __future__ import annotations

import io
import json
import os
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

from sources import formatting, importers
from sources.exporters import lines
from tests.bench import references, servers
from tests.bench.references import Reference

STYLE = Path(__file__).with_name("articles.csl")
FORGET_THE_LARGEST = Path("/proc/self/clear_refs")
ON_A_PAGE = 20
"""The peer looks through its whole list at each citation, so its lists stay as long as a page's."""


def tell(side: str) -> None:
    """One line of JSON for the process that asked."""
    sys.stdout.write(f"\n{json.dumps(SIDES[side](references.references()))}\n")


def _our_formatting(asked: Sequence[Reference]) -> dict[str, Any]:
    took, printed = _taken(lambda: [formatting.reference_text(each.work) for each in asked])
    return took | {"right": _alike(printed, [each.printed for each in asked])}


def _citeproc_py(asked: Sequence[Reference]) -> dict[str, Any]:
    style = CitationStylesStyle(str(STYLE))
    source = CiteProcJSON([each.item for each in asked])
    keys = [each.item["id"] for each in asked]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        took, printed = _taken(lambda: _bibliographies(style, source, keys))
    return took | {"right": _alike(printed, [each.printed for each in asked])}


def _bibliographies(style: Any, source: Any, keys: Sequence[str]) -> list[str]:
    printed = []
    for start in range(0, len(keys), ON_A_PAGE):
        page = CitationStylesBibliography(style, source, formatter.plain)
        for key in keys[start : start + ON_A_PAGE]:
            page.register(Citation([CitationItem(key)]))
        printed += [str(each) for each in page.bibliography()]
    return printed


def _our_reading(asked: Sequence[Reference]) -> dict[str, Any]:
    stored, odd = references.ris(asked), references.odd_ris(asked)
    took, _ = _taken(lambda: importers.read(stored))
    found = [(each.work.title, _authors(each.work)) for each in importers.read(odd).records]
    return took | _came_out(asked, found)


def _rispy(asked: Sequence[Reference]) -> dict[str, Any]:
    stored, odd = references.ris(asked).decode(), references.odd_ris(asked).decode()
    took, _ = _taken(lambda: rispy.load(io.StringIO(stored)))
    records = rispy.load(io.StringIO(odd, newline=None))
    return took | _came_out(asked, [(each.get("title", ""), each.get("authors", [])) for each in records])


def _came_out(asked: Sequence[Reference], found: Sequence[tuple[str, list[str]]]) -> dict[str, int]:
    """How many records of the odd file there were, and how many had their title and authors in order."""
    known = {each.work.title: _authors(each.work) for each in asked}
    right = sum(known.get(title) == authors for title, authors in found)
    return {"lost": len(asked) - len(found), "right": right}


def _authors(work: formatting.Work) -> list[str]:
    return [lines.inverted(name) for name in lines.of_role(work, "author")]


def _alike(printed: Sequence[str], expected: Sequence[str]) -> int:
    return sum(one == other for one, other in zip(printed, expected, strict=True))


def _taken(call: Callable[[], Any]) -> tuple[dict[str, float], Any]:
    """Seconds of processor, and the bytes by which the process grew at its largest."""
    FORGET_THE_LARGEST.write_text("5")
    before, began = servers.largest_memory(os.getpid()), time.process_time()
    result = call()
    seconds = time.process_time() - began
    return {"seconds": seconds, "bytes": servers.largest_memory(os.getpid()) - before}, result


SIDES: dict[str, Callable[[Sequence[Reference]], dict[str, Any]]] = {
    "our formatting": _our_formatting,
    "citeproc-py": _citeproc_py,
    "our reading": _our_reading,
    "rispy": _rispy,
}
