"""How a draft becomes frozen content: its citations resolved, its sources as they are now."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from answers.content import SIGNS, WRITTEN_BLOCKS, Byline, Content, SetAside, Sure, Use
from answers.models import Answer, Contributor
from answers.outcomes import Outcome
from answers.rendering import claims as claims_of
from answers.rendering import tokens
from answers.rendering.claims import Claim
from answers.revisions.drafts import SAME_NAME, Draft, signs
from answers.revisions.fitness import LONGEST_REASON
from sources.models import Source

ALIKE = 0.6
"""How alike an edited sentence must be to keep the role, quote and note of its citation (difflib's ratio)."""


def present_keys(draft: Draft) -> Draft:
    """The draft with every source named by its present key: an old key, or that of a merged source, is
    written anew, so that one source never has two numbers."""
    return _present(draft)[0]


def _present(draft: Draft) -> tuple[Draft, dict[str, Source]]:
    """The draft under present keys, and the sources that it names, each by its key."""
    bodies = {block: getattr(draft, block) for block in WRITTEN_BLOCKS}
    cited = [*bodies.values(), *(row.token for row in draft.outcomes)]
    written = {item.key for body in cited for token in tokens.find(body) for item in token.items or ()}
    written |= {each.source_key for each in draft.set_aside} | {use.source_key for use in draft.citations}
    found = Source.objects.by_key(written)
    sources = {source.key: source for source in found.values()}
    moved = {key: source.key for key, source in found.items() if source.key != key}
    if not moved:
        return draft, sources
    texts: dict[str, Any] = {block: tokens.renamed(body, moved) for block, body in bodies.items()}
    renamed = replace(
        draft,
        **texts,
        outcomes=tuple(replace(row, cited=tokens.renamed(row.token, moved)[1:-1]) for row in draft.outcomes),
        set_aside=tuple(_set_aside_once(draft.set_aside, moved)),
        citations=tuple(_cited_once(draft.citations, moved)),
    )
    return renamed, sources


def _set_aside_once(given: Iterable[SetAside], moved: Mapping[str, str]) -> Iterable[SetAside]:
    """Under present keys; of two that became one source, the first, with both reasons."""
    found: dict[str | int, SetAside] = {}
    for place, each in enumerate(given):
        key = moved.get(each.source_key, each.source_key)
        slot = key if key in moved.values() else place
        former = found.get(slot)
        found[slot] = SetAside(key, _both(former.reason, each.reason) if former else each.reason)
    return found.values()


def _cited_once(given: Iterable[Use], moved: Mapping[str, str]) -> Iterable[Use]:
    """Under present keys; of two citations that became one, the first that counts, with what both say."""
    found: dict[tuple[str, str], Use] = {}
    for each in given:
        use = replace(each, source_key=moved.get(each.source_key, each.source_key))
        former = found.get((use.claim_hash, use.source_key))
        if former:
            first, second = (use, former) if former.role == "not_relevant" else (former, use)
            use = replace(first, quote=first.quote or second.quote, note=_both(first.note, second.note))
        found[use.claim_hash, use.source_key] = use
    return found.values()


def _both(one: str, other: str) -> str:
    """Two reasons as one, while there is room."""
    both = "; ".join(dict.fromkeys(filter(None, (one, other))))
    return both if len(both) <= LONGEST_REASON else one


def freeze(answer: Answer | None, draft: Draft) -> Content:
    """The content that saving this draft would freeze; nothing is stored, nothing is refused.

    A sentence that was edited keeps what was said of its citations; its checks it does not keep.
    """
    return freeze_with_sources(answer, draft)[0]


def freeze_with_sources(answer: Answer | None, draft: Draft) -> tuple[Content, dict[str, Source]]:
    """The same, with the sources that it cites or sets aside, each by its present key."""
    draft, sources = _present(draft)
    bare = Content(
        question=draft.wording,
        language="en" if answer is None else answer.question.language,
        evidence_searched_to=draft.evidence_searched_to.isoformat() if draft.evidence_searched_to else "",
        **{name: getattr(draft, name) for name in SAME_NAME},
    )
    claims = claims_of.claims(bare)
    of_rows = [claim for claim in claims if claim.block == "outcomes"]
    cited = [item.key for claim in claims for item in claim.items]
    keys = {*cited, *(each.source_key for each in draft.set_aside)}
    if unread := keys - sources.keys():  # a token with “&amp;” or a tag inside is read only with its claim
        sources |= {source.key: source for source in Source.objects.by_key(unread).values()}
    named = {key: sources[key] for key in sorted(keys & sources.keys())}
    frozen = replace(
        bare,
        uses=(*_uses(claims, draft.citations, answer), *_uses_of_rows(of_rows, draft.outcomes)),
        works=tuple(source.work() for source in named.values()),
        byline=tuple(_byline(draft.byline)),
        certainties=tuple(_certainties(claims, draft.certainties, answer)),
    )
    return _with_topics_signs(frozen, answer), named


def _with_topics_signs(own: Content, answer: Answer | None) -> Content:
    """What the answer does not say itself of when to get help, its main topic says."""
    if answer is None:
        return own
    topic = answer.question.main_topic
    found = {card: topic.signs(card, own.language) for card in SIGNS if not getattr(own, card)}
    taken: dict[str, Any] = {card: signs(text) for card, text in found.items() if text}
    return replace(own, **taken, signs_of_topic=tuple(taken)) if taken else own


def _uses(claims: Iterable[Claim], given: Iterable[Use], answer: Answer | None) -> Iterator[Use]:
    """One use for each source that a claim cites, in reading order, with what the editor said of it."""
    known = {(use.claim_hash, use.source_key): use for use in given}
    cited = _places(claim for claim in claims if claim.block != "outcomes")
    loose = [use for pair, use in known.items() if pair not in cited]
    former = dict(answer.citations.values_list("claim_hash", "claim_text")) if answer and loose else {}
    for (claim_hash, key), (claim, locators) in cited.items():
        said = known.get((claim_hash, key)) or _carried(claim, key, loose, former)
        locator = "; ".join(dict.fromkeys(place for place in locators if place))
        yield (
            Use(claim_hash, key, locator, said.role, said.quote, said.note)
            if said
            else Use(claim_hash, key, locator)
        )


def _uses_of_rows(claims: Iterable[Claim], rows: Iterable[Outcome]) -> Iterator[Use]:
    """The citations of benefits and harms: what a row quotes, its first source says."""
    quotes = {claim.hash: row.quote for claim, row in zip(claims, rows, strict=False)}
    for (claim_hash, key), (claim, locators) in _places(claims).items():
        is_first = claim.items[0].key == key
        locator = "; ".join(dict.fromkeys(place for place in locators if place))
        yield Use(claim_hash, key, locator, quote=quotes.get(claim_hash, "") if is_first else "")


def _places(claims: Iterable[Claim]) -> dict[tuple[str, str], tuple[Claim, list[str]]]:
    cited: dict[tuple[str, str], tuple[Claim, list[str]]] = {}
    for claim in claims:
        for item in claim.items:
            cited.setdefault((claim.hash, item.key), (claim, []))[1].append(item.locator)
    return cited


def _carried(claim: Claim, key: str, loose: list[Use], former: Mapping[str, str]) -> Use | None:
    """What was said of the same source at the most similar sentence that is no longer there."""
    best, found = ALIKE, None
    matcher = difflib.SequenceMatcher(None, "", claim.text)
    for use in loose:
        if use.source_key != key or use.claim_hash not in former:
            continue
        matcher.set_seq1(former[use.claim_hash])
        if matcher.real_quick_ratio() < best or matcher.quick_ratio() < best:
            continue  # its true ratio is no higher, and costs most
        ratio = matcher.ratio()
        if ratio > best or (found is None and ratio == best):
            best, found = ratio, use
    if found is not None:
        loose.remove(found)
    return found


def _certainties(claims: Iterable[Claim], given: Iterable[Sure], answer: Answer | None) -> Iterator[Sure]:
    """In reading order; an edited sentence keeps how sure we are of it while it is still alike."""
    known = {each.claim_hash: each.certainty for each in given}
    written = {claim.hash: claim for claim in claims if claim.block != "outcomes"}
    lost = known.keys() - written.keys()
    for claim_hash, claim in _still_alike(written, lost, answer).items():
        known.setdefault(claim, known[claim_hash])
    yield from (Sure(each, known[each]) for each in written if each in known)


def _still_alike(
    written: Mapping[str, Claim], lost: Collection[str], answer: Answer | None
) -> dict[str, str]:
    """By the hash of each lost sentence, as it was last saved, that of the sentence now most like it."""
    newest = (
        answer.revisions.select_related("frozen").order_by("-number").first() if answer and lost else None
    )
    if newest is None:
        return {}
    saved = {claim.hash: claim for claim in claims_of.claims(newest.content())}
    new = [claim for claim in written.values() if claim.hash not in saved]
    found = {}
    for former in (saved[each] for each in lost if each in saved):
        ratios = {each.hash: difflib.SequenceMatcher(None, former.text, each.text).ratio() for each in new}
        best = max(ratios, key=lambda each: ratios[each], default="")
        if best and ratios[best] >= ALIKE:
            found[former.hash] = best
    return found


def _byline(ids: tuple[int, ...]) -> Iterator[Byline]:
    people = Contributor.objects.in_bulk(ids)
    for contributor_id in ids:
        person = people.get(contributor_id)
        if person is not None:
            yield Byline(person.pk, person.role, person.credentials)
