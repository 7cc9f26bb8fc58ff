"""The finished page of an answer: its frozen content with its record and circumstance, made once and kept.

It changes no stage and knows no request; what it stores is derived and can always be made again.
"""

from answers.pages.circumstance import Known
from answers.pages.documents import Document
from answers.pages.keeping import (
    documents_of,
    introduce_due,
    pack_best,
    publish_page,
    read,
    remove_page,
    with_documents,
)
from answers.pages.languages import Followed, family, followed
from answers.pages.printing import preview_html, preview_values, version_html
from answers.pages.reading import FinishedPage, Form
from answers.pages.related import Related
from answers.pages.related import given as related_to
from answers.pages.render_version import RENDER_VERSION
from answers.pages.sheets import html as sheet_html

__all__ = [
    "RENDER_VERSION",
    "Document",
    "FinishedPage",
    "Followed",
    "Form",
    "Known",
    "Related",
    "documents_of",
    "family",
    "followed",
    "introduce_due",
    "pack_best",
    "preview_html",
    "preview_values",
    "publish_page",
    "read",
    "related_to",
    "remove_page",
    "sheet_html",
    "version_html",
    "with_documents",
]
