"""What looks like a mail address or a telephone number in a text, so that its writer can take it out.

It guesses, and knows it: whoever wrote the text decides.
"""

from __future__ import annotations

import re

BLANK = "[…]"

_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_NUMBER = re.compile(r"(?<![\w/.])(?:\+|\(?)\d[\d ().\-]{5,24}\d(?![\w/])")
_FRACTION = re.compile(r"\d\.\d")
_PREFIX = re.compile(r"\+|0|\(\d{2,5}\)")
_BOOK = ("978", "979")
FEWEST, LONGEST, SURE = 7, 15, 10
"""A telephone number has so many digits; with so many it is one whatever it begins with."""


def found(text: str) -> tuple[str, ...]:
    """Each one as it is written, in the order of the text, once."""
    places = sorted((match.start(), match.group()) for match in (*_MAIL.finditer(text), *_numbers(text)))
    return tuple(dict.fromkeys(written for _start, written in places))


def blanked(text: str) -> str:
    """The text with a blank in place of each."""
    without = _MAIL.sub(BLANK, text)
    return _NUMBER.sub(lambda match: BLANK if _is_telephone(match.group()) else match.group(), without)


def _numbers(text: str) -> list[re.Match[str]]:
    return [match for match in _NUMBER.finditer(text) if _is_telephone(match.group())]


def _is_telephone(written: str) -> bool:
    """Not the number of a book, a year, a study or a measurement, as far as one can see."""
    digits = "".join(filter(str.isdigit, written))
    if not FEWEST <= len(digits) <= LONGEST or digits.startswith(_BOOK) or _FRACTION.match(written):
        return False
    return bool(_PREFIX.match(written)) or len(digits) >= SURE
