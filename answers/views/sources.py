"""The pages of sources: what each is, what became of it, and which published sentences rest on it.

They know published pages only: a source that no public answer cites has no page here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlencode

import django_filters
from django.core.paginator import Paginator
from django.db.models import Func, QuerySet, Value
from django.db.models.functions import Lower
from django.http import Http404, HttpRequest, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from answers.models import PublishedPage, Uptake
from answers.pages import for_machines, sources_list
from answers.public import cited
from answers.rendering import structured
from answers.views import citing, replies
from sources import exporters, formatting, notices, replacements
from sources.formatting import Work
from sources.models import Alias, Kind, LinkState, Notice, Source, Standing, StudyType

LISTED = 50
ANSWERS = 10
BY_WORDS = Func(Lower("title"), Value("[(“\"'‘ "), function="LTRIM")
"""The order of a list read by people: the bracket around a title of ours does not count."""


class SourceFilter(django_filters.FilterSet):  # type: ignore[misc]  # the package ships no types
    """Narrows the list to a kind of study or to what became of it."""

    type = django_filters.ChoiceFilter(
        label=_("Kind of study"), field_name="study_type", choices=StudyType.choices, empty_label=_("All")
    )
    standing = django_filters.ChoiceFilter(
        label=_("What became of it"), choices=Standing.choices, empty_label=_("All")
    )


@require_safe
def sources(request: HttpRequest) -> HttpResponseBase:
    """Every source that a public answer rests on, by its title."""
    narrowed = SourceFilter(request.GET, queryset=cited.public().order_by(BY_WORDS, "key"))
    found = Paginator(narrowed.qs, LISTED).get_page(request.GET.get("page"))
    chosen = {name: value for name, value in narrowed.form.data.items() if name in narrowed.filters and value}
    values = {
        "form": narrowed.form,
        "is_narrowed": bool(chosen),
        "is_unknown": not narrowed.form.is_valid(),
        "page": found,
        "also": urlencode(chosen) if narrowed.form.is_valid() else "",
        "letters": _by_letter(citing.entries(list(found.object_list))),
    }
    return replies.made(request, "answers/sources.html", values)


@require_safe
def source(request: HttpRequest, key: str) -> HttpResponseBase:
    """One source; an old key and a merged source lead to what it is called now."""
    found = Source.objects.select_related("merged_into").filter(key=key).first()
    if found is None:
        former = get_object_or_404(Alias.objects.select_related("source__merged_into"), key=key)
        return _moved(former.source.merged_into or former.source)
    if found.merged_into is not None:
        return _moved(found.merged_into)
    family = {found.pk: found.key} | dict(found.merged.values_list("pk", "key"))
    keys = {*family.values(), *Alias.objects.filter(source__in=family).values_list("key", flat=True)}
    pages = citing.pages_with(family)
    newest = pages.order_by("-pk").first()
    if newest is None:
        raise Http404
    listed = Paginator(pages.order_by(Lower("title"), "pk"), ANSWERS).get_page(request.GET.get("page"))
    newer = replacements.told([found]).get(found.key)
    values = {
        "page": listed,
        "resting": [citing.resting(each, keys) for each in listed.object_list],
        "newer": newer,
        "is_newer_in_hand": newer is not None and _is_in_hand(newer, pages),
    }
    return replies.made(request, "answers/source.html", values | _described(found, newest, keys))


def _moved(source: Source) -> HttpResponsePermanentRedirect:
    return HttpResponsePermanentRedirect(reverse("answers:source", args=[source.key]))


def _is_in_hand(newer: replacements.NewerEdition, pages: QuerySet[PublishedPage]) -> bool:
    """Whether somebody still looks at what it changes: not once every page has kept the older edition."""
    kept = Uptake.objects.kept().filter(replacement=newer.replacement)
    return pages.exclude(answer__in=kept.values("answer")).exists()


def _described(source: Source, newest: PublishedPage, keys: set[str]) -> dict[str, object]:
    """The work in the words of the newest public text, and its standing as it is now."""
    work = citing.frozen(newest, source, keys)
    told = list(Notice.objects.standing().filter(source=source).newest_first())
    standing = notices.words_of(source, told)
    html, links = sources_list.linked(formatting.reference_html(work), formatting.links(work))
    title, path = work.title or source.label, reverse("answers:source", args=[source.key])
    is_alarming = standing.code not in citing.QUIET
    crumbs = [(str(_("All sources")), reverse("answers:sources")), (title, path)]
    warning = standing.label if is_alarming else ""
    nodes = structured.source(for_machines.site(), crumbs, replace(work, title=title), warning)
    return {
        "key": source.key,
        "title": title,
        "path": path,
        "coins": mark_safe(exporters.coins(work)),  # noqa: S308 (exporters have escaped it)
        "structured": for_machines.block(nodes),
        "reference": html,
        "links": links,
        "study": formatting.patient_line(work, get_language() or "en"),
        "facts": _facts(work),
        "standing": standing,
        "is_alarming": is_alarming,
        "history": told,
        "checked_on": source.standing_checked_on,
        "archived": work.archive_url if source.link_state == LinkState.GONE else "",
        "is_gone": source.link_state == LinkState.GONE,
    }


def _facts(work: Work) -> list[tuple[object, object]]:
    """What is known, in the order a reader asks for it."""
    kind = Kind(work.kind).label if work.kind in Kind.values else ""
    known = (
        (_("What it is"), kind),
        (_("Published in"), " ".join(filter(None, [work.container_title, str(work.year or "")]))),
        (_("How many took part"), formatting.size_line(work, get_language() or "en")),
        (_("Who was studied"), work.population),
        (_("Who paid for it"), work.funder),
    )
    return [(name, value) for name, value in known if value]


def _by_letter(entries: Iterable[citing.Entry]) -> list[tuple[str, list[citing.Entry]]]:
    return [(letter, list(group)) for letter, group in groupby(entries, key=lambda entry: entry.initial)]
