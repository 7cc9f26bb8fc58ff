"""What the parts, shapes and values of an answer are called where two of its texts are compared."""

from __future__ import annotations

import datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.models import Certainty, Citation
from answers.rendering.comparing import Setting
from sources.models import Source

PARTS: dict[str, Promise] = {
    "question": gettext_lazy("Question"),
    "short_answer": gettext_lazy("Short answer"),
    "certainty": gettext_lazy("How sure are we?"),
    "certainty_reason": gettext_lazy("Why we are this sure"),
    "emergency_signs": gettext_lazy("Signs of an emergency"),
    "urgent_signs": gettext_lazy("Signs to call about today"),
    "soon_signs": gettext_lazy("Signs to see a doctor about"),
    "research": gettext_lazy("What the research says"),
    "how_it_works": gettext_lazy("How it works"),
    "outcomes": gettext_lazy("Possible benefits and harms"),
    "no_treatment": gettext_lazy("No treatment or waiting"),
    "other_choices": gettext_lazy("Other choices to talk about"),
    "quality_of_life": gettext_lazy("What it means for daily life"),
    "unknowns": gettext_lazy("What we do not know"),
    "doctor_questions": gettext_lazy("What to ask your doctor"),
    "evidence_searched_to": gettext_lazy("Evidence searched up to"),
    "search_notes": gettext_lazy("How we searched"),
    "drafted_with": gettext_lazy("Drafted with"),
    "language": gettext_lazy("Language"),
    "translates": gettext_lazy("Follows the original’s version"),
    "certainties": gettext_lazy("How sure we are of single sentences"),
    "signs_of_topic": gettext_lazy("Cards taken over from the topic"),
}

_SHAPES: dict[str, Promise] = {
    "paragraph": gettext_lazy("paragraph"),
    "heading 3": gettext_lazy("heading"),
    "heading 4": gettext_lazy("smaller heading"),
    "bullet": gettext_lazy("list item"),
    "number": gettext_lazy("numbered list item"),
    "quote": gettext_lazy("quotation"),
    "row": gettext_lazy("table row"),
    "heading row": gettext_lazy("table heading"),
}
_SET: dict[str, tuple[Promise, Promise, Promise]] = {
    "bold": (
        gettext_lazy("“%(text)s” is bold now."),
        gettext_lazy("“%(text)s” is no longer bold."),
        gettext_lazy("Another part of “%(text)s” is bold."),
    ),
    "italic": (
        gettext_lazy("“%(text)s” is in italics now."),
        gettext_lazy("“%(text)s” is no longer in italics."),
        gettext_lazy("Another part of “%(text)s” is in italics."),
    ),
    "code": (
        gettext_lazy("“%(text)s” is set as code now."),
        gettext_lazy("“%(text)s” is no longer set as code."),
        gettext_lazy("Another part of “%(text)s” is set as code."),
    ),
    "link": (
        gettext_lazy("“%(text)s” leads to %(after)s now."),
        gettext_lazy("“%(text)s” no longer leads to %(before)s."),
        gettext_lazy("“%(text)s” leads to %(after)s now, before to %(before)s."),
    ),
}


def part(name: str) -> str:
    """The heading of a part of the page; a citation that stands in none is kept beside the text."""
    return str(PARTS[name]) if name in PARTS else _("beside the text")


def shape(name: str) -> str:
    """What a block is; inside a list or a quotation, what it is in the innermost one."""
    if name in _SHAPES:
        return str(_SHAPES[name])
    return _("%(inner)s inside another") % {"inner": _SHAPES[name.split()[-1]]}


def setting(told: Setting) -> str:
    """What is set otherwise, in one sentence."""
    if told.kind == "shape":
        shapes = {"before": shape(told.before), "after": shape(told.after)}
        return _("Set as: %(after)s. Before: %(before)s.") % shapes
    came, went, other = _SET[told.kind]
    sentence = went if not told.after else other if told.before else came
    return str(sentence) % {"text": told.text, "before": told.before, "after": told.after}


def value(name: str, stored: str) -> str:
    """A single value as readers know it."""
    if name == "certainty" and stored in Certainty.values:
        return str(Certainty(stored).label)
    if name == "certainties":
        return " · ".join(_of_sentence(each) for each in stored.splitlines())
    if name == "signs_of_topic":
        return ", ".join(str(PARTS[each]) for each in stored.split(", ") if each in PARTS)
    if name == "evidence_searched_to" and stored:
        return date_format(datetime.date.fromisoformat(stored))
    return stored


def _of_sentence(told: str) -> str:
    """A sentence, and how sure we are of it in words."""
    sentence, _colon, code = told.rpartition(": ")
    return f"“{sentence}”: {Certainty(code).label}" if code in Certainty.values else told


def role(stored: str) -> str:
    """What a citation does for its sentence."""
    return str(Citation.Role(stored).label) if stored in Citation.Role.values else stored


def field(name: str) -> str:
    """What a bibliographic field is called; “work” stands for all of them."""
    if name in _FIELDS:
        return str(_FIELDS[name])
    return _("details")


_FIELDS = {each.name: getattr(each, "verbose_name", each.name) for each in Source._meta.get_fields()}
