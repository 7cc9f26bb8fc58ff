"""Where a work can be read on the web; only http and https addresses ever leave this module."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from sources.formatting.work import Work


def links(work: Work) -> tuple[tuple[str, str], ...]:
    """(label, address) of each place the work can be read, the publisher's record first, none twice."""
    offered = (
        (f"doi:{work.doi}", work.doi and f"https://doi.org/{quote(work.doi, safe='/:;()._-')}"),
        (f"PubMed {work.pmid}", work.pmid and f"https://pubmed.ncbi.nlm.nih.gov/{quote(work.pmid)}/"),
        (
            f"PubMed Central {work.pmcid}",
            work.pmcid and f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(work.pmcid)}/",
        ),
        (f"Trial {work.nct}", work.nct and f"https://clinicaltrials.gov/study/{quote(work.nct)}"),
        (f"arXiv {work.arxiv}", work.arxiv and f"https://arxiv.org/abs/{quote(work.arxiv)}"),
        ("Free to read", work.open_access_url),
        ("Web page", work.url),
        ("Archived copy", work.archive_url),
    )
    first = {address: label for label, address in reversed(offered) if is_web_address(address)}
    return tuple((label, address) for label, address in offered if first.get(address) == label)


def is_web_address(address: str) -> bool:
    """Whether a browser may be sent there: http or https with a host."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)
