"""What came of reading a page, in numbers for scripts and sentences for editors; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answers.content import Content
from answers.importers.choices import NONE, Choices
from answers.importers.decisions import Decisions, Place
from answers.importers.headings import LEFT_OUT, SUBHEADING
from answers.importers.page import Heading, Page, shortened
from answers.importers.references import Listed
from answers.importers.runs import Reading
from answers.importers.sections import BODIES
from answers.models import Answer
from answers.rendering import markup, numbering
from sources import formatting, lookup
from sources.importers import Verdict
from sources.importers.formats.entries import Confidence

_MOST_LISTED = 30
_LONGEST_LABEL = 400
_DOUBTS = {
    Confidence.PARTLY: gettext_lazy("Only part of it was understood."),
    Confidence.NUMBER: gettext_lazy("Only its number was understood."),
    Confidence.TEXT: gettext_lazy("It was not understood; its text is the title."),
}


@dataclass(frozen=True)
class Report:
    """A page as it was understood. `answer` is the draft: the new one, or the one made by a former import."""

    page: Page
    decisions: Decisions
    content: Content
    listed: tuple[Listed, ...]
    topic: str
    is_new_topic: bool
    choices: Choices = NONE
    origin_name: str = ""
    answer: Answer | None = None
    is_imported: bool = False

    @property
    def is_known(self) -> bool:
        """Whether this page was imported before; nothing changes then."""
        return self.answer is not None and not self.is_imported

    @property
    def keys(self) -> dict[int, str]:
        """For every number the key of its source."""
        return {each.number: each.work.key for each in self.listed}

    @property
    def cited(self) -> tuple[Place, ...]:
        """The places that cite."""
        return tuple(each for each in self.decisions.places if not each.is_open)

    @property
    def undecided(self) -> tuple[Place, ...]:
        """The marks that stay in the text until somebody decides."""
        return tuple(each for each in self.decisions.places if each.is_open and not each.is_chosen)

    @property
    def suggestions(self) -> tuple[Listed, ...]:
        """The entries that may be a source which is here; a person decides."""
        return tuple(each for each in self.listed if each.verdict == Verdict.SUGGESTION and each.key)

    def understood(self) -> tuple[str, ...]:
        """The parts of the page."""
        return tuple(_understood(self))

    def repaired(self) -> tuple[str, ...]:
        """Every number that became a citation, with the words before it."""
        return tuple(
            _("“%(text)s” after “%(context)s” cites %(numbers)s.")
            % {"text": each.mark.text, "context": before(each), "numbers": spoken(each.reading)}
            for each in self.cited
        )

    def guessed(self) -> tuple[str, ...]:
        """What the page does not say itself."""
        return tuple(_guessed(self))

    def ignored(self) -> tuple[str, ...]:
        """What was left as it was, or left out."""
        return tuple(_ignored(self))

    def sources(self) -> tuple[str, ...]:
        """Every source of the page's list, and what it was found to be."""
        return tuple(f"{each.number}. {label(each)} {told(each)}" for each in self.listed if each.confidence)

    def as_dict(self) -> dict[str, Any]:
        """For scripts: the names of the first six entries are a promise."""
        return {
            "question": self.page.question,
            "topic": self.topic,
            "doctor_questions": len(self.page.doctor_questions),
            "sources": len(set(self.keys.values())),
            "citations": len(self.cited),
            "runs": [
                {"text": each.mark.text, "reading": list(each.reading)} for each in self.cited if each.is_run
            ],
            "undecided": [_as_dict(each) for each in self.undecided],
            "listed": [_listed_as_dict(each) for each in self.listed if each.confidence],
            "source_keys": {str(number): key for number, key in self.keys.items()},
            "answer": self.answer.pk if self.answer else None,
            "imported": self.is_imported,
            "understood": list(self.understood()),
            "repaired": list(self.repaired()),
            "guessed": list(self.guessed()),
            "ignored": list(self.ignored()),
            "remarks": list(self.page.remarks),
        }


def part_names() -> dict[str, str]:
    """What editors call the parts of a page."""
    return {
        "short_answer": _("Short answer"),
        "research": _("What the research says"),
        "unknowns": _("What we do not know"),
        "doctor_questions": _("What to ask your doctor"),
        "references": _("Sources"),
    }


def label(listed: Listed) -> str:
    """An entry as its work is referred to."""
    return formatting.reference_text(listed.work)[:_LONGEST_LABEL]


def told(listed: Listed) -> str:
    """What an entry was found to be, and what a person should look at."""
    key = {"key": listed.key or listed.work.key}
    if listed.verdict == Verdict.CONFLICT:
        said = [listed.sentence, _("It becomes a source of its own, without its numbers. Please look.")]
    elif listed.is_here:
        said = [_("(here as %(key)s)") % key]
    else:
        said = [_("(new)") if listed.work.is_identified else _("(new, not identified yet)")]
        said += [listed.sentence, *listed.remarks]
    if not listed.is_here and listed.confidence in _DOUBTS:
        said.append(str(_DOUBTS[listed.confidence]))
    return " ".join(filter(None, said))


