"""NLM (Vancouver): how each kind of work is referred to; it knows no italics and no HTML."""

from __future__ import annotations

from sources.formatting import dates, names, pages
from sources.formatting.marked import quoted, sentence, title
from sources.formatting.parts import container, dated, edition, is_in_journal, joined, place_in_issue
from sources.formatting.work import Work

_NAMED_KINDS = {"preprint": "preprint", "drug label": "package insert", "dataset": "dataset"}


def reference(work: Work) -> str:
    """The whole reference; a part that is not known leaves no mark behind."""
    if work.kind == "web page":
        return joined(_people(work), _web_page(work))
    if is_in_journal(work):
        body = joined(sentence(title(work.title)), _journal(work))
    elif work.kind in ("chapter", "conference paper"):
        body = _chapter(work)
    else:
        body = _book(work)
    return joined(_people(work), body, _online(work), _pubmed(work))


def _people(work: Work) -> str:
    authors = names.of_role(work, "author")
    if authors:
        return sentence(quoted(names.listed(authors, shown=6)))
    return "" if work.kind in ("chapter", "conference paper") else _editors(work)


def _editors(work: Work) -> str:
    editors = names.of_role(work, "editor")
    if not editors:
        return ""
    return f"{quoted(names.listed(editors, shown=6))}, {'editors' if len(editors) > 1 else 'editor'}."


def _journal(work: Work) -> str:
    place = place_in_issue(work, pages.shortened)
    return joined(sentence(quoted(container(work))), sentence(dated(dates.short(work), place)))


def _chapter(work: Work) -> str:
    host = joined(_editors(work), sentence(title(work.container_title)))
    where = pages.shortened(work.pages) or work.article_number
    return joined(
        sentence(title(work.title)),
        f"In: {host}" if host else "",
        f"Vol. {work.volume}." if work.volume else "",
        edition(work),
        _publisher(work),
        f"p. {where}." if where else "",
    )


def _book(work: Work) -> str:
    kind = _NAMED_KINDS.get(work.kind, "")
    return joined(
        sentence(f"{title(work.title)} [{kind}]" if kind else title(work.title)),
        f"Vol. {work.volume}." if work.volume else "",
        edition(work),
        _publisher(work),
        f"Report No.: {work.report_number}." if work.report_number else "",
    )


def _web_page(work: Work) -> str:
    cited = dates.accessed_short(work)
    when = joined(str(work.year or ""), f"[cited {cited}]" if cited else "")
    made = "; ".join(filter(None, [_maker(work), when]))
    site = work.container_title or work.title
    page = work.title if work.container_title else ""
    address = f"Available from: {work.url}" if work.url else ""
    return joined(f"{title(site)} [Internet].", sentence(made), sentence(title(page)), address)


def _publisher(work: Work) -> str:
    return sentence("; ".join(filter(None, [_maker(work), str(work.year or "")])))


def _maker(work: Work) -> str:
    """Place and publisher; a server or archive stands in for a publisher that is not known."""
    stand_in = work.container_title if work.kind in _NAMED_KINDS else ""
    return quoted(": ".join(filter(None, [work.place, work.publisher or stand_in])))


def _online(work: Work) -> str:
    if work.doi:
        return f"doi:{work.doi}"
    return f"Available from: {work.url}" if work.url else ""


def _pubmed(work: Work) -> str:
    numbers = [
        f"PubMed PMID: {work.pmid}" if work.pmid else "",
        f"PubMed Central PMCID: {work.pmcid}" if work.pmcid else "",
    ]
    return sentence("; ".join(filter(None, numbers)))
