"""Writing the texts of the site and approving them: two people, one exact text, public at once."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from answers import policies, revisions, sanitize
from answers.models import Event, ListStamp, Refused, SiteText, SiteTextApproval
from answers.rendering import markup

if TYPE_CHECKING:
    from django.contrib.auth.models import User

LONGEST_NOTE = 300


def save_site_text(
    place: str, html: str, *, by: User, at: datetime.datetime, base: int, note: str = ""
) -> SiteText | None:
    """The next version of a text, sanitised and frozen; None when it says what the newest one says.

    `base` is the number that the writer began from; Refused when somebody has written a newer one since.
    """
    policies.demand(policies.why_not(by, "write_sitetext"))
    cleaned, said = _cleaned(html), revisions.fit(note, LONGEST_NOTE)
    with transaction.atomic():
        newest = SiteText.objects.newest(place)
        if newest and newest.number == base and newest.html == cleaned:
            return None
        saved = SiteText.objects.follow(base, cleaned, by=by, at=at, note=said, place=place)
        if saved is None:
            raise Refused(_("Somebody else has saved this text meanwhile. Take over what they wrote first."))
        details = {"text": place, "version": saved.number, "hash": saved.content_hash}
        Event.objects.record("wrote a site text", by=by, at=at, rows=[saved], details=details)
    return saved


def approve_site_text(
    text: SiteText, *, by: User, at: datetime.datetime, content_hash: str
) -> SiteTextApproval:
    """Sign exactly this text: it is public at once, or, when it is public already, was reviewed today.

    Refused for whoever had a hand in it, for another text than the one that was shown, and for an old one.
    """
    policies.demand(policies.why_not_approve_site_text(by, text))
    with transaction.atomic():
        newest, public = SiteText.objects.newest(text.place), SiteText.objects.public(text.place)
        if content_hash != text.content_hash or text not in (newest, public):
            raise Refused(_("This text was changed after you opened it. Please read it again."))
        approval = SiteTextApproval.objects.create(
            text=text,
            content_hash=content_hash,
            written_by_id=text.written_by_id,
            approved_by=by,
            approved_at=at,
            reviewed_on=timezone.localdate(at),
        )
        ListStamp.objects.renew()
        details = {"text": text.place, "version": text.number, "hash": content_hash}
        verb = "confirmed a site text" if text == public else "approved a site text"
        Event.objects.record(verb, by=by, at=at, rows=[approval], details=details)
    return approval


def _cleaned(html: str) -> str:
    try:
        cleaned = sanitize.clean(markup.paragraphs(html)).strip()
    except sanitize.UnfitTextError as unfit:
        raise Refused(str(unfit)) from unfit
    if not markup.text_of(cleaned).strip():
        raise Refused(_("The text is empty. Readers would find nothing there."))
    return cleaned
