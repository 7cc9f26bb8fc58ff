"""Restricted HTML as a tree of lines and runs, read and written with escaping; it knows no citations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from answers import sanitize

MARKS = ("a", "strong", "em", "sub", "sup", "code")
"""The inline tags in the order in which they are nested when written."""

LINES = frozenset({"p", "h3", "h4", "li", "th", "td", "blockquote"})
BOXES = frozenset({"ul", "ol", "table", "thead", "tbody", "tr"})
BLOCKS = LINES | BOXES
IGNORED = frozenset({"script", "style"})

_SPACES = re.compile(r"[ \t\r\n\f]+")
_BLOCK_TAG = re.compile(rf"<(?:{'|'.join(sorted(BLOCKS))})[\s/>]", re.IGNORECASE)
_BLANK_LINES = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True)
class Run:
    """A stretch of text with the same marks; a line break is the text "\\n"."""

    text: str
    marks: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True)
class Line:
    """A block that holds text and no other block; its tag is empty where text stands loose in a box."""

    tag: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """What it says, without marks."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Box:
    """A block that holds other blocks."""

    tag: str
    children: tuple[Box | Line, ...]


Tree = tuple[Box | Line, ...]


def parse(html: str) -> Tree:
    """The blocks of an HTML text; tags we do not know are dropped and their text is kept."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.finish()


def lines(tree: Tree) -> Iterator[Line]:
    """The lines of a tree in reading order."""
    for node in tree:
        if isinstance(node, Line):
            yield node
        else:
            yield from lines(node.children)


def write(tree: Tree, inner: Callable[[Line], str] | None = None) -> str:
    """The HTML of a tree; `inner` writes what stands in a line, in reading order."""
    return "".join(_written(node, inner or (lambda line: inline(line.runs))) for node in tree)


def inline(runs: Iterable[Run]) -> str:
    """The escaped HTML of runs, each mark closed where it ends."""
    written: list[str] = []
    opened: list[tuple[str, str]] = []
    for run in runs:
        wanted = [(mark, run.href if mark == "a" else "") for mark in run.marks]
        kept = _common(opened, wanted)
        written.extend(f"</{mark}>" for mark, _ in reversed(opened[kept:]))
        written.extend(_opening(mark, href) for mark, href in wanted[kept:])
        written.append(escape(run.text, quote=False).replace("\n", "<br>"))
        opened = wanted
    written.extend(f"</{mark}>" for mark, _ in reversed(opened))
    return "".join(written)


def cut(runs: Iterable[Run], start: int, end: int) -> tuple[Run, ...]:
    """The runs between two offsets of their joined text."""
    found = []
    position = 0
    for run in runs:
        after = position + len(run.text)
        text = (
            run.text[max(start - position, 0) : max(end - position, 0)]
            if after > start and position < end
            else ""
        )
        if text:
            found.append(Run(text, run.marks, run.href))
        position = after
    return tuple(found)


def text_of(html: str) -> str:
    """What an HTML text says, tokens as they are written, one line for each block."""
    return "\n".join(line.text for line in lines(parse(html)))


def paragraphs(text: str) -> str:
    """Text typed without an editor as paragraphs: a blank line ends one, a line end breaks one.

    Text that has block tags is left as it is. Clean it afterwards, never before.
    """
    if _BLOCK_TAG.search(text) or not text.strip():
        return text
    parts = _BLANK_LINES.split(text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{part.strip().replace(chr(10), '<br>')}</p>" for part in parts)


def _common(opened: list[tuple[str, str]], wanted: list[tuple[str, str]]) -> int:
    kept = 0
    while kept < min(len(opened), len(wanted)) and opened[kept] == wanted[kept]:
        kept += 1
    return kept


def _opening(mark: str, href: str) -> str:
    return f'<a href="{escape(href)}">' if mark == "a" else f"<{mark}>"


def _written(node: Box | Line, inner: Callable[[Line], str]) -> str:
    content = inner(node) if isinstance(node, Line) else write(node.children, inner)
    return f"<{node.tag}>{content}</{node.tag}>" if node.tag else content


class _Open:
    """A block that is being read."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        self.children: list[Box | Line] = []
        self.runs: list[Run] = []

    def end_line(self) -> None:
        runs = _folded(self.runs)
        self.runs = []
        if runs:
            self.children.append(Line("", runs))

    def closed(self) -> Box | Line | None:
        if self.tag in LINES and not self.children:
            return Line(self.tag, _folded(self.runs))
        self.end_line()
        return Box(self.tag, tuple(self.children)) if self.children else None


