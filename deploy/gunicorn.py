"""Knows how gunicorn serves the site: how many at once, how it ends, and that its lines are like the site's.

Its own settings come from the environment: WEB_BIND, WEB_WORKERS, WEB_THREADS. A socket that systemd holds
goes before WEB_BIND, so that a restart refuses nobody.
"""

import os

from qa_site.logs import Json
from qa_site.secrets_in_logs import HideSecrets

wsgi_app = "qa_site.wsgi"
bind = os.environ.get("WEB_BIND") or "127.0.0.1:8000"
workers = int(os.environ.get("WEB_WORKERS") or 2)
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS") or 4)

# Requests that have begun are answered before a worker ends; nginx waits no longer than that either.
timeout = 60
graceful_timeout = 30
keepalive = 75

# A worker's memory never grows for ever; they do not all begin anew at once.
max_requests = 20_000
max_requests_jitter = 2_000

# The heartbeat of a worker must not wait for a disk.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: PTH112, S108 -- memory, no file
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
