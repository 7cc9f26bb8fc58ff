"""Which works the entries of a page's list are: read, matched against the sources that are here, taken in."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from answers.importers.choices import SameOrNew
from answers.importers.page import Reference
from answers.models import Refused
from sources import importers, jobs, titles
from sources.formatting import Work
from sources.importers import Choice, Line, Record, RefusedError, Verdict
from sources.importers.formats import entries
from sources.importers.formats.entries import Confidence
from sources.models import Source

if TYPE_CHECKING:
    from django.contrib.auth.models import User

_TELLING = 40
"""Letters from which on two entries that nobody understood are one work when they say the same."""


@dataclass(frozen=True)
class Listed:
    """One number of the page: the work it leads to, and how that was found out.

    `record` is None for a number that nothing is known about; `key` is that of the source which is here.
    """

    number: int
    work: Work
    record: Record | None = None
    confidence: Confidence | None = None
    verdict: Verdict = Verdict.NEW
    sentence: str = ""
    key: str = ""
    same_as: int = 0
    choice: SameOrNew = "new"

    @property
    def is_here(self) -> bool:
        """Whether no new source is made of it."""
        return self.verdict == Verdict.HERE or (self.verdict == Verdict.SUGGESTION and self.choice == "same")

    @property
    def remarks(self) -> tuple[str, ...]:
        """What its reader has to say of it."""
        return self.record.remarks if self.record else ()


def matched(
    references: Iterable[Reference], keys: Mapping[int, str], chosen: Mapping[int, SameOrNew]
) -> tuple[Listed, ...]:
    """Every entry with what it was found to be; nothing is changed. `keys` name what is new for now."""
    found: list[Listed] = []
    for each in references:
        entry = entries.read(each.text, line=each.number, addresses=each.addresses)
        listed = Listed(each.number, entry.record.work, entry.record, entry.confidence)
        found.append(replace(listed, record=entry.record if _is_telling(listed) else None))
    report = importers.preview([_by_number(each, each.record) for each in found if each.record])
    by_number = {line.line: line for line in report.lines}
    found = [_told(each, by_number.get(each.number), chosen) for each in found]
    works = {key: source.work() for key, source in Source.objects.by_key(each.key for each in found).items()}
    found = [_doubted(each, works.get(each.key)) for each in found]
    same = {each.number: each for each in found}
    return tuple(_shown(each, works, keys, same) for each in found)


def taken(found: Iterable[Listed], *, by: User, at: datetime.datetime) -> tuple[Listed, ...]:
    """Every number with its source, after what is new became one. Raises Refused for who may add none.

    What is here already is left as it is: a printed list says less than a library. What is new and has a
    number is looked up later, where that is switched on; no import waits for a service.
    """
    found = list(found)
    keys = _brought_in([each for each in found if each.record], by=by, at=at)
    for each in found:
        if each.record is None:
            work = each.work
            Source.objects.create(
                key=work.key, title=work.title, url=work.url, kind=work.kind, created_by=by, created_at=at
            )
            keys[each.number] = work.key
    sources = Source.objects.by_key(keys.values())
    made = {each.number for each in found if not each.is_here}
    jobs.owe((sources[keys[number]] for number in sorted(made)), by=by, at=at)
    works = {key: source.work() for key, source in sources.items()}
    return tuple(replace(each, key=keys[each.number], work=works[keys[each.number]]) for each in found)


def _brought_in(found: list[Listed], *, by: User, at: datetime.datetime) -> dict[int, str]:
    """The key of each number, by the verb that takes in files of references."""
    if not found:
        return {}
    choices: dict[int, Choice] = {place: each.choice for place, each in enumerate(found)}
    records = [each.record for each in found if each.record]
    try:
        report = importers.import_sources(records, by=by, at=at, choices=choices, fills=False)
    except RefusedError as refused:
        raise Refused(str(refused)) from refused
    keys: dict[int, str] = {}
    for line in report.lines:
        if line.verdict == Verdict.CONFLICT:
            raise Refused(_("Somebody added a source of this page at this moment. Please try again."))
        keys[line.line] = line.source_key or keys[line.same_as]
    return keys


def _is_telling(listed: Listed) -> bool:
    """Whether an entry says enough to be the same work elsewhere; “Study 1.” does not."""
    return listed.confidence != Confidence.TEXT or len(titles.folded(listed.work.title)) >= _TELLING


def _by_number(listed: Listed, record: Record) -> Record:
    """An entry of which only the number was understood has no title that could be compared."""
    is_bare = listed.confidence == Confidence.NUMBER
    return replace(record, work=replace(record.work, title="")) if is_bare else record


def _doubted(listed: Listed, work: Work | None) -> Listed:
    """Such an entry is the work of its number where it holds the title; else somebody has to look."""
    if work is None or listed.record is None or listed.confidence != Confidence.NUMBER:
        return listed
    title, said = titles.folded(work.title), titles.folded(listed.work.title)
    if not said or not title or title in said or listed.verdict != Verdict.HERE:
        return listed
    words = _("It has the number of %(key)s, but not its title: “%(title)s”.")
    told = words % {"key": listed.key, "title": work.title}
    record = replace(listed.record, work=_without_numbers(listed.work))
    return replace(listed, record=record, work=record.work, verdict=Verdict.CONFLICT, sentence=told)


def _told(listed: Listed, line: Line | None, chosen: Mapping[int, SameOrNew]) -> Listed:
    if line is None or listed.record is None:
        return listed
    record = listed.record
    if line.verdict == Verdict.CONFLICT:
        record = replace(record, work=_without_numbers(record.work))
    elif line.verdict == Verdict.HERE:
        record = _by_number(listed, record)
    return replace(
        listed,
        record=record,
        work=listed.work if line.verdict == Verdict.HERE else record.work,
        verdict=line.verdict,
        sentence=line.sentence,
        key=line.source_key,
        same_as=line.same_as,
        choice=chosen.get(listed.number, "new"),
    )


def _shown(
    listed: Listed, works: Mapping[str, Work], keys: Mapping[int, str], same: Mapping[int, Listed]
) -> Listed:
    """With the work as readers of the draft will see it."""
    if listed.is_here and listed.same_as:
        listed = replace(listed, key=same[listed.same_as].key, work=same[listed.same_as].work)
        return listed if listed.key else replace(listed, work=replace(listed.work, key=keys[listed.same_as]))
    if listed.is_here and listed.key in works:
        return replace(listed, work=works[listed.key])
    return replace(listed, work=replace(listed.work, key=keys[listed.number]))


def _without_numbers(work: Work) -> Work:
    """A number that belongs to another work identifies nothing; a person has to look."""
    return replace(work, doi="", pmid="", pmcid="", arxiv="", isbn="")


def known(number: int, key: str, work: Work | None) -> Listed:
    """A number of a page that was imported before."""
    return Listed(number, work or Work(key), verdict=Verdict.HERE, key=key)


def placeholder(number: int, key: str, question: str) -> Listed:
    """A number of a page that has no list."""
    title = _("Source %(number)s of the imported page “%(question)s”") % {
        "number": number,
        "question": question,
    }
    return Listed(number, Work(key, title=title))
