"""Words that speak of how a text was made and not of health: “the provided set”, “as an AI”."""

from __future__ import annotations

import re


def _words(text: str) -> list[str]:
    return text.split()


_TRACES = re.compile(
    "|".join(
        (
            r"\b(?:provided|given|supplied|attached|above|available)\s+(?:set|list|context|excerpts?|snippets?|passages?)"
            r"(?:\s+of\s+(?:sources|studies|documents|articles))?\b",
            r"\b(?:provided|supplied|retrieved|attached)\s+(?:sources?|documents?|abstracts?|references|materials?|text)\b",
            r"\b(?:sources?|documents?|studies|articles|context|references|abstracts?)\s+"
            r"(?:that\s+(?:were|was)\s+)?(?:provided|given|supplied|retrieved)(?!\s+(?:to|in|with|by|for|at|every|once))\b",
            r"\b(?:search|retrieved)\s+results?\s+(?:provided|given|above|below)\b",
            r"\bas an? (?:AI|artificial intelligence|(?:large )?language model|chatbot)\b",
            r"\b(?:large )?language model\b|\b(?:chatgpt|gpt-?\d|openai|llm)\b",
            r"\b(?:my|our) (?:training|knowledge cut-?off)\b|\bknowledge cut-?off\b|\btraining data\b",
            r"\bI (?:cannot|can['’]t|am unable to|don['’]t) (?:provide|give|offer|browse|access|have)\b",
            r"\bI (?:hope this helps|apologi[sz]e)\b|\bas (?:of )?my last update\b",
            r"\buser['’]s (?:prompt|query|question)\b|\bbased on the (?:prompt|context|input)\b",
            r"\b(?:here is|here's|here’s) (?:a|the|your) (?:summary|answer|rewritten|revised|draft)\b",
            r"\[(?:citation needed|insert[^\]]*|source\??|todo|tbd)\]|\blorem ipsum\b|\bTODO\b|\bTBD\b",
            r"\b(?:conjunto|lista|contexto|fragmentos?|fuentes|documentos|resúmenes)\s+(?:de fuentes\s+)?"
            r"(?:proporcionad|suministrad|facilitad|recuperad)[oa]s?\b",
            r"\bcomo (?:una? )?(?:IA|inteligencia artificial|modelo de lenguaje)\b",
            r"\bdatos de entrenamiento\b|\bmi última actualización\b",
        )
    ),
    re.IGNORECASE,
)


_HINTS = (
    *_words(
        "provid suppl given attach retriev availab model chatbot intelligence gpt openai llm training cutoff"
    ),
    *_words(
        "cut-off hope apolog cannot can't can’t unable don't don’t update user's user’s based here [ lorem"
    ),
    *_words("todo tbd proporcion suministr facilit recuper inteligencia entrenamiento actualiz"),
    *(" ai", " ia", "above ", "search result"),
)
"""Without one of these a sentence is not looked at closely, which spares much time."""


def found(sentence: str) -> str:
    """The first words of a sentence that speak of how it was made; nothing in one that does not."""
    lower = sentence.lower()
    match = _TRACES.search(sentence) if any(hint in lower for hint in _HINTS) else None
    return match.group() if match else ""
