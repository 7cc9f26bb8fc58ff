"""Knows how counts are told to Prometheus, in its own text form, and to whom: who has the METRICS_TOKEN."""

import hmac
import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from answers import lateness
from answers.models import PublishedPage, verification
from qa_site import counting

KIND = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """Without a token of ours this address does not exist, for anybody."""
    given = request.headers.get("Authorization", "")
    expected = f"Bearer {settings.METRICS_TOKEN}"
    if not settings.METRICS_TOKEN or not hmac.compare_digest(given.encode(), expected.encode()):
        raise Http404
    return HttpResponse("".join(f"{line}\n" for line in _lines()), content_type=KIND)


def _lines() -> Iterator[str]:
    counts, workers = counting.read()
    yield from _requests(counts)
    yield from _plain(
        "slow_queries_total", "counter", "Queries over the limit.", counts[counting.SLOW_QUERIES,]
    )
    yield from _plain(
        "database_away_total", "counter", "Requests that met no database.", counts[counting.DATABASE_AWAY,]
    )
    yield from _plain("workers", "gauge", "Processes that answer requests here.", len(workers))
    memory = sum(_memory(pid) for pid in workers)
    yield from _plain("workers_memory_bytes", "gauge", "What they hold in memory together.", memory)
    yield from _of_site()


def _requests(counts: dict[counting.Slot, float]) -> Iterator[str]:
    yield from _heading("requests_total", "counter", "Requests answered.")
    for kind in counting.KINDS:
        for each in counting.CLASSES:
            labels = f'{{kind="{kind}",status="{each}"}}'
            yield f"citewell_requests_total{labels} {_number(counts['requests', kind, each])}"
    yield from _heading("request_seconds", "histogram", "How long answering took.")
    for kind in counting.KINDS:
        so_far = 0.0
        for limit in counting.UP_TO:
            so_far += counts["within", kind, str(limit)]
            yield f'citewell_request_seconds_bucket{{kind="{kind}",le="{limit}"}} {_number(so_far)}'
        every = sum(counts["requests", kind, each] for each in counting.CLASSES)
        yield f'citewell_request_seconds_bucket{{kind="{kind}",le="+Inf"}} {_number(every)}'
        yield f'citewell_request_seconds_sum{{kind="{kind}"}} {_number(counts["seconds", kind])}'
        yield f'citewell_request_seconds_count{{kind="{kind}"}} {_number(every)}'


def _of_site() -> Iterator[str]:
    """What only the database knows; while it is away the counts of requests are told all the same."""
    at = timezone.now()
    try:
        seen, owed = lateness.watch(at), lateness.owed()
        pages, head = PublishedPage.objects.count(), verification.head().sequence
    except DatabaseError:
        yield from _plain("database_up", "gauge", "Whether the database answers.", 0)
        return
    yield from _plain("database_up", "gauge", "Whether the database answers.", 1)
    yield from _plain("public_answers", "gauge", "Answers that readers can read.", pages)
    yield from _plain("log_events", "gauge", "Events in the editorial log.", head)
    yield from _plain("owed", "gauge", "Mails and messages that wait.", owed)
    moments = {
        "owed_since": ("When the oldest of those that are due was due.", seen.owed_since),
        "timed_work_at": ("When run_due last ended.", seen.timed_work_at),
        "backup_at": ("When the last verified backup was made.", seen.backup_at),
    }
    for name, (told, moment) in moments.items():
        if moment is not None:
            yield from _plain(f"{name}_timestamp_seconds", "gauge", told, moment.timestamp())


def _plain(name: str, kind: str, told: str, value: float) -> Iterator[str]:
    yield from _heading(name, kind, told)
    yield f"citewell_{name} {_number(value)}"


def _heading(name: str, kind: str, told: str) -> Iterator[str]:
    yield f"# HELP citewell_{name} {told}"
    yield f"# TYPE citewell_{name} {kind}"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:.6f}"


def _memory(pid: int) -> int:
    """Resident memory; nothing for a process that just ended, or where there is no /proc."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0
