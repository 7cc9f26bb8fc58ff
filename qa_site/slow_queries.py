"""Knows which query took too long, and says so without the values that it was asked with."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings

from qa_site import counting

LONGEST = 1000
"""How much of a query's text a line holds."""

logger = logging.getLogger(__name__)


def warn(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001 -- as Django calls it
    """Around every query of a connection; one that fails slowly is told too."""
    began = time.perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = round(1000 * (time.perf_counter() - began))
        if milliseconds >= settings.SLOW_QUERY_MILLISECONDS:
            counting.count(counting.SLOW_QUERIES)
            logger.warning(
                "A query took %s ms: %s", milliseconds, sql[:LONGEST], extra={"milliseconds": milliseconds}
            )
