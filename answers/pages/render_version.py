"""Which state of templates, assets, rendering code and settings a page was made with; it knows no page."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

_SHAPES = (
    "templates/base.html",
    "templates/answers/**/*.html",
    "static/css/site.css",
    "static/css/sheet.css",
    "static/css/parts.css",
    "static/css/display.css",
    "static/js/site.js",
    "static/js/my-questions.js",
    "static/fonts/*",
    "static/icons/*",
    "qa_site/formats/**/*.py",
    "qa_site/locale/**/*.mo",
    "answers/content.py",
    "answers/pages/*.py",
    "answers/readability/*.py",
    "answers/rendering/*.py",
    "answers/templatetags/*.py",
    "sources/notices/*.py",
    "sources/replacements/*.py",
    "sources/formatting/*.py",
    "sources/exporters/coins.py",
    "sources/exporters/csl.py",
    "sources/exporters/schema_org.py",
)


def _files(root: Path) -> Iterator[Path]:
    for shape in _SHAPES:
        yield from sorted(root.glob(shape))


def _version(root: Path) -> str:
    """Changes with every byte that can change a page, and with the settings that a page prints."""
    hashed = hashlib.sha256()
    for path in _files(root):
        hashed.update(f"{path.relative_to(root)}\0".encode())
        hashed.update(path.read_bytes())
    printed = (settings.SITE_NAME, settings.SITE_URL, settings.STATIC_URL, settings.LANGUAGE_CODE)
    publisher = (
        settings.PUBLISHER_NAME,
        settings.PUBLISHER_CONTACT,
        settings.PUBLISHER_FUNDING,
        settings.EMERGENCY_NUMBER,
    )
    shown = f"{settings.REVIEW_STATUS_PUBLIC} {settings.LANGUAGES}"
    hashed.update(
        "\0".join((*printed, *publisher, shown, settings.STORAGES["staticfiles"]["BACKEND"])).encode()
    )
    return hashed.hexdigest()


RENDER_VERSION = _version(settings.BASE_DIR)
