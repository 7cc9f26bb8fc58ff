"""Finding published answers in patients' own words; it indexes live revisions and nothing else."""

from answers.search.asking import Asked, read
from answers.search.engines import prepare, tidy
from answers.search.finding import Facets, Found, facets, find
from answers.search.keeping import index, reindex, remove, waiting
from answers.search.showing import Shown, show
from answers.search.synonyms import forget_synonyms, keep_synonyms

__all__ = [
    "Asked",
    "Facets",
    "Found",
    "Shown",
    "facets",
    "find",
    "forget_synonyms",
    "index",
    "keep_synonyms",
    "prepare",
    "read",
    "reindex",
    "remove",
    "show",
    "tidy",
    "waiting",
]