def spoken(reading: Reading) -> str:
    """The numbers of a reading as they are named to editors."""
    numbers = numbering.format_run(reading)
    return ngettext("source %(numbers)s", "sources %(numbers)s", len(reading)) % {"numbers": numbers}


def before(place: Place) -> str:
    """The last words before a mark."""
    words = place.before.rstrip(" [")
    return "…" + words[-40:].partition(" ")[2] if len(words) > 40 else words


def _understood(report: Report) -> Iterator[str]:
    page = report.page
    if page.question:
        yield _("Question: %(question)s") % {"question": page.question}
    if report.topic:
        topic = _("Topic: %(topic)s (new)") if report.is_new_topic else _("Topic: %(topic)s")
        yield topic % {"topic": report.topic}
    names = part_names()
    for part in BODIES:
        name, tree = names[part], getattr(page, part)
        if tree:
            count = sum(1 for _line in markup.lines(tree))
            words = ngettext("%(name)s: %(count)s paragraph", "%(name)s: %(count)s paragraphs", count)
            yield words % {"name": name, "count": count}
    yield _("Questions for the doctor: %(count)s") % {"count": len(page.doctor_questions)}
    yield from _counted(report)
    yield _("Places that cite: %(count)s") % {"count": len(report.cited)}


def _counted(report: Report) -> Iterator[str]:
    works = {each.work.key: each for each in report.listed}.values()
    yield _("Sources: %(count)s") % {"count": len(works)}
    here = sum(each.is_here for each in works)
    if here and not report.is_known:
        yield _("Of these here already: %(count)s") % {"count": here}
    unknown = sum(not each.work.is_identified for each in works)
    if unknown:
        yield _("Of these not identified yet: %(count)s") % {"count": unknown}
    if lookup.is_enabled() and not report.is_known:
        asked = sum(each.work.is_identified and not each.is_here for each in works)
        yield _("To be looked up by their numbers soon: %(count)s") % {"count": asked}


def _guessed(report: Report) -> Iterator[str]:
    yield from _taken(report.page.headings)
    decisions = report.decisions
    if decisions.is_counted:
        yield _(
            "The page has no list of sources. From its marks we took it to have %(count)s; "
            "the highest number is %(highest)s."
        ) % {"count": len(decisions.sources), "highest": decisions.sources[-1]}
        missing = set(range(1, decisions.sources[-1] + 1)) - set(decisions.sources)
        if missing:
            yield _("No mark leads to %(numbers)s.") % {"numbers": spoken(tuple(sorted(missing)))}
    if not report.topic:
        return
    if not report.page.topic:
        yield _("The page names no topic; “%(topic)s” was given.") % {"topic": report.topic}
    elif report.page.topic.casefold() != report.topic.casefold():
        yield _("The page names the topic “%(named)s”; “%(topic)s” was given.") % {
            "named": report.page.topic,
            "topic": report.topic,
        }


def _taken(headings: Iterable[Heading]) -> Iterator[str]:
    """The headings that are not ours, and what each was taken for."""
    names = part_names()
    for each in headings:
        told = {"heading": shortened(each.text), "part": names.get(each.host, "")}
        if each.part == LEFT_OUT:
            yield _("What stands below “%(heading)s” is left out.") % told
        elif each.part == SUBHEADING:
            yield _("“%(heading)s” stays as a subheading of “%(part)s”.") % told
        elif not each.is_sure:
            yield _("“%(heading)s” was taken for “%(part)s”.") % told


def _ignored(report: Report) -> Iterator[str]:
    yield from report.page.remarks
    for each in report.undecided:
        options = "; ".join(spoken(reading) for reading in each.readings)
        message = (
            _("“%(text)s” after “%(context)s” can be %(options)s. It stays in the text until you decide.")
            if options
            else _("“%(text)s” after “%(context)s” leads to no source we know of. It stays in the text.")
        )
        yield message % {"text": each.mark.text, "context": before(each), "options": options}
    cited = {number for each in report.cited for number in each.reading}
    uncited = tuple(sorted(report.keys.keys() - cited))
    if uncited:
        yield _("Listed and not cited: %(numbers)s.") % {"numbers": spoken(uncited)}
    if report.decisions.left_alone:
        listed = ", ".join(report.decisions.left_alone[:_MOST_LISTED])
        yield _("Numbers left alone: %(numbers)s") % {"numbers": listed}
    for line in report.page.ignored:
        yield _("Left out: “%(line)s”") % {"line": shortened(line)}


def _listed_as_dict(listed: Listed) -> dict[str, Any]:
    return {
        "number": listed.number,
        "key": listed.work.key,
        "title": listed.work.title,
        "verdict": listed.verdict.value,
        "confidence": listed.confidence.value if listed.confidence else "",
        "identified": listed.work.is_identified,
        "reason": listed.sentence,
    }


def _as_dict(place: Place) -> dict[str, Any]:
    return {
        "mark": place.number,
        "text": place.mark.text,
        "readings": [list(reading) for reading in place.readings],
        "context": place.context,
    }
