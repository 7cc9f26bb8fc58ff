"""Which sources are public: those that a public page cites or sets aside; it knows no text of theirs."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Exists, Max, OuterRef
from django.db.models.functions import Coalesce

from answers.models import PublishedPage
from sources.models import Source, SourceQuerySet

_THROUGH = PublishedPage.sources.through


def public() -> SourceQuerySet:
    """The sources that a public page names, also under a former name. Each is looked up by itself: what all
    pages name together is far more than there are sources."""
    pages = _THROUGH.objects.filter(source=OuterRef("pk"))
    kept = Source.objects.filter(Exists(pages)).values_list(Coalesce("merged_into", "pk"))
    return Source.objects.current().filter(pk__in=kept)


def uses(found: Sequence[Source]) -> dict[int, tuple[int, int]]:
    """For each source: how many public pages name it, and the newest of them; three queries at most.

    It asks the table between alone: pages are long, and a thousand of them take a second to walk along. Pages
    are told apart only where two sources were merged into one, because a page may name both.
    """
    pks = [source.pk for source in found]
    merged = dict(Source.objects.filter(merged_into__in=pks).order_by("pk").values_list("pk", "merged_into"))
    rows = _THROUGH.objects.order_by()
    alone = rows.filter(source__in=set(pks).difference(merged.values())).values_list("source")
    counted = list(alone.annotate(Count("publishedpage"), Max("publishedpage")))
    if merged:
        together = rows.filter(source__in={*merged, *merged.values()})
        family = together.values_list(Coalesce("source__merged_into", "source"))
        counted += family.annotate(Count("publishedpage", distinct=True), Max("publishedpage"))
    return dict.fromkeys(pks, (0, 0)) | {pk: (public, newest) for pk, public, newest in counted}
