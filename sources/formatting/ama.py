"""AMA 11: how each kind of work is referred to, italics marked; it knows no HTML."""

from __future__ import annotations

from sources.formatting import dates, names, pages
from sources.formatting.marked import italic, quoted, sentence, title
from sources.formatting.parts import container, dated, edition, is_in_journal, joined, place_in_issue
from sources.formatting.work import Work


def reference(work: Work) -> str:
    """The whole reference; a part that is not known leaves no mark behind."""
    if is_in_journal(work):
        return joined(_people(work), sentence(title(work.title)), _journal(work), _online(work))
    writers = {
        "chapter": _chapter,
        "conference paper": _chapter,
        "web page": _web_page,
        "preprint": _preprint,
        "drug label": _drug_label,
        "dataset": _dataset,
    }
    return joined(_people(work), writers.get(work.kind, _book)(work), _online(work))


def _people(work: Work) -> str:
    authors = names.of_role(work, "author")
    if authors:
        return sentence(quoted(names.listed(authors, shown=3)))
    return "" if _has_host(work) else _editors(work)


def _editors(work: Work) -> str:
    editors = names.of_role(work, "editor")
    if not editors:
        return ""
    return f"{quoted(names.listed(editors, shown=3))}, {'eds' if len(editors) > 1 else 'ed'}."


def _journal(work: Work) -> str:
    name = sentence(italic(quoted(container(work))))
    place = place_in_issue(work, pages.in_full)
    if not place:
        return joined(
            name, sentence(f"Published online {dates.long(work)}") if work.year and work.doi else _date(work)
        )
    return joined(name, sentence(dated(str(work.year or ""), place)))


def _chapter(work: Work) -> str:
    host = joined(_editors(work), sentence(italic(title(work.container_title))))
    return joined(
        sentence(title(work.title)),
        f"In: {host}" if host else "",
        f"Vol {work.volume}." if work.volume else "",
        edition(work),
        _publisher(work, pages.in_full(work.pages or work.article_number)),
    )


def _book(work: Work) -> str:
    return joined(
        sentence(italic(title(work.title))),
        f"Vol {work.volume}." if work.volume else "",
        edition(work),
        _publisher(work, ""),
        sentence(f"Report {work.report_number}") if work.report_number else "",
    )


def _web_page(work: Work) -> str:
    site = quoted(work.container_title or work.publisher)
    return joined(sentence(title(work.title)), sentence(site), sentence(dates.long(work)))


def _preprint(work: Work) -> str:
    server = quoted(work.container_title or work.publisher)
    posted = f"Preprint posted online {dates.long(work)}." if work.year else "Preprint."
    return joined(sentence(title(work.title)), sentence(server), posted)


def _drug_label(work: Work) -> str:
    return joined(sentence(title(work.title)), "Prescribing information.", _publisher(work, ""))


def _dataset(work: Work) -> str:
    archive = quoted(work.container_title or work.publisher)
    return joined(sentence(title(work.title)), "Dataset.", sentence(archive), _date(work))


def _publisher(work: Work, where: str) -> str:
    when = ":".join(filter(None, [str(work.year or ""), where]))
    return sentence("; ".join(filter(None, [quoted(work.publisher), when])))


def _date(work: Work) -> str:
    return sentence(dates.long(work))


def _online(work: Work) -> str:
    """The DOI, or else the address and the day it was read; without a full stop, so that they copy clean."""
    if work.doi:
        return f"doi:{work.doi}"
    if not work.url:
        return ""
    accessed = dates.accessed_long(work)
    return joined(f"Accessed {accessed}." if accessed else "", work.url)


def _has_host(work: Work) -> bool:
    return work.kind in ("chapter", "conference paper") and bool(work.container_title)
