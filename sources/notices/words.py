"""What readers are told of a source's standing, and whether it may still support; it decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sources.models import Notice, NoticeKind, NoticeStatus, Source, Standing

STANDING_OF = {
    NoticeKind.RETRACTION: Standing.RETRACTED,
    NoticeKind.WITHDRAWAL: Standing.WITHDRAWN,
    NoticeKind.CONCERN: Standing.CONCERN,
    NoticeKind.CORRECTION: Standing.CORRECTED,
    NoticeKind.REINSTATEMENT: Standing.REINSTATED,
}
NOTICE_FOUND = "notice found"
"""The code readers' pages use while a person has not looked at a notice yet."""

GRAVITY = {
    Standing.RETRACTED: 5,
    Standing.WITHDRAWN: 4,
    Standing.CONCERN: 3,
    Standing.REINSTATED: 2,
    Standing.CORRECTED: 1,
}
TOLD = (NoticeStatus.FOUND, NoticeStatus.CONFIRMED)
ENDING = (Standing.RETRACTED, Standing.WITHDRAWN)


class StandingWords(NamedTuple):
    """What readers are told of a source's standing."""

    code: str
    label: str
    sentence: str
    url: str = ""


def standing_words(source: Source) -> StandingWords:
    """What readers are told of this source."""
    return standings([source])[source.key]


def standings(
    sources: Iterable[Source], known: Mapping[int, Sequence[Notice]] | None = None
) -> dict[str, StandingWords]:
    """What readers are told of each source, by key; one query however many there are, if none is `known`."""
    sources = list(sources)
    notices = by_source(sources) if known is None else known
    return {source.key: words_of(source, notices.get(source.pk, ())) for source in sources}


def words_of(source: Source, notices: Iterable[Notice]) -> StandingWords:
    """The same from notices that the caller has at hand; it asks the database nothing."""
    return _words(source, [each for each in notices if each.status in TOLD])


def blocks_support(source: Source) -> bool:
    """Whether no statement may rest on it: retracted, withdrawn, or a notice of that kind not yet decided."""
    return source.key in blocking([source])


def blocking(
    sources: Iterable[Source], known: Mapping[int, Sequence[Notice]] | None = None
) -> frozenset[str]:
    """The keys of those that no statement may rest on; one query however many there are, if none is
    `known`."""
    sources = list(sources)
    notices = by_source(sources) if known is None else known
    return frozenset(
        source.key
        for source in sources
        if source.standing in ENDING or any(_may_end(notice) for notice in notices.get(source.pk, ()))
    )


def by_source(sources: Iterable[Source]) -> Mapping[int, Sequence[Notice]]:
    """The notices that these sources stand under, by the source's number; of the others there is no entry."""
    notices: dict[int, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.standing().filter(source__in=list(sources)).order_by("pk"):
        notices[notice.source_id].append(notice)
    return notices


def day_of(notice: Notice) -> date:
    """The day it takes effect: its own, else the day it was found, so that an undated one counts as new."""
    return notice.notice_date or notice.noticed_on


def _words(source: Source, notices: Sequence[Notice]) -> StandingWords:
    standing = Standing(source.standing)
    found = [each for each in notices if each.is_found]
    gravest = max(found, key=_gravity, default=None)
    if gravest and _gravity(gravest) > GRAVITY.get(standing, 0):
        sentence = _("A notice was found on %(date)s; we are checking.") % {
            "date": _written(gravest.noticed_on)
        }
        return StandingWords(NOTICE_FOUND, _("Notice found"), sentence, gravest.link)
    if standing not in GRAVITY:
        return StandingWords(standing.value, str(standing.label), _when_checked(source))
    confirmed = [
        each for each in notices if not each.is_found and STANDING_OF[NoticeKind(each.kind)] == standing
    ]
    decisive = max(confirmed, key=lambda each: (day_of(each), each.pk), default=None)
    sentence = _sentence(standing, decisive.notice_date if decisive else None)
    return StandingWords(standing.value, str(standing.label), sentence, decisive.link if decisive else "")


def _sentence(standing: Standing, on: date | None) -> str:
    dated = {
        Standing.RETRACTED: _("Retracted on %(date)s."),
        Standing.WITHDRAWN: _("Withdrawn on %(date)s."),
        Standing.CONCERN: _("The journal published an expression of concern on %(date)s."),
        Standing.CORRECTED: _("Corrected on %(date)s."),
        Standing.REINSTATED: _("Retracted, then reinstated on %(date)s."),
    }
    undated = {
        Standing.RETRACTED: _("Retracted."),
        Standing.WITHDRAWN: _("Withdrawn."),
        Standing.CONCERN: _("The journal published an expression of concern."),
        Standing.CORRECTED: _("Corrected."),
        Standing.REINSTATED: _("Retracted, then reinstated."),
    }
    return dated[standing] % {"date": _written(on)} if on else undated[standing]


def _when_checked(source: Source) -> str:
    """Never "not retracted": only what was looked at, and when."""
    if not source.standing_checked_on:
        return _("Not yet checked for notices.")
    return _("Checked for notices on %(date)s.") % {"date": _written(source.standing_checked_on)}


def _may_end(notice: Notice) -> bool:
    return notice.is_found and STANDING_OF[NoticeKind(notice.kind)] in ENDING


def _gravity(notice: Notice) -> int:
    return GRAVITY[STANDING_OF[NoticeKind(notice.kind)]]


def _written(day: date) -> str:
    return date_format(day)
