"""The page that fills a source from its numbers: old and new side by side; nothing is saved unchosen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sources import formatting, identifiers, jobs, lookup
from sources.formatting import Name
from sources.models import Source, new_key

SALT = "sources.fill"
AN_HOUR = 60 * 60
DATE = ("year", "month", "day", "season")
"""Chosen together, so that no date is put together from two."""

ALONE = (
    "title", "contributors", "kind", "container_title", "container_short", "volume", "issue", "pages",
    "article_number", "report_number", "publisher", "place", "edition", "language", "doi", "pmid", "pmcid",
    "isbn", "issn", "nct", "arxiv", "study_type", "abstract", "publication_types",
)  # fmt: skip


@dataclass(frozen=True)
class Option:
    """One value that can be chosen; the empty `value` keeps what is there."""

    value: str
    service: str
    shown: str
    is_chosen: bool


@dataclass(frozen=True)
class Row:
    """One field: what stands there now, and what the services say."""

    name: str
    label: str
    now: str
    options: tuple[Option, ...]


def fill(request: HttpRequest, source_id: int | None = None) -> HttpResponse:
    """Ask by number, choose field by field, then save; a new source is made only then."""
    needed = "sources.change_source" if source_id else "sources.add_source"
    if not request.user.has_perm(needed):
        raise PermissionDenied
    source = get_object_or_404(Source.objects.current(), pk=source_id) if source_id else Source()
    if request.method == "POST" and "take" in request.POST and (taken := _taken(request, source)):
        return taken
    values: dict[str, Any] = {"asked": request.POST.get("numbers", _numbers(source))}
    if request.method == "POST" and "look" in request.POST:
        values |= _looked_up(request, source, values["asked"])
    context = {
        **admin.site.each_context(request),
        "title": _("Fill from DOI or PMID"),
        "opts": Source._meta,
        "source": source,
        "is_enabled": lookup.is_enabled(),
        **values,
    }
    return TemplateResponse(request, "admin/sources/source/fill.html", context)


def _numbers(source: Source) -> str:
    labelled = {"DOI": source.doi, "PMID": source.pmid} if source.doi or source.pmid else {"": source.pmcid}
    return " ".join(f"{label} {number}".strip() for label, number in labelled.items() if number)


def _looked_up(request: HttpRequest, source: Source, asked: str) -> dict[str, Any]:
    numbers = identifiers.find(asked[:1000])
    if not numbers.keys() & {"doi", "pmid", "pmcid"}:
        messages.error(request, _("There is no DOI, PMID or PMCID in this. Please check it for a slip."))
        return {}
    if not lookup.is_enabled():
        return {}
    proposal = jobs.propose(numbers, lookup.lookups())
    found = {str(place): _values(offer) for place, offer in enumerate(proposal.offers)}
    services = {str(place): offer.service for place, offer in enumerate(proposal.offers)}
    rows = tuple(_rows(source, found, services, is_sure=not proposal.disagreements))
    return {
        "proposal": proposal,
        "rows": rows,
        "is_all_here": bool(found) and not rows,
        "found": signing.dumps(found, salt=SALT, compress=True),
    }


def _values(offer: jobs.Offer) -> dict[str, Any]:
    """The fields that the record fills, as they would be stored, and whose word it is."""
    record = offer.record
    said = {name: getattr(record.work, name, "") for name in (*ALONE, *DATE)}
    said["contributors"] = [name.as_dict() for name in record.work.contributors]
    said |= {"abstract": record.abstract, "publication_types": list(record.publication_types)}
    said["service"] = offer.service
    return {name: value for name, value in said.items() if value}


def _rows(
    source: Source, found: Mapping[str, Mapping[str, Any]], services: Mapping[str, str], *, is_sure: bool
) -> Iterator[Row]:
    """The fields about which a service says something else; an empty one takes the first word of it."""
    labels = {each.name: str(each.verbose_name) for each in Source._meta.fields} | {"year": _("date")}
    for name in (*ALONE, "year"):
        now = _shown(name, _now(source, name))
        said: dict[str, list[str]] = {}
        for place, values in found.items():
            if (shown := _shown(name, _part(values, name))) and shown != now:
                said.setdefault(shown, []).append(place)
        if not said:
            continue
        keeps = bool(now) or not is_sure
        options = [Option("", "", _("keep as it is") if now else _("leave empty"), is_chosen=keeps)]
        for shown, places in said.items():
            by = ", ".join(services[place] for place in places)
            first = not keeps and len(options) == 1
            options.append(Option(places[0], by, shown, is_chosen=first))
        yield Row(name, labels[name], now, tuple(options))


def _now(source: Source, name: str) -> Any:
    """A new source has nothing yet, not even the kind that its form would begin with."""
    if source._state.adding:
        return ""
    return _part({each: getattr(source, each) for each in (*ALONE, *DATE)}, name)


def _part(values: Mapping[str, Any], name: str) -> Any:
    if name == "year":
        return "-".join(str(values[each]) for each in DATE if values.get(each))
    return values.get(name, "")


def _shown(name: str, value: Any) -> str:
    if name == "contributors" and value:
        return formatting.to_lines(Name(**each) for each in value)
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value or "")


def _taken(request: HttpRequest, source: Source) -> HttpResponse | None:
    """Save what was chosen; what the rules refuse is shown and nothing is saved."""
    try:
        found = signing.loads(request.POST.get("found", ""), salt=SALT, max_age=AN_HOUR)
    except signing.BadSignature:
        messages.error(request, _("This page is too old. Please look the work up again."))
        return None
    chosen = {name: found.get(request.POST.get(f"take-{name}", "")) for name in (*ALONE, "year")}
    taken = {name: values for name, values in chosen.items() if values and _part(values, name)}
    try:
        with transaction.atomic():
            _save(request, source, taken)
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return None
    messages.success(request, _("Filled. Please read it over once."))
    return HttpResponseRedirect(reverse("admin:sources_source_change", args=[source.pk]))


def _save(request: HttpRequest, source: Source, taken: Mapping[str, Mapping[str, Any]]) -> None:
    """The chosen fields alone are written, and the history says whose word they are."""
    names = [each for name in taken for each in (DATE if name == "year" else (name,))]
    if not source._state.adding:
        held = get_object_or_404(Source.objects.current().select_for_update(no_key=True), pk=source.pk)
        source.__dict__.update(held.__dict__)
    for name, values in taken.items():
        for each in DATE if name == "year" else (name,):
            setattr(source, each, values.get(each, "" if each == "season" else None))
    services = ", ".join(sorted({values["service"] for values in taken.values()}))
    source._history_user, source._change_reason = request.user, f"filled from {services}"
    if source._state.adding:
        source.key = new_key(source.contributors, source.year)
        source.created_by_id, source.created_at = request.user.pk, timezone.now()
        source.full_clean()
        source.save()
        return
    source.full_clean()
    source.save(update_fields=names)
    jobs.settle(source)
