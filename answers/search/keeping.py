"""How the index is kept: with each publication, by `reindex`, and after an upgrade; it answers no search."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction

from answers import glossary as glossaries
from answers.content import Content
from answers.models import Answer, PublishedPage, Question, SearchEntry
from answers.models.pages import PublishedPageQuerySet
from answers.rendering import terms
from answers.rendering.terms import Glossary
from answers.search import engines, texts, vocabulary, wanted

BATCH = 50


@dataclass(frozen=True)
class Live:
    """A public page by its number, its answer and the content that readers see."""

    page: int
    answer: Answer
    content: Content
    glossary: Glossary = terms.NONE


def index(
    page: int, answer: Answer, content: Content, glossary: Glossary = terms.NONE, *, is_new: bool = False
) -> None:
    """Let the page be found by the content that is live; in the transaction that makes it so.

    A page that is only printed anew, with the same words, costs a look and writes nothing. One that `is_new`
    was made in this transaction, so that nothing is kept of it.
    """
    index_all([Live(page, answer, content, glossary)], are_new=is_new)


def remove(answer: Answer) -> None:
    """Forget the page of an answer, and every word that stood on no other; together with the page."""
    with transaction.atomic(savepoint=False):
        change = vocabulary.Change()
        for entry in SearchEntry.objects.select_for_update().filter(page__answer=answer.pk):
            change.left(entry.words.split())
            entry.delete()
        change.write()


def reindex(*, everything: bool = True, at_most: int | None = None) -> Iterator[int]:
    """Write the entries of all pages anew, or of those that need it; says after each batch how many are done.

    Each page is replaced in one step, so that readers find it all the while, and whoever publishes waits
    for one batch at most.
    """
    done, last = 0, 0
    while at_most is None or done < at_most:
        with transaction.atomic():
            batch = _batch(last, everything=everything)
            index_all(batch, is_forced=True)
        if not batch:
            return
        done, last = done + len(batch), batch[-1].page
        yield done


def index_question(question: Question) -> None:
    """Let the page of a question be found by its phrasings and topics as they are now, where it has one."""
    pages = PublishedPage.objects.filter(answer__question=question.pk)
    with transaction.atomic():
        index_all(_live(list(pages.values_list("pk", flat=True))))


def waiting(*, everything: bool) -> int:
    """How many pages `reindex` would write."""
    return _wanting(everything=everything).count()


def _wanting(*, everything: bool) -> PublishedPageQuerySet:
    pages = PublishedPage.objects.filter(answer__live_revision__isnull=False)
    return pages if everything else pages.exclude(search_entry__version=texts.VERSION)


def _batch(after: int, *, everything: bool) -> list[Live]:
    wanted = _wanting(everything=everything).filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)
    return _live(list(wanted[:BATCH]))


def _live(numbers: Sequence[int]) -> list[Live]:
    """These pages with what readers see of them, held until the transaction ends."""
    pages = (
        PublishedPage.objects.select_for_update(of=("self",))
        .filter(pk__in=numbers)
        .select_related("answer__live_revision__frozen", "answer__question__main_topic__parent__parent")
        .prefetch_related("answer__question__topics", "answer__question__phrasings")
        .defer("html", "gzip", "brotli", "text")
    )
    found = ((page.pk, page.answer, page.answer.live_revision) for page in pages.order_by("pk"))
    known: dict[str, Glossary] = {}
    return [
        Live(page, answer, live.content(), _known(answer.question.language, known))
        for page, answer, live in found
        if live
    ]


def _known(language: str, known: dict[str, Glossary]) -> Glossary:
    """Asked for once in each language, however many pages there are."""
    if language not in known:
        known[language] = glossaries.public(language)
    return known[language]


def index_all(found: Sequence[Live], *, is_forced: bool = False, are_new: bool = False) -> None:
    """Many at once. Entries are locked before words, by everybody, so that no two wait for each other."""
    change = vocabulary.Change()
    kept = {} if are_new else _kept(each.page for each in found)
    changed: list[tuple[SearchEntry, engines.Stems]] = []
    for each in found:
        entry, read = kept.get(each.page), texts.of(each.answer, each.content, each.glossary)
        if entry and not is_forced and (entry.digest, entry.version) == (read.digest, texts.VERSION):
            continue
        if entry:
            change.left(entry.words.split())
        changed.append((_entry(each.page, read, change), _stems(each, read)))
    if changed:
        engines.engine().write(changed)
    change.write()


def _kept(pages: Iterable[int]) -> dict[int, SearchEntry]:
    entries = SearchEntry.objects.select_for_update().filter(pk__in=list(pages))
    return {entry.pk: entry for entry in entries.order_by("pk")}


def _entry(page: int, read: texts.Texts, change: vocabulary.Change) -> SearchEntry:
    """What is kept of the page; its words join the vocabulary."""
    words = texts.vocabulary(read.lines)
    change.came(words)
    return SearchEntry(
        page_id=page,
        texts=read.lines,
        studies=read.studies,
        words=" ".join(words),
        version=texts.VERSION,
        digest=read.digest,
    )


def _stems(live: Live, read: texts.Texts) -> engines.Stems:
    stems = {name: texts.stems(lines) for name, lines in read.lines.items()}
    stems["topics"].append(wanted.tongue(live.answer.question.language))
    return stems
