"""Knows whether this process is alive and whether it is ready to serve; it tells no more than that."""

from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.module_loading import module_has_submodule
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from answers import lateness
from qa_site import replica

UNAVAILABLE = 503

STANDS_FOR_OTHERS = "_squashed_"
"""In the name of a migration whose work is that of others, as Django names them. A database that runs it has
the names of those too; one that ran those may not have its name yet."""


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """Asks nothing of the database, so that an outage of it does not restart every worker."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Ready means: the database answers and its tables are those of this release.

    What is late, or a cache that is away, is told in a line of its own and takes no worker out of service:
    readers and editors are served without it, and another worker would be no better off.
    """
    if migrations_missing():
        return HttpResponse("migrations are missing\n", status=UNAVAILABLE, content_type="text/plain")
    lines = ("ready", "database: ok", "migrations: ok", *_other_lines())
    return HttpResponse("".join(f"{line}\n" for line in lines), content_type="text/plain")


def migrations_missing() -> set[tuple[str, str]]:
    """What this release brings and the database does not have."""
    return _brought() - MigrationRecorder(connection).applied_migrations().keys()


def _other_lines() -> Iterator[str]:
    seen = lateness.watch(timezone.now())
    yield f"cache: {'ok' if _is_cache_there() else 'away'}"
    if replica.REPLICA in settings.DATABASES:
        yield f"replica: {'ok' if replica.is_level() else 'behind'}"
    yield f"outbox: {'late' if seen.is_outbox_late else 'ok'}"
    yield f"log: {'late' if seen.is_timed_work_late else 'ok'}"  # the timed work keeps its head elsewhere
    yield f"backup: {'late' if seen.is_backup_late else 'ok'}"


def _is_cache_there() -> bool:
    """A shared one that is away answers from this process's own memory."""
    cache.set("healthz", "ok", 60)
    return not getattr(cache, "is_away", False)


@lru_cache(maxsize=1)
def _brought() -> set[tuple[str, str]]:
    """By the names of files: loading them all would stay in a worker's memory for good."""
    found = set()
    for config in apps.get_app_configs():
        name, _explicit = MigrationLoader.migrations_module(config.label)
        if name is None or not module_has_submodule(config.module, "migrations"):
            continue
        modules = iter_modules(import_module(name).__path__)
        names = (each.name for each in modules if each.name[0] not in "_~")
        found |= {(config.label, name) for name in names if STANDS_FOR_OTHERS not in name}
    return found
