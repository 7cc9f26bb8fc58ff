"""Many files in one sitting: each is read by itself, and one that cannot be read never stops the others."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.utils.translation import gettext_lazy as _

from answers.importers import files, pages, unfit
from answers.importers.files import Original
from answers.importers.page import NotAPage
from answers.importers.report import Report
from answers.models import Refused

if TYPE_CHECKING:
    from django.contrib.auth.models import User

logger = logging.getLogger(__name__)

_OURS = _("This page could not be read. The fault is ours and stands in the log.")


@dataclass(frozen=True)
class Sent:
    """One file as it came: what it holds, or why it cannot be read."""

    name: str
    original: Original | None = None
    problems: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """What became of one file: its report, or the reasons why there is no draft."""

    name: str
    report: Report | None = None
    problems: tuple[str, ...] = ()


def read(named: Iterable[tuple[str, bytes]]) -> Iterator[Sent]:
    """Every page of the files, those in archives too, in their order."""
    for name, stored in named:
        try:
            inner = list(files.unpacked(stored)) if files.is_archive(stored) else None
        except NotAPage as problem:
            yield Sent(name, problems=(str(problem),))
            continue
        for inner_name, content in inner if inner is not None else [(name, stored)]:
            yield _read(inner_name if inner is None else f"{name}: {inner_name}", content)


def import_all(
    named: Iterable[tuple[str, bytes]],
    *,
    by: User,
    at: datetime.datetime,
    topic: str | None = None,
    is_preview: bool = False,
) -> Iterator[Outcome]:
    """Import each file in a transaction of its own, or only look; told one by one, as it is done."""
    for sent in read(named):
        if sent.original is None:
            yield Outcome(sent.name, problems=sent.problems)
        else:
            yield _imported(sent.name, sent.original, by=by, at=at, topic=topic, is_preview=is_preview)


def _imported(
    name: str, original: Original, *, by: User, at: datetime.datetime, topic: str | None, is_preview: bool
) -> Outcome:
    try:
        if is_preview:
            report = pages.preview(original, topic=topic, origin_name=name)
            unfit.refuse(report)
        else:
            report = pages.import_page(original, by=by, at=at, topic=topic, origin_name=name)
    except Refused as refused:
        return Outcome(name, problems=refused.sentences)
    except DatabaseError:
        raise
    except Exception:
        logger.exception("The page %r could not be imported.", name)
        return Outcome(name, problems=(str(_OURS),))
    return Outcome(name, report)


def _read(name: str, stored: bytes) -> Sent:
    """A fault of our own is kept in the log, and told as one."""
    try:
        return Sent(name, files.read(name, stored))
    except NotAPage as problem:
        return Sent(name, problems=(str(problem),))
    except Exception:
        logger.exception("The file %r could not be read.", name)
        return Sent(name, problems=(str(_OURS),))
