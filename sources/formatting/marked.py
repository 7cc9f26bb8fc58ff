"""Text with italics marked by two private letters, so that one formatter serves text and HTML."""

from __future__ import annotations

import re
from html import escape

_OPEN, _CLOSE = "\ue000", "\ue001"
_ITALIC = re.compile(r"<(i|em)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_RAISED = re.compile(r"<(sup|sub)>([^<]*)</\1>", re.IGNORECASE)
_OTHER = re.compile(r"<(b|strong|sc|scp|u)>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
_HIGH = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_LOW = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


def title(text: str) -> str:
    """A title as it was catalogued: <i> becomes a mark, raised and lowered figures keep their meaning."""
    plain = " ".join(text.replace(_OPEN, "").replace(_CLOSE, "").split())
    plain = _RAISED.sub(_figures, _OTHER.sub(r"\2", plain))
    return quoted(_ITALIC.sub(rf"{_OPEN}\2{_CLOSE}", plain))


def italic(text: str) -> str:
    """The whole text in italics; what was italic inside it stands out no more."""
    return f"{_OPEN}{_bare(text)}{_CLOSE}" if text else ""


def quoted(text: str) -> str:
    """Typewriter quotes and apostrophes as a printer sets them."""
    text = re.sub(r"(?<![^\s(\[“‘/\ue000-])\"", "“", text).replace('"', "”")
    return re.sub(r"(?<![^\s(\[“/\ue000])'(?=\w)", "‘", text).replace("'", "’")


def sentence(text: str) -> str:
    """The text with one full stop at its end, unless it asks, exclaims or stops already."""
    return (
        text
        if not text or _bare(text).rstrip("”’").endswith((".", "?", "!", "…", "。", "？", "！"))
        else f"{text}."
    )


def as_text(marked: str) -> str:
    """Without its marks."""
    return _bare(marked)


def as_html(marked: str) -> str:
    """Escaped; the marks become <i>, and nothing else becomes a tag."""
    return escape(marked).replace(_OPEN, "<i>").replace(_CLOSE, "</i>")


def _bare(marked: str) -> str:
    return marked.replace(_OPEN, "").replace(_CLOSE, "")


def _figures(found: re.Match[str]) -> str:
    table = _HIGH if found[1].lower() == "sup" else _LOW
    return found[2].translate(table)
