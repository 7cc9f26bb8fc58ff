"""The keys sources are cited by: how a new one is chosen; it changes no source."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, product
from string import ascii_lowercase

from sources import formatting
from sources.formatting import Name
from sources.models.source import Alias, Source


def new_key(contributors: Iterable[Mapping[str, str]], year: int | None) -> str:
    """A free key for a new source: first author and year, then a letter from b on ("moreau2022b").

    Two people may be offered the same one; the second to save is refused and asks again.
    """
    stem = formatting.key_stem(tuple(Name(**each) for each in contributors), year)
    taken = set(Source.objects.filter(key__startswith=stem).values_list("key", flat=True))
    taken |= set(Alias.objects.filter(key__startswith=stem).values_list("key", flat=True))
    return next(key for key in candidates(stem) if key not in taken)


def candidates(stem: str) -> Iterator[str]:
    """The stem, then the stem with b … z, aa … zz and so on."""
    yield stem
    for length in count(1):
        for letters in product(ascii_lowercase, repeat=length):
            if letters != ("a",):
                yield stem + "".join(letters)
