"""One content as safe HTML fragments with numbered marks and references; it knows no page and no database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby
from operator import length_hint
from types import MappingProxyType

from answers.content import CITED_BLOCKS, Content, Use
from answers.rendering import (
    certainties,
    claims,
    marks,
    markup,
    numbering,
    reading,
    references,
    term_marks,
    terms,
)
from answers.rendering.references import Reference, SetAside

Standing = marks.Standing
NONE: Mapping[str, Standing] = MappingProxyType({})


@dataclass(frozen=True)
class Paragraph:
    """One block at the top of a body (paragraph, heading, list or table) as escaped HTML, with its claims."""

    block: str
    html: str
    claims: tuple[claims.Claim, ...]
    marks: str = ""
    """The citation marks in it by themselves, for a paragraph that is shown in another form."""


@dataclass(frozen=True)
class Fragments:
    """The parts of an answer's page that follow from its content alone; every HTML text is escaped."""

    paragraphs: tuple[Paragraph, ...]
    references: tuple[Reference, ...]
    set_aside: tuple[SetAside, ...]
    claims: tuple[claims.Claim, ...]

    @property
    def short_answer(self) -> str:
        """The body of the short answer."""
        return self.body("short_answer")

    @property
    def research(self) -> str:
        """The body of “What the research says”."""
        return self.body("research")

    @property
    def how_it_works(self) -> str:
        """The body of “How it works”."""
        return self.body("how_it_works")

    @property
    def no_treatment(self) -> str:
        """The body of “No treatment or waiting”."""
        return self.body("no_treatment")

    @property
    def other_choices(self) -> str:
        """The body of “Other choices to talk about”."""
        return self.body("other_choices")

    @property
    def quality_of_life(self) -> str:
        """The body of “What it means for daily life”."""
        return self.body("quality_of_life")

    @property
    def unknowns(self) -> str:
        """The body of “What we do not know”."""
        return self.body("unknowns")

    def body(self, block: str) -> str:
        """The HTML of one of CITED_BLOCKS."""
        return "".join(each.html for each in self.paragraphs if each.block == block)


def render(
    content: Content,
    standings: Mapping[str, Standing] = NONE,
    *,
    mark_claims: bool = False,
    prefix: str = "",
    words: marks.Words = marks.ENGLISH,
    glossary: terms.Glossary = terms.NONE,
) -> Fragments:
    """The fragments of an answer; `prefix` keeps the ids of two answers on one page apart.

    The first use of each term of `glossary` leads to where the page explains it.
    """
    numbers = numbering.number(content)
    marked = term_marks.Marker(glossary)
    writer = _Writer(
        content, numbers, standings, mark_claims=mark_claims, prefix=prefix, words=words, marker=marked
    )
    return Fragments(
        paragraphs=tuple(each for block in CITED_BLOCKS for each in writer.paragraphs(block)),
        references=references.listed(content, numbers, writer.back_links, standings),
        set_aside=references.set_aside(content, numbers, standings),
        claims=writer.claims,
    )


def plain_text(
    content: Content, blocks: Collection[str] = CITED_BLOCKS, words: marks.Words = marks.ENGLISH
) -> str:
    """What these blocks say with numbers in brackets, as search, feeds and mail show it."""
    numbers = numbering.number(content)
    writer = _Writer(content, numbers, NONE, words=words)
    return "\n".join(
        text for block in CITED_BLOCKS if block in blocks for text in writer.plain(block) if text
    )


