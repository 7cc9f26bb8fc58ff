"""Which HTML an editor may bring in, and the one place that knows a sanitising library; it knows no page."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Any

TAGS = frozenset(
    {"p", "h3", "h4", "ul", "ol", "li", "strong", "em", "sub", "sup", "a", "br", "blockquote", "code"}
    | {"table", "thead", "tbody", "tr", "th", "td"},
)
ATTRIBUTES: Mapping[str, frozenset[str]] = MappingProxyType({"a": frozenset({"href"})})
SCHEMES = frozenset({"http", "https", "mailto"})
DROPPED_WITH_CONTENT = frozenset(
    {"script", "style", "title", "textarea", "template", "noscript", "iframe", "noembed", "noframes"}
    | {"xmp", "svg", "math", "object", "select"},
)
"""Elements whose content is not prose: it goes with them. Of any other tag the text stays."""

LONGEST = 60_000
"""Characters of one field; a long answer has a fifth of it. Above, bleach takes seconds for hostile text."""

MOST_PASSES = 5
"""Links nested through a broken table come apart only when they are read again."""

FOREIGN_TAGS = TAGS | {
    "article", "aside", "b", "button", "caption", "center", "cite", "dd", "del", "details", "div", "dl", "dt",
    "figcaption", "figure", "font", "footer", "form", "h1", "h2", "h5", "h6", "header", "hr", "i", "img",
    "ins", "main", "nav", "pre", "s", "section", "span", "summary", "tfoot", "u",
}  # fmt: skip
FOREIGN_HINTS = frozenset(
    {"class", "id", "style", "role", "hidden", "aria-hidden", "aria-level"},
)
DEEPEST = 150
"""How deep the elements of a page of others may stand in each other; real ones reach sixty."""

LONGEST_FOREIGN = 2_000_000
"""Characters of a page of others without its scripts and styles."""

_SAFE_URL = re.compile(
    r"(?:https?://[^/?#\\\s]|mailto:[^\s]|#|/(?![/\\]))[^\s\\\x00-\x20\x7f]*", re.IGNORECASE
)
_CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\ud800-\udfff]")
_REORDERING = re.compile(r"&#(?:0*823[4-8]|x0*202[a-e]);?", re.IGNORECASE)
_LINE_ENDS = re.compile(r"\r\n?")
_DECLARATION = re.compile(r"<[!?][^<>]*>")
_LONE_BRACKET = re.compile(r"<(?!/?[A-Za-z][^<>]*>)")
_LONE_AMPERSAND = re.compile(r"&(?!#\d+;|#[xX][0-9A-Fa-f]+;|[A-Za-z][A-Za-z0-9]*;)")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][^\s/>]*)[^<>]*>")
_INLINE = frozenset({"span", "font", "b", "i", "u", "s", "mark", "small", "abbr", "cite", "q", "img", "wbr"})
_CLOSED_BY_ITSELF = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    }
    | {"p", "li", "dt", "dd", "tr", "td", "th", "tbody", "thead", "tfoot", "option", "colgroup"},
)
_DROPPED = re.compile(
    rf"<(?P<tag>{'|'.join(sorted(DROPPED_WITH_CONTENT))})(?=[\s/>])[^<>]*>.*?(?:</(?P=tag)(?=[\s/>])[^<>]*>|\Z)",
    re.IGNORECASE | re.DOTALL,
)


class UnfitTextError(ValueError):
    """What was sent holds a character that no text may hold; the message is for the person who sent it."""


def clean(text: str, *, engine: str = "") -> str:
    """The HTML with nothing left that our policy does not name; cleaning twice changes nothing more.

    Nothing may change the result before it is stored: a later change could bring markup back.
    """
    engine_clean = ENGINES[engine or _chosen[0]]
    before, cleaned = "", _prepared(_REORDERING.sub("", _readable(text)))
    for _ in range(MOST_PASSES):
        before, cleaned = cleaned, engine_clean(cleaned)
        if cleaned == before:
            break
    return cleaned


def plain(text: str) -> str:
    """A plain-text field as it may be stored: "<" stays a character, and is escaped wherever it is shown."""
    return _readable(text).strip()


def tidied(text: str) -> str:
    """A page of others as a browser would build it, with the hints of what was meant: for an importer to
    read, never to be stored or shown. Raises UnfitTextError for what is deeper or longer than any page.
    """
    prose = _DROPPED.sub("", _without_comments(text.replace("\xa0", " ")))
    is_prose = len(prose) <= LONGEST_FOREIGN and max(map(len, _TAG.split(prose))) <= LONGEST
    if "\x00" in prose or not is_prose or _depth(prose) > DEEPEST:
        raise UnfitTextError("This is not the code of a web page. Save the page anew, or copy its text.")
    built: str = _library("nh3").clean(
        prose,
        tags=set(FOREIGN_TAGS),
        attributes={"*": set(FOREIGN_HINTS), "a": {"href", "name"}, "ol": {"start"}, "li": {"value"}},
        url_schemes=set(SCHEMES),
        clean_content_tags=set(DROPPED_WITH_CONTENT),
        link_rel=None,
        strip_comments=True,
    )
    return built


def _depth(text: str) -> int:
    """How deep elements may stand in each other at most: engines take minutes for a hundred thousand."""
    opened: Counter[str] = Counter()
    depth = deepest = 0
    for tag in _TAG.finditer(text):
        name = tag.group("name").lower()
        if name in _CLOSED_BY_ITSELF:
            continue
        if not tag.group().startswith("</"):
            opened[name] += 1
            depth += 1
            deepest = max(deepest, depth)
        elif opened[name]:
            opened[name] -= 1
            depth -= 1
    return deepest


def is_safe_url(url: str) -> bool:
    """Whether a link may go there: the web, mail, a place on this page or on this site, and nothing else."""
    return _SAFE_URL.fullmatch(url) is not None


def choose(engine: str) -> None:
    """Use this engine wherever none is named; called once at the start with the site's setting."""
    if engine not in ENGINES:
        raise ValueError(f"SANITIZER is “{engine}”; it must be one of {', '.join(sorted(ENGINES))}.")
    _chosen[0] = engine


