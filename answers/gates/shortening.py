"""How a passage is quoted within a sentence for an editor."""

from __future__ import annotations

LONGEST = 90


def short(text: str) -> str:
    """Its beginning where it is long; without its full stop where it is not."""
    return text.removesuffix(".") if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"
