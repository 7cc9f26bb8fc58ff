"""What the Cite picker offers for a text: sources that are here, and works that can be added on the spot.

It knows no rule of matching: reading, matching and taking in are the import's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from django.contrib import admin
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from sources import importers, jobs, lookup
from sources.admin.forms import TypedWorkForm
from sources.admin.lookup import entries
from sources.importers import Line, Reading, Record, Verdict
from sources.models import Source
from sources.models.source import IDENTIFIERS

SALT = "sources.offer"
AN_HOUR = 60 * 60
OFFERED = 20
LONGEST_SEARCH = 200


@dataclass(frozen=True)
class Option:
    """One line of the list: what choosing it does, and the words of it.

    “choose” a source that is here, “take” a work in, “look” its number up, “fill” its fields in by hand;
    “read” is only to be read.
    """

    do: str
    label: str
    about: str = ""
    source: dict[str, Any] | None = None
    record: str = ""
    as_new: bool = False
    fields: Mapping[str, str] = field(default_factory=dict)


def urls() -> list[URLPattern]:
    """The picker's addresses, for the admin of sources."""
    screens = {"offers": offers, "take": take}
    return [
        path(f"{name}.json", admin.site.admin_view(screen), name=f"sources_source_{name}")
        for name, screen in screens.items()
    ]


def offers(request: HttpRequest) -> HttpResponse:
    """What a typed or pasted text stands for; nothing is saved, and services are asked only with `look`.

    Works that are here come first, then what can be added.
    """
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm("sources.view_source"):
        raise PermissionDenied
    text = request.POST.get("text", "").replace("\x00", "")
    reading = importers.pasted(text)
    may_add = request.user.has_perm("sources.add_source")
    if reading is None:
        found = _searched(text)
        sentences = [] if found else [_("No source found. Try fewer words, or add it.")]
        return _answered([*found, *(_by_hand(text) if may_add and text.strip() else ())], sentences)
    sentences = [each.sentence for each in reading.problems[:OFFERED]]
    records = reading.records
    options = list(_of_records(records[:OFFERED], may_add=may_add))
    is_unknown = _is_number(reading) and not any(each.source for each in options)
    if is_unknown and may_add and "look" in request.POST and lookup.is_enabled():
        records, sentences = _looked_up(records[0])
        options = list(_of_records(records, may_add=may_add))
    if is_unknown and not any(each.source or each.record for each in options):
        options = [*_searched(text, trial=records[0].work.nct), *options]
    if len(records) > 1:
        sentences.insert(0, _count(len(records)))
    return _answered(options, sentences)


