"""What a draft must be to be stored: incomplete is fine, malformed is not. Every message says what to do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from answers import sanitize
from answers.content import CERTAINTIES, ROLES, SIGNS, Content
from answers.models import Question, Refused
from answers.outcomes import DENOMINATORS, DIRECTIONS
from answers.rendering import claims as claims_of
from answers.rendering.problems import Problem, problems
from answers.revisions.drafts import Draft

LONGEST_QUOTE = 300
LONGEST_LINE = 300
LONGEST_REASON = 500
LONGEST_LOCATOR = 250
LONGEST_LANGUAGE = 12
LONGEST_NAME = 120


class Malformed(Refused):
    """The draft cannot be stored as it is; `problems` says where and what to do."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__(*(problem.message for problem in self.problems))


def fit(text: str, most: int) -> str:
    """What a person wrote beside a verb, as it may be stored; Refused when it cannot be, and never cut."""
    try:
        plain = sanitize.plain(text)
    except sanitize.UnfitTextError as unfit:
        raise Refused(str(unfit)) from unfit
    if len(plain) > most:
        message = _("“%(text)s…” is longer than %(most)s characters. Please shorten it.")
        raise Refused(message % {"text": plain[:60], "most": most})
    return plain


def refuse_wording(wording: str, language: str) -> None:
    """Raise Refused for a question that is empty, too long or asked already."""
    if not wording:
        raise Refused(_("Write the question first."))
    if len(wording) > LONGEST_LINE:
        raise Refused(_("The question is longer than %(most)s characters.") % {"most": LONGEST_LINE})
    asked = Question.objects.filter(wording__iexact=wording, language=language).first()
    if asked is not None:
        raise Refused(_("This question is already here: open “%(question)s”.") % {"question": asked})


def refuse_malformed(frozen: Content, draft: Draft) -> None:
    """Raise Malformed with every fault of the draft."""
    known = {work.key for work in frozen.works}
    found = [problem for problem in problems(frozen, known) if not problem.is_warning]
    found += [Problem("too_long", block, "", message) for block, message in _lengths(frozen)]
    found += [Problem("unknown_choice", block, "", message) for block, message in _choices(frozen)]
    missing = {each.source_key for each in frozen.set_aside} - known
    found += [
        Problem("unknown_key", "set_aside", "", _("The source “%(key)s” does not exist.") % {"key": key})
        for key in sorted(missing)
    ]
    if not draft.wording:
        found.append(Problem("empty", "wording", "", _("Write the question first.")))
    if found:
        raise Malformed(found)


def _choices(frozen: Content) -> Iterator[tuple[str, str]]:
    """Values that no form offers, and rows that are there twice."""
    if frozen.certainty and frozen.certainty not in CERTAINTIES:
        yield "certainty", _("Choose one of the six wordings for how sure we are.")
    if any(each.certainty not in CERTAINTIES for each in frozen.certainties):
        yield "certainties", _("Choose one of the six wordings for how sure we are of a sentence.")
    yield from _rows(frozen)
    if any(use.role not in ROLES for use in frozen.uses):
        yield "citations", _("Choose one of the five roles for each citation.")
    if len({each.source_key for each in frozen.set_aside}) < len(frozen.set_aside):
        yield "set_aside", _("A source is listed twice among those that were not used. Keep one.")
    if len({each.contributor for each in frozen.byline}) < len(frozen.byline):
        yield "byline", _("A person is named twice as a writer. Keep one.")


def _rows(frozen: Content) -> Iterator[tuple[str, str]]:
    """Rows of benefits and harms that say nothing, or more than one thing."""
    claims = claims_of.claims(frozen, {"outcomes"})
    if len(claims) != len(frozen.outcomes):
        yield "outcomes", _("A row of benefits and harms holds more than one sentence. Leave out full stops.")
    for row in frozen.outcomes:
        told = {"outcome": row.outcome}
        if not (row.option and row.outcome):
            yield "outcomes", _("Each row of benefits and harms names an option and what could happen.")
        if row.direction not in DIRECTIONS or row.certainty not in ("", *CERTAINTIES):
            yield "outcomes", _("“%(outcome)s”: choose from the lists.") % told
        if row.denominator not in DENOMINATORS:
            yield "outcomes", _("“%(outcome)s”: count out of 100, 1,000 or 10,000 people.") % told
        elif not (0 <= row.with_option <= row.denominator and 0 <= row.without <= row.denominator):
            yield "outcomes", _("“%(outcome)s”: more people than there are. Mend the numbers.") % told


def _lengths(frozen: Content) -> Iterator[tuple[str, str]]:
    """Texts longer than their field: the database on one box would keep them, on another refuse them."""
    for block, text, most in _bounded(frozen):
        if len(text) > most:
            message = _("“%(text)s…” is longer than %(most)s characters. Please shorten it.")
            yield block, message % {"text": text[:60], "most": most}


def _bounded(frozen: Content) -> Iterator[tuple[str, str, int]]:
    yield "wording", frozen.question, LONGEST_LINE
    yield "certainty_reason", frozen.certainty_reason, LONGEST_REASON
    yield "drafted_with", frozen.drafted_with, LONGEST_LINE
    for card in SIGNS:
        for line in frozen.signs(card):
            yield card, line, LONGEST_LINE
    for text in frozen.doctor_questions:
        yield "doctor_questions", text, LONGEST_LINE
    for use in frozen.uses:
        yield "citations", use.quote, LONGEST_QUOTE
        yield "citations", use.note, LONGEST_REASON
        yield "citations", use.locator, LONGEST_LOCATOR
    for row in frozen.outcomes:
        for text in (row.option, row.outcome, row.instead, row.time):
            yield "outcomes", text, LONGEST_NAME
        yield "outcomes", row.cited, LONGEST_LOCATOR
        yield "outcomes", row.quote, LONGEST_QUOTE
    for each in frozen.set_aside:
        yield "set_aside", each.reason, LONGEST_REASON
