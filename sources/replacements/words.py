"""What readers are told of a newer edition, as it was when a person confirmed it; it decides nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.translation import gettext as _

from sources.models import Replacement, Source

SIDES = ("source", "source__merged_into", "newer", "newer__merged_into")


class NewerEdition(NamedTuple):
    """One sentence, where the newer edition can be read, and the row that says so."""

    sentence: str
    url: str
    replacement: int


def told(sources: Iterable[Source]) -> dict[str, NewerEdition]:
    """What readers are told of each source that has a newer edition, by key; one query for all.

    Two editions that somebody merged are one source, and it has no newer one.
    """
    return words_by_key(confirmed_of(sources))


def confirmed_of(sources: Iterable[Source]) -> Iterable[Replacement]:
    """The confirmed replacements of these sources, the oldest first, with the keys of both sides."""
    rows = Replacement.objects.confirmed().of(sources).with_sources().order_by("pk")
    return rows.only("told_title", "told_year", "told_url", *(f"{side}__key" for side in SIDES))


def words_by_key(rows: Iterable[Replacement]) -> dict[str, NewerEdition]:
    """What `told` says of confirmed replacements that the caller has at hand."""
    return {each.older.key: words_of(each) for each in rows if each.older != each.newest}


def words_of(replacement: Replacement) -> NewerEdition:
    """The same of one confirmed replacement."""
    facts = {"title": replacement.told_title.rstrip(" ."), "year": replacement.told_year}
    dated, undated = (
        _("A newer edition was published in %(year)s: “%(title)s”."),
        _("There is a newer edition: “%(title)s”."),
    )
    sentence = (dated if replacement.told_year else undated) % facts
    return NewerEdition(sentence, replacement.told_url, replacement.pk)
