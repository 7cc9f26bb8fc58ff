"""Knows what operators are told: numbers, slow work and logs."""

from typing import Any

from qa_site import environment
from qa_site.settings.safety import SECURE

# Whoever sends this token as “Authorization: Bearer …” may read /metrics; without one nothing is counted.
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
SLOW_QUERY_MILLISECONDS = environment.number("SLOW_QUERY_MILLISECONDS", default=500, least=1, most=600_000)
SLOW_REQUEST_MILLISECONDS = environment.number(
    "SLOW_REQUEST_MILLISECONDS", default=2000, least=1, most=600_000
)
LOG_REQUESTS = environment.choice("LOG_REQUESTS", default="trouble", options=["trouble", "all"])
LOG_FORMAT = environment.choice("LOG_FORMAT", default="json" if SECURE else "line", options=["json", "line"])

# Names, addresses and search words stay out of the logs: request lines and axes' notes of who
# failed to sign in are left out; failed attempts are kept in the database.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "qa_site.logs.Json"},
    },
    "filters": {"secrets": {"()": "qa_site.secrets_in_logs.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["secrets"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "answers": {"level": "INFO"},
        "qa_site": {"level": "INFO"},
        "sources": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
