"""BibTeX and BibLaTeX entries as works: what their types, fields, names and dates mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sources import identifiers
from sources.formatting import Name
from sources.importers.formats import bibtex_grammar, dates, finishing, latex
from sources.importers.formats.bibtex_grammar import FOUND, Entry
from sources.importers.formats.record import Problem, Record

__all__ = ["FOUND", "read"]

_KINDS = {
    "book": "book", "mvbook": "book", "booklet": "book", "collection": "book", "proceedings": "book",
    "inbook": "chapter", "incollection": "chapter", "inreference": "chapter", "suppbook": "chapter",
    "inproceedings": "conference paper", "conference": "conference paper", "techreport": "report",
    "report": "report", "manual": "report", "phdthesis": "report", "mastersthesis": "report",
    "thesis": "report", "online": "web page", "electronic": "web page", "www": "web page",
    "webpage": "web page", "dataset": "dataset", "unpublished": "preprint", "preprint": "preprint",
    "standard": "guideline",
}  # fmt: skip
_ADDRESSES = ("url", "doi", "eprint", "howpublished")
_TOLD = ("guideline", "preprint", "drug label", "dataset", "report", "web page")
_NOTE = re.compile(r"\b(PMID|PMCID|NCT|arXiv)\s*:\s*(\S+)", re.IGNORECASE)
_NAMED_PART = re.compile(r"(?:family|given|prefix|suffix)\s*=", re.IGNORECASE)
_LOWER = re.compile(r"[^\W\d_]")


def read(text: str) -> Iterator[Record | Problem]:
    """Every entry; one whose key was used before is a problem, as it is for LaTeX."""
    seen: dict[str, int] = {}
    for entry in bibtex_grammar.entries(text):
        if isinstance(entry, Problem):
            yield entry
        elif entry.key and entry.key.lower() in seen:
            first = seen[entry.key.lower()]
            yield Problem(entry.line, f"The key “{entry.key[:60]}” was used before, in line {first}.")
        else:
            seen[entry.key.lower()] = entry.line
            yield _read(entry)


def _read(entry: Entry) -> Record | Problem:
    fields = {
        name: latex.address(value) if name in _ADDRESSES else latex.plain(value)
        for name, value in entry.fields.items()
    }
    kind = _kind(entry.type, fields)
    authors, cut = _people(entry.fields.get("author", ""), "author")
    editors, _ = _people(entry.fields.get("editor", ""), "editor")
    return finishing.record(
        {**_texts(fields, kind), **_numbers(fields)},
        line=entry.line,
        kind=kind,
        people=[*authors, *editors],
        date=_date(fields),
        abstract=fields.get("abstract", ""),
        remarks=["Its list of authors ends with “and others”. Please complete it."] if cut else [],
    )


def _kind(type_: str, fields: Mapping[str, str]) -> str:
    told = fields.get("type", "").lower()
    if told in _TOLD:
        return told
    if type_ == "misc":
        if fields.get("eprint"):
            return "preprint"
        return "web page" if fields.get("url") or "http" in fields.get("howpublished", "") else "article"
    return _KINDS.get(type_, "article")


def _texts(fields: Mapping[str, str], kind: str) -> dict[str, str]:
    def first(*names: str) -> str:
        return next((fields[name] for name in names if fields.get(name)), "")

    subtitle, number = first("subtitle"), first("number")
    in_book = (
        ("booktitle", "journal") if kind in ("chapter", "conference paper") else ("journal", "journaltitle")
    )
    return {
        "title": f"{first('title')}: {subtitle}" if subtitle else first("title"),
        "container_title": first(*in_book, "journaltitle", "booktitle", "maintitle", "organization"),
        "container_short": first("shortjournal", "journalabbr", "journal-iso"),
        "volume": first("volume"),
        "issue": first("issue") if kind == "report" else number or first("issue"),
        "report_number": number if kind == "report" else "",
        "pages": first("pages"),
        "article_number": first("eid", "article-number", "articleno"),
        "publisher": first("publisher", "institution", "school"),
        "place": first("address", "location"),
        "edition": first("edition"),
        "language": first("language", "langid"),
        "url": first("url") or _address(first("howpublished")),
        "accessed_on": dates.iso(dates.when(first("urldate", "accessed"))),
    }


def _address(text: str) -> str:
    found = re.search(r"https?://\S+", text)
    return found[0] if found else ""


def _numbers(fields: Mapping[str, str]) -> dict[str, str]:
    found = {name: fields.get(name, "") for name in ("doi", "pmid", "pmcid", "isbn", "issn", "nct")}
    found["pmcid"] = found["pmcid"] or fields.get("pmc", "")
    if not found["doi"] and "doi.org/" in fields.get("url", ""):
        found["doi"] = fields["url"]
    eprint, place = fields.get("eprint", ""), fields.get("eprinttype") or fields.get("archiveprefix", "")
    if eprint and place.lower() == "pubmed":
        found["pmid"] = found["pmid"] or eprint
    elif eprint and (number := identifiers.arxiv(eprint)):
        found["arxiv"] = number
    for label, value in _NOTE.findall(fields.get("note", "")):
        found[label.lower()] = found.get(label.lower()) or value
    return found


def _date(fields: Mapping[str, str]) -> dates.When:
    """BibLaTeX's date says more than year and month; a month may hold the day too ("11 aug")."""
    exact = dates.when(fields.get("date", "").partition("/")[0])
    if exact.year:
        return exact
    year, month = dates.when(fields.get("year", "")), fields.get("month", "").replace("~", " ")
    if not year.year or year.month or not month:
        return year
    plain = dates.of_parts(year.year, month, fields.get("day", ""))
    return plain if plain.month else dates.when(f"{year.year} {month.replace('.', '')}")


