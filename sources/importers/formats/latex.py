"""LaTeX in a bibliography made plain text: accents, symbols, italics; an unknown command goes."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331", "t": "\u0361",
}  # fmt: skip
_SYMBOLS = {
    "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ss": "ß", "SS": "ẞ", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ",
    "aa": "å", "AA": "Å", "i": "ı", "j": "ȷ", "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ",
    "DJ": "Đ",
    "ng": "ŋ", "NG": "Ŋ", "textendash": "–", "textemdash": "—", "textquoteright": "’", "textquoteleft": "‘",
    "textquotedblleft": "“", "textquotedblright": "”", "textregistered": "®", "texttrademark": "™",
    "textcopyright": "©", "textdegree": "°", "degree": "°", "texteuro": "€", "euro": "€", "pounds": "£",
    "textbackslash": "\ue010", "textasciitilde": "\ue011", "textasciigrave": "\ue016",
    "textasciicircum": "^", "textbraceleft": "\ue012",
    "textbraceright": "\ue013", "textgreater": ">", "textless": "<", "textbar": "|", "textunderscore": "_",
    "ldots": "…", "dots": "…", "S": "§", "P": "¶", "dag": "†", "ddag": "‡", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ",
    "Pi": "Π", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "textalpha": "α", "textbeta": "β",
    "textgamma": "γ", "textmu": "µ", "pm": "±", "times": "×", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "approx": "≈", "sim": "~", "cdot": "·", "rightarrow": "→", "to": "→", "infty": "∞", "neq": "≠",
    "quad": " ", "space": " ",
}  # fmt: skip
_KEPT = {
    "textit": "i",
    "emph": "i",
    "textsl": "i",
    "mathit": "i",
    "textsuperscript": "sup",
    "textsubscript": "sub",
}
_PRIVATE = {
    "\\\\": " ",
    "\\{": "\ue012",
    "\\}": "\ue013",
    "\\$": "\ue014",
    "\\%": "%",
    "\\&": "&",
    "\\#": "#",
    "\\_": "\ue015",
}
_BACK = str.maketrans(
    {"\ue010": "\\", "\ue011": "~", "\ue012": "{", "\ue013": "}", "\ue014": "$", "\ue015": "_", "\ue016": "`"}
)

_ESCAPED = re.compile(r"\\[\\{}$%&#_]")
_BY_SIGN = re.compile(r"\\([`'^~=.\"])\s*(?:\{\s*(\\?[^\W\d_]?)\s*\}|(\\[ij](?![A-Za-z])|[^\W\d_]))")
_BY_LETTER = re.compile(
    r"\\([uvHcdkbrt])(?:\s*\{\s*(\\?[^\W\d_]{1,2})\s*\}|\s+(\\[ij](?![A-Za-z])|[^\W\d_]))"
)
_COMMAND = re.compile(r"\\([A-Za-z]+)(?:\{\}|\s+(?=[^\s{])|(?![A-Za-z]))")
_HREF = re.compile(r"\\href\s*\{[^{}]*\}\s*\{([^{}]*)\}")
_WRAPPED = re.compile(r"\\([A-Za-z]+)\*?\s*\{([^{}]*)\}")
_SWITCHED = re.compile(r"\{\\(?:it|em|itshape)\s+([^{}]*)\}")
_MATHS = re.compile(r"\$([^$]{0,300})\$")
_SCRIPT = re.compile(r"([_^])(?:\{([^{}]*)\}|([A-Za-z0-9+−-]))")


def plain(text: str) -> str:
    """The text as it would be printed, italics and raised letters as <i>, <sup> and <sub>."""
    text = re.sub(r"\s+", " ", text)
    if not re.search(r"[\\{}$~]|--|``|''", text):
        return text.strip()
    text = _ESCAPED.sub(lambda found: _PRIVATE[found[0]], text)
    for _ in range(2):  # the inner one first: Vietnamese letters carry two accents
        text = _BY_LETTER.sub(_accented, _BY_SIGN.sub(_accented, text))
    # before the braces go: what they keep apart is no dash and no quotation mark
    text = text.replace("---", "—").replace("--", "–").replace("``", "“").replace("''", "”")
    text = _MATHS.sub(_formula, text.replace("~", " "))
    text = _SWITCHED.sub(r"<i>\1</i>", _HREF.sub(r"\1", text))
    text = _COMMAND.sub(_symbol, text)
    for _ in range(8):
        text, changed = _WRAPPED.subn(_unwrapped, _innermost(text))
        if not changed:
            break
    text = re.sub(r"\\([A-Za-z]+)\s*", "", re.sub(r"[{}]", "", text)).replace("\\", "")
    return unicodedata.normalize("NFC", " ".join(text.translate(_BACK).split()))


def address(text: str) -> str:
    """An address or a DOI, in which only escapes are LaTeX and a tilde is a tilde."""
    text = re.sub(r"\\(?:url|path)\b", "", text).replace("\\~{}", "~").replace("\\textasciitilde", "~")
    return re.sub(r"\\([%&#_~$])", r"\1", text).strip().strip("{}").strip()


def _innermost(text: str) -> str:
    """Braces that belong to no command protect letters only."""
    return re.sub(r"(?<![A-Za-z*}\]])\{([^{}\\]*)\}", r"\1", text)


def _accented(found: re.Match[str]) -> str:
    letter = (found[2] or found[3] or "").lstrip("\\")
    letter = {"i": "i", "j": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", letter[:1] + _COMBINING[found[1]] + letter[1:]) if letter else ""


def _symbol(found: re.Match[str]) -> str:
    """A known symbol; a command with an argument is looked at later."""
    return _SYMBOLS.get(found[1], found[0])


def _unwrapped(found: re.Match[str]) -> str:
    kept = _KEPT.get(found[1])
    return f"<{kept}>{found[2]}</{kept}>" if kept else found[2]


def _formula(found: re.Match[str]) -> str:
    """Raised and lowered letters are kept, the rest is read as text."""
    tags = {"_": "sub", "^": "sup"}
    return _SCRIPT.sub(
        lambda part: f"<{tags[part[1]]}>{part[2] or part[3] or ''}</{tags[part[1]]}>", found[1]
    )
