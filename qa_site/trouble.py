"""Knows the two pages that come whatever else is broken: a fault of ours, and records out of reach.

They need no database, no session and no template; the stylesheet is named, and they read well without it.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext as _

STYLESHEET, ICON = "css/site.css", "icons/favicon.svg"

PAGE = """<!doctype html>
<html lang="{language}" dir="{direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>{title} – {site}</title>
<link rel="stylesheet" href="{stylesheet}">
<link rel="icon" href="{icon}" type="image/svg+xml">
</head>
<body>
<header class="top">
<div class="wrap"><a class="brand" href="{home}">{site}</a></div>
</header>
<main id="main" class="wrap">
<div class="band">
<h1>{title}</h1>
<p>{told}</p>
<p><a href="{home}">{way}</a></p>
<p>{emergency}</p>
</div>
</main>
</body>
</html>
"""


def at_fault(request: HttpRequest) -> HttpResponse:
    """500: something broke on our side."""
    with _spoken_at(request):
        title = _("Something went wrong")
        told = _("This is our fault, not yours. Please load this page again in a few minutes.")
        return _page(title, told, status=500)


def out_of_reach(request: HttpRequest) -> HttpResponse:
    """503: the records are away, and will be back soon."""
    with _spoken_at(request):
        title = _("Back in a moment")
        told = _("We cannot reach our records just now. Please load this page again in a few seconds.")
        return _page(title, told, status=503)


def _spoken_at(request: HttpRequest) -> translation.override:
    """What breaks outermost has left the language of its address already."""
    return translation.override(
        translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    )


def _page(title: str, told: str, *, status: int) -> HttpResponse:
    language = translation.get_language() or settings.LANGUAGE_CODE
    words = {
        "language": language,
        "direction": "rtl" if translation.get_language_bidi() else "ltr",
        "site": settings.SITE_NAME,
        "title": title,
        "told": told,
        "home": "/" if language == settings.LANGUAGE_CODE else f"/{language}/",
        "way": _("Go to the home page"),
        "emergency": _(
            "If you are unwell and cannot wait, please call your doctor or your local emergency number."
        ),
        "stylesheet": _file(STYLESHEET),
        "icon": _file(ICON),
    }
    page = PAGE.format_map({name: escape(word) for name, word in words.items()})
    return HttpResponse(
        page, status=status, headers={"Cache-Control": "no-store", "Content-Language": language}
    )


def _file(name: str) -> str:
    """By its hashed name; by its plain one, which is served too, where the list of names is missing."""
    try:
        return static(name)
    except (OSError, ValueError):
        return f"{settings.STATIC_URL}{name}"
