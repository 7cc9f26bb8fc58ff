"""Which two neighbouring vowels of an English word are spoken apart; it knows no syllable else."""

from __future__ import annotations

import re

_TOGETHER_UNLESS = {
    "ae": r"(?:^|[^aeiouy])(?:intr|extr|supr|infr|ultr|met)a·e|micha·el|isra·el|pha·eth",
    "ai": r"a·(?:ic|ism|ist)|a·iti?s$|^na·iv|la·ity",
    "ea": r"""
        [aeiouy][a-z]*[^aeiouy]e·as?$|[aeiouy][a-z]*[hgn]e·al(?:s|ly|ized?)?$|[aeiouy][a-z]?[r]e·al|ile·al|uve·al
        |^(?:un)?re·a(?:ct|bs|dm|nal|ss|lly|lit|lign|ng$|nsw|lig)|(?:er|o|^un)re·act|^e·a[^rstvgc]
        |cre·a(?:t|s$|sy|ses$|to)|[aeiouy]re·an|[^t]re·ate|[^c]le·ate|oe·as?$|me·a(?:b|t(?:us|al))|[ai]nce·an|ce·ae
        |[aeiouy][^aeiouyd]+[pr]e·ans?$|nucle·a|line·ar|cochle·ar|^the·at|rne·ar|ole·a|^le·and
        |chore·a|ne·and|^se·an|^ne·and|^ole·
        """,
    "ei": r"""
        e·i(?:ng|ty|ties|tis|fy|sm|st?$|cs?$)|[^c]e·id$|^de·i|cle·i$|^re·i(?:n[^ds]|m|s|t|g[^n])|albe·it
        """,
    "eu": r"[^hr]e·u[ms]s?$|[^r]he·um$|[^r]re·u[ms]s?$|^re·u|[ai]re·us$",
    "oa": r"zo·a|o·as[ei]?s|o·ates?$|co·a(?:g|l[ei])|bo·as?$|o·ar[ct]|o·ac(?:t|id)|o·al[aeiou]|o·a(?:den|mi)",
    "ou": r"o·urac",
    "oe": r"io·edem|po·e[tm]|o·eic|o·e(?:nt|nc|pi|nd|lect|ff|ct|sth|st$)|o·exi|co·e[drnfq]|o·er(?:$|s$)",
    "oi": r"o·i(?:ngs?$|c$|c[^e]|sm|st$|tis)|(?:er|[^p]t|[^ao]n|z)o·in(?:s|e)?$|^co·in[cfj]|^go·i",
    "oo": r"^o·op|co·op|^zo·o|^o·oc|o·ocyt|o·op[hl]|co·ord|o·org|no·og|zo·[op]",
    "ie": r"""
        i·et(?:[aiysrl]|$|ed|ing)|[^ct]i·en(?:t|c|s?$)|^sci·e|i·ect|ti·eth$|i·ef(?:f|t)|ti·em
        |[aeiouy][a-z]*[^aeiouyct]i·er(?!ce)|[^aeiouyct][^aeiouyct]i·er$|^[bdfh]i·er|[aeiouy][a-z]*i·est$
        |[aeiou]li·en|hi·er[ao]|i·es[ti]s|nti·e[pm]|[pr]i·eb
        """,
    "ue": r"[^qg]u·e(?:n[ctzsd]|nt|ts?$|l$|ls$|tte)|[qg]ru·e|ru·el|fu·el|du·el|u·est$|gu·e[rs]t$|u·eu|lu·eti",
    "ui": r"u·i(?:ng|d(?!e)|n(?:e$|g|al|ous|e[^a])|t(?:y|i[eov]|ou|ar)|ci[dn]|sm|st|ra|ri)|u·in$|u·itis",
    "uy": r"$^",
    "uu": r"u·um",
    "yo": r"[^aeioun]y·o",
    "ya": r"[^aeiou]y·a(?!rd)",
    "yi": r"[^aeiou]y·i",
    "yu": r"[^aeiou]y·u",
    "ye": r"[^aeiou]y·e(?!s?$|d$)",
}
"""Pairs that are one sound, unless they stand so; “·” is where the two would part."""

_APART_UNLESS = {
    "ia": r"""
        [ct]i·a(?:[ln]s?$|lly|lity|li[sz]|nc|ns|ble|bly|s?$|lis)|[^aeiou][cs]i·a[nl]|[aeiouy]si·a(?:$|n|s$)|[^e]gi·an?s?$
        |rri·age|ili·ar(?:$|[^y])|uli·ar|rli·a|[aeiou]si·al
        """,
    "io": r"""
        [ctgsx]i·o(?:n|us)|lli·o|[^l]li·on$|[^aeiouo]ni·on(?:s?$|[^aei])|ni·ons?$|[ns]hi·on|ni·or|vi·ou?r|gi·os
        |xi·o
        """,
    "iu": r"$^",
    "ii": r"$^",
    "ua": r"[qg]u·a(?!l$|t[ei]|[lr]y|ls)|su·a[dsv]|u·ade|^gu·a|su·as",
    "uo": r"qu·o|flu·or|bu·o|^u·o",
    "eo": r"pe·op|e·opa|^ye·|ge·o(?:n(?!i)|us|r)|le·op|^we·|te·ous$|ce·on|ne·o(?!.)|e·oul|he·on",
    "ao": r"$^|ga·ol",
    "iy": r"$^",
}
"""Pairs that are two sounds, unless they stand so."""


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("".join(text.split()))


_TOGETHER = {pair: _pattern(text) for pair, text in _TOGETHER_UNLESS.items()}
_APART = {pair: _pattern(text) for pair, text in _APART_UNLESS.items()}
_PAIR = re.compile(r"(?=([aeiouy][aeiouy]))")


def apart(word: str) -> int:
    """How often two vowels that stand side by side in it are spoken apart: once in “trial”."""
    return sum(_part(word, pair.start(), pair[1]) for pair in _PAIR.finditer(word))


def _part(word: str, place: int, pair: str) -> bool:
    marked = f"{word[: place + 1]}·{word[place + 1 :]}"
    if pair in _APART:
        return _APART[pair].search(marked) is None
    return pair in _TOGETHER and _TOGETHER[pair].search(marked) is not None
