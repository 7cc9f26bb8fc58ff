"""Knows where the units of systemd stand, and how one is read."""

import configparser
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "deploy" / "systemd"
PATHS = sorted(FOLDER.iterdir())


def unit(name: str) -> configparser.ConfigParser:
    """A unit as systemd reads it; a key that stands twice keeps the last, which is enough here."""
    read = configparser.ConfigParser(interpolation=None, strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]  # names keep their capitals
    read.read(FOLDER / name)
    return read
