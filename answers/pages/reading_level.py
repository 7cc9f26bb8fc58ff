"""How hard a page is to read, in words: the band for readers, figures for programs; it counts nothing."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from answers import readability
from answers.content import Content
from answers.readability import Counts, Level, bands
from answers.rendering import terms
from answers.rendering.terms import Glossary


def band(content: Content, explained: Glossary = terms.NONE) -> str:
    """The band of the whole answer, such as “about grade 7”; nothing where no formula knows the language."""
    whole = readability.of_all(readability.of(content, explained))
    return words(whole) if whole else ""


def words(level: Level) -> str:
    """The band of a level in words."""
    grade, scale = bands.grade(level), bands.inflesz(level)
    if grade is not None:
        if grade <= bands.EASIEST:
            return _("grade %(n)s or easier") % {"n": grade}
        if grade >= bands.HARDEST:
            return _("harder than school texts")
        return _("about grade %(n)s") % {"n": grade}
    return _scale()[scale] if scale else ""


def document(content: Content, explained: Glossary = terms.NONE) -> dict[str, Any] | None:
    """The same for programs, with the figures of each part; None where no formula knows the language."""
    levels = readability.of(content, explained)
    whole = readability.of_all(levels)
    if whole is None or not words(whole):
        return None
    parts = [{"part": each.block, "longest_sentence": each.longest} | _figures(each) for each in levels]
    return {"band": words(whole), "longest_sentence": whole.longest} | _figures(whole) | {"parts": parts}


def _figures(level: Level) -> dict[str, Any]:
    """As written, and with the terms set aside that the page explains."""
    kind = "flesch_kincaid_grade" if bands.grade(level) is not None else "fernandez_huerta"
    return {
        "words": level.raw.words,
        "words_set_aside": level.set_aside,
        "as_written": _of(level.raw, kind),
        "explained_set_aside": _of(level.adjusted, kind),
    }


def _of(counts: Counts, kind: str) -> dict[str, float | None]:
    if kind == "fernandez_huerta":
        return {kind: round(counts.ease_in_spanish, 1), "inflesz": round(counts.inflesz, 1)}
    smog = counts.smog
    return {
        kind: round(counts.grade, 1),
        "flesch_ease": round(counts.ease, 1),
        "smog_grade": None if smog is None else round(smog, 1),
    }


def _scale() -> dict[str, str]:
    return {
        "very easy": _("very easy (INFLESZ scale)"),
        "fairly easy": _("fairly easy (INFLESZ scale)"),
        "normal": _("normal (INFLESZ scale)"),
        "somewhat hard": _("somewhat hard (INFLESZ scale)"),
        "very hard": _("very hard (INFLESZ scale)"),
    }
