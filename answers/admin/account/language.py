"""In which of the site's languages a member of staff works; a cookie of theirs keeps it."""

from __future__ import annotations

from django.contrib import admin
from django.urls import URLPattern, path
from django.views.i18n import set_language


def urls() -> list[URLPattern]:
    """The address below /admin/ that the buttons in the head of each page post to."""
    return [path("language/", admin.site.admin_view(set_language), name="language")]
