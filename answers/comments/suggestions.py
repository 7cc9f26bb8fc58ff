"""Suggestions: what accepting one makes of the newest revision, and accepting it; it approves nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from answers import policies, revisions
from answers.comments import mentions, placing, recording, threads
from answers.content import CITED_BLOCKS, Content, Use
from answers.models import Anchor, Credit, Delivery, Refused, Revision, Thread
from answers.rendering import anchors, passages, replacing
from answers.rendering import claims as claims_of
from answers.rendering.anchors import Placement
from answers.rendering.claims import Claim

if TYPE_CHECKING:
    from django.contrib.auth.models import User


@dataclass(frozen=True)
class Proposal:
    """What accepting a suggestion makes of a revision: the draft, the words, and the marks they lose."""

    thread: Thread
    place: Placement
    draft: revisions.Draft
    before: str
    after: str
    lost: frozenset[str] = frozenset()


def proposal(thread: Thread, revision: Revision) -> Proposal:
    """The suggestion carried out on this revision; nothing is stored.

    Raises Refused when it is no open suggestion, when a newer revision was saved, or when its passage does
    not stand there exactly and within one paragraph.
    """
    _refuse_other_than_open(thread)
    newest = revision.answer.revisions.order_by("-number").first()
    if newest is None or newest.pk != revision.pk or revision.answer_id != thread.answer_id:
        raise Refused(_("A newer revision was saved meanwhile. Open it, and accept the suggestion there."))
    place = next((place for each, place in placing.placed(revision) if each.pk == thread.pk), None)
    if place is None or place.state != "exact":
        raise Refused(
            _("The passage was changed since. Say first where the suggestion belongs, or change it by hand.")
        )
    if place.block == "outcomes":
        raise Refused(_("A row of benefits and harms is made of numbers. Change it in the form."))
    carried_out = _in_block if place.block in CITED_BLOCKS else _in_plain_text
    proposed = carried_out(thread, place, revision.content())
    if proposed is None:
        raise Refused(
            _("The passage runs over several paragraphs. Change it by hand, then resolve the suggestion.")
        )
    return proposed


def _in_block(thread: Thread, place: Placement, content: Content) -> Proposal | None:
    body = content.body(place.block)
    new = replacing.replace(body, place.start, place.end, thread.replacement)
    if new is None:
        return None
    before = claims_of.block_text(body)[place.start : place.end]
    return Proposal(thread, place, _draft(content, new.html, place), before, new.written, new.lost)


def _in_plain_text(thread: Thread, place: Placement, content: Content) -> Proposal | None:
    text = passages.text_of(content, place.block)
    new = replacing.replace_plain(text, place.start, place.end, thread.replacement)
    if new is None:
        return None
    changed: dict[str, Any] = {place.block: new}
    if place.block == "question":
        changed = {"wording": new}
    elif place.block == "doctor_questions":
        changed = {"doctor_questions": tuple(new.split("\n"))}
    draft = replace(revisions.draft_from(content), **changed)
    return Proposal(thread, place, draft, text[place.start : place.end], thread.replacement)


def accept(thread: Thread, *, by: User, at: datetime.datetime, revision: Revision) -> Revision:
    """Put the suggested words into the text, as a new revision that credits their author beside the person.

    `revision` is the newest one, which the person saw. Of two who accept at once, the second is Refused.
    """
    policies.demand(policies.why_not(by, "change_answer"))
    proposed = proposal(thread, revision)
    with transaction.atomic():
        saved = _save(proposed, by=by, at=at, base=revision.number)
        rows = _anchor(proposed, revision, saved, by=by, at=at)
        threads.close(thread, saved, by=by, at=at, outcome=Thread.Outcome.ACCEPTED)
        event = recording.record("accepted", thread, by=by, at=at, revision=saved, rows=rows)
        Delivery.objects.owe_mail(event, mentions.participants(thread))
    return saved


def _refuse_other_than_open(thread: Thread) -> None:
    if thread.kind != Thread.Kind.SUGGESTION:
        raise Refused(_("Only a suggestion can be accepted."))
    if thread.status != Thread.Status.OPEN:
        raise Refused(_("Somebody has resolved this already."))


def _save(proposed: Proposal, *, by: User, at: datetime.datetime, base: int) -> Revision:
    thread = proposed.thread
    try:
        saved = revisions.save(
            thread.answer,
            proposed.draft,
            by=by,
            at=at,
            base=base,
            origin=Revision.Origin.SUGGESTION,
            credited=[(thread.opened_by, Credit.How.SUGGESTED)] if thread.opened_by else [],
            note=_("Suggestion #%(number)s") % {"number": thread.pk},
        )
    except revisions.Conflict as overtaken:
        raise Refused(
            _("Somebody saved this answer at the same moment. See whether the suggestion still fits.")
        ) from overtaken
    if saved is None:
        raise Refused(_("The text says this already. Resolve the suggestion instead."))
    return saved


def _anchor(
    proposed: Proposal, old: Revision, new: Revision, *, by: User, at: datetime.datetime
) -> list[Anchor]:
    """From now on the thread stands at the accepted words; citations alone are no place."""
    place = proposed.place
    before, after = (passages.text_of(each.content(), place.block) for each in (old, new))
    end = place.end + len(after) - len(before)
    if end <= place.start:
        return []
    passage = anchors.passage(after, place.start, end, block=place.block)
    fields = recording.fields(passage)
    return [Anchor.objects.create(thread=proposed.thread, revision=new, placed_by=by, placed_at=at, **fields)]


def _draft(content: Content, html: str, place: Placement) -> revisions.Draft:
    """The draft with the new body; what was said of a citation goes with it, however the sentence changed."""
    body: dict[str, Any] = {place.block: html}
    old = [
        claim
        for claim in claims_of.claims(content, {place.block})
        if claim.start < place.end and place.start < claim.end
    ]
    moved = tuple(_moved(content, old, claims_of.claims(replace(content, **body), {place.block})))
    draft = revisions.draft_from(content)
    return replace(draft, citations=(*draft.citations, *moved), **body)


def _moved(content: Content, old: Iterable[Claim], new: Iterable[Claim]) -> Iterator[Use]:
    """Of each citation that is new to its sentence: the place, role, quote and note it had in the old one."""
    for claim in new:
        for key in dict.fromkeys(item.key for item in claim.items):
            if content.use(claim.hash, key) is None:
                said = next((use for each in old if (use := content.use(each.hash, key))), None)
                if said is not None:
                    yield replace(said, claim_hash=claim.hash)
