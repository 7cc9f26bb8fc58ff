"""Single values of a record made plain: one line of text, pages, languages; it knows no format."""

from __future__ import annotations

import html
import re
import unicodedata

_UNSEEN = re.compile(
    "[\ufeff\u200b\u00ad\u200e\u200f\u202a-\u202e\u2060-\u2069\ue000\ue001\ud800-\udfff\ufffe\uffff]"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,30});", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:--+|[\u2010-\u2015\u2212])\s*")
_SPACED_HYPHEN = re.compile(r"(?<=\d)\s+-\s+(?=\w)|(?<=\w)\s+-\s+(?=\d)")
_PAGE_WORD = re.compile(r"^(?:pp?|pages?)[.\s]\s*", re.IGNORECASE)
_TRANSLATED = re.compile(r"\[([^\[\]]+)\]\.?")
_LANGUAGES = {
    "eng": "en", "english": "en", "ger": "de", "deu": "de", "german": "de", "fre": "fr", "fra": "fr",
    "french": "fr", "spa": "es", "spanish": "es", "ita": "it", "italian": "it", "por": "pt",
    "portuguese": "pt", "chi": "zh", "zho": "zh", "chinese": "zh", "jpn": "ja", "japanese": "ja",
    "rus": "ru", "russian": "ru", "pol": "pl", "polish": "pl", "dut": "nl", "nld": "nl", "dutch": "nl",
    "kor": "ko", "korean": "ko", "tur": "tr", "turkish": "tr", "swe": "sv", "dan": "da", "nor": "no",
    "hun": "hu", "cze": "cs", "ces": "cs", "ara": "ar", "heb": "he", "per": "fa", "fas": "fa",
}  # fmt: skip


def plain(value: object) -> str:
    """One line of text: entities decoded, unseen and reordering characters gone, white space folded."""
    text = "" if value is None else str(value)
    if text.isascii() and text.isprintable() and "&" not in text:
        return " ".join(text.split())
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    text = _CONTROL.sub(" ", _UNSEEN.sub("", text))
    return " ".join(unicodedata.normalize("NFC", text).split())


def pages(text: str) -> str:
    """A range with one hyphen, without "pp."; anything else as it is."""
    text = _PAGE_WORD.sub("", plain(text))
    return _SPACED_HYPHEN.sub("-", _DASH.sub("-", text)).strip("-")


def page_range(first: str, last: str) -> str:
    """First and last page together; a first page that already is a range stays alone."""
    first, last = pages(first), pages(last)
    if not first or not last or first == last or "-" in first:
        return first or last
    return f"{first}-{last}"


def language(text: str) -> str:
    """The short code of a language that is written out; anything else as it is."""
    text = plain(text)
    return _LANGUAGES.get(text.lower(), text)


def catalogued_title(text: str) -> str:
    """A title as libraries catalogue it: without the full stop they add and the brackets of a translation."""
    text = plain(text)
    if found := _TRANSLATED.fullmatch(text):
        return found[1].strip()
    return text[:-1].rstrip() if text.endswith(".") and not text.endswith("...") else text
