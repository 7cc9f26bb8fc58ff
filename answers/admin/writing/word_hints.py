"""What stands beside an answer's text about its words: which are not explained, which have plainer ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _

from answers import glossary, policies
from answers.content import Content
from answers.models import Term
from answers.pages.compared import labels
from answers.rendering import hard_words, plain_words, terms, words_used
from answers.rendering.hard_words import HardWord


@dataclass(frozen=True)
class Unexplained:
    """A word that no page explains yet, where it stands, and where a colleague can write it."""

    text: str
    part: str
    address: str = ""
    said: str = ""


@dataclass(frozen=True)
class Plainer:
    """A hard word, what would be plainer, and in which parts of the page it stands."""

    text: str
    instead: str
    parts: str


@dataclass(frozen=True)
class WordHints:
    """All of it; `explained` are the words that readers find under “Words used on this page”."""

    unexplained: tuple[Unexplained, ...]
    plainer: tuple[Plainer, ...]
    explained: tuple[str, ...]


def of(content: Content, person: User, known: terms.Glossary | None = None) -> WordHints:
    """The hints for a text as it is typed; two queries, however long it is, or one with the known words."""
    known = glossary.public(content.language) if known is None else known
    begun = {term.headword.casefold(): term for term in Term.objects.filter(glossary=content.language)}
    may_write = policies.may(person, "write_term")
    found = hard_words.unexplained(content, known)
    return WordHints(
        unexplained=tuple(_unexplained(each, content.language, begun, may_write=may_write) for each in found),
        plainer=_plainer(content, known),
        explained=tuple(each.headword for each in words_used.explained(content, known).terms),
    )


def _unexplained(word: HardWord, language: str, begun: Mapping[str, Term], *, may_write: bool) -> Unexplained:
    part = labels.part(word.block)
    term = begun.get(word.text.casefold())
    if term is not None:
        said = _("retired") if term.retired_at else _("waits for approval")
        return Unexplained(word.text, part, reverse("admin:glossary_word", args=[term.pk]), said)
    if not may_write:
        return Unexplained(word.text, part)
    asked = urlencode({"headword": word.text, "language": language, "kind": word.kind})
    return Unexplained(word.text, part, f"{reverse('admin:glossary_new')}?{asked}", _("write it"))


def _plainer(content: Content, known: terms.Glossary) -> tuple[Plainer, ...]:
    """Each hard word once; one that the page explains needs no other."""
    explained = words_used.explained(content, known).forms
    found: dict[str, list[plain_words.Hint]] = {}
    for hint in plain_words.hints(content):
        if hint.text.casefold() not in explained:
            found.setdefault(hint.text.casefold(), []).append(hint)
    return tuple(
        Plainer(hints[0].text, hints[0].instead, ", ".join(labels.part(each.block) for each in hints))
        for hints in found.values()
    )
