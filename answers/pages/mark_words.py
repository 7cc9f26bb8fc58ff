"""What the marks in a text say, in the language that is spoken here; rendering knows none of its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from answers.rendering.marks import Words


def words() -> Words:
    """The words of the marks for readers of this page."""
    return Words(
        source=_("Source"),
        sources=_("Sources"),
        sure={
            "low": _("not very sure"),
            "very_low": _("very unsure"),
            "expert": _("what experts say"),
            "none": _("no studies found"),
        },
    )
