"""Records of works asked of Crossref, PubMed, DataCite and doi.org; off unless the operator switches it on.

It fetches and says what an answer is written in; reading it and deciding what to keep is others' work.
"""

from sources.lookup import crossref_notices
from sources.lookup.fetching import Fetcher, UnavailableError
from sources.lookup.pace import Pace
from sources.lookup.services import Found, Lookups, is_enabled, lookups, visitor
from sources.lookup.visiting import Visitor

__all__ = [
    "Fetcher",
    "Found",
    "Lookups",
    "Pace",
    "UnavailableError",
    "Visitor",
    "crossref_notices",
    "is_enabled",
    "lookups",
    "visitor",
]
