"""Knows where things are kept: the database, the copy that follows it, and the caches."""

from typing import Any
from urllib.parse import quote

import environ

from qa_site import environment
from qa_site.settings.safety import BASE_DIR, DATA_DIR

# SQLite: WAL alone fails under two writers, so transactions begin as writers; FULL, because an
# approval that was acknowledged must survive a loss of power.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

database = environment.database(
    "DATABASE_URL", default=f"sqlite:///{quote(str(DATA_DIR / 'db.sqlite3'))}", beside=BASE_DIR
)


def _connected(told: dict[str, Any]) -> dict[str, Any]:
    """A database's address with what each kind needs besides."""
    told["CONN_MAX_AGE"] = 60  # opening one costs as much as reading a page
    if told["ENGINE"].endswith("sqlite3"):
        return told | {"ENGINE": "qa_site.sqlite3", "OPTIONS": SQLITE}
    # PostgreSQL plans a query once for each connection, which takes longer than the query itself.
    prepared = {"server_side_binding": True, "prepare_threshold": 5}
    options = {"connect_timeout": 5} | prepared | told.get("OPTIONS", {})
    return told | {"ENGINE": "qa_site.postgresql", "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": _connected(database)}

# A copy that follows the database; readers' lists come from it while it is not behind.
if environment.text("REPLICA_URL", ""):
    DATABASES["replica"] = _connected(environment.database("REPLICA_URL", default="", beside=BASE_DIR))
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["qa_site.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

shared = environment.service(
    "CACHE_URL",
    default="locmemcache://",
    schemes=["locmemcache", "redis", "rediss"],
    read=environ.Env.cache_url_config,
)
if "redis" in shared["BACKEND"].lower():
    shared["BACKEND"] = "qa_site.shared_cache.SharedCache"
CACHES = {
    "default": shared,
    # Lists that lead to questions, kept by each process under a stamp that the database holds.
    "lists": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists"},
    # Pictures of questions, about 20 kB each, drawn once for all processes of this machine.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pictures",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # What was worked out from frozen texts, kept by each process under their hashes.
    "frozen": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "frozen",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}
