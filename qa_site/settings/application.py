"""Knows what Django puts together: apps, middleware, templates, files and languages."""

from whitenoise.compress import Compressor

from qa_site import environment
from qa_site.settings.safety import BASE_DIR, DATA_DIR, DEBUG

INSTALLED_APPS = [
    "qa_site",
    "answers",
    "sources",
    "qa_site.admin_app.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "simple_history",
]

# The order is the rule: the request's name, whose address, then the headers every response carries,
# then files, then what may go wrong; readers are answered there, and people come after them.
MIDDLEWARE = [
    "qa_site.watching.watched",
    "qa_site.middleware.trusted_proxies",
    "qa_site.middleware.sent_before",
    "django.middleware.security.SecurityMiddleware",
    "qa_site.middleware.isolation_headers",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "qa_site.middleware.ContentPolicy",
    "qa_site.middleware.open_to_other_sites",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "qa_site.middleware.language_of_address",
    "django.middleware.common.CommonMiddleware",
    "qa_site.middleware.DatabaseAway",
    "qa_site.middleware.no_cookie_for_readers",
    "qa_site.middleware.readers_leave_here",
    "qa_site.room.room_for_pages",
    "qa_site.staff_door.KnownMethods",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "qa_site.staff_door.staff_door",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "qa_site.urls"
WSGI_APPLICATION = "qa_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# --- Files -------------------------------------------------------------------------------------
# Hashed names stay in STATIC_ROOT from one release to the next, so that an open page keeps its assets.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "qa_site.static_files.Storage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False
# Maps are for who debugs the editor: larger than all the rest, and no page asks for one.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")

# A long answer's form sends five fields for each citation.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Languages and time ------------------------------------------------------------------------
# English stands at the plain addresses, every other language under its own (/es/…); nobody's browser and
# no cookie chooses.
LANGUAGE_CODE = "en"
LANGUAGES = environment.languages(
    "LANGUAGES", default="en,es", spoken={"en": "English", "es": "español", "ar": "العربية"}, first="en"
)
LOCALE_PATHS = [BASE_DIR / "qa_site" / "locale"]
FORMAT_MODULE_PATH = ["qa_site.formats"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = environment.time_zone("TIME_ZONE", default="UTC")
