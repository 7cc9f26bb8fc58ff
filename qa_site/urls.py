"""A table of contents: which part of the site answers which address."""

from django.contrib import admin
from django.urls import include, path

from answers.admin import mail, record, redactions, review
from qa_site import health

handler500 = "qa_site.errors.server_error"

staff = [*record.urls(), *redactions.urls(), *review.urls(), *mail.urls(), *admin.site.get_urls()]

urlpatterns = [
    path("", include("answers.urls")),
    path(
        "admin/",
        (
            [*record.urls(), *redactions.urls(), *review.urls(), *mail.urls(), *admin.site.get_urls()],
            "admin",
            admin.site.name,
        ),
    ),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
]
