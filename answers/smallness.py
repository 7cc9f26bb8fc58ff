"""Whether a revision is a small change of what readers see, in words for an editor; it signs nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answers.content import Content
from answers.models import Revision
from answers.rendering import small_changes
from answers.rendering.small_changes import Reason, Reworded

_SENTENCES: Mapping[str, Promise] = {
    "nothing": gettext_lazy("Readers see this text already."),
    "language": gettext_lazy("Small changes are known in English only."),
    "beside": gettext_lazy("More than the wording changed: %(about)s."),
    "shape": gettext_lazy("How the text is built or set changed."),
    "sentences": gettext_lazy("Sentences came, went or were joined."),
    "citation": gettext_lazy("A citation changed."),
    "amount": gettext_lazy("More words changed than a small change has."),
    "number": gettext_lazy("“%(about)s” is or counts a number."),
    "unit": gettext_lazy("“%(about)s” is a unit or a measure."),
    "medicine": gettext_lazy("“%(about)s” may be a medicine, or stands in the title of a source."),
    "negation": gettext_lazy("“%(about)s” denies something."),
    "condition": gettext_lazy("“%(about)s” says on what something hangs."),
    "certainty": gettext_lazy("“%(about)s” says how sure we are, or on what that rests."),
    "direction": gettext_lazy("“%(about)s” says how much, which way, or compared with what."),
    "who": gettext_lazy("“%(about)s” says who is meant."),
    "when": gettext_lazy("“%(about)s” says when."),
    "added": gettext_lazy("“%(about)s” came or went and took the place of nothing."),
    "moved": gettext_lazy("“%(about)s” stands in another place."),
    "mark": gettext_lazy("A question or exclamation mark changed."),
    "unknown": gettext_lazy("“%(about)s” is not among the everyday words."),
}


@dataclass(frozen=True)
class Smallness:
    """Why a change is not small, in sentences; one without any is small and names what it reworded."""

    reasons: tuple[str, ...] = ()
    reworded: tuple[Reworded, ...] = ()

    @property
    def is_small(self) -> bool:
        """Whether the difference may be signed by itself."""
        return not self.reasons


def of(revision: Revision) -> Smallness:
    """The revision beside the text that readers see, which must be signed itself."""
    live = revision.answer.live_revision
    if live is None or not revision.answer.is_public:
        return Smallness((_("Readers see no text that this one could be compared with."),))
    if live != revision.answer.publications.signed_revision():
        return Smallness((_("What readers see still awaits its second check."),))
    return between(live.content(), revision.content())


def between(signed: Content, newer: Content) -> Smallness:
    """A newer text beside one that was signed."""
    found = small_changes.weigh(signed, newer)
    return Smallness(tuple(dict.fromkeys(map(_sentence, found.reasons))), found.reworded)


def _sentence(reason: Reason) -> str:
    return str(_SENTENCES[reason.kind]) % {"about": reason.about.strip(".,;:").replace("_", " ")}
