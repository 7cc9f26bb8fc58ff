"""What settings do: a wrong one stops the start in a sentence, a missing one works or is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READ = "from qa_site import settings; print(settings.{name})"
REAL_SITE = {"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "answers.example.org"}


def start(folder: Path, code: str = "", **values: str) -> subprocess.CompletedProcess[str]:
    arguments = ["-c", code] if code else ["manage.py", "version"]
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), **values}
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def setting(folder: Path, name: str, **values: str) -> str:
    finished = start(folder, READ.format(name=name), **values)
    assert finished.returncode == 0, finished.stderr
    return finished.stdout.strip()


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("DEBUG", "maybe", "DEBUG is “maybe”. Write 1 or 0."),
        ("REVIEW_INTERVAL_MONTHS", "soon", "REVIEW_INTERVAL_MONTHS is “soon”. Write a whole number"),
        ("REVIEW_INTERVAL_MONTHS", "0", "from 1 to 36"),
        ("SANITIZER", "none", "Write one of: bleach, nh3."),
        ("SITE_URL", "answers", "Write it like https://answers.example.org."),
        ("TIME_ZONE", "Mars/Base", "Write a name such as UTC or Europe/Berlin."),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "Write it like 10.0.0.5 or 10.0.0.0/8."),
        ("DATABASE_URL", "mysql://localhost/x", "postgres, postgresql, sqlite"),
        ("CACHE_URL", "memcache://localhost", "locmemcache, redis, rediss"),
        ("WEBHOOK_PORTS", "443,https", "Write ports like 443 or 443,8443."),
        ("CDN_PURGE_URL", "cdn.example.org", "Write it like https://cdn.example.org/purge, or leave it out."),
        ("LANGUAGES", "en,xx", "Write languages out of en, es, ar, with en among them, like en,es."),
        ("LANGUAGES", "es", "with en among them"),
        ("EMAIL_URL", "pigeon://loft", "It must begin with one of:"),
        ("SECURITY_CONTACT", "the porter", "Write it like mailto:security@example.org"),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    finished = start(tmp_path, **{name: value})

    assert finished.returncode == 1
    assert sentence in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


def test_a_password_in_a_wrong_address_is_not_shown(tmp_path: Path) -> None:
    finished = start(tmp_path, DATABASE_URL="postgres://citewell:hunter2@localhost:port/site")

    assert "DATABASE_URL cannot be read" in finished.stderr
    assert "hunter2" not in finished.stderr


def test_a_fresh_clone_starts_with_no_value_set(tmp_path: Path) -> None:
    finished = start(tmp_path)

    assert finished.returncode == 0
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_may_have_any_name(tmp_path: Path) -> None:
    folder = tmp_path / "Ann's data + 100% more?"

    assert setting(folder, "DATABASES['default']['NAME']") == str(folder / "db.sqlite3")
    assert setting(folder, "EMAIL_FILE_PATH") == str(folder / "mail")


def test_debugging_is_off_as_soon_as_hosts_are_named(tmp_path: Path) -> None:
    assert setting(tmp_path, "DEBUG") == "True"
    assert setting(tmp_path, "DEBUG", **REAL_SITE) == "False"


def test_a_real_site_without_a_secret_key_is_refused_in_words(tmp_path: Path) -> None:
    finished = start(tmp_path, DEBUG="0")

    assert finished.returncode == 1
    assert finished.stderr.startswith("SECRET_KEY is missing.")
    assert not (tmp_path / "secret_key").exists()


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"SECRET_KEY": "k" * 20, "ALLOWED_HOSTS": "answers.example.org"}, "SECRET_KEY has 20 letters"),
        ({"SECRET_KEY": "k" * 60}, "ALLOWED_HOSTS is missing."),
        ({"SECRET_KEY": "k" * 60, "ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS holds “*”"),
    ],
)
def test_a_real_site_with_an_insecure_setting_is_refused_in_words(
    tmp_path: Path, values: dict[str, str], sentence: str
) -> None:
    finished = start(tmp_path, **values)

    assert finished.returncode == 1
    assert finished.stderr.startswith(sentence)


def test_a_second_factor_is_asked_of_staff_on_a_real_site_and_nowhere_else(tmp_path: Path) -> None:
    assert setting(tmp_path, "STAFF_2FA_REQUIRED", **REAL_SITE) == "True"
    assert setting(tmp_path, "STAFF_2FA_REQUIRED") == "False"
    assert setting(tmp_path, "STAFF_2FA_REQUIRED", ALLOW_INSECURE_LOCAL="1", DEBUG="0") == "False"


def test_a_web_server_gives_up_on_a_wrong_value(tmp_path: Path) -> None:
    finished = start(tmp_path, "import qa_site.wsgi", DEBUG="maybe")

    assert finished.returncode == 3
    assert finished.stderr == "DEBUG is “maybe”. Write 1 or 0.\n"


def test_a_local_trial_keeps_its_key_and_drops_what_needs_https(tmp_path: Path) -> None:
    local = {"DEBUG": "0", "ALLOW_INSECURE_LOCAL": "1"}

    first = setting(tmp_path, "SECRET_KEY", **local)

    assert first == setting(tmp_path, "SECRET_KEY", **local)
    assert setting(tmp_path, "SESSION_COOKIE_NAME", **local) == "sessionid"
    assert setting(tmp_path, "SECURE_SSL_REDIRECT", **local) == "False"


def test_a_local_trial_is_refused_for_any_other_host(tmp_path: Path) -> None:
    finished = start(tmp_path, ALLOW_INSECURE_LOCAL="1", ALLOWED_HOSTS="answers.example.org")

    assert finished.returncode == 1
    assert "serves this machine only" in finished.stderr


def test_a_real_site_never_opens_the_sample_accounts(tmp_path: Path) -> None:
    finished = start(tmp_path, SAMPLE_SITE="1", **REAL_SITE)

    assert finished.returncode == 1
    assert finished.stderr.startswith("SAMPLE_SITE is for trying the site")


@pytest.mark.parametrize("name", ["SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME"])
def test_cookies_of_a_real_site_belong_to_its_host_alone(tmp_path: Path, name: str) -> None:
    assert setting(tmp_path, name, **REAL_SITE).startswith("__Host-")


def test_sqlite_waits_for_its_turn_and_survives_a_loss_of_power(tmp_path: Path) -> None:
    options = setting(tmp_path, "DATABASES['default']['OPTIONS']")

    assert "'transaction_mode': 'IMMEDIATE'" in options
    assert "journal_mode=WAL" in options
    assert "synchronous=FULL" in options
