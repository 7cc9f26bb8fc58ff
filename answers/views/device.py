"""Pages whose content stays on the reader's device: how pages look there, and the questions kept there.

The server sends the same page to everybody; what is chosen or kept never reaches it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from answers.views import replies


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen about the look; `static/css/display.css` says what each value does."""

    name: str
    label: Promise
    options: Sequence[tuple[str, Promise]]


CHOICES = (
    Choice("text", _("Size of text"), (("", _("Usual")), ("larger", _("Larger")), ("largest", _("Largest")))),
    Choice("space", _("Space between lines and letters"), (("", _("Usual")), ("more", _("More")))),
    Choice(
        "letters",
        _("Letters"),
        (("", _("Usual")), ("clear", _("Made for low vision (Atkinson Hyperlegible)"))),
    ),
    Choice(
        "colours",
        _("Colours"),
        (("", _("As the device is set")), ("light", _("Light")), ("dark", _("Dark"))),
    ),
)

BROWSERS = (
    (
        _("Any computer"),
        _("Hold Ctrl (on a Mac: ⌘) and press + for larger, − for smaller, 0 for the usual size."),
    ),
    (
        _("Chrome and Edge"),
        _("Settings, Appearance: choose the font size and the font. “Mode” there makes pages dark or light."),
    ),
    (
        _("Firefox"),
        _(
            "Settings, General: choose the font, its size, and dark or light. The sheet of paper in the "
            "address bar (Reader View) gives more space between lines."
        ),
    ),
    (
        _("Safari on a Mac"),
        _(
            "Settings, Websites, Page Zoom: choose a size for all pages. View, Show Reader gives calm pages "
            "with a font of your choice. Dark or light: System Settings, Appearance."
        ),
    ),
    (
        _("iPhone and iPad"),
        _(
            "The button beside the address: a larger “A” for larger text, and Reader. Dark or light: "
            "Settings, Display & Brightness. Bold text and contrast: Settings, Accessibility."
        ),
    ),
    (
        _("Android"),
        _(
            "In Chrome: menu, Settings, Accessibility, text size. Dark or light, and larger letters "
            "everywhere: the device’s Settings, Display."
        ),
    ),
)


@require_safe
def display(request: HttpRequest) -> HttpResponseBase:
    """How pages look on this device: chosen by the script, or by the browser's own settings."""
    return replies.made(request, "answers/display.html", {"choices": CHOICES, "browsers": BROWSERS})


@require_safe
def my_questions(request: HttpRequest) -> HttpResponseBase:
    """The questions that a reader keeps on the device, from all pages; an empty sheet without scripts."""
    return replies.made(request, "answers/my_questions.html", {})
