"""Finding published answers in patients' own words; it indexes live revisions and nothing else."""

from answers.search.engines import prepare, tidy
from answers.search.keeping import index, reindex, remove, waiting

__all__ = ["index", "prepare", "reindex", "remove", "tidy", "waiting"]
