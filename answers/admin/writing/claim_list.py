"""An answer's sentences with their citations and checks, as a writer sees them beside the text; no rules."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answers import gates
from answers.admin.writing import former_checks
from answers.admin.writing.forms import DraftForm
from answers.content import CITED_BLOCKS, WRITTEN_BLOCKS, Content, Use
from answers.gates import Examined
from answers.models import Answer, Certainty, Citation, CitationCheck
from answers.pages.compared import labels
from answers.rendering import certainties, numbering
from answers.rendering import claims as claims_of
from answers.rendering.claims import Claim
from answers.revisions import Draft, Place
from sources import notices
from sources.cited import Cited
from sources.models import Source, Standing

LONGEST_CHOICE = 120
STALE, HOLDS, WAITS, OBJECTION = "stale", "holds", "waits", "objection"
UNREMARKABLE = (Standing.NOT_CHECKED, Standing.AS_PUBLISHED)
UNCITED, CONFIRMED = "uncited", "confirmed"
ASIDE, UNKNOWN = UNNUMBERED = "aside", "unknown"


@dataclass(frozen=True)
class State:
    """How the checks of a sentence or citation stand, in a word for the style and in words for a person."""

    name: str = ""
    words: str = ""
    former: str = ""
    """The sentence that a check which went stale was of, where it read otherwise."""
    why: str = ""
    """What the gate says of it, where checks stand in the way."""


@dataclass(frozen=True)
class CitationShown:
    """One citation of one sentence; `row` numbers the fields of the form that speak of it."""

    use: Use
    label: str
    title: str
    place: Place
    role: str
    standing: str
    state: State
    row: int | None = None

    @property
    def wants_quote(self) -> bool:
        """Whether a checker would miss the writer's quote."""
        return not self.use.quote and self.use.role in ("supports", "partly", "contradicts")


@dataclass(frozen=True)
class ClaimShown:
    """One sentence, or a heading, with its citations."""

    claim: Claim
    state: State
    citations: tuple[CitationShown, ...] = ()
    sure: str = ""

    @property
    def may_be_rated(self) -> bool:
        """Whether it can be said of it how sure we are; a row of numbers says so itself."""
        return self.claim.block != "outcomes" and not self.claim.is_heading

    @property
    def marks(self) -> tuple[str, ...]:
        """What the list can be narrowed to and still shows it."""
        states = {self.state.name, *(each.state.name for each in self.citations)}
        is_true = {
            "cited": any(each.state.name not in UNNUMBERED for each in self.citations),
            "uncited": self.state.name in (UNCITED, STALE, OBJECTION),
            "confirmed": self.state.name == CONFIRMED,
            "stale": STALE in states,
            "objection": OBJECTION in states,
            "quoteless": any(each.wants_quote for each in self.citations),
        }
        return tuple(name for name, holds in is_true.items() if holds)


@dataclass(frozen=True)
class Count:
    """One number of the line above the list, and what narrowing to it leaves."""

    name: str
    words: str


@dataclass(frozen=True)
class ClaimList:
    """The whole list, block by block in reading order; every citation has one row of the form.

    What was said of citations that are not in the text now is `loose`: not shown, and not lost either.
    """

    blocks: tuple[tuple[str, tuple[ClaimShown, ...]], ...]
    counts: tuple[Count, ...]
    loose: tuple[tuple[int, Use], ...]
    rows: int


def of(
    answer: Answer,
    draft: Draft,
    frozen: Content,
    sources: Mapping[str, Source],
    checks: Mapping[str, list[CitationCheck]],
    cited: Cited | None = None,
) -> ClaimList:
    """The list for a text as it is typed and cleaned, and as it freezes with its sources; with the answer's
    counting checks.

    Long or short, it asks as many queries.
    """
    seen = gates.examined(answer, frozen, checks)
    waiting = [each.need for each in seen if not each.checks]
    former = former_checks.found(waiting, checks, [each.need for each in seen], sources.values())
    numbers = numbering.number(frozen)
    states = {_key(each): _state(each, former, numbers) for each in seen}
    told = (cited or Cited.among(sources)).standings()
    claims = tuple(_shown(frozen, sources, told, states, _places(draft, frozen)))
    blocks = {block: tuple(each for each in claims if each.claim.block == block) for block in CITED_BLOCKS}
    in_text = _said_in_text(frozen)
    kept = {replace(use, claim_hash="", locator="") for use in frozen.uses}
    said = (use for use in draft.citations if use.says_something)
    loose = [use for use in said if replace(use, claim_hash="", locator="") not in kept]
    return ClaimList(
        blocks=tuple((_label(block), found) for block, found in blocks.items()),
        counts=tuple(_counts(claims)),
        loose=tuple(enumerate(loose, start=len(in_text))),
        rows=len(in_text) + len(loose),
    )


def sentences(listed: ClaimList) -> list[tuple[str, str]]:
    """What can be chosen where it is said of a sentence how sure we are: its hash, and its words."""
    every = (shown for _label, block in listed.blocks for shown in block if shown.may_be_rated)
    return list({shown.claim.hash: shown.claim.text[:LONGEST_CHOICE] for shown in every}.items())


def _label(block: str) -> str:
    return str(labels.PARTS[block] if block == "outcomes" else DraftForm.base_fields[block].label)


