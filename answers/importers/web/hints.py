"""What classes, styles and roles of Word, Google Docs and websites mean; it builds nothing."""

from __future__ import annotations

import re

from answers.importers.lists import Entry
from answers.importers.web.elements import Element

_TAGS = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "sup": "sup", "sub": "sub",
    "code": "code", "a": "a",
}  # fmt: skip
_RAISED = frozenset(
    {"msofootnotereference", "msoendnotereference", "superscript", "footnote-ref", "footnote-reference"}
)
_CHROME_TAGS = frozenset({"nav", "aside", "footer", "form", "button", "figure", "img", "hr"})
_NAMED = frozenset({"div", "section", "ul", "ol", "span", "p", "table"})
_CHROME_ROLES = frozenset(
    {"navigation", "banner", "search", "complementary", "contentinfo", "menu", "toolbar"}
)
_CHROME_NAMES = (
    "ads?|adverts?|breadcrumbs?|comments?|cookies?|editsection|hatnote|infobox|menu|metadata|nav|navbar|navbox"
    "|navigation|newsletter|noprint|pagination|related|share|sharing|sidebar|skip-link|social|subscribe|toc"
)
_CHROME = re.compile(rf"(?:{_CHROME_NAMES})(?:[-_].*)?|(?!(?:has|no|with|without)-).+[-_](?:{_CHROME_NAMES})")
"""Names of classes; “no-sidebar” says that the page has none."""

_UNSEEN = frozenset(
    {"vh", "sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "cite-accessibility-label"}
)
_BOLD = re.compile(r"bold|[6-9]\d\d")
_WORD_LIST = re.compile(r"\bl(\d+)\s+level(\d)")
_NUMBERED = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)\]]$", re.IGNORECASE)


def marks(element: Element) -> tuple[frozenset[str], frozenset[str]]:
    """Which inline marks an element sets, and which it takes away (“font-weight: normal”)."""
    style, wanted, unwanted = element.style, set[str](), set[str]()
    if element.tag in _TAGS:
        wanted.add(_TAGS[element.tag])
    if weight := style.get("font-weight", ""):
        (wanted if _BOLD.search(weight) else unwanted).add("strong")
    if slant := style.get("font-style", ""):
        (wanted if slant.startswith(("italic", "oblique")) else unwanted).add("em")
    place = style.get("vertical-align", "")
    if place in ("super", "sub"):
        wanted.add("sup" if place == "super" else "sub")
    elif place == "baseline":
        unwanted |= {"sup", "sub"}
    if element.classes & _RAISED or (
        style.get("mso-text-raise", "").strip("-0.") and "-" not in style["mso-text-raise"]
    ):
        wanted.add("sup")
    return frozenset(wanted - unwanted), frozenset(unwanted)


def is_hidden(element: Element) -> bool:
    """Whether nobody sees it, or only a machine reads it out."""
    style = element.style
    return (
        "hidden" in element.attributes
        or element.attributes.get("aria-hidden") == "true"
        or style.get("display") == "none"
        or style.get("mso-hide") == "all"
        or style.get("mso-list") == "ignore"
        or style.get("mso-element") in ("comment", "comment-list", "header", "footer")
        or "msocommenttext" in element.classes
        or bool(element.classes & _UNSEEN)
    )


def is_comment(element: Element) -> bool:
    """Whether it is the mark of a comment of Word or Google Docs."""
    address = element.attributes.get("href", "")
    return "msocommentreference" in element.classes or address.startswith(("#_msocom", "#cmnt"))


def is_chrome(element: Element) -> bool:
    """Whether it belongs to the website and not to the page, by what it is."""
    return element.tag in _CHROME_TAGS or element.attributes.get("role") in _CHROME_ROLES


def is_named_chrome(element: Element) -> bool:
    """Whether it is named like a part of the website."""
    names = {*element.classes, element.attributes.get("id", "").lower()}
    return element.tag in _NAMED and any(map(_CHROME.fullmatch, names))


def is_of_site(element: Element) -> bool:
    """Whether it stands there for the website, such as “[edit]” in a heading."""
    return is_hidden(element) or is_chrome(element) or is_named_chrome(element)


def heading_level(element: Element) -> int:
    """The level of a heading by its tag, its role or Word's outline; 0 for anything else."""
    if re.fullmatch(r"h[1-6]", element.tag):
        return int(element.tag[1])
    if element.attributes.get("role") == "heading":
        level = element.attributes.get("aria-level", "2")
        return int(level) if level in "123456" and level else 2
    if element.classes & {"msotitle", "title"} and element.tag == "p":
        return 1
    level = element.style.get("mso-outline-level", "")
    return int(level) if element.tag == "p" and level in ("1", "2", "3", "4", "5", "6") else 0


def word_list(element: Element) -> Entry | None:
    """How deep a paragraph stands in a list, where Word wrote it as one."""
    found = _WORD_LIST.search(element.style.get("mso-list", ""))
    if element.tag != "p" or not found:
        return None
    ignored = next((each for each in element.all() if each.style.get("mso-list") == "ignore"), None)
    return Entry(int(found[2]), bool(ignored and _NUMBERED.match(ignored.text())))
