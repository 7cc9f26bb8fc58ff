"""What the tagged formats share: values on one line, the family name first, dates in their parts."""

from __future__ import annotations

from collections.abc import Iterator

from sources.formatting import Name, Work


def one_line(value: object) -> str:
    """The value without line breaks, so that no text can pretend to be a tag of its own."""
    return " ".join(str(value or "").split())


def inverted(name: Name) -> str:
    """ "Family, Given, Suffix"; a group keeps a comma at its end, as EndNote asks."""
    if name.literal:
        return f"{one_line(name.literal)},"
    family = one_line(f"{name.particle} {name.family}")
    if not name.given and not name.suffix:
        return f"{family},"
    return ", ".join([family, one_line(name.given), *filter(None, [one_line(name.suffix)])])


def of_role(work: Work, role: str) -> Iterator[Name]:
    """The contributors of one role, in printed order."""
    return (name for name in work.contributors if name.role == role)


def first_and_last(pages: str) -> tuple[str, str]:
    """The two ends of a plain range; anything else is its first page whole."""
    first, hyphen, last = pages.partition("-")
    return (first, last) if hyphen and "-" not in last and "," not in pages else (pages, "")
