"""Knows how a line of the log is written for programs: one JSON object, with the request it belongs to.

It knows no person: neither addresses nor names nor what was searched for come in here. It needs no Django,
so that the server in front of it can write the same lines.
"""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request that this thread answers; empty outside one."""

EXTRAS = ("method", "route", "status", "milliseconds")
"""What a line may tell besides its sentence. A route is the pattern of an address, not the address."""


class Json(logging.Formatter):
    """One line, whatever the message and the traceback hold."""

    def format(self, record: logging.LogRecord) -> str:
        told = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        if name := request_id.get():
            told["request"] = name
        told |= {name: vars(record)[name] for name in EXTRAS if name in vars(record)}
        if record.exc_info:
            told["exception"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)
