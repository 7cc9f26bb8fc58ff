"""Characters that Word keeps as places in its fonts Symbol and Wingdings; it knows no others."""

from __future__ import annotations

_GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"
_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
_OTHERS = {
    0xA3: "≤", 0xA5: "∞", 0xAE: "→", 0xAC: "←", 0xB0: "°", 0xB1: "±", 0xB3: "≥", 0xB4: "×", 0xB7: "•",
    0xB9: "≠", 0xBB: "≈", 0xD2: "®", 0xD3: "©", 0xD4: "™",
}  # fmt: skip


def character(font: str, code: str) -> str:
    """The character, or nothing where the font only draws a picture."""
    try:
        place = int(code, 16) & 0xFF
    except ValueError:
        return ""
    if font.lower() != "symbol":
        return ""
    if 0x61 <= place <= 0x7A:
        return _GREEK[place - 0x61]
    if 0x41 <= place <= 0x5A:
        return _CAPITALS[place - 0x41]
    return _OTHERS.get(place, chr(place) if place < 0x7F else "")
