"""Changes of citations, set-aside sources, writers and single values, each as one line in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers.content import Byline
from answers.models import Contributor
from answers.pages.compared import labels
from answers.rendering.comparing import AsideChange, CitationChange, PersonChange, ValueChange
from answers.rendering.comparing.html import Writer

_CITATIONS = {
    "added": gettext_lazy("Cited now: %(source)s"),
    "removed": gettext_lazy("No longer cited: %(source)s"),
    "source": gettext_lazy("Another source"),
    "locator": gettext_lazy("Place in %(source)s"),
    "quote": gettext_lazy("Quote from %(source)s"),
    "role": gettext_lazy("What %(source)s does for the sentence"),
    "note": gettext_lazy("Reason given for %(source)s"),
    "block": gettext_lazy("Part in which %(source)s is cited"),
    "order": gettext_lazy("Order of the citations in “%(part)s”"),
    "details": gettext_lazy("%(source)s, %(field)s"),
}
_ASIDE = {
    "added": gettext_lazy("Set aside now: %(source)s"),
    "removed": gettext_lazy("No longer set aside: %(source)s"),
    "changed": gettext_lazy("Reason for setting %(source)s aside"),
    "order": gettext_lazy("Order of the sources that were set aside"),
}
_PEOPLE = {
    "added": gettext_lazy("Writer added"),
    "removed": gettext_lazy("Writer removed"),
    "changed": gettext_lazy("Role of a writer"),
    "order": gettext_lazy("The writers are named in another order."),
}
_REWORDED = ("quote", "note")


@dataclass(frozen=True)
class Line:
    """One change: what it is about, what was and what is in safe HTML, and the sentence it stands in."""

    what: str
    change: str = ""
    sentence: str = ""


def citations(changes: Sequence[CitationChange], writer: Writer) -> Iterator[Line]:
    """The changes of citations in their order. What would be said of many is said once, at the end: which
    numbers moved, and how many sentences with a citation were reworded; the text shows those already."""
    yield from (_citation(each, writer) for each in changes if each.kind not in ("number", "sentence"))
    moved = [each for each in changes if each.kind == "number"]
    if moved:
        told = (f"{_name(each.key, writer)} {writer.instead(each.before, each.after)}" for each in moved)
        yield Line(_("Numbers on the page"), _safe("; ".join(told)))
    reworded = {each.sentence for each in changes if each.kind == "sentence"}
    if reworded:
        told_once = ngettext(
            "%(number)s sentence with a citation was reworded.",
            "%(number)s sentences with a citation were reworded.",
            len(reworded),
        )
        yield Line(told_once % {"number": len(reworded)})


def _citation(change: CitationChange, writer: Writer) -> Line:
    named = {
        "source": writer.names.get(change.key, change.key),
        "part": labels.part(change.block),
        "field": labels.field(change.field),
    }
    write = writer.reworded if change.kind in _REWORDED and change.before and change.after else writer.instead
    html = write(*(_shown(change, text, writer.names) for text in (change.before, change.after)))
    sentence = "" if change.kind == "order" else change.sentence
    return Line(str(_CITATIONS[change.kind]) % named, _safe(html), sentence)


def set_aside(changes: Iterable[AsideChange], writer: Writer) -> Iterator[Line]:
    """The changes of what was looked at and not used."""
    for each in changes:
        named = {"source": writer.names.get(each.key, each.key)}
        if each.kind == "order":
            html = writer.instead(*(_names(text, writer.names) for text in (each.before, each.after)))
        else:
            html = (writer.reworded if each.kind == "changed" else writer.instead)(each.before, each.after)
        yield Line(str(_ASIDE[each.kind]) % named, _safe(html))


def people(changes: Iterable[PersonChange], writer: Writer) -> Iterator[Line]:
    """The changes of the by-line; a name that was erased leaves role and credentials."""
    listed = list(changes)
    bylines = [byline for each in listed for byline in (each.before, each.after) if byline]
    known = Contributor.objects.in_bulk({byline.contributor for byline in bylines})
    for each in listed:
        before, after = (_person(byline, known) for byline in (each.before, each.after))
        yield Line(str(_PEOPLE[each.kind]), _safe(writer.instead(before, after)))


def values(changes: Iterable[ValueChange], writer: Writer) -> Iterator[Line]:
    """The changes of single values."""
    for each in changes:
        before, after = (labels.value(each.name, text) for text in (each.before, each.after))
        yield Line(labels.part(each.name), _safe(writer.instead(before, after)))


def _shown(change: CitationChange, text: str, names: Mapping[str, str]) -> str:
    """A stored value of a citation as people know it."""
    if change.kind == "source":
        return names.get(text, text)
    if change.kind == "order":
        return _names(text, names)
    if change.kind == "role":
        return labels.role(text)
    return labels.part(text) if change.kind == "block" else text


def _name(key: str, writer: Writer) -> str:
    return escape(writer.names.get(key, key))


def _names(keys: str, names: Mapping[str, str]) -> str:
    return "; ".join(names.get(key, key) for key in keys.split(", "))


def _person(byline: Byline | None, known: Mapping[int, Contributor]) -> str:
    if byline is None:
        return ""
    contributor = known.get(byline.contributor)
    said = [contributor.name if contributor else "", byline.credentials, byline.role]
    return ", ".join(filter(None, said)) or _("a writer whose name was erased")


def _safe(html: str) -> SafeString:
    return mark_safe(html)  # noqa: S308 (rendering has escaped it)
