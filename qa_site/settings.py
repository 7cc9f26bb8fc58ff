"""Knows every setting of the site, each from the environment with a default that works after a clone.

It holds no rules of the product. What an operator can get wrong, `checks.py` explains.
"""

from datetime import timedelta
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import quote

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from qa_site import environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment.read_file("ENV_FILE")
DATA_DIR = environment.folder("DATA_DIR", default=BASE_DIR / "data")

# --- How safe this process must be -------------------------------------------------------------
# Whoever names a secret key or hosts means a real site: debugging is then off unless asked for.
SHORTEST_KEY = 50
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS")
SECRET_KEY = environment.text("SECRET_KEY", "")
SECRET_KEY_FALLBACKS = environment.words("SECRET_KEY_FALLBACKS")  # former keys, parted by commas
DEBUG = environment.flag("DEBUG", default=not (SECRET_KEY or ALLOWED_HOSTS))
ALLOW_INSECURE_LOCAL = environment.flag("ALLOW_INSECURE_LOCAL", default=False)
SAMPLE_SITE = environment.flag("SAMPLE_SITE", default=False)
DEMO_PASSWORD = environment.text("DEMO_PASSWORD", "")
SECURE = not DEBUG and not ALLOW_INSECURE_LOCAL

if SECURE and not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is missing. Set it to a long random text, or set ALLOW_INSECURE_LOCAL=1 "
        "to try the site on this machine only."
    )
if SECURE and len(SECRET_KEY) < SHORTEST_KEY:
    raise ImproperlyConfigured(
        f"SECRET_KEY has {len(SECRET_KEY)} letters, which can be guessed. Set it to a random text of "
        f"at least {SHORTEST_KEY}, for example from: openssl rand -base64 48"
    )
if SECURE and not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is missing. Set it to the names under which readers find the site, for example "
        "answers.example.org."
    )
if SECURE and any(host.startswith("*") for host in ALLOWED_HOSTS):
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS holds “*”, so that anybody could put another name into our links. Name the hosts."
    )
if SECURE and SAMPLE_SITE:
    raise ImproperlyConfigured("SAMPLE_SITE is for trying the site on this machine. Leave it out here.")
if ALLOW_INSECURE_LOCAL and not set(ALLOWED_HOSTS) <= set(LOOPBACK):
    raise ImproperlyConfigured(
        "ALLOW_INSECURE_LOCAL serves this machine only. Leave it or ALLOWED_HOSTS out."
    )
if not SECURE:
    SECRET_KEY = SECRET_KEY or environment.kept_secret(DATA_DIR / "secret_key")
    ALLOWED_HOSTS = ALLOWED_HOSTS or LOOPBACK

# --- The site ----------------------------------------------------------------------------------
SITE_NAME = environment.text("SITE_NAME", "Citewell")
SITE_URL = environment.site_address("SITE_URL", default="http://127.0.0.1:8000")
PUBLISHER_NAME = environment.text("PUBLISHER_NAME", "")
PUBLISHER_CONTACT = environment.text("PUBLISHER_CONTACT", "")
PUBLISHER_FUNDING = environment.text("PUBLISHER_FUNDING", "")  # who pays for it, in a sentence
SANITIZER = environment.choice("SANITIZER", default="bleach", options=["bleach", "nh3"])
REVIEW_INTERVAL_MONTHS = environment.number("REVIEW_INTERVAL_MONTHS", default=12, least=1, most=36)
TRUSTED_PROXIES = environment.networks("TRUSTED_PROXIES")

# A network in front of the site that takes the names of changed pages may keep pages meanwhile.
CDN_PURGE_URL = environment.purge_address("CDN_PURGE_URL")

# Staff are warned when no backup was made and verified for so long.
BACKUP_WITHIN_HOURS = environment.number("BACKUP_WITHIN_HOURS", default=36, least=1, most=24 * 31)

# Where other programs may be told of changes: at these ports only, and never inside a private network.
WEBHOOK_PORTS = environment.ports("WEBHOOK_PORTS", default=[443])

# Readers may see how many pages are overdue and how long a review takes; a site need not say so.
REVIEW_STATUS_PUBLIC = environment.flag("REVIEW_STATUS_PUBLIC", default=True)

