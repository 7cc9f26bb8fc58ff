"""Ten thousand references, the same in every form that our code and its peers read; none of them is real."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sources import exporters
from sources.formatting import Work
from tests.sources import test_formatting as golden

COUNT = 10_000
ODD = 100
"""Of so many records in an odd file one lacks its last line, and another names its authors in two tags."""


@dataclass(frozen=True)
class Reference:
    """One article: as a citation processor reads it, as our formatter does, and as it should be printed."""

    item: dict[str, Any]
    work: Work
    printed: str


def references(count: int = COUNT) -> list[Reference]:
    """The articles among the goldens again and again, each with a number of its own in title and DOI."""
    pairs = zip(golden.ITEMS, golden.golden("ama"), strict=True)
    articles = [(item, printed) for item, printed in pairs if item["type"] == "article-journal"]
    return [_numbered(*articles[number % len(articles)], number) for number in range(count)]


def ris(asked: Sequence[Reference]) -> bytes:
    """As our own exporter writes them, with Unix line ends: what every reader of RIS can read."""
    return "".join(exporters.write("ris", (each.work for each in asked))).replace("\r\n", "\n").encode()


def odd_ris(asked: Sequence[Reference]) -> bytes:
    """As other programs save them: a byte order mark, CRLF, now and then no ER, or A1 before AU."""
    records = ris(asked).decode().split("\n\n")
    return ("\ufeff" + "\n\n".join(_odd(records)).replace("\n", "\r\n")).encode()


def _numbered(item: dict[str, Any], printed: str, number: int) -> Reference:
    kept = {name: value for name, value in item.items() if name not in ("PMID", "PMCID", "URL")}
    made = kept | {"id": f"r{number}", "title": f"{number} {item['title']}"}
    title = item["title"].partition("<")[0]
    told = printed.replace(title, f"{number} {title}", 1)
    if doi := item.get("DOI"):
        made["DOI"] = f"10.1000/bench.{number}"
        told = told.replace(doi, made["DOI"])
    return Reference(made, golden.as_work(made), told)


def _odd(records: list[str]) -> Iterator[str]:
    for number, record in enumerate(records):
        if number % ODD == 1:
            yield record.replace("ER  - ", "").rstrip("\n")
        elif number % ODD == ODD // 2:
            yield _authors_in_two_tags(record)
        else:
            yield record


def _authors_in_two_tags(record: str) -> str:
    """RIS names authors in AU or in A1, and some programs use both; the order of the lines is theirs."""
    before, first, after = record.partition("AU  - ")
    return f"{before}{first}{after.replace('AU  - ', 'A1  - ', 1)}"
