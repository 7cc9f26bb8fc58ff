"""A published work and every way it is written out as text; it knows no database and no answer."""

from sources.formatting.evidence import patient_line, size_line
from sources.formatting.lines import from_line, from_lines, to_lines
from sources.formatting.names import key_stem, short_name, unbracketed
from sources.formatting.references import reference_html, reference_text
from sources.formatting.web import links
from sources.formatting.work import Name, Work

__all__ = [
    "Name",
    "Work",
    "from_line",
    "from_lines",
    "key_stem",
    "links",
    "patient_line",
    "reference_html",
    "reference_text",
    "short_name",
    "size_line",
    "to_lines",
    "unbracketed",
]
