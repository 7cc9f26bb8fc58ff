"""Which sources may be the newer edition of one: offered to a person, never assumed."""

from __future__ import annotations

from django.db.models import Q

from sources import titles
from sources.models import Kind, Source, SourceQuerySet

EDITIONS = (Kind.GUIDELINE, Kind.BOOK, Kind.REPORT, Kind.DRUG_LABEL, Kind.WEB_PAGE)
"""The kinds of works that their publishers bring out again, so that the publisher says something too."""

OFFERED = 5
LOOKED_AT = 500
SAME = 0.8
KIN = 0.5


def offered(source: Source) -> list[Source]:
    """At most five later sources of the same title, or of the same publisher and nearly so, best first."""
    stem = titles.stem(source.title)
    if not stem:
        return []
    near = [(_nearness(source, stem, each), each) for each in _later(source, stem)[:LOOKED_AT]]
    best = sorted(
        (pair for pair in near if pair[0]), key=lambda pair: (-pair[0], -(pair[1].year or 0), pair[1].key)
    )
    return [each for _, each in best[:OFFERED]]


def _later(source: Source, stem: str) -> SourceQuerySet:
    """Those published later, or on an unknown day, that share the title's longest word or the publisher."""
    words = [word for word in stem.split() if word in source.title.casefold()] or [source.title]
    kin = Q(title__icontains=max(words, key=len))
    if source.publisher and source.kind in EDITIONS:
        kin |= Q(publisher__iexact=source.publisher, kind=source.kind)
    found = Source.objects.current().filter(kin).exclude(pk=source.pk)
    if source.year:
        found = found.filter(Q(year__gt=source.year) | Q(year__isnull=True))
    return found.order_by("-year", "key")


def _nearness(source: Source, stem: str, other: Source) -> float:
    """From 0, no offer, to 1; the same publisher makes up for a title that was reworded."""
    same_publisher = bool(source.publisher) and source.publisher.casefold() == other.publisher.casefold()
    likeness = titles.similarity(stem, titles.stem(other.title))
    is_edition = source.kind in EDITIONS and source.kind == other.kind
    return likeness if likeness >= (KIN if same_publisher and is_edition else SAME) else 0.0
