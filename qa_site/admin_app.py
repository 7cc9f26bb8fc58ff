"""Django's admin, whose screens are found where the staff's addresses are loaded; checks look at them all."""

from collections.abc import Sequence
from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.admin.checks import check_admin_app, check_dependencies
from django.core import checks
from django.core.checks import CheckMessage

SCREENS = "qa_site.staff_urls"


class AdminConfig(SimpleAdminConfig):
    """The same as Django's, but for the moment at which the screens are found."""

    def ready(self) -> None:
        checks.register(check_dependencies, checks.Tags.admin)
        checks.register(screens, checks.Tags.admin)


def screens(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> Sequence[CheckMessage]:
    """What Django says of the screens, once they are there."""
    import_module(SCREENS)
    return check_admin_app(app_configs, **kwargs)