# Whom readers call, and what they are told where they write to us; without words of the site's own,
# general ones stand there.
EMERGENCY_NUMBER = environment.text("EMERGENCY_NUMBER", "")
EMERGENCY_TEXT = environment.text("EMERGENCY_TEXT", "")
SIDE_EFFECTS_TEXT = environment.text("SIDE_EFFECTS_TEXT", "")
REPORTS_READ_WITHIN_DAYS = environment.number("REPORTS_READ_WITHIN_DAYS", default=7, least=1, most=60)

# Off until somebody wants it: looking a source up tells Crossref and NCBI what editors are reading.
SOURCES_LOOKUP_ENABLED = environment.flag("SOURCES_LOOKUP_ENABLED", default=False)
CROSSREF_MAILTO = environment.mail_address("CROSSREF_MAILTO")
NCBI_API_KEY = environment.text("NCBI_API_KEY", "")

INSTALLED_APPS = [
    "qa_site",
    "answers",
    "sources",
    "django.contrib.admin",
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

# --- Where things are kept ---------------------------------------------------------------------
# SQLite: WAL alone fails under two writers, so transactions begin as writers; FULL, because an
# approval that was acknowledged must survive a loss of power.
SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
}

database = environment.service(
    "DATABASE_URL",
    default=f"sqlite:///{quote(str(DATA_DIR / 'db.sqlite3'))}",
    schemes=["sqlite", "postgres", "postgresql"],
    read=environ.Env.db_url_config,
)


def _connected(told: dict[str, Any]) -> dict[str, Any]:
    """A database's address with what each kind needs besides."""
    told["CONN_MAX_AGE"] = 60  # opening one costs as much as reading a page
    if told["ENGINE"].endswith("sqlite3"):
        return told | {"ENGINE": "qa_site.sqlite3", "OPTIONS": SQLITE}
    # PostgreSQL plans a query once for each connection, which takes longer than the query itself.
    prepared = {"server_side_binding": True, "prepare_threshold": 5}
    options = {"connect_timeout": 5} | prepared | told.get("OPTIONS", {})
    return told | {"ENGINE": "qa_site.postgresql", "CONN_HEALTH_CHECKS": True, "OPTIONS": options}


DATABASES = {"default": _connected(database)}

# A copy that follows the database; readers' lists come from it while it is not behind.
if environment.text("REPLICA_URL", ""):
    DATABASES["replica"] = _connected(
        environment.service(
            "REPLICA_URL",
            default="",
            schemes=["sqlite", "postgres", "postgresql"],
            read=environ.Env.db_url_config,
        )
    )
    DATABASES["replica"]["TEST"] = {"MIRROR": "default"}
    DATABASE_ROUTERS = ["qa_site.replica.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

shared = environment.service(
    "CACHE_URL",
    default="locmemcache://",
    schemes=["locmemcache", "redis", "rediss"],
    read=environ.Env.cache_url_config,
)
if "redis" in shared["BACKEND"].lower():
    shared["BACKEND"] = "qa_site.shared_cache.SharedCache"
CACHES = {
    "default": shared,
    # Lists that lead to questions, kept by each process under a stamp that the database holds.
    "lists": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "lists"},
    # Pictures of questions, about 20 kB each, drawn once for all processes of this machine.
    "pictures": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "pictures",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # What was worked out from frozen texts, kept by each process under their hashes.
    "frozen": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "frozen",
        "OPTIONS": {"MAX_ENTRIES": 1000},
    },
}

mail = environment.service(
    "EMAIL_URL",
    default=f"filemail:///{quote(str(DATA_DIR / 'mail'))}",
    schemes=["smtp", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail"],
    read=environ.Env.email_url_config,
)
EMAIL_BACKEND: str = mail["EMAIL_BACKEND"]
EMAIL_FILE_PATH: str = mail["EMAIL_FILE_PATH"]
EMAIL_HOST: str = mail["EMAIL_HOST"] or "localhost"
EMAIL_PORT: int = mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER: str = mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD: str = mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS: bool = mail.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL: bool = mail.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "Citewell <citewell@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# Whom a finder of a weakness tells: mailto:, https: or tel:. Without one, who sends our mail.
SECURITY_CONTACT = environment.contact(
    "SECURITY_CONTACT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}"
)

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
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_ALLOW_ALL_ORIGINS = False

# A long answer's form sends five fields for each citation.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- People ------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "qa_site.permissions.PermissionsAtOnce",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "qa_site.passwords.WordsOfTheSite"},
]
FORMS_URLFIELD_ASSUME_HTTPS = True  # an address typed without a scheme; Django 6 does so by itself
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"

