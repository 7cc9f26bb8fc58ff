"""A table of contents: which part of the site answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from qa_site import health, metrics
from qa_site.later import part

handler404 = "qa_site.errors.not_found"
handler500 = "qa_site.errors.server_error"

urlpatterns = [
    *i18n_patterns(path("", include("answers.urls")), prefix_default_language=False),
    part("api/", "answers.api.urls", "api"),
    part("admin/", "qa_site.staff_urls", "admin"),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
