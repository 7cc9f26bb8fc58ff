"""How a button that was refused says why; it knows no verb."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib import messages
from django.http import HttpRequest

from answers.models import Refused


@contextmanager
def told(request: HttpRequest) -> Iterator[None]:
    """A refusal in here is told above the page that comes next, in all its sentences."""
    try:
        yield
    except Refused as refused:
        messages.error(request, str(refused))
