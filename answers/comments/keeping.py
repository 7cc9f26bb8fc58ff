"""Keeping what somebody would change as suggestions instead of saving it, so that they can still approve."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.comments import threads
from answers.content import SIGNS, WRITTEN_BLOCKS, Content, Use
from answers.models import Refused, Revision, Thread
from answers.pages.compared import labels
from answers.rendering import claims, markup, suggesting

if TYPE_CHECKING:
    from django.contrib.auth.models import User

MOST = threads.LONGEST_COMMENT - 200
PLAIN = "supports"
"""The role of a citation of which nothing is said."""


@dataclass(frozen=True)
class Kept:
    """The suggestions that were opened, and the comment on the page that tells all that is none of them."""

    suggestions: tuple[Thread, ...]
    rest: Thread | None = None


def keep_as_suggestions(
    revision: Revision, draft: revisions.Draft, *, by: User, at: datetime.datetime
) -> Kept:
    """Open a suggestion on this revision for each passage that the draft words otherwise; no text changes.

    What no passage can say, such as a new paragraph, another source or a question for the doctor, stands in
    one comment on the whole page. Nobody is credited until somebody accepts.
    """
    policies.demand(policies.why_not(by, "comment_answer"))
    newest = revision.answer.revisions.order_by("-number").first()
    if newest is None or newest.pk != revision.pk:
        raise Refused(_("A newer revision was saved meanwhile. Save to see both texts side by side."))
    old, new = revision.content(), revisions.freeze(revision.answer, draft.cleaned())
    with transaction.atomic():
        found = tuple(_suggested(revision, old, new, by=by, at=at))
        told = list(_told(old, new))
        if not found and not told:
            raise Refused(_("The text says this already."))
        return Kept(found, _comment(revision, told, by=by, at=at) if told else None)


def _suggested(
    revision: Revision, old: Content, new: Content, *, by: User, at: datetime.datetime
) -> Iterator[Thread]:
    for block in WRITTEN_BLOCKS:
        for each in suggesting.suggestions(old.body(block), new.body(block)).passages:
            yield threads.open_thread(
                revision,
                by=by,
                at=at,
                kind=Thread.Kind.SUGGESTION,
                text="",
                block=block,
                start=each.start,
                end=each.end,
                replacement=each.words,
            )


def _told(old: Content, new: Content) -> Iterator[str]:
    """Each part with a change that no passage says, in words; of a body the whole new text."""
    for block in WRITTEN_BLOCKS:
        if not suggesting.suggestions(old.body(block), new.body(block)).is_whole:
            lines = markup.lines(markup.parse(new.body(block)))
            yield _part(block, "\n".join(line.text for line in lines))
    if old.certainties != new.certainties:
        texts = {claim.hash: claim.text for claim in claims.claims(new)}
        yield _part(
            "certainties", "\n".join(f"{texts[s.claim_hash]}: {s.certainty}" for s in new.certainties)
        )
    if old.outcomes != new.outcomes:
        yield _part("outcomes", claims.block_text(new.body("outcomes")))
    if old.doctor_questions != new.doctor_questions:
        yield _part("doctor_questions", "\n".join(new.doctor_questions))
    for name in ("question", "certainty", "certainty_reason", *SIGNS, "search_notes", "drafted_with"):
        if getattr(old, name) != getattr(new, name):
            yield _part(name, str(getattr(new, name)))
    if old.evidence_searched_to != new.evidence_searched_to:
        yield _part("evidence_searched_to", str(new.evidence_searched_to or ""))
    if old.set_aside != new.set_aside:
        rows = (f"{each.source_key}: {each.reason}" for each in new.set_aside)
        yield "\n".join((_("Sources we looked at but did not use"), *rows))
    yield from _said_of_citations(old, new)
    if old.byline != new.byline:
        yield _("Another byline.")


def _said_of_citations(old: Content, new: Content) -> Iterator[str]:
    """Roles, quotes and notes that nothing said of this source before, each beside its sentence."""
    sentences = {claim.hash: claim.text for claim in claims.claims(new)}
    before = {_said(use) for use in old.uses}
    for use in new.uses:
        said = [text for text in (use.role, use.quote, use.note) if text]
        if _said(use) not in before and said != [PLAIN]:
            yield f"{sentences.get(use.claim_hash, '')} [{use.source_key}]: {' · '.join(said)}"


def _said(use: Use) -> tuple[str, ...]:
    return (use.source_key, use.role, use.quote, use.note)


def _part(name: str, text: str) -> str:
    return f"{labels.PARTS[name]}:\n{text}"


def _comment(revision: Revision, told: list[str], *, by: User, at: datetime.datetime) -> Thread:
    """One thread on the whole page; what is too long for one message goes on in the next."""
    text = "\n\n".join((_("I would also change:"), *told))
    first, *rest = [text[start : start + MOST] for start in range(0, len(text), MOST)]
    thread = threads.open_thread(revision, by=by, at=at, kind=Thread.Kind.COMMENT, text=first)
    for each in rest:
        threads.reply(thread, by=by, at=at, text=each)
    return thread
