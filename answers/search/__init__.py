"""Finding published answers in patients' own words; it indexes live revisions and nothing else."""

from answers.search.alike import Alike, alike
from answers.search.asking import Asked, read
from answers.search.engines import check, prepare, tidy
from answers.search.finding import Facets, Found, facets, find
from answers.search.keeping import Live, index, index_all, index_question, reindex, remove, waiting
from answers.search.missed import count_missed
from answers.search.showing import Shown, show
from answers.search.synonyms import forget_synonyms, keep_synonyms, recount_synonyms

__all__ = [
    "Alike",
    "Asked",
    "Facets",
    "Found",
    "Live",
    "Shown",
    "alike",
    "check",
    "count_missed",
    "facets",
    "find",
    "forget_synonyms",
    "index",
    "index_all",
    "index_question",
    "keep_synonyms",
    "prepare",
    "read",
    "recount_synonyms",
    "reindex",
    "remove",
    "show",
    "tidy",
    "waiting",
]
