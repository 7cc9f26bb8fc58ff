"""Where finished pages are kept: made at publication, made again when outdated; it knows no request."""

from __future__ import annotations

import datetime
import gzip
import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils import timezone

from answers import search
from answers.models import Answer, ListStamp, PagesInTopics, PublishedPage, Purge, Revision, purges
from answers.models.pages import PublishedPageQuerySet
from answers.pages import circumstance, documents, languages, packing, printing, reading, related
from answers.pages.circumstance import NOTHING, Known
from answers.pages.documents import Document
from answers.pages.reading import FinishedPage, Form
from answers.pages.related import Related
from answers.pages.render_version import RENDER_VERSION

LISTED = (*PublishedPage.LISTED, "text")
"""What lists show, and what feeds say of the text."""

COMPARED = ("etag", "changed_at", "naming_stamps", "is_introduced", *LISTED)
TRIES = 3
"""How often one reader makes a page again when something changes while it is being made."""


def publish_page(
    answer: Answer,
    *,
    at: datetime.datetime,
    known: Known = NOTHING,
    leads_to: Sequence[Related] | None = None,
) -> None:
    """Make the page of the live revision and keep it in place of the one before.

    It leads to these pages, else to those that it led to before. Raises ValueError for an answer that is not
    public: drafts have previews, never pages.
    """
    revision = answer.live_revision
    if revision is None or not answer.is_public:
        raise ValueError(f"Answer {answer.pk} is not public, so it has no page.")
    with transaction.atomic(savepoint=False):
        known = replace(known, cited=known.cited or circumstance.cited_by(revision.content()))
        kept = None if known.first else _kept(answer, known)
        named = _named_before(kept) if leads_to is None else leads_to
        printed = printing.live(answer, revision, named, today=timezone.localdate(at), known=known)
        fields = _fields(answer, revision, printed, kept, at=at) | _leading(named)
        if kept is None or kept.title != fields["title"]:
            fields["is_introduced"] = leads_to is not None
        if kept is None:
            page = PublishedPage.objects.create(**fields)
            page.sources.add(*printed.around.sources)
            related.note(page.pk, named, is_new=True)
        else:
            page = kept
            PublishedPage.objects.filter(pk=kept.pk).update(**fields)
            if kept.has_other_sources:  # type: ignore[attr-defined]  # `_kept` asks
                kept.sources.set(printed.around.sources)
            if kept.naming_stamps != fields["naming_stamps"]:
                related.note(kept.pk, named)
        is_linked_anew = _link_words(page, printed)
        words = printed.around.words.glossary
        search.index(page.pk, answer, revision.content(), words, is_new=kept is None)
        if kept is None or kept.etag != fields["etag"]:
            Purge.objects.owe(purges.page_key(answer.pk))
            if printed.around.alternates:
                languages.family(answer).update(is_stale=True)
        if kept is None or is_linked_anew or any(getattr(kept, name) != fields[name] for name in LISTED):
            ListStamp.objects.renew()
        if kept is None:
            PagesInTopics.objects.come(answer.question_id, fields["language"])


def introduce_due(most: int, *, at: datetime.datetime) -> int:
    """Let so many pages that are new, or ask in other words, choose what they lead to, and those most like
    them look again at what they lead to. Returns how many.

    A page that somebody is making just now is not waited for: it looks at all the others anyway.
    """
    waiting = PublishedPage.objects.filter(is_introduced=False).order_by("pk")
    return sum(_introduce(answer, at=at) for answer in list(waiting.values_list("answer", flat=True)[:most]))


def remove_page(answer: Answer) -> None:
    """Take the page away; from now on its address has no text to show, and no list or search leads to it."""
    pages = PublishedPage.objects.filter(answer=answer)
    pages.select_for_update().values_list("pk", flat=True).first()  # before its entry, as whoever prints it
    search.remove(answer)
    listed = pages.values_list("language", "stands_in").first()
    pages.delete()
    languages.family(answer).update(is_stale=True)
    Purge.objects.owe(purges.page_key(answer.pk))
    ListStamp.objects.take_back()
    if listed is not None:
        PagesInTopics.objects.gone(*listed)


def pack_best(most: int) -> int:
    """Pack so many of the pages that were packed in a hurry; one that was made again meanwhile waits."""
    hurried = PublishedPage.objects.filter(is_packed_best=False).order_by("id")
    packed = 0
    for pk, etag, html in list(hurried.values_list("pk", "etag", "html")[:most]):
        same = PublishedPage.objects.filter(pk=pk, etag=etag, is_packed_best=False)
        packed += same.update(brotli=packing.packed_best(html.encode()), is_packed_best=True)
    return packed


def read(
    slug: str, *, at: datetime.datetime, language: str = "en", form: Form = "gzip"
) -> FinishedPage | None:
    """The page at this address as it is true at this moment, or None; a fresh one costs one query."""
    page = reading.find(slug, language=language, at=at, form=form)
    for _ in range(TRIES):
        if page is None or not page.is_outdated:
            break
        _make_again(page.answer_id, at=at)
        page = reading.find(slug, language=language, at=at, form=form)
    return page


