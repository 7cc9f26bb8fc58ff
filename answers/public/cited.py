"""Which sources are public: those that a public page cites or sets aside; it knows no text of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Max, Q
from django.db.models.functions import Coalesce

from answers.models import PublishedPage
from sources.models import Source, SourceQuerySet

_THROUGH = PublishedPage.sources.through


def public() -> SourceQuerySet:
    """The sources that a public page names, also under a former name."""
    named = _THROUGH.objects.values("source")
    merged = Source.objects.filter(merged_into__isnull=False, pk__in=named)
    return Source.objects.current().filter(Q(pk__in=named) | Q(pk__in=merged.values("merged_into")))


def uses(found: Sequence[Source]) -> dict[int, tuple[int, int]]:
    """For each source: how many public pages name it, and the newest of them.

    It asks the table between alone: pages are long, and a thousand of them take a second to walk along.
    """
    pks = [source.pk for source in found]
    rows = _THROUGH.objects.filter(Q(source__in=pks) | Q(source__merged_into__in=pks))
    by_source = rows.values_list(Coalesce("source__merged_into", "source")).order_by()
    counted = by_source.annotate(Count("publishedpage", distinct=True), Max("publishedpage"))
    return dict.fromkeys(pks, (0, 0)) | {pk: (public, newest) for pk, public, newest in counted}