# A second factor besides the password, for everybody who works here. Off only while trying the site.
STAFF_2FA_REQUIRED = environment.flag("STAFF_2FA_REQUIRED", default=SECURE)

# A session ends when it was left alone for so long, and after so many hours however busy it was.
STAFF_SESSION_IDLE = timedelta(
    minutes=environment.number("STAFF_SESSION_IDLE_MINUTES", default=120, least=5, most=720)
)
STAFF_SESSION_LASTS = timedelta(hours=environment.number("STAFF_SESSION_HOURS", default=12, least=1, most=24))

# The slowest hash that needs no more memory than a worker has: Django's Argon2 takes 100 MB for each sign-in.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# The fifth wrong password of one name from one address is already answered with 429, so a
# colleague elsewhere is never locked out by somebody else's guesses.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "qa_site.middleware.client_address"
AXES_LOCKOUT_CALLABLE = "qa_site.lockout.locked_out"

COOKIE_PREFIX = "__Host-" if SECURE else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}sessionid"
SESSION_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = int(STAFF_SESSION_LASTS.total_seconds())
SESSION_ENGINE = "answers.sessions"
LANGUAGE_COOKIE_NAME = f"{COOKIE_PREFIX}language"  # of staff alone
LANGUAGE_COOKIE_SECURE = SECURE
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}csrftoken"
CSRF_COOKIE_SECURE = SECURE
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"

# --- What browsers are told --------------------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^healthz/", r"^metrics$"]  # asked for inside one's own network
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

# The nonce enters the header only where a view asks for it: the editor's import map.
CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

# --- Language, time, API, logs -----------------------------------------------------------------
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

# JSON only: the browsable pages need inline styles, which the policy refuses. Without them it is no
# installed app: with the first template its tags would take 12 MB of every worker. Each view says who
# may read it; a view that says nothing is closed.
REST_FRAMEWORK: dict[str, Any] = {
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAdminUser"],
    "DEFAULT_THROTTLE_CLASSES": ["answers.api.throttles.Throttle"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "answers.api.problems.handler",
    "UNAUTHENTICATED_USER": None,
    "URL_FORMAT_OVERRIDE": None,
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
}

# How many requests a minute one network address, one access key or one signed-in person may send.
API_PER_MINUTE = environment.number("API_PER_MINUTE", default=120, least=1, most=100_000)
API_PER_MINUTE_WITH_KEY = environment.number("API_PER_MINUTE_WITH_KEY", default=600, least=1, most=100_000)

SPECTACULAR_SETTINGS: dict[str, Any] = {
    "TITLE": f"{SITE_NAME} API",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "COMPONENT_SPLIT_REQUEST": True,
    "PATH_CONVERTER_OVERRIDES": {"number": {"type": "integer", "minimum": 1, "maximum": 10**18 - 1}},
    "ENUM_NAME_OVERRIDES": {
        "ThreadKindEnum": "answers.models.Thread.Kind",
        "ThreadPartEnum": "answers.api.staff_shapes.PARTS",
    },
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}

# --- What operators are told --------------------------------------------------------------------
# Whoever sends this token as “Authorization: Bearer …” may read /metrics; without one nothing is counted.
METRICS_TOKEN = environment.text("METRICS_TOKEN", "")
SLOW_QUERY_MILLISECONDS = environment.number("SLOW_QUERY_MILLISECONDS", default=500, least=1, most=600_000)
SLOW_REQUEST_MILLISECONDS = environment.number(
    "SLOW_REQUEST_MILLISECONDS", default=2000, least=1, most=600_000
)
LOG_REQUESTS = environment.choice("LOG_REQUESTS", default="trouble", options=["trouble", "all"])
LOG_FORMAT = environment.choice("LOG_FORMAT", default="json" if SECURE else "line", options=["json", "line"])

# Names, addresses and search words stay out of the logs: request lines and axes' notes of who
# failed to sign in are left out; failed attempts are kept in the database.
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "qa_site.logs.Json"},
    },
    "filters": {"secrets": {"()": "qa_site.secrets_in_logs.HideSecrets"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["secrets"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "answers": {"level": "INFO"},
        "qa_site": {"level": "INFO"},
        "sources": {"level": "INFO"},
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "axes": {"level": "ERROR"},
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