def _said_in_text(frozen: Content) -> list[tuple[str, str]]:
    """The citations of which the form asks beside their sentence; a row of numbers holds its own."""
    of_rows = {claim.hash for claim in claims_of.claims(frozen, {"outcomes"})}
    pairs = ((use.claim_hash, use.source_key) for use in frozen.uses if use.claim_hash not in of_rows)
    return list(dict.fromkeys(pairs))


def _key(seen: Examined) -> tuple[int, str]:
    return seen.need.claim.number, seen.need.use.source_key if seen.need.use else ""


def _shown(
    frozen: Content,
    sources: Mapping[str, Source],
    told: Mapping[str, notices.StandingWords],
    states: Mapping[tuple[int, str], State],
    places: Mapping[tuple[int, str], Place],
) -> Iterator[ClaimShown]:
    said = {(use.claim_hash, use.source_key): use for use in frozen.uses}
    rows = {pair: row for row, pair in enumerate(_said_in_text(frozen))}
    sure, words = certainties.own_of(frozen), {code: str(label) for code, label in Certainty.choices}
    for claim in claims_of.claims(frozen):
        cited = []
        for key in dict.fromkeys(item.key for item in claim.items):
            pair = (claim.hash, key)
            shown = CitationShown(
                use=said[pair],
                label=sources[key].label if key in sources else key,
                title=sources[key].title if key in sources else "",
                place=places[claim.number, key],
                role=str(Citation.Role(said[pair].role).label),
                standing=_standing(told.get(key)),
                state=_of_citation(said[pair], states.get((claim.number, key))),
                row=rows.pop(pair, None),
            )
            cited.append(shown)
        state = State() if claim.is_heading else states.get((claim.number, ""), State())
        yield ClaimShown(claim, state, tuple(cited), words.get(sure.get(claim.hash, ""), ""))


def _places(draft: Draft, frozen: Content) -> dict[tuple[int, str], Place]:
    """Where each sentence names each of its sources first, by the key that is written there."""
    bare = replace(
        frozen, outcomes=draft.outcomes, **{block: getattr(draft, block) for block in WRITTEN_BLOCKS}
    )
    times: Counter[tuple[str, str]] = Counter()
    found: dict[tuple[int, str], Place] = {}
    for written, claim in zip(claims_of.claims(bare), claims_of.claims(frozen), strict=True):
        for item, present in zip(written.items, claim.items, strict=True):
            times[claim.block, item.key] += 1
            place = (claim.block, item.key, times[claim.block, item.key])
            found.setdefault((claim.number, present.key), place)
    return found


def _standing(told: notices.StandingWords | None) -> str:
    """What became of a source, where a writer must know it."""
    return told.label if told and told.code not in UNREMARKABLE else ""


def _of_citation(use: Use, state: State | None) -> State:
    if state is not None:
        return state
    if use.role == Citation.Role.NOT_RELEVANT:
        return State(ASIDE, _("listed among the sources that were not used"))
    return State(UNKNOWN, _("no source has this key"))


def _state(
    seen: Examined, former: Mapping[gates.Needed, former_checks.Former], numbers: numbering.Numbering
) -> State:
    use, is_cited = seen.need.use, seen.need.use is not None
    if seen.checks and not seen.obstacle:
        return State(HOLDS, _verdict(seen.checks[-1])) if is_cited else State(CONFIRMED, _confirmed())
    if seen.checks:
        told = {"number": numbers.number(use.source_key) if use else "", "sentence": seen.need.claim.text}
        words = " · ".join(dict.fromkeys(_verdict(check) for check in seen.checks))
        return State(OBJECTION, words, why=seen.obstacle % told)
    if gone := former.get(seen.need):
        words = _("its check went stale: %(verdict)s") % {"verdict": gone.check.get_verdict_display()}
        return State(STALE, words, gone.sentence)
    return State(WAITS, _("waits for a check")) if is_cited else State(UNCITED, _("no citation"))


def _confirmed() -> str:
    return _("no citation; confirmed that it needs none")


def _verdict(check: CitationCheck) -> str:
    words = _("checked: %(verdict)s") % {"verdict": check.get_verdict_display()}
    return f"{words} ({check.get_reading_display()})" if check.reading else words


def _counts(claims: Iterable[ClaimShown]) -> Iterator[Count]:
    """Sentences first, then what is done and what is left to do; what there is none of is left out."""
    shown = list(claims)
    marked = Counter(mark for each in shown if not each.claim.is_heading for mark in each.marks)
    states = Counter(
        state.name for each in shown for state in (each.state, *(c.state for c in each.citations))
    )
    quoteless = sum(one.wants_quote for each in shown for one in each.citations)
    sentences = sum(not each.claim.is_heading for each in shown)
    stale, objections = states[STALE], states[OBJECTION]
    told = (
        ("", ngettext("%(n)s sentence", "%(n)s sentences", sentences), sentences),
        ("cited", _("%(n)s cited"), marked["cited"]),
        ("uncited", _("%(n)s without a citation"), marked["uncited"]),
        ("confirmed", _("%(n)s confirmed to need none"), marked["confirmed"]),
        ("stale", ngettext("%(n)s check went stale", "%(n)s checks went stale", stale), stale),
        ("objection", ngettext("%(n)s objection", "%(n)s objections", objections), objections),
        ("quoteless", _("%(n)s without a quote"), quoteless),
    )
    yield from (Count(name, words % {"n": number}) for name, words, number in told if number or not name)
