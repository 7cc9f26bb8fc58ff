#!/usr/bin/env python
"""Knows how to run one command of the site, and says a wrong setting in one sentence."""

import os
import sys

try:
    from django.conf import settings
    from django.core import management
    from django.core.exceptions import ImproperlyConfigured

    from qa_site import room
except ModuleNotFoundError:
    sys.exit("Django is not installed here. Run “make run” first, then use .venv/bin/python manage.py.")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_site.settings")
    try:
        settings.INSTALLED_APPS  # noqa: B018 -- reading one setting reads them all
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    try:
        room.with_room(management.execute_from_command_line, sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    main()
