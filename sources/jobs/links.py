"""Every web address of our sources visited; it notes what it met and changes no address."""

from __future__ import annotations

from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _

from sources.jobs.outcome import Outcome, Progress, silent
from sources.lookup import Visitor
from sources.models import LinkState, Source


def check_links(visitor: Visitor, *, on: date, progress: Progress = silent) -> Outcome:
    """Visit each address, the longest unvisited first, and list those that are gone or have moved."""
    outcome = Outcome()
    sources = Source.objects.current().exclude(url="")
    oldest_first = sources.order_by(F("link_checked_on").asc(nulls_first=True), "pk")
    for pk, key, address in list(oldest_first.values_list("pk", "key", "url")):
        state = visitor.visit(address)
        Source.objects.filter(pk=pk, url=address).update(link_state=state, link_checked_on=on)
        outcome.rows += 1
        outcome.sources_checked += state != LinkState.NO_ANSWER
        if state != LinkState.WORKS:
            outcome.add_fault(
                _("%(key)s: %(address)s – %(state)s") % {"key": key, "address": address, "state": state.label}
            )
        progress(outcome.rows)
    return outcome