def _readable(text: str) -> str:
    if "\x00" in text:
        raise UnfitTextError(
            "This text holds a null character, which cannot be stored. Please remove it and save again."
        )
    if len(text) > LONGEST:
        raise UnfitTextError(f"This text is longer than {LONGEST:,} characters. Please shorten or divide it.")
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def _prepared(text: str) -> str:
    """The text in a form that every engine reads alike; what is dangerous is still the engine's to take out.

    A "<" that begins no tag is meant as a character ("p <0.05"); a tag we do not keep leaves its text.
    """
    for _ in range(MOST_PASSES):
        before, text = text, _DROPPED.sub("", _DECLARATION.sub("", _without_comments(text)))
        if text == before:
            break
    text = _LONE_AMPERSAND.sub("&amp;", _LONE_BRACKET.sub("&lt;", text))
    return _TAG.sub(_kept, text)


def _without_comments(text: str) -> str:
    """Searched for, not matched: an expression would read the rest again for every comment left open."""
    kept = []
    position = 0
    while (start := text.find("<!--", position)) >= 0 and (end := text.find("-->", start + 4)) >= 0:
        kept.append(text[position:start])
        position = end + 3
    return "".join([*kept, text[position:]])


def _kept(tag: re.Match[str]) -> str:
    name = tag.group("name").lower()
    if name in TAGS:
        return tag.group()
    return "" if name in _INLINE else "\n"


def _is_allowed(tag: str, attribute: str, value: str) -> bool:
    return attribute in ATTRIBUTES.get(tag, ()) and is_safe_url(html.unescape(value))


def _bleach(text: str) -> str:
    cleaned: str = _library("bleach").clean(
        text,
        tags=TAGS,
        attributes=_is_allowed,
        protocols=SCHEMES,
        strip=True,
        strip_comments=True,
    )
    return cleaned


def _nh3(text: str) -> str:
    cleaned: str = _library("nh3").clean(
        text,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        attribute_filter=lambda tag, name, value: value if _is_allowed(tag, name, value) else None,
        url_schemes=set(SCHEMES),
        clean_content_tags=set(),
        link_rel=None,
        strip_comments=True,
    )
    return cleaned


@cache
def _library(name: str) -> Any:
    """Loaded with the first text to be cleaned: a process that serves readers alone cleans none."""
    return import_module(name)


ENGINES: Mapping[str, Callable[[str], str]] = MappingProxyType({"bleach": _bleach, "nh3": _nh3})
_chosen = ["bleach"]
