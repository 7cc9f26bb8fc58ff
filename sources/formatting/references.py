"""The reference to a work in the style asked for, as text or as HTML; it knows no standing and no answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from sources.formatting import ama, marked, nlm
from sources.formatting.work import Work

Style = Literal["ama", "nlm"]

_STYLES: Mapping[str, Callable[[Work], str]] = {"ama": ama.reference, "nlm": nlm.reference}


def reference_text(work: Work, style: Style = "ama") -> str:
    """The reference as plain text, as a reader copies it."""
    return marked.as_text(_STYLES[style](work))


def reference_html(work: Work, style: Style = "ama") -> str:
    """The reference as escaped HTML whose only tag is <i>."""
    return marked.as_html(_STYLES[style](work))
