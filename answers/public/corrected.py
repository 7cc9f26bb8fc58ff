"""What was wrong on public pages and what is right now, from the record alone; an entry is never taken away.

Two things are told: a page that was corrected urgently, and a page that named a study with a confirmed
notice. A notice that a person rejected was about nothing of ours, and is told nowhere.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import Content
from answers.models import Answer, Publication, PublishedPage, Recheck
from answers.pages import compared
from answers.pages.compared.lists import Line
from sources import formatting
from sources.formatting import Work
from sources.models import NoticeKind, NoticeStatus, Source

CORRECTED, NOTICED = "corrected", "noticed"
SHOWN = 4
"""How many passages of a correction are shown in the list; the page of differences has all."""

_SAID = {
    NoticeKind.RETRACTION: gettext_lazy("A study that this page named was retracted: %(study)s."),
    NoticeKind.WITHDRAWAL: gettext_lazy("A study that this page named was withdrawn: %(study)s."),
    NoticeKind.CONCERN: gettext_lazy(
        "A journal published an expression of concern about a study that this page named: %(study)s."
    ),
    NoticeKind.CORRECTION: gettext_lazy("A study that this page named was corrected: %(study)s."),
    NoticeKind.REINSTATEMENT: gettext_lazy("A retracted study was reinstated: %(study)s."),
}

Row = tuple[str, int, datetime.datetime]


@dataclass(frozen=True)
class _Page:
    """An answer as readers know it now; one that was taken down keeps its title."""

    title: str
    path: str
    is_public: bool
    versions: tuple[Publication, ...]

    def before(self, publication: Publication) -> Publication:
        """The version whose place this one took; only a public text is corrected, so that there is one."""
        return self.versions[publication.version - 2]

    def at(self, moment: datetime.datetime) -> Publication | None:
        """The version that readers saw at that moment, if there was one."""
        seen = [each for each in self.versions if each.published_at <= moment]
        return seen[-1] if seen else None

    def differences(self, older: Publication, newer: Publication) -> str:
        """Where readers see what changed between the two; nowhere while the page is taken down."""
        if not self.is_public or older.version == newer.version:
            return ""
        return f"{self.path}history/{older.version}...{newer.version}/"


@dataclass(frozen=True)
class Correction:
    """One entry: when, on which page, what was wrong, and what is right now; `name` is its own for ever."""

    name: str
    at: datetime.datetime
    page: _Page
    wrong: str
    kind: str = CORRECTED
    right: str = ""
    passages: tuple[compared.ShownRow, ...] = ()
    citations: tuple[Line, ...] = ()
    differences: str = ""

    @property
    def on(self) -> datetime.date:
        """The day, as readers count days."""
        return timezone.localdate(self.at)


def listed() -> QuerySet[Any, Any]:
    """What, which row and when, of every correction, the newest first."""
    corrected = Publication.objects.filter(kind=Publication.Kind.CORRECTED)
    noticed = Recheck.objects.filter(notice__status=NoticeStatus.CONFIRMED)
    rows = _named(corrected, CORRECTED, "published_at")
    found: QuerySet[Any, Any] = rows.union(_named(noticed, NOTICED, "notice__decided_at"), all=True)
    return found.order_by("-at", "what", "row")


def entries(rows: Sequence[Row]) -> list[Correction]:
    """The entries of these rows in their order; the number of queries does not grow with them."""
    numbers = {kind: [row for what, row, _at in rows if what == kind] for kind in (CORRECTED, NOTICED)}
    rechecks = _rechecks(numbers[NOTICED])
    pages = _pages(numbers[CORRECTED], [each.answer_id for each in rechecks])
    every = {each.pk: each for page in pages.values() for each in page.versions}
    found = {
        CORRECTED: _corrected([every[number] for number in numbers[CORRECTED]], pages),
        NOTICED: _noticed(rechecks, pages),
    }
    return [found[what][row] for what, row, _at in rows if row in found[what]]


def _named(rows: QuerySet[Any], what: str, moment: str) -> QuerySet[Any, Any]:
    kind = Value(what, output_field=CharField())
    named: QuerySet[Any, Any] = rows.order_by().annotate(what=kind, row=F("pk"), at=F(moment))
    return named.values_list("what", "row", "at")


def _rechecks(numbers: Collection[int]) -> list[Recheck]:
    """Each with its study as it is kept now, and whether the public page still names it."""
    kept = Coalesce(OuterRef("notice__source__merged_into"), OuterRef("notice__source"))
    cited = PublishedPage.sources.through.objects.filter(publishedpage__answer=OuterRef("answer"))
    named = cited.filter(Q(source=kept) | Q(source__merged_into=kept))
    rows = Recheck.objects.filter(pk__in=numbers).annotate(is_cited=Exists(named))
    return list(rows.select_related("notice__source__merged_into").order_by("pk"))


def _pages(corrected: Collection[int], answers: Collection[int]) -> dict[int, _Page]:
    """Each of these answers, and of those with these versions, as readers know it now, with its versions."""
    of_versions = Publication.objects.filter(pk__in=corrected).values("answer")
    every = Publication.objects.versions().select_related("revision__frozen", "answer__question")
    asked = every.filter(Q(answer__in=of_versions) | Q(answer__in=answers))
    versions: dict[Answer, list[Publication]] = defaultdict(list)
    for each in asked.order_by("answer", "version"):
        versions[each.answer].append(each)
    return {answer.pk: _page(answer, found) for answer, found in versions.items()}


def _page(answer: Answer, versions: Sequence[Publication]) -> _Page:
    live = [each.revision for each in versions if each.revision_id == answer.live_revision_id]
    return _Page(
        title=live[0].content().question if live else "",
        path=answer.question.get_absolute_url(),
        is_public=answer.is_public,
        versions=tuple(versions),
    )


def _texts(publications: Iterable[Publication]) -> dict[int, Content]:
    """The frozen text of each version, by its revision."""
    return {each.revision_id: each.revision.content() for each in publications}


def _corrected(publications: Collection[Publication], pages: Mapping[int, _Page]) -> dict[int, Correction]:
    """The urgent corrections, each beside the version whose place it took."""
    before = {each.pk: pages[each.answer_id].before(each) for each in publications}
    texts = _texts([*publications, *before.values()])
    return {
        each.pk: _correction(each, pages[each.answer_id], before[each.pk], texts) for each in publications
    }


def _correction(
    publication: Publication, page: _Page, former: Publication, texts: Mapping[int, Content]
) -> Correction:
    passages, citations = compared.passages(texts[former.revision_id], texts[publication.revision_id])
    return Correction(
        name=f"{CORRECTED}/{publication.pk}",
        at=publication.published_at,
        page=page,
        wrong=publication.reason,
        passages=tuple(passages[:SHOWN]),
        citations=tuple(citations[:SHOWN]),
        differences=page.differences(former, publication),
    )


def _noticed(rechecks: Collection[Recheck], pages: Mapping[int, _Page]) -> dict[int, Correction]:
    """The notices about studies that a page named then; what only a draft cited is no correction."""
    public = [each for each in rechecks if each.answer_id in pages]
    then = {each.pk: pages[each.answer_id].at(each.called_at) for each in public}
    texts = _texts(filter(None, then.values()))
    known = Source.objects.by_key({work.key for text in texts.values() for work in text.works})
    found: dict[int, Correction] = {}
    for each in public:
        version = then[each.pk]
        source = each.notice.source.merged_into or each.notice.source
        works = texts[version.revision_id].works if version else ()
        work = next((work for work in works if work.key in known and known[work.key].pk == source.pk), None)
        if version is not None and work is not None:
            is_cited: bool = each.is_cited  # type: ignore[attr-defined]  # `_rechecks` asks
            found[each.pk] = _notice(each, pages[each.answer_id], version, work, is_cited=is_cited)
    return found


def _notice(recheck: Recheck, page: _Page, version: Publication, work: Work, *, is_cited: bool) -> Correction:
    name = formatting.short_name(work.contributors, work.year)
    study = ", ".join(filter(None, [name, f"“{work.title}”" if work.title else ""])) or work.key
    right = (
        _("The page says so wherever it names the study.") if is_cited else _("The page no longer names it.")
    )
    return Correction(
        name=f"{NOTICED}/{recheck.pk}",
        at=recheck.notice.decided_at or recheck.called_at,
        page=page,
        wrong=str(_SAID[NoticeKind(recheck.notice.kind)]) % {"study": study},
        kind=NOTICED,
        right=right if page.is_public else "",
        differences=page.differences(version, page.versions[-1]),
    )
