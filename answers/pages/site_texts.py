"""A text of the site as readers see it: the approved version, or the one that the software brings along."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString

from answers import sanitize
from answers.models import SiteText


@dataclass(frozen=True)
class ShownText:
    """What stands on the page; without a version it is the starter text, which nobody here has approved."""

    title: str
    html: str
    version: int | None = None
    reviewed_on: datetime.date | None = None
    language: str = ""
    """In which language it is, where the page around it is in another one."""

    @property
    def has_headings(self) -> bool:
        """Whether it needs a heading above its own ones."""
        return "<h3>" in self.html


def shown(place: str) -> ShownText:
    """The text that readers see now; people write it once, in the first language of the site."""
    title = str(SiteText.Place(place).label)
    public = SiteText.objects.public(place)
    if public is None:
        return ShownText(title, starter(place, is_sample=settings.SAMPLE_SITE))
    newest = public.approvals.order_by("-id").values_list("reviewed_on", flat=True)[0]
    is_elsewhere = translation.get_language() != settings.LANGUAGE_CODE
    written_in = settings.LANGUAGE_CODE if is_elsewhere else ""
    return ShownText(title, public.html, public.number, newest, language=written_in)


def starter(place: str, *, is_sample: bool = False) -> str:
    """The text that the software brings along: true of the software, with the publisher from the settings."""
    values = {
        "name": settings.SITE_NAME,
        "publisher": settings.PUBLISHER_NAME,
        "funding": settings.PUBLISHER_FUNDING,
        "contact": contact_html(),
        "is_sample": is_sample,
    }
    return sanitize.clean(render_to_string(f"answers/starters/{place}.html", values)).strip()


def contact_html() -> SafeString:
    """How to reach the publisher: a mail address becomes a link; empty where none is set."""
    contact = settings.PUBLISHER_CONTACT
    is_mail = "@" in contact and " " not in contact
    return format_html('<a href="mailto:{0}">{0}</a>' if is_mail else "{0}", contact)