def with_documents(pages: PublishedPageQuerySet, *, at: datetime.datetime) -> PublishedPageQuerySet:
    """These pages with what `documents_of` needs and no more."""
    asked = pages.for_reading(render_version=RENDER_VERSION, today=timezone.localdate(at))
    return asked.only("answer", "document")


def documents_of(rows: Sequence[PublishedPage], *, at: datetime.datetime) -> list[Document]:
    """These pages as data, in their order and true at this moment; they come from `with_documents`.

    Fresh ones cost no query. A page that goes while another is made again is left out.
    """
    found = {row.answer_id: row for row in rows}
    for _ in range(TRIES):
        outdated = [answer for answer, row in found.items() if row.is_outdated]  # type: ignore[attr-defined]  # asked with it
        if not outdated:
            break
        for answer in outdated:
            _make_again(answer, at=at)
        again = with_documents(PublishedPage.objects.filter(answer__in=outdated), at=at)
        newer = {row.answer_id: row for row in again}
        gone = set(outdated) - newer.keys()
        found = {answer: newer.get(answer, row) for answer, row in found.items() if answer not in gone}
    return [json.loads(gzip.decompress(row.document)) for row in found.values()]


def _kept(answer: Answer, known: Known) -> PublishedPage | None:
    """The page that stands in this one's place, held until the transaction ends."""
    cited = known.cited.by_key.values() if known.cited else ()
    pages = PublishedPage.objects.select_for_update(of=("self",)).comparing_sources(cited)
    return pages.filter(answer=answer).only(*COMPARED).first()


def _make_again(answer_id: int, *, at: datetime.datetime) -> None:
    """Render an outdated page and keep it, unless another reader has done so meanwhile.

    The stale mark is taken off before anything is read: whoever marks the page while it is being made
    waits for this transaction and marks the new page.
    """
    with transaction.atomic():
        outdated = PublishedPage.objects.outdated(render_version=RENDER_VERSION, today=timezone.localdate(at))
        if outdated.filter(answer=answer_id).update(is_stale=False):
            _choose_and_make(answer_id, at=at)


def _introduce(answer_id: int, *, at: datetime.datetime) -> bool:
    """Whether this run did it."""
    with transaction.atomic():
        new = PublishedPage.objects.filter(answer=answer_id, is_introduced=False)
        if not new.update(is_introduced=True, is_stale=False):
            return False
        nearest = _choose_and_make(answer_id, at=at).nearest
        free = PublishedPage.objects.select_for_update(skip_locked=True).filter(pk__in=nearest)
        PublishedPage.objects.filter(pk__in=free.values("pk")).update(is_stale=True)
    return True


def _choose_and_make(answer_id: int, *, at: datetime.datetime) -> related.Neighbourhood:
    """The page anew, with what it leads to by what stands on the site now."""
    rows = Answer.objects.select_related("question__main_topic__parent__parent", "live_revision__frozen")
    answer = rows.get(pk=answer_id)
    content = answer.live_revision.content()  # type: ignore[union-attr]  # it has a page
    cited = circumstance.cited_by(content)
    chosen = related.of(answer, content, list(cited.by_key.values()))
    publish_page(answer, at=at, known=Known(cited=cited), leads_to=chosen.named)
    return chosen


def _named_before(kept: PublishedPage | None) -> Sequence[Related]:
    return related.noted(kept.pk) if kept and kept.naming_stamps else ()


def _leading(named: Sequence[Related]) -> dict[str, Any]:
    return {"naming_stamps": sum(each.stamp for each in named)}


def _link_words(page: PublishedPage, printed: printing.Printed) -> bool:
    """Let the page of each explained word lead here; whether that changed, else nothing is written."""
    words = printed.around.words
    explained = {words.numbers[each.address] for each in printed.around.explained.terms}
    if gone := words.linked - explained:
        page.terms.remove(*gone)
    if come := explained - words.linked:
        page.terms.add(*come)
    return bool(gone or come)


def _fields(
    answer: Answer,
    revision: Revision,
    printed: printing.Printed,
    kept: PublishedPage | None,
    *,
    at: datetime.datetime,
) -> dict[str, Any]:
    content = revision.content()
    html = printed.html.encode()
    etag = hashlib.sha256(html).hexdigest()
    return {
        "answer": answer,
        "html": printed.html,
        "gzip": packing.packed(html, "gzip"),
        "brotli": packing.packed(html, "br"),
        "is_packed_best": False,
        "document": packing.packed(documents.dumps(printed.document).encode(), "gzip"),
        "language": answer.question.language,
        "slug": answer.question.slug,
        "title": content.question,
        "summary": printed.summary,
        "certainty": content.certainty,
        "last_reviewed_on": answer.last_reviewed_on,
        "text": printed.text,
        "etag": etag,
        "rendered_at": at,
        "changed_at": kept.changed_at if kept is not None and kept.etag == etag else at,
        "fresh_until": None if printed.around.overdue_since else answer.review_due_on,
        "is_stale": False,
        "glossary_stamp": printed.around.words.stamp,
        "naming_stamp": related.stamp(content.question, answer.question.slug),
        "standing_stamps": sum(source.standing_stamp for source in printed.around.sources),
        "render_version": RENDER_VERSION,
    }
