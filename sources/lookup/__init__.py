"""Records of works asked of Crossref, PubMed, DataCite and doi.org; off unless the operator switches it on.

It fetches and says what an answer is written in; reading it and deciding what to keep is others' work.
It also posts short messages to addresses that people have typed, under the same care.
"""

from sources.lookup import crossref_notices
from sources.lookup.fetching import Fetcher, UnavailableError
from sources.lookup.pace import Pace
from sources.lookup.posting import Poster
from sources.lookup.services import Found, Lookups, is_enabled, lookups, poster, visitor
from sources.lookup.visiting import Visitor

__all__ = [
    "Fetcher",
    "Found",
    "Lookups",
    "Pace",
    "Poster",
    "UnavailableError",
    "Visitor",
    "crossref_notices",
    "is_enabled",
    "lookups",
    "poster",
    "visitor",
]
