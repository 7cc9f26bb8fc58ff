"""The picture that stands beside a link to a question where people share it; it knows no page and no address.

It is a program of its own, so that no worker of the site carries what drawing takes (decision 25). A text
is drawn only where the font has every letter of it and its script can be set: better the site's picture
without the question than boxes, or Arabic letters that do not join.
"""

from __future__ import annotations

import io
import json
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

SIZE = WIDTH, HEIGHT = 1200, 630
MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
TOP, LOWEST = 196, 500
"""Between these the question stands."""

SIZES = range(92, 35, -4)
"""From the largest letters to the smallest; a question takes the largest in which it fits."""

LINE = 1.16
PAPER, PINE, INK, SOFT = "#fbfaf6", "#0a4a45", "#17211f", "#46524f"
COLOURS = 48
"""Of the file: enough for smooth edges, and a third of the bytes of all colours."""

_TWO_WAYS = ("R", "AL", "AN")


@dataclass(frozen=True)
class Words:
    """What is written on it: the site's name, what the site does, and the question where there is one."""

    site: str
    tagline: str
    question: str = ""


def draw(words: Words, font: Path) -> bytes:
    """A PNG of 1200 by 630, the same bytes for the same words."""
    image = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, HEIGHT - 18, WIDTH, HEIGHT), fill=PINE)
    _brand(pen, words.site, font)
    spoken = words.question if is_drawable(words.question, font) else words.tagline
    if is_drawable(spoken, font):
        lines, size = fitted(spoken, font)
        for number, line in enumerate(lines):
            _write(pen, line, _font(font, size), INK, TOP + round(number * size * LINE))
    if spoken != words.tagline and is_drawable(words.tagline, font):
        _write(pen, words.tagline, _font(font, 28), SOFT, HEIGHT - MARGIN - 20)
    written = io.BytesIO()
    image.quantize(COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(written, "PNG")
    return written.getvalue()


def is_drawable(text: str, font: Path) -> bool:
    """Whether the font has every letter of it, and letters that join or run from the right can be set."""
    can_be_set = not _is_from_the_right(text) or bool(features.check("raqm"))
    return bool(text) and can_be_set and all(_has(font, letter) for letter in set(text))


def fitted(text: str, font: Path) -> tuple[list[str], int]:
    """The lines of a text and the size they are set in; one too long for every size is cut at a word."""
    lines: list[str] = []
    for size in SIZES:
        lines = list(_lines(text, _font(font, size)))
        if len(lines) * size * LINE <= LOWEST - TOP:
            return _balanced(text, _font(font, size), len(lines)), size
    most = int((LOWEST - TOP) / (SIZES[-1] * LINE))
    last = lines[most - 1]
    return [*lines[: most - 1], f"{last.rpartition(' ')[0] or last[:-1]}…"], SIZES[-1]


def _balanced(text: str, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    """In as many lines, of about the same length: no last word stands alone under full lines."""
    rooms = range(ROOM // 2, ROOM, 40)
    narrower = (lines for room in rooms if len(lines := list(_lines(text, font, room))) <= most)
    return next(narrower, list(_lines(text, font)))


def _lines(text: str, font: ImageFont.FreeTypeFont, room: int = ROOM) -> Iterator[str]:
    """Broken between words; a word wider than the picture, and a script without spaces, between letters."""
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if font.getlength(longer) <= room:
            line = longer
            continue
        if line:
            yield line
        line = word
        while font.getlength(line) > room:
            most = next(end for end in range(len(line), 0, -1) if font.getlength(line[:end]) <= room)
            yield line[:most]
            line = line[most:]
    if line:
        yield line


def _brand(pen: ImageDraw.ImageDraw, site: str, font: Path) -> None:
    """The mark of the site's icon, and its name beside it."""
    side = 64
    pen.rounded_rectangle((MARGIN, MARGIN, MARGIN + side, MARGIN + side), radius=20, fill=PINE)
    middle = MARGIN + side // 2
    pen.text((middle, middle), "1", font=_font(font, 44), fill=PAPER, anchor="mm")
    if is_drawable(site, font):
        pen.text((MARGIN + side + 22, middle), site, font=_font(font, 40), fill=PINE, anchor="lm")


def _write(pen: ImageDraw.ImageDraw, line: str, font: ImageFont.FreeTypeFont, colour: str, top: int) -> None:
    if _is_from_the_right(line):
        pen.text((WIDTH - MARGIN, top), line, font=font, fill=colour, anchor="ra", direction="rtl")
    else:
        pen.text((MARGIN, top), line, font=font, fill=colour, anchor="la")


def _is_from_the_right(text: str) -> bool:
    return any(unicodedata.bidirectional(letter) in _TWO_WAYS for letter in text)


@lru_cache(maxsize=32)
def _font(path: Path, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@lru_cache(maxsize=2048)
def _has(path: Path, letter: str) -> bool:
    """A letter that the font lacks is drawn as the box that stands for all of those."""
    font = _font(path, 24)
    if letter.isspace():
        return True
    return bytes(font.getmask(letter)) != bytes(font.getmask("\U0010fffe"))


def main() -> None:
    """The words as JSON from standard input, the picture to standard output."""
    sys.stdout.buffer.write(draw(Words(**json.load(sys.stdin.buffer)), Path(sys.argv[1])))


if __name__ == "__main__":
    main()
