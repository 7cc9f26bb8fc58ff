"""One run of what is due: publications and ends at their time, calls, outdated pages, mail, webhooks.

Each step claims its row by a conditional update, so that two runs at once do no harm; it decides nothing
that the verbs do not decide.
"""

from __future__ import annotations

import datetime
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from answers import pages, search, workflow
from answers.jobs import mail, measuring, purging, tallying, webhooks
from answers.models import KeptReply, LastRun, MissedSearch, PublishedPage, StaffSession, verification
from sources import jobs as source_jobs

logger = logging.getLogger(__name__)

Counts = Mapping[str, int]

AT_ONCE = 200
"""How many pages one run takes on; the next run goes on."""

HEAD_FILE = "log-head.txt"

NOTED_WITHIN = datetime.timedelta(minutes=2)


@dataclass
class Done:
    """What one run did."""

    published: int = 0
    failed_to_publish: int = 0
    taken_down: int = 0
    rechecks_called: int = 0
    newer_editions_taken: int = 0
    second_checks_called: int = 0
    reviewers_reminded: int = 0
    reviews_called: int = 0
    pages_measured: int = 0
    pages_rendered: int = 0
    pages_introduced: int = 0
    pages_packed: int = 0
    answers_measured: int = 0
    topics_added_up: int = 0
    purged: int = 0
    purges_failed: int = 0
    pages_indexed: int = 0
    replies_forgotten: int = 0
    reports_erased: int = 0
    mails_sent: int = 0
    mails_failed: int = 0
    standings_announced: int = 0
    webhooks_sent: int = 0
    webhooks_failed: int = 0
    sources_looked_up: int = 0
    steps_failed: int = 0

    def as_dict(self) -> dict[str, int]:
        """For the command's JSON."""
        return asdict(self)


def run_due(at: datetime.datetime) -> Done:
    """Do everything that is due at this moment; what is done already is not done twice.

    A step that breaks is logged and tried again by the next run; the others go on. Only a database that is
    away ends the run, because nothing can be done then.
    """
    done = Done()
    for step in _STEPS:
        try:
            for name, count in step(at).items():
                setattr(done, name, count)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            done.steps_failed += 1
            logger.exception("A step of the timed work failed.")
    return done


def render_outdated(at: datetime.datetime) -> int:
    """Make the outdated pages again, so that no reader waits for it."""
    outdated = PublishedPage.objects.outdated(
        render_version=pages.RENDER_VERSION, today=timezone.localdate(at)
    )
    found = list(outdated.order_by("id").values_list("slug", "language")[:AT_ONCE])
    for slug, language in found:
        pages.read(slug, at=at, language=language)
    return len(found)


def keep_head(path: Path) -> None:
    """Add the log's head to a file outside the database when it has moved, so that a cut tail shows."""
    line = f"{verification.head()}\n"
    if path.exists() and path.read_text(encoding="utf-8").endswith(line):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as kept:
        kept.write(line)
        kept.flush()
        os.fsync(kept.fileno())


def _publish(at: datetime.datetime) -> Counts:
    failed = [bool(why) for _candidacy, why in workflow.publish_due(at)]
    return {"published": failed.count(False), "failed_to_publish": failed.count(True)}


def _call(at: datetime.datetime) -> Counts:
    """Tell people what waits for them; each of these is once for each cause."""
    return {
        "rechecks_called": workflow.call_for_rechecks(at),
        "second_checks_called": workflow.call_for_overdue(at),
        "reviewers_reminded": workflow.remind_assigned(at),
        "reviews_called": workflow.call_for_reviews(at),
    }


def _purge(at: datetime.datetime) -> Counts:
    purged, failed = purging.purge(at)
    return {"purged": purged, "purges_failed": failed}


def _index(at: datetime.datetime) -> Counts:
    """Pages that search does not know yet, or knows by the rules of an older release."""
    MissedSearch.objects.forget(today=timezone.localdate(at))
    return {"pages_indexed": max(search.reindex(everything=False, at_most=AT_ONCE), default=0)}


def _forget(at: datetime.datetime) -> Counts:
    """Replies that were kept for a request sent again, and sessions that open nothing any more."""
    forgotten, _by_table = KeptReply.objects.over(at).delete()
    StaffSession.objects.over(at).delete()
    return {"replies_forgotten": forgotten}


def _send(at: datetime.datetime) -> Counts:
    sent, failed = mail.deliver(at)
    return {"mails_sent": sent, "mails_failed": failed}


def _tell(at: datetime.datetime) -> Counts:
    sent, failed = webhooks.deliver(at)
    return {"webhooks_sent": sent, "webhooks_failed": failed}


def _keep_head(at: datetime.datetime) -> Counts:
    keep_head(Path(settings.DATA_DIR) / HEAD_FILE)
    return {}


def _keep_redactions(at: datetime.datetime) -> Counts:
    workflow.keep_redactions(Path(settings.DATA_DIR) / workflow.REDACTIONS_FILE)
    return {}


def _note(at: datetime.datetime) -> Counts:
    """Staff are warned where this stays out; a step that broke does not stop it, the log tells of that.

    Once in two minutes is enough, because each process reads anew after every write.
    """
    noted = LastRun.objects.filter(work=LastRun.Work.TIMED, at__gt=at - NOTED_WITHIN, at__lte=at)
    if not noted.exists():
        LastRun.objects.note(LastRun.Work.TIMED, at=at)
    return {}


_STEPS: tuple[Callable[[datetime.datetime], Counts], ...] = (
    _publish,
    lambda at: {"taken_down": workflow.expire_due(at)},
    lambda at: {"newer_editions_taken": workflow.take_newer_due(at)},
    _call,
    lambda at: {"standings_announced": workflow.announce_standings(at)},
    lambda at: {"pages_measured": workflow.measure_due(at)},
    lambda at: {"pages_rendered": render_outdated(at)},
    lambda at: {"pages_introduced": pages.introduce_due(AT_ONCE, at=at)},
    lambda at: {"answers_measured": measuring.measure_due(AT_ONCE, at=at)},
    lambda at: {"topics_added_up": tallying.tally_due(at)},
    lambda _at: {"pages_packed": pages.pack_best(AT_ONCE)},
    _purge,
    _forget,
    _index,
    lambda at: {"reports_erased": workflow.erase_report_texts(at)},
    _send,
    _keep_head,
    _keep_redactions,
    _note,
    lambda at: {"sources_looked_up": source_jobs.look_up_owed(at)},
    _tell,
)
