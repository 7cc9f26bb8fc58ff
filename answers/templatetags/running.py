"""What staff are told when the work that nobody starts by hand stays out. It reads and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import template
from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from answers import lateness

register = template.Library()


@register.inclusion_tag("admin/_running_late.html")
def running_late() -> dict[str, Any]:
    """A sentence for each kind of work that is late; a site for trying or developing needs no backup."""
    return {"sentences": list(_sentences(lateness.watch(timezone.now())))}


def _sentences(seen: lateness.Watch) -> Iterator[str]:
    if seen.is_timed_work_late:
        since = _since(seen.timed_work_at) or _("never")
        yield _(
            "The timed work has not run (last: %(since)s). Nothing scheduled goes public, and no mail leaves."
        ) % {"since": since}
    elif seen.is_outbox_late:
        yield _("Mail has been waiting since %(since)s and does not leave.") % {
            "since": _since(seen.owed_since)
        }
    is_for_trying = settings.DEBUG or settings.SAMPLE_SITE
    if seen.is_backup_late and not is_for_trying:
        since = _since(seen.backup_at) or _("never")
        yield _("No backup was made and verified lately (last: %(since)s).") % {"since": since}


def _since(moment: Any) -> str:
    return date_format(timezone.localtime(moment), "DATETIME_FORMAT") if moment else ""
