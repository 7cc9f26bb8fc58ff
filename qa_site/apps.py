"""Knows that the site has checks of its own; it has no models."""

from django.apps import AppConfig
from django.core import checks as django_checks

from qa_site import checks, later


class SiteConfig(AppConfig):
    name = "qa_site"
    verbose_name = "Citewell"

    def ready(self) -> None:
        django_checks.register(later.views, django_checks.Tags.urls)
        django_checks.register(checks.site_address, deploy=True)
        django_checks.register(checks.site_host, deploy=True)
        django_checks.register(checks.mail, deploy=True)
        django_checks.register(checks.proxies, deploy=True)
        django_checks.register(checks.several_workers, deploy=True)
        django_checks.register(checks.security_contact, deploy=True)
        django_checks.register(checks.publisher, deploy=True)
        django_checks.register(checks.second_factor, deploy=True)
        django_checks.register(checks.misspelt_names, deploy=True)
