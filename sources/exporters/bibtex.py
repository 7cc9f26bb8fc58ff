"""BibTeX in UTF-8: names that leave no doubt, capitals protected, LaTeX's own letters escaped."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sources.exporters import lines
from sources.formatting import Name, Work

_TYPES = {
    "article": "article", "chapter": "incollection", "book": "book", "report": "techreport",
    "guideline": "article", "web page": "misc", "preprint": "unpublished", "drug label": "misc",
    "dataset": "misc", "conference paper": "inproceedings",
}  # fmt: skip
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = ("guideline", "preprint", "drug label", "dataset")
_ESCAPES = {
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_",
    "`": r"\textasciigrave{}",
}  # fmt: skip
_SPECIAL = re.compile(r"[\\{}~^&%$#_`]|--+|''+")
_MARKED = re.compile(r"&lt;|<(/?)(i|em|sup|sub)>", re.IGNORECASE)
_COMMANDS = {"i": r"\textit{", "em": r"\textit{", "sup": r"\textsuperscript{", "sub": r"\textsubscript{"}
_CAPITALS = re.compile(
    r"(?<![\w\\{])(?:[^\W\d_]*[a-z0-9-]*[A-Z][\w-]*[A-Z][\w-]*|\w+[a-z0-9-][A-Z]\w*)(?![\w}])"
)


def records(works: Iterable[Work]) -> Iterator[str]:
    """One entry for each work, a blank line between two."""
    for number, work in enumerate(works):
        fields = "".join(f"  {name} = {value},\n" for name, value in _fields(work))
        kind = _TYPES.get(work.kind, "misc")
        yield "\n" * bool(number) + f"@{kind}{{{work.key},\n{fields}}}\n"


def _fields(work: Work) -> Iterator[tuple[str, str]]:
    for role in ("author", "editor"):
        if people := " and ".join(_name(name) for name in lines.of_role(work, role)):
            yield role, f"{{{people}}}"
    if work.title:
        yield "title", f"{{{_title(work.title)}}}"
    for name, value in _plain(work):
        if text := lines.one_line(value):
            yield name, f"{{{_escaped(text)}}}"
    if work.pages:
        yield "pages", f"{{{_escaped(work.pages).replace('-', '--')}}}"
    if work.month:
        yield "month", f'{_MONTHS[work.month - 1]} # "~{work.day}"' if work.day else _MONTHS[work.month - 1]
    elif work.season:
        yield "month", f"{{{_escaped(work.season)}}}"
    for name, value in (("doi", work.doi), ("url", work.url)):
        if value:
            yield name, f"{{{_address(value)}}}"


def _plain(work: Work) -> Iterator[tuple[str, object]]:
    in_book = work.kind in ("chapter", "conference paper")
    yield "booktitle" if in_book else "journal", work.container_title
    yield "shortjournal", work.container_short
    yield "year", work.year
    yield "volume", work.volume
    yield "number", work.report_number if work.kind == "report" else work.issue
    yield "eid", work.article_number
    yield "edition", work.edition
    yield "institution" if work.kind == "report" else "publisher", work.publisher
    yield "address", work.place
    yield "language", work.language
    yield "type", work.kind if work.kind in _IN_WORDS else ""
    yield "urldate", work.accessed_on if work.url else ""
    for name in ("pmid", "pmcid", "isbn", "issn", "nct"):
        yield name, getattr(work, name)
    yield "eprint", work.arxiv
    yield "archiveprefix", "arXiv" if work.arxiv else ""


def _name(name: Name) -> str:
    """ "van de Last, Jr, First"; a group, and a family name that begins small, in braces of its own."""
    if name.literal:
        return f"{{{_word(name.literal)}}}"
    family = _word(name.family)
    if not name.given and not name.suffix and not name.particle:
        return f"{{{family}}},"
    if name.family[:1].islower() or re.search(r"\s[a-z]", name.family):
        family = f"{{{family}}}"
    family = f"{_word(name.particle)} {family}".strip()
    return ", ".join([family, *filter(None, [_word(name.suffix)]), _word(name.given)])


def _word(text: str) -> str:
    """A part of a name; commas and "and" in it stand in braces."""
    text = _escaped(lines.one_line(text))
    return re.sub(r",|\band\b", r"{\g<0>}", text, flags=re.IGNORECASE)


def _title(title: str) -> str:
    """Words with capitals inside keep them; italics and raised letters become commands."""
    parts, at = [], 0
    title = lines.one_line(title)
    for found in _MARKED.finditer(title):
        parts.append(_protected(title[at : found.start()]))
        if found[2] is None:
            parts.append("<")
        else:
            parts.append("}" if found[1] else _COMMANDS[found[2].lower()])
        at = found.end()
    text = "".join([*parts, _protected(title[at:])])
    opened = text.count("{") - text.count("}")
    return text if not opened else _protected(title)


def _protected(text: str) -> str:
    return _CAPITALS.sub(lambda found: f"{{{found[0]}}}", _escaped(text))


def _escaped(text: str) -> str:
    return _SPECIAL.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    """Several hyphens or quotes would be read as a dash or a closing quote."""
    return _ESCAPES.get(found[0]) or "{}".join(found[0])


def _address(text: str) -> str:
    """Addresses are read letter by letter; only what would end the value is encoded."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", text).replace("%", r"\%")
