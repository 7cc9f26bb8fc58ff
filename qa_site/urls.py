"""A table of contents: which part of the site answers which address."""

from django.contrib import admin
from django.urls import include, path

from answers.admin import mail, review
from qa_site import health

handler500 = "qa_site.errors.server_error"

urlpatterns = [
    path("", include("answers.urls")),
    path("admin/", ([*review.urls(), *mail.urls(), *admin.site.get_urls()], "admin", admin.site.name)),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]