def take(request: HttpRequest) -> HttpResponse:
    """Take one offered work in, by the verb of the import; a work that is here already is simply named."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    if not request.user.has_perm("sources.add_source"):
        raise PermissionDenied
    try:
        record = _asked_for(request)
        choices: dict[int, importers.Choice] = {0: "new"} if "as_new" in request.POST else {}
        report = importers.import_sources([record], by=request.user, at=timezone.now(), choices=choices)
    except importers.RefusedError as refused:
        return _refused(str(refused))
    [line] = report.lines
    known = _known([line.source_key]).get(line.source_key)
    if line.is_taken or line.verdict == Verdict.HERE:
        return JsonResponse({"source": known, "sentence": _taken(line)})
    return _refused(line.sentence, [*_of_record(record, line, known, may_add=True)])


def _asked_for(request: HttpRequest) -> Record:
    """The record that was offered, or the one that was typed. Raises RefusedError with what to do."""
    if sealed := request.POST.get("record", ""):
        try:
            return Record.from_dict(signing.loads(sealed, salt=SALT, max_age=AN_HOUR))
        except signing.BadSignature as old:
            raise importers.RefusedError(_("This offer is too old. Please search again.")) from old
    form = TypedWorkForm(request.POST)
    if not form.is_valid():
        raise importers.RefusedError(" ".join(form.sentences()))
    made = importers.typed(**form.cleaned_data)
    if isinstance(made, importers.Problem):
        raise importers.RefusedError(made.sentence)
    return made


def _answered(options: list[Option], sentences: Iterable[str]) -> JsonResponse:
    return JsonResponse({"options": [asdict(each) for each in options], "sentence": " ".join(sentences)})


def _refused(sentence: str, options: list[Option] | None = None) -> JsonResponse:
    told = {"sentence": sentence, "options": [asdict(each) for each in options or ()]}
    return JsonResponse(told, status=422)


def _searched(text: str, trial: str = "") -> list[Option]:
    """Sources that are here by these words; every report of a trial has its number, so all are offered."""
    words = " ".join(text.split())[:LONGEST_SEARCH]
    here = Source.objects.current()
    found = (here.filter(nct=trial).order_by("-year", "key") if trial else here.search(words))[:OFFERED]
    return [_chosen(entry) for entry in entries({source.key: source for source in found})]


def _by_hand(words: str) -> Iterator[Option]:
    yield Option("fill", _("Add a source that is not here"), fields={"title": " ".join(words.split())})


def _is_number(reading: Reading) -> bool:
    """One work of which only its number was given."""
    return reading.format == "numbers" and len(reading.records) == 1


def _of_records(records: tuple[Record, ...], *, may_add: bool) -> Iterator[Option]:
    lines = importers.preview(records).lines
    known = _known(line.source_key for line in lines)
    for record, line in zip(records, lines, strict=True):
        yield from _of_record(record, line, known.get(line.source_key), may_add=may_add)


def _of_record(
    record: Record, line: Line, known: dict[str, Any] | None, *, may_add: bool
) -> Iterator[Option]:
    """What can be done with one record; a conflict comes first and only says what is wrong."""
    said = line.sentence
    if line.verdict == Verdict.CONFLICT:
        yield Option("read", _("In conflict"), f"{said} {line.label}")
        said = ""
    if known:
        yield _chosen(known, said=said)
    if line.verdict in (Verdict.HERE, Verdict.CONFLICT):
        return
    if not may_add:
        yield Option("read", _("Not here yet"), _("You may not add sources. Please ask a medical editor."))
    elif record.work.title:
        is_like = line.verdict == Verdict.SUGGESTION
        label = _("Add it as another work") if is_like else _("Add")
        yield Option("take", label, _about(record, line), record=_sealed(record), as_new=is_like)
    else:
        yield from _of_number(record)


def _of_number(record: Record) -> Iterator[Option]:
    """A number that is not here: it is looked up where that is switched on, else its fields are typed."""
    number, about = ", ".join(_numbers(record)), ""
    if lookup.is_enabled():
        yield Option("look", _("Look up %(number)s") % {"number": number}, _("at Crossref and PubMed"))
    else:
        about = _("%(number)s is not here yet, and look-ups are off.") % {"number": number}
    yield Option("fill", _("Fill in title, author and year"), about, fields={"number": number})


def _looked_up(record: Record) -> tuple[tuple[Record, ...], list[str]]:
    """What the services say of a number: one record where they agree, each one's where they do not."""
    numbers = importers.numbers(" ".join(_numbers(record)))
    proposal = jobs.propose(numbers, lookup.lookups())
    whole = jobs.united(proposal)
    found = (whole,) if whole else tuple(offer.record for offer in proposal.offers)
    return found or (record,), [*proposal.disagreements, *proposal.problems]


def _chosen(entry: dict[str, Any], said: str = "") -> Option:
    parts = [said, entry["title"], entry["kind"], entry["standing"]]
    return Option("choose", entry["label"], " · ".join(filter(None, parts)), source=entry)


def _known(keys: Iterable[str]) -> dict[str, dict[str, Any]]:
    """The sources that records are or became, as the picker knows them; a merged one gives way."""
    found = Source.objects.by_key(filter(None, keys))
    shown = {each["key"]: each for each in entries({source.key: source for source in found.values()})}
    return {key: shown[source.key] for key, source in found.items()}


def _about(record: Record, line: Line) -> str:
    return " ".join([line.label, *record.remarks])


def _sealed(record: Record) -> str:
    """The record as it was shown, so that exactly this one is taken in."""
    return signing.dumps(record.as_dict(), salt=SALT, compress=True)


def _numbers(record: Record) -> list[str]:
    """Its numbers as a person names them."""
    labels = {"doi": "DOI", "pmid": "PMID", "isbn": "ISBN", "arxiv": "arXiv"}
    found = {scheme: getattr(record.work, scheme) for scheme in IDENTIFIERS}
    return [f"{labels.get(scheme, '')} {value}".strip() for scheme, value in found.items() if value]


def _taken(line: Line) -> str:
    """What became of it, where a person should know more than that it is chosen."""
    if line.is_taken and not line.work.is_identified:
        return _("Added. Until it has a number, no page that cites it can be published.")
    return _("Added.") if line.is_taken else line.sentence


def _count(records: int) -> str:
    if records <= OFFERED:
        return _("%(count)s works in this text.") % {"count": records}
    words = _("%(count)s works in this text; the first %(shown)s are listed. “Import sources” takes all.")
    return words % {"count": records, "shown": OFFERED}
