"""What a reader of files has to say of what it left out or took along, in sentences; it knows no format."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from django.utils.translation import ngettext_lazy

_SENTENCES = {
    "insertions": ngettext_lazy(
        "%(count)s tracked insertion is taken as text.",
        "%(count)s tracked insertions are taken as text.",
        "count",
    ),
    "deletions": ngettext_lazy(
        "%(count)s deleted passage is left out.", "%(count)s deleted passages are left out.", "count"
    ),
    "comments": ngettext_lazy("%(count)s comment is left out.", "%(count)s comments are left out.", "count"),
    "pictures": ngettext_lazy("%(count)s picture is left out.", "%(count)s pictures are left out.", "count"),
    "boxes": ngettext_lazy(
        "The text of %(count)s text box stands behind its paragraph.",
        "The text of %(count)s text boxes stands behind their paragraphs.",
        "count",
    ),
    "embedded": ngettext_lazy(
        "%(count)s other file within this one is left out.",
        "%(count)s other files within this one are left out.",
        "count",
    ),
}


def sentences(counts: Mapping[str, int]) -> Iterator[str]:
    """One sentence for each kind of thing that was there."""
    return (str(_SENTENCES[name] % {"count": count}) for name, count in counts.items() if count)
