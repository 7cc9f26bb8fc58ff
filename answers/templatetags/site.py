"""Knows what the site is called and where it stands; it knows no request and so no reader."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from answers.models.questions import address
from answers.pages import for_machines, site_texts
from answers.rendering import qr

register = template.Library()


@register.simple_tag
def site_name() -> str:
    """The name in the header and in titles."""
    return str(settings.SITE_NAME)


@register.simple_tag
def publisher() -> str:
    """Who answers for the site; empty where the operator has not said."""
    return str(settings.PUBLISHER_NAME)


@register.simple_tag
def publisher_funding() -> str:
    """Who pays for the site; empty where the operator has not said."""
    return str(settings.PUBLISHER_FUNDING)


@register.simple_tag
def publisher_contact() -> SafeString:
    """How to reach the publisher, a mail address as a link; empty likewise."""
    return site_texts.contact_html()


@dataclass(frozen=True)
class OtherLanguage:
    """A language of the site, by its own name, and where its first page is."""

    language: str
    name: str
    path: str


@register.simple_tag
def other_languages() -> list[OtherLanguage]:
    """The languages of the site besides the one that is spoken here."""
    here = get_language()
    return [
        OtherLanguage(code, name, address("home", code)) for code, name in settings.LANGUAGES if code != here
    ]


@register.simple_tag
def in_every_language(name: str) -> list[tuple[str, str]]:
    """Where a page that each language has stands in all of them; nothing where the site speaks one alone."""
    codes = [code for code, _name in settings.LANGUAGES]
    return [(code, address(name, code)) for code in codes] if len(codes) > 1 else []


@register.simple_tag
def absolute(path: str) -> str:
    """The whole address of a path of this site."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"


@register.simple_tag
def qr_code(address: str) -> SafeString:
    """The address as a square for telephones; what is read beside it is the address itself."""
    return mark_safe(qr.svg(address))  # noqa: S308 (drawn from numbers)


@register.simple_tag
def review_status_is_public() -> bool:
    """Whether readers are shown how the reviewing goes."""
    return bool(settings.REVIEW_STATUS_PUBLIC)


@register.simple_tag
def site_picture() -> str:
    """Where the picture is that stands for the site where people share a link to it."""
    return for_machines.picture()


@register.simple_tag
def emergency_text() -> str:
    """What somebody should do who cannot wait: the site's own text, else a general one."""
    return str(settings.EMERGENCY_TEXT) or _(
        "If you are unwell and cannot wait, please call your doctor or your local emergency number."
    )


@register.simple_tag
def side_effects_text() -> str:
    """Where side effects are reported: the site's own text, else a general one."""
    return str(settings.SIDE_EFFECTS_TEXT) or _(
        "Do you think that a medicine has harmed you? Tell your doctor or pharmacist. In many countries you "
        "can also report it yourself to the authority for medicines."
    )


@register.simple_tag
def reports_read_within_days() -> int:
    """How soon this site promises that somebody reads what a reader wrote."""
    return int(settings.REPORTS_READ_WITHIN_DAYS)
