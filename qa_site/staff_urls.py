"""The addresses of the staff's part: our own screens, then the admin's."""

from django.contrib import admin
from django.urls import path

from answers.admin import quality, reports
from answers.admin.account import (
    first_steps,
    keys,
    language,
    mail,
    proof,
    second_factor,
    sign_in_links,
    staff_sessions,
)
from answers.admin.record import redactions
from answers.admin.record import screens as record
from answers.admin.review import screens as review
from answers.admin.site import gate_rules, glossary, glossary_table, site_texts
from qa_site import histories
from qa_site.sign_in import SignInForm

admin.autodiscover()
admin.site.login_form = SignInForm
histories.ask_first(admin.site)

urlpatterns = [
    *record.urls(),
    *redactions.urls(),
    *quality.urls(),
    *reports.urls(),
    *review.urls(),
    *site_texts.urls(),
    *gate_rules.urls(),
    *glossary.urls(),
    *glossary_table.urls(),
    *keys.urls(),
    *mail.urls(),
    *language.urls(),
    *second_factor.urls(),
    *proof.urls(),
    *sign_in_links.urls(),
    *staff_sessions.urls(),
    path("continue-as/", first_steps.continue_as, name="continue_as"),
    *admin.site.get_urls(),
]
