"""The ready reasons for which a warning may be passed; they name nobody, and hold for any page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from answers.gates.gate import Gate

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Words

NOT_YET = "not yet"

FOR_ANY: Mapping[str, Words] = {
    NOT_YET: _("Not yet: we will do it later."),
    "does not apply": _("It does not apply to this page."),
    "nothing better": _("We looked, and there is nothing better."),
    "clearer so": _("Readers understand it better this way."),
}
"""What may be said of any warning, by the name that is stored."""


def ready_reasons(gate: Gate | None) -> Mapping[str, Words]:
    """The ready reasons for a gate: its own first, then those for any."""
    return {**(gate.reasons if gate is not None else {}), **FOR_ANY}


def in_words(gate: Gate | None, ready: str) -> str:
    """What a ready reason says; one that no release knows any more, as it was stored."""
    return str(ready_reasons(gate).get(ready, ready))
