"""Free keys for the sources of a page that name no author and no year; it changes nothing."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.text import slugify

from sources.models import Alias, Source

_LONGEST_STEM = 28


def free(question: str, numbers: Iterable[int]) -> dict[int, str]:
    """For each number of the page a key made of words of its question."""
    numbers = list(numbers)
    stem = _stem(question)
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    taken |= set(Alias.objects.filter(key__startswith=stem).values_list("key", flat=True))
    tried = 1
    while True:
        series = stem if tried == 1 else f"{stem}-{tried}"
        keys = {number: f"{series}-{number}" for number in numbers}
        if not taken.intersection(keys.values()):
            return keys
        tried += 1


def _stem(question: str) -> str:
    words = [word for word in slugify(question).split("-") if len(word) > 3]
    longest = sorted(words, key=len, reverse=True)[:2]
    named = "-".join(word for word in dict.fromkeys(words) if word in longest)
    return named[:_LONGEST_STEM].strip("-") or "page"
