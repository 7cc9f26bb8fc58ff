"""Knows where things lie and how safe this process must be: the secret, the hosts, debugging."""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from qa_site import environment

BASE_DIR = Path(__file__).resolve().parents[2]
environment.read_file("ENV_FILE")
DATA_DIR = environment.folder("DATA_DIR", default=BASE_DIR / "data")

# Whoever names a secret key or hosts means a real site: debugging is then off unless asked for.
SHORTEST_KEY = 50
LOOPBACK = ["localhost", "127.0.0.1", "[::1]"]
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS")
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
