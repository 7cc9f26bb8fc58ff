"""The headings that pages bear, and which part of ours each begins; it knows no text below them."""

from __future__ import annotations

import re

SUBHEADING = "subheading"
LEFT_OUT = "left_out"
PARTS = ("short_answer", "research", "unknowns", "doctor_questions", "references")

LONGEST = 80

_OURS = {
    "short_answer": "short answer | the short answer",
    "research": "what the research says | what research says | what does the research say",
    "unknowns": "what we do not know | what we don't know",
    "doctor_questions": """what to ask your doctor | what to ask my doctor | questions to ask your doctor |
        questions for your doctor""",
    "references": "sources | references",
}
"""The headings of our own form; a page that bears one twice is two pages."""

_ALIKE = {
    "short_answer": """answer | at a glance | bottom line | conclusion | conclusions | in a nutshell
        | in brief | in short | key message | key messages | key point | key points | key takeaways
        | main points | overview | quick answer | summary | takeaway | takeaways | the answer
        | the bottom line | tl;dr""",
    "research": """background | details | discussion | evidence | evidence summary | findings | research |
        results | the evidence | the research | the science | what do studies show | what is known |
        what studies show | what the evidence says | what the evidence shows |
        what the research shows | what the science says | what the studies say | what we know""",
    "unknowns": """caveats | gaps in the evidence | limitations | limits | limits of the evidence |
        open questions | uncertainties | unknowns | what is not known | what is still unknown |
        what is unclear | what is unknown | what we still do not know | what we still don't know""",
    "doctor_questions": """ask your doctor | discuss with your doctor | questions for your care team |
        questions for your healthcare team | questions to ask | talk to your doctor |
        talking to your doctor | talking with your doctor | what should i ask |
        what should i ask my doctor | what to ask | what to ask your care team |
        what to discuss with your doctor""",
    "references": """bibliography | citations | cited sources | endnotes | footnotes | list of references |
        list of sources | literature | literature cited | notes | notes and references |
        reference list | references and notes | sources cited | sources used | works cited""",
    LEFT_OUT: """about the author | about the authors | about this page | about us | acknowledgements |
        acknowledgments | comments | contents | disclaimer | external links | further reading |
        leave a comment | leave a reply | newsletter | on this page | related | related articles |
        related pages | related posts | related questions | see also | share | share this |
        share this page | table of contents | tags | what changed | words used on this page""",
}
"""Headings of others that mean the same, or that lead to nothing of ours."""

_MARKS = re.compile(r"^[#*_\s]+|[*_\s:.?]+$")
_NUMBER = re.compile(r"^(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,4}|[A-H])[.)]?\s+(?=\S)")


def _table(words: dict[str, str]) -> dict[str, str]:
    return {" ".join(each.split()): part for part, listed in words.items() for each in listed.split("|")}


OURS = _table(_OURS)
ALIKE = _table(_ALIKE)


def ours(text: str) -> str:
    """The part that this heading of our form begins, or nothing."""
    return OURS.get(_plain(text), "")


def alike(text: str) -> str:
    """The part that a heading of others probably begins, or nothing."""
    return ALIKE.get(_plain(text), "")


def _plain(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    bare = _MARKS.sub("", text).replace("’", "'").casefold()
    return bare if bare in OURS or bare in ALIKE else _NUMBER.sub("", bare.upper()).casefold()
