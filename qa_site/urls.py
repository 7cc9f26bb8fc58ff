"""A table of contents: which part of the site answers which address."""

from django.contrib import admin
from django.urls import include, path

from qa_site import health

handler500 = "qa_site.errors.server_error"

urlpatterns = [
    path("", include("answers.urls")),
    path("admin/", admin.site.urls),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]
