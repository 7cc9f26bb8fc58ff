"""Topics, sources and corrections as data, each in the words of what is live; it knows no request."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from answers import pages
from answers.models import PublishedPage, Topic
from answers.pages import Document
from answers.pages.documents import address
from answers.public import cited, tree
from sources.models import Source

if TYPE_CHECKING:
    from answers.public import corrected

OF_THE_ANSWER = ("number", "cited_as", "reason")
"""What an answer says of a source and no other answer need say."""


def topics(found: tree.Tree) -> list[Document]:
    """Every topic in which, or below which, a question is public."""
    return list(_topics(found.branches()))


def sources(rows: Sequence[Source], *, at: datetime.datetime) -> list[Document]:
    """Each source in the words of the newest public page that names it; one that none names is left out."""
    uses = cited.uses(rows)
    newest = PublishedPage.objects.filter(pk__in={page for _answers, page in uses.values()})
    answers = pages.documents_of(list(pages.with_documents(newest.order_by("pk"), at=at)), at=at)
    named = {each["key"]: each for answer in answers for each in (*answer["set_aside"], *answer["sources"])}
    return [
        {name: value for name, value in named[row.key].items() if name not in OF_THE_ANSWER}
        | {"answers": uses[row.pk][0]}
        for row in rows
        if row.key in named
    ]


def correction(entry: corrected.Correction) -> Document:
    """What was wrong and what is right now."""
    return {
        "kind": entry.kind,
        "on": str(entry.on),
        "question": entry.page.title,
        "url": address(entry.page.path),
        "is_public": entry.page.is_public,
        "wrong": entry.wrong,
        "right": entry.right,
        "passages": [each.inline for each in entry.passages],
        "citations": [" ".join(filter(None, [each.what, each.change])) for each in entry.citations],
        "differences": address(entry.differences) if entry.differences else None,
    }


def _topics(branches: Iterable[tree.Branch]) -> Iterator[Document]:
    for branch in branches:
        yield _topic(branch.topic, branch.count)
        yield from _topics(branch.branches)


def _topic(topic: Topic, count: int) -> Document:
    return {
        "slug": topic.slug,
        "name": topic.name,
        "introduction": topic.introduction,
        "parent": topic.parent.slug if topic.parent else None,
        "questions": count,
        "url": address(topic.get_absolute_url()),
    }
