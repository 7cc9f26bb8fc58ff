"""Everything public, line by line, each with the hash of what it says; the same site gives the same bytes.

Nothing in it depends on the moment: it is ordered by numbers and keys that never change.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator

from django.conf import settings
from django.utils import translation

from answers import pages
from answers.models import PagesInTopics, PublishedPage
from answers.pages import Document
from answers.pages.documents import dumps
from answers.public import cited, corrected, shown, tree

KINDS = ("topic", "answer", "source", "correction")
AT_ONCE = 100


def lines(*, at: datetime.datetime) -> Iterator[tuple[str, str]]:
    """What each line is about, and the line: kind, SHA-256 of the document as it stands there, document."""
    for kind, document in _documents(at):
        text = dumps(document)
        digest = hashlib.sha256(text.encode()).hexdigest()
        yield kind, f'{{"kind":"{kind}","sha256":"{digest}","document":{text}}}'


def _documents(at: datetime.datetime) -> Iterator[tuple[str, Document]]:
    with translation.override(settings.LANGUAGE_CODE):
        for topic in sorted(
            shown.topics(tree.read(PagesInTopics.objects.all())), key=lambda each: str(each["slug"])
        ):
            yield "topic", topic
        yield from (("answer", each) for each in _answers(at))
        yield from (("source", each) for each in _sources(at))
        rows = list(corrected.listed())
        for start in range(0, len(rows), AT_ONCE):
            for entry in corrected.entries(rows[start : start + AT_ONCE]):
                yield "correction", shown.correction(entry)


def _answers(at: datetime.datetime) -> Iterator[Document]:
    numbers = list(PublishedPage.objects.order_by("answer__question").values_list("pk", flat=True))
    for start in range(0, len(numbers), AT_ONCE):
        here = PublishedPage.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        rows = pages.with_documents(here.order_by("answer__question"), at=at)
        yield from pages.documents_of(list(rows), at=at)


def _sources(at: datetime.datetime) -> Iterator[Document]:
    found = list(cited.public().order_by("key"))
    for start in range(0, len(found), AT_ONCE):
        yield from shown.sources(found[start : start + AT_ONCE], at=at)