class _Writer:
    """Writes the bodies in reading order and counts the marks as it goes."""

    def __init__(
        self,
        content: Content,
        numbers: numbering.Numbering,
        standings: Mapping[str, Standing],
        *,
        mark_claims: bool = False,
        prefix: str = "",
        words: marks.Words = marks.ENGLISH,
        marker: term_marks.Marker | None = None,
    ) -> None:
        self.claims = claims.claims(content)
        self.back_links: dict[str, list[references.BackLink]] = {}
        self._content = content
        self._numbers = numbers.as_dict()
        self._standings = {
            self._numbers[key]: each for key, each in standings.items() if key in self._numbers
        }
        self._uses = {(use.claim_hash, use.source_key): use for use in content.uses}
        self._mark_claims = mark_claims
        self._prefix = prefix
        self._words = words
        self._marker = marker
        self._written = 0
        self._marks: list[str] = []
        self._is_rows = False
        self._sure = certainties.own_of(content)

    def paragraphs(self, block: str) -> Iterator[Paragraph]:
        body = reading.read(self._content.body(block))
        of_block = [claim for claim in self.claims if claim.block == block]
        left, lines = iter(of_block), iter(body.lines)
        done = 0
        self._is_rows = block == "outcomes"  # readers see a table, in which no word is explained
        for node in body.tree:
            self._marks.clear()
            html = markup.write((node,), lambda _: self._line(next(lines), left))
            count = len(of_block) - done - length_hint(left)
            here = tuple(of_block[done : done + count])
            yield Paragraph(block, _reachable(html), here, "".join(self._marks))
            done += count

    def plain(self, block: str) -> Iterator[str]:
        of_block = (claim for claim in self.claims if claim.block == block)
        for line in reading.read(self._content.body(block)).lines:
            written = []
            position = 0
            for place, end in enumerate(line.sentences):
                claim = next(of_block)
                for at, found in self._clusters(line, place, claim):
                    numbers = sorted({self._numbers[use.source_key] for use in found.uses})
                    space = " " if at else ""
                    mark = f"{space}{marks.plain(numbers)}{line.space_after_mark(at)}" if numbers else ""
                    written.append(line.text[position:at] + mark)
                    position = at
                written.append(line.text[position : end[1]])
                position = max(position, end[1])
                if told := marks.sure(self._sure.get(claim.hash, ""), self._words):
                    written.append(f" {told}")
            yield "".join(written)

    def _line(self, line: reading.Line, of_block: Iterator[claims.Claim]) -> str:
        """A line's runs, cut only where a mark stands or a claim begins or ends."""
        written = []
        position = 0
        for at, html in self._with_terms(line, list(self._insertions(line, of_block))):
            written.append(_between(line, position, at) + html)
            position = at
        written.append(_between(line, position, len(line.text)))
        return "".join(written)

    def _with_terms(self, line: reading.Line, found: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """The same with the marks of terms between them, where nothing else stands inside a term."""
        return self._marker.merged(line, found) if self._marker and not self._is_rows else found

    def _insertions(self, line: reading.Line, of_block: Iterator[claims.Claim]) -> Iterator[tuple[int, str]]:
        for place, (start, end) in enumerate(line.sentences):
            claim = next(of_block)
            if self._mark_claims:
                name = escape(f"{self._prefix}claim-{claim.number}")
                yield start, f'<span class="claim" id="{name}" data-start="{claim.start}">'
            for at, found in self._clusters(line, place, claim):
                mark = self._mark(found, claim)
                if mark:
                    yield at, mark + line.space_after_mark(at)
            if self._mark_claims:
                yield end, "</span>"
            if not self._is_rows and (told := marks.sure_html(self._sure.get(claim.hash, ""), self._words)):
                yield end, told

    def _clusters(
        self, line: reading.Line, place: int, claim: claims.Claim
    ) -> Iterator[tuple[int, _Cluster]]:
        """The clusters of one sentence: all tokens that come to stand at one place are one."""
        start, end = line.sentences[place]
        by_place = groupby(
            sorted(line.marks_of(place), key=lambda mark: mark.place),
            key=lambda mark: min(max(mark.place, start), end),
        )
        for at, group in by_place:
            yield at, self._cluster(tuple(group), claim)

    def _cluster(self, group: tuple[reading.Mark, ...], claim: claims.Claim) -> _Cluster:
        uses: list[Use] = []
        broken = []
        for mark in group:
            if mark.token.items is None:
                broken.append(f"{self._words.unreadable}: {mark.token.raw.strip('[@]')}")
            for item in mark.token.items or ():
                use = self._uses.get((claim.hash, item.key)) or Use(claim.hash, item.key)
                if self._content.work(item.key) is None:
                    broken.append(f"{self._words.missing}: {item.key}")
                elif use.role != "not_relevant":
                    uses.append(
                        Use(claim.hash, item.key, item.locator or use.locator, use.role, use.quote, use.note)
                    )
        return _Cluster(tuple(uses), tuple(broken))

    def _mark(self, cluster: _Cluster, claim: claims.Claim) -> str:
        faults = "".join(marks.broken(text) for text in cluster.broken)
        if not cluster.uses:
            return faults
        self._written += 1
        name = f"{self._prefix}cite-{self._written}"
        for key, uses in cluster.by_source().items():
            links = self.back_links.setdefault(key, [])
            locator = "; ".join(dict.fromkeys(use.locator for use in uses if use.locator))
            letter = numbering.letters(len(links) + 1)
            links.append(references.BackLink(letter, name, claim, locator, uses[0].quote, uses[0].role))
        numbers = [self._numbers[key] for key in cluster.by_source()]
        mark = marks.html(numbers, self._standings, name=name, prefix=self._prefix, words=self._words)
        self._marks.append(mark)
        return mark + faults


@dataclass(frozen=True)
class _Cluster:
    """The uses that stand at one place, and what could not be resolved there."""

    uses: tuple[Use, ...]
    broken: tuple[str, ...]

    def by_source(self) -> dict[str, list[Use]]:
        grouped: dict[str, list[Use]] = {}
        for use in self.uses:
            grouped.setdefault(use.source_key, []).append(use)
        return grouped


def _reachable(html: str) -> str:
    """A wide table scrolls sideways on a small screen, so the keyboard must come to it too."""
    return html.replace("<table>", '<table tabindex="0">')


def _between(line: reading.Line, start: int, end: int) -> str:
    runs = line.cut(start, end)
    return markup.inline(runs if line.text[start:end].strip() else [markup.Run(run.text) for run in runs])
