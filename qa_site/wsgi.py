"""Knows how a web server starts the site, and says a wrong setting in one sentence."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qa_site.settings")

# gunicorn starts a worker again for ever unless it ends with this code.
GUNICORN_STOPS_TRYING = 3

try:
    application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.stderr.write(f"{error}\n")
    sys.exit(GUNICORN_STOPS_TRYING)
