"""The finished page of an answer: its frozen content with its record and circumstance, made once and kept.

It changes no stage and knows no request; what it stores is derived and can always be made again.
"""

from answers.pages.keeping import pack_best, publish_page, read, remove_page
from answers.pages.printing import preview_html, preview_values, version_html
from answers.pages.reading import FinishedPage, Form
from answers.pages.render_version import RENDER_VERSION

__all__ = [
    "RENDER_VERSION",
    "FinishedPage",
    "Form",
    "pack_best",
    "preview_html",
    "preview_values",
    "publish_page",
    "read",
    "remove_page",
    "version_html",
]
