"""Knows how gunicorn serves the site: how many at once, how it ends, and that its lines are like the site's.

Its own settings are WEB_BIND, WEB_WORKERS, WEB_THREADS, from the environment or the file that ENV_FILE names.
A socket that systemd holds goes before WEB_BIND, so that a restart refuses nobody.
"""

import os
import sys

from django.core.exceptions import ImproperlyConfigured

from qa_site import settings_file
from qa_site.logs import Json
from qa_site.secrets_in_logs import HideSecrets

GIVES_UP = 3
"""The exit code after which systemd does not start the server again."""
MOST = 100


def _told() -> dict[str, str]:
    """Not put into this environment: workers read the file themselves, anew after each reload."""
    try:
        return settings_file.read("ENV_FILE", os.environ.get("ENV_FILE", "").strip()) | os.environ
    except ImproperlyConfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(GIVES_UP)


TOLD = _told()


def _word(name: str, default: str) -> str:
    return settings_file.unquoted(TOLD.get(name, "").strip()) or default


def _how_many(name: str, default: int) -> int:
    word = _word(name, str(default))
    if not (word.isascii() and word.isdigit() and 0 < int(word) <= MOST):
        sys.stderr.write(f"{name} is “{word}”. Write a whole number from 1 to {MOST}.\n")
        sys.exit(GIVES_UP)
    return int(word)


wsgi_app = "qa_site.wsgi"
bind = _word("WEB_BIND", "127.0.0.1:8000")
workers = _how_many("WEB_WORKERS", 2)
worker_class = "qa_site.server.Worker"  # with threads
threads = _how_many("WEB_THREADS", 4)

# Requests that have begun are answered before a worker ends; nginx waits no longer than that either.
timeout = 60
graceful_timeout = 30
keepalive = 75

# A worker's memory never grows for ever; they do not all begin anew at once.
max_requests = 20_000
max_requests_jitter = 2_000

# The heartbeat of a worker must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 -- memory, no file
control_socket_disable = True
proc_name = "citewell"

logconfig_dict = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": Json}},
    "filters": {"secrets": {"()": HideSecrets}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["secrets"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "gunicorn.error": {"handlers": ["console"], "level": "INFO", "propagate": False},
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
