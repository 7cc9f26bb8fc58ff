"""A table of contents: which part of the site answers which address."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from answers.admin import quality, reports
from answers.admin.account import keys, language, mail, proof, second_factor, sign_in_links, staff_sessions
from answers.admin.record import redactions
from answers.admin.record import screens as record
from answers.admin.review import screens as review
from answers.admin.site import gate_rules, glossary, site_texts
from qa_site import health, metrics
from qa_site.sign_in import SignInForm

handler404 = "qa_site.errors.not_found"
handler500 = "qa_site.errors.server_error"

admin.site.login_form = SignInForm

staff = [
    *record.urls(),
    *redactions.urls(),
    *quality.urls(),
    *reports.urls(),
    *review.urls(),
    *site_texts.urls(),
    *gate_rules.urls(),
    *glossary.urls(),
    *keys.urls(),
    *mail.urls(),
    *language.urls(),
    *second_factor.urls(),
    *proof.urls(),
    *sign_in_links.urls(),
    *staff_sessions.urls(),
    *admin.site.get_urls(),
]

urlpatterns = [
    *i18n_patterns(path("", include("answers.urls")), prefix_default_language=False),
    path("api/", include("answers.api.urls")),
    path("admin/", (staff, "admin", admin.site.name)),
    path("healthz/live", health.live, name="live"),
    path("healthz/ready", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
