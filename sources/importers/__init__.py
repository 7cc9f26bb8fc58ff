"""Files of references brought in: read, matched against the sources that are here, and taken in once."""

from sources.importers.formats import FORMATS, Problem, Reading, Record, UnreadableError, read
from sources.importers.matching import Verdict
from sources.importers.pasted import numbers, pasted, typed
from sources.importers.report import Line, Report
from sources.importers.saving import Choice, RefusedError, import_sources, preview

__all__ = [
    "FORMATS",
    "Choice",
    "Line",
    "Problem",
    "Reading",
    "Record",
    "RefusedError",
    "Report",
    "UnreadableError",
    "Verdict",
    "import_sources",
    "numbers",
    "pasted",
    "preview",
    "read",
    "typed",
]