def _people(raw: str, role: str) -> tuple[list[Name], bool]:
    """The names, and whether "and others" stands at their end."""
    raw = raw.strip()
    parts = [part for part in _split(raw) if part]
    is_cut = bool(parts) and parts[-1].lower() in ("others", "et al.", "et al")
    found = (_name(part, role) for part in (parts[:-1] if is_cut else parts))
    return [name for name in found if name], is_cut


def _split(raw: str, by: str = r"\s+and\s+") -> list[str]:
    """Parted only outside of braces."""
    parts, depth, start = [], 0, 0
    for found in re.finditer(rf"(?<!\\)[{{}}]|{by}", raw, re.IGNORECASE):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth -= 1
        elif depth <= 0:
            parts.append(raw[start : found.start()].strip())
            start = found.end()
    return [*parts, raw[start:].strip()]


def _name(raw: str, role: str) -> Name | None:
    """A name in braces is a group; else "von Last, Jr, First" or "First von Last"."""
    if not latex.plain(raw):
        return None
    if _is_whole(raw):
        return Name(literal=latex.plain(raw), role=role)
    parts = _split(raw, ",")
    if _NAMED_PART.match(raw):
        return _named(parts, role)
    if len(parts) == 1:
        return _spoken(raw, role)
    suffix = latex.plain(parts[1]) if len(parts) > 2 else ""
    particle, family = _particle(parts[0])
    given = latex.plain(parts[2] if len(parts) > 2 else parts[1])
    if not given and not suffix:
        return Name(literal=latex.plain(parts[0]), role=role)
    return Name(family=family, given=given, particle=particle, suffix=suffix, role=role)


def _named(parts: list[str], role: str) -> Name:
    """BibLaTeX's other spelling: "family=Donk, given=Niels, prefix=van de"."""
    said = {
        name.strip().lower(): latex.plain(value) for name, _, value in (each.partition("=") for each in parts)
    }
    values = (said.get(name, "") for name in ("family", "given", "prefix", "suffix"))
    family, given, particle, suffix = values
    return Name(family=family, given=given, particle=particle, suffix=suffix, role=role)


def _is_whole(raw: str) -> bool:
    """Whether one pair of braces holds the whole name, and not just an accent."""
    if not raw.startswith("{") or not raw.endswith("}") or raw.startswith("{\\"):
        return False
    depth = 0
    for at, letter in enumerate(raw):
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if not depth:
            return at == len(raw) - 1
    return False


def _spoken(raw: str, role: str) -> Name:
    """Given names first; small words in between belong to the family name."""
    parts = _split(raw, r"\s+")
    if len(parts) == 1:
        return Name(literal=latex.plain(raw), role=role)
    small = [at for at, part in enumerate(parts[:-1]) if at and _is_small(part)]
    begins = small[0] if small else len(parts) - 1
    particle, family = _particle(" ".join(parts[begins:]))
    given = latex.plain(" ".join(parts[:begins]))
    return Name(family=family, given=given, particle=particle, role=role)


def _particle(raw: str) -> tuple[str, str]:
    """Leading words in small letters, unless braces make them part of the name."""
    parts = _split(raw, r"\s+")
    count = 0
    while count < len(parts) - 1 and _is_small(parts[count]):
        count += 1
    return latex.plain(" ".join(parts[:count])), latex.plain(" ".join(parts[count:]))


def _is_small(raw: str) -> bool:
    if raw.startswith("{") and not raw.startswith("{\\"):
        return False
    letter = _LOWER.search(latex.plain(raw))
    return bool(letter and letter[0].islower())
