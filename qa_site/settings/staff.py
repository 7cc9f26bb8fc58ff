"""Knows how people who work here sign in, how long they stay, and what their cookies are."""

from datetime import timedelta
from typing import Any

from qa_site import environment
from qa_site.settings.safety import SECURE

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "qa_site.permissions.PermissionsAtOnce",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS: list[dict[str, Any]] = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "qa_site.passwords.WordsOfTheSite"},
]

# Leaked passwords, kept beside the site because asking a service would tell it something.
BREACHED_PASSWORDS = environment.file("BREACHED_PASSWORDS")
if BREACHED_PASSWORDS:
    AUTH_PASSWORD_VALIDATORS.append(
        {"NAME": "qa_site.passwords.Leaked", "OPTIONS": {"path": BREACHED_PASSWORDS}}
    )
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
