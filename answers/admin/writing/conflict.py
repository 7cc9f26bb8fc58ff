"""Two people edited one answer: mine, theirs and what both began from, side by side; no text is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from django.forms import CharField, Form, Media, Textarea
from django.utils.translation import gettext_lazy as _

from answers.admin.writing.forms import BODIES
from answers.admin.writing.widgets import ProseWidget
from answers.content import SIGNS, Content, Use
from answers.models import Certainty, Citation, Contributor
from answers.outcomes import sentence
from answers.rendering import claims, markup
from answers.rendering.comparing import Piece, words
from answers.revisions import Conflict, Draft

LABELS = {
    "wording": _("Question"),
    "short_answer": _("Short answer"),
    "certainty": _("How sure are we?"),
    "certainty_reason": _("Why"),
    "emergency_signs": _("Signs of an emergency"),
    "urgent_signs": _("Signs to call about today"),
    "soon_signs": _("Signs to see a doctor about"),
    "research": _("What the research says"),
    "how_it_works": _("How it works"),
    "outcomes": _("Possible benefits and harms"),
    "no_treatment": _("No treatment or waiting"),
    "other_choices": _("Other choices to talk about"),
    "quality_of_life": _("What it means for daily life"),
    "unknowns": _("What we do not know"),
    "doctor_questions": _("What to ask your doctor"),
    "citations": _("What is said of citations"),
    "set_aside": _("Sources we looked at but did not use"),
    "certainties": _("How sure we are of single sentences"),
    "byline": _("Written by"),
    "evidence_searched_to": _("Evidence searched up to"),
    "search_notes": _("How we searched"),
    "drafted_with": _("Drafted with"),
    "translates": _("Follows the original’s version"),
}
"""The fields of a draft in the page's reading order."""

MERGEABLE = (
    *BODIES,
    "wording",
    "certainty_reason",
    *SIGNS,
    "doctor_questions",
    "search_notes",
    "drafted_with",
)
LINES = ("doctor_questions",)


class MergeForm(Form):
    """Texts put together by hand; each field begins with mine, so that nothing has to be typed again."""


@dataclass(frozen=True)
class Difference:
    """One field that reads otherwise in the two texts."""

    name: str
    label: str
    base: str
    mine: tuple[Piece, ...]
    theirs: tuple[Piece, ...]
    suggested: str
    """“mine” or “theirs” when only that side changed it, else empty: then a person must choose."""


def differences(mine: Draft, conflict: Conflict) -> list[Difference]:
    """The fields in which mine and theirs differ, in reading order."""
    base = conflict.base or Draft(wording="")
    return [
        _difference(name, mine, conflict.theirs, base)
        for name in LABELS
        if _shown(name, mine) != _shown(name, conflict.theirs)
    ]


def merge_form(mine: Draft, found: list[Difference], posted: Mapping[str, str] | None = None) -> MergeForm:
    """A text area for each differing field whose text can be put together by hand."""
    form = MergeForm(posted, prefix="merged")
    for each in found:
        if each.name in MERGEABLE:
            widget = ProseWidget() if each.name in BODIES else Textarea(attrs={"rows": 3})
            form.fields[each.name] = CharField(required=False, label=LABELS[each.name], widget=widget)
            form.initial[each.name] = _editable(each.name, mine)
    return form


def editor_media() -> Media:
    """The files of the editor, also when no text needs merging."""
    return cast("Media", ProseWidget().media)


def resolved(mine: Draft, theirs: Draft, posted: Mapping[str, str]) -> Draft:
    """The draft that the choices make: mine, where nothing else was chosen."""
    choices = {name: posted.get(f"choice-{name}", "mine") for name in LABELS}
    changed = {name: getattr(theirs, name) for name, choice in choices.items() if choice == "theirs"}
    for name in MERGEABLE:
        if choices[name] == "merged":
            changed[name] = _from_merged(name, posted.get(f"merged-{name}", ""))
    changed["citations"] = _united(mine, theirs, choices["citations"])
    return replace(mine, **changed)


def _difference(name: str, mine: Draft, theirs: Draft, base: Draft) -> Difference:
    before, my_text, their_text = (_shown(name, draft) for draft in (base, mine, theirs))
    suggested = "theirs" if my_text == before else "mine" if their_text == before else ""
    return Difference(
        name, str(LABELS[name]), before, words(before, my_text), words(before, their_text), suggested
    )


def _shown(name: str, draft: Draft) -> str:
    return _SHOWN.get(name, _plain)(name, draft)


def _plain(name: str, draft: Draft) -> str:
    value = getattr(draft, name)
    return "" if value is None else str(value)


def _body(name: str, draft: Draft) -> str:
    return markup.text_of(markup.paragraphs(getattr(draft, name)))


def _lines(name: str, draft: Draft) -> str:
    return "\n".join(getattr(draft, name))


def _certainty(name: str, draft: Draft) -> str:
    return str(dict(Certainty.choices).get(draft.certainty, ""))


def _set_aside(name: str, draft: Draft) -> str:
    return "\n".join(f"{each.source_key}: {each.reason}" for each in draft.set_aside)


def _byline(name: str, draft: Draft) -> str:
    people = Contributor.objects.in_bulk(draft.byline)
    return "\n".join(str(people[each]) for each in draft.byline if each in people)


def _certainties(name: str, draft: Draft) -> str:
    bodies: dict[str, Any] = {block: getattr(draft, block) for block in BODIES}
    texts = {claim.hash: claim.text for claim in claims.claims(Content("", **bodies))}
    words = dict(Certainty.choices)
    told = (f"“{texts.get(each.claim_hash, '…')}”: {words[each.certainty]}" for each in draft.certainties)
    return "\n".join(told)


def _outcomes(name: str, draft: Draft) -> str:
    rows = (
        sentence(row, "en") + f" {row.token} {row.certainty} {row.quote}".rstrip() for row in draft.outcomes
    )
    return "\n".join(rows)


def _citations(name: str, draft: Draft) -> str:
    """Only what was said of a citation: that it stands in the text shows in the text."""
    return "\n".join(sorted(_said(use) for use in draft.citations if use.says_something))


def _said(use: Use) -> str:
    parts = (str(dict(Citation.Role.choices)[use.role]), use.quote, use.note)
    return f"{use.source_key}: " + " · ".join(part for part in parts if part)


_SHOWN: dict[str, Callable[[str, Draft], str]] = {
    **dict.fromkeys(BODIES, _body),
    "doctor_questions": _lines,
    "certainty": _certainty,
    "set_aside": _set_aside,
    "byline": _byline,
    "citations": _citations,
    "outcomes": _outcomes,
    "certainties": _certainties,
}


def _editable(name: str, draft: Draft) -> str:
    return _lines(name, draft) if name in LINES else _plain(name, draft)


def _from_merged(name: str, text: str) -> str | tuple[str, ...]:
    if name in LINES:
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    return text


def _united(mine: Draft, theirs: Draft, choice: str) -> tuple[Use, ...]:
    """What both said of citations; where both said something, the chosen side. Unused ones go."""
    ours, yours = (mine, theirs) if choice == "mine" else (theirs, mine)
    united = {(use.claim_hash, use.source_key): use for use in _said_last(ours, yours)}
    return tuple(united.values())


def _said_last(first: Draft, second: Draft) -> Iterator[Use]:
    """Both drafts' citations, the more telling later: of two for one place the last one stands."""
    every = [*second.citations, *first.citations]
    yield from (use for use in every if not use.says_something)
    yield from (use for use in every if use.says_something)