class _Reader(HTMLParser):
    """Builds a tree; every end tag that is missing is supplied, every one that is too much ignored."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open = [_Open("")]
        self._marks: list[tuple[str, str]] = []
        self._ignored = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._add("\n")
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self._marks.append((tag, href if sanitize.is_safe_url(href) else ""))
        elif tag in MARKS:
            self._marks.append((tag, ""))
        elif tag in BLOCKS:
            self._start_block(tag)
        elif tag in IGNORED:
            self._ignored = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._ignored:
            self._ignored = ""
        elif tag in MARKS:
            self._end_mark(tag)
        elif tag in BLOCKS and any(block.tag == tag for block in self._open):
            self._marks.clear()
            while self._close().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self._ignored:
            self._add(_SPACES.sub(" ", data))

    def finish(self) -> Tree:
        while len(self._open) > 1:
            self._close()
        self._open[0].end_line()
        return tuple(self._open[0].children)

    def _start_block(self, tag: str) -> None:
        self._marks.clear()
        while self._open[-1].tag in _ENDED_BY.get(tag, ()):
            self._close()
        self._open[-1].end_line()
        self._open.append(_Open(tag))

    def _close(self) -> _Open:
        block = self._open.pop()
        node = block.closed()
        if node is not None:
            self._open[-1].children.append(node)
        return block

    def _end_mark(self, tag: str) -> None:
        for place in reversed(range(len(self._marks))):
            if self._marks[place][0] == tag:
                del self._marks[place]
                return

    def _add(self, text: str) -> None:
        href = next((href for tag, href in self._marks if tag == "a" and href), "")
        present = {tag for tag, _ in self._marks if tag != "a"} | ({"a"} if href else set())
        marks = tuple(mark for mark in MARKS if mark in present)
        self._open[-1].runs.append(Run(text, marks, href))


_ENDED_BY = {
    **{tag: frozenset({"p", "h3", "h4"}) for tag in BLOCKS},
    "li": frozenset({"p", "h3", "h4", "li"}),
    "tr": frozenset({"p", "h3", "h4", "td", "th", "tr"}),
    "td": frozenset({"p", "h3", "h4", "td", "th"}),
    "th": frozenset({"p", "h3", "h4", "td", "th"}),
}


def _folded(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs as a browser shows them: spaces folded, none at the ends, like neighbours joined."""
    folded: list[Run] = []
    for run in runs:
        ends_in_space = not folded or folded[-1].text[-1] in " \n"
        text = run.text.lstrip(" ") if ends_in_space else run.text
        if text == "\n" and folded:
            folded[-1] = Run(folded[-1].text.rstrip(" "), folded[-1].marks, folded[-1].href)
            folded = [each for each in folded if each.text]
        if not text:
            continue
        if folded and (folded[-1].marks, folded[-1].href) == (run.marks, run.href):
            folded[-1] = Run(folded[-1].text + text, run.marks, run.href)
        else:
            folded.append(Run(text, run.marks, run.href))
    return _without_ends(folded)


def _without_ends(runs: list[Run]) -> tuple[Run, ...]:
    while runs and not runs[0].text.lstrip(" \n"):
        runs = runs[1:]
    while runs and not runs[-1].text.rstrip(" \n"):
        runs = runs[:-1]
    if runs:
        runs[0] = Run(runs[0].text.lstrip(" \n"), runs[0].marks, runs[0].href)
        runs[-1] = Run(runs[-1].text.rstrip(" \n"), runs[-1].marks, runs[-1].href)
    return tuple(runs)
