"""What settings do: a wrong one stops the start in a sentence, a missing one works or is refused."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
READ = "from qa_site import settings; print(settings.{name})"
REAL_SITE = {
    "SECRET_KEY": "k" * 60,
    "ALLOWED_HOSTS": "answers.example.org",
    "SITE_URL": "https://answers.example.org",
}


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
        ("SITE_URL", "https://answers.example.org:port", "Write it like https://answers.example.org."),
        ("SITE_URL", "https://antwörten.example.org", "Write it like https://answers.example.org."),
        ("ALLOWED_HOSTS", "https://answers.example.org", "Write names alone, parted by commas"),
        ("ALLOWED_HOSTS", "a.example.org b.example.org", "Write names alone, parted by commas"),
        ("ALLOWED_HOSTS", "antwörten.example.org", "letters outside a-z as browsers send them (xn--…)"),
        ("TRUSTED_PROXIES", "0.0.0.0/0", "anybody could say they are anybody"),
        ("DATABASE_URL", "sqlite://db.sqlite3", "Write it with four strokes"),
        ("DATABASE_URL", "postgres://citewell@localhost", "DATABASE_URL names no database."),
        ("DEFAULT_FROM_EMAIL", "nobody", "DEFAULT_FROM_EMAIL is “nobody”."),
        ("SITE_NAME", "Pati\udcebnten", "SITE_NAME holds letters that are not UTF-8."),
        ("BREACHED_PASSWORDS", "/nowhere/leaked.txt", "which is no file that can be read here."),
        ("ENV_FILE", "/nowhere/site.env", "cannot be read: No such file or directory."),
    ],
)
def test_a_wrong_value_stops_the_start_with_a_sentence(
    tmp_path: Path, name: str, value: str, sentence: str
) -> None:
    finished = start(tmp_path, **{name: value})

    assert finished.returncode == 1
    assert sentence in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (b"SITE_NAME = Answers\n", "whose line 1 is not NAME=value"),
        (b"export SITE_NAME=Answers\n", "whose line 1 is not NAME=value"),
        (b'SITE_NAME="Answers\n', "whose line 1 opens a quote and does not end with it."),
        (b"SITE_NAME=Pati\xebnten\n", "which holds letters that are not UTF-8."),
        (b"SITE_NAME=One\nSITE_NAME=Two\n", "whose line 2 sets SITE_NAME a second time."),
        (b"EMAILURL=smtp://mail.example.org\n", "there is no such setting. Is EMAIL_URL meant?"),
        (b"TRUSTED_PROXY=127.0.0.1\n", "Is TRUSTED_PROXIES meant?"),
        (b"DEBUG=0 # off\n", "DEBUG is “0 # off”. Write 1 or 0."),
    ],
)
def test_a_file_of_settings_with_a_slip_stops_the_start_with_a_sentence(
    tmp_path: Path, written: bytes, sentence: str
) -> None:
    path = tmp_path / "site.env"
    path.write_bytes(written)

    finished = start(tmp_path, ENV_FILE=str(path))

    assert finished.returncode == 1
    assert sentence in finished.stderr
    assert len(finished.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "written",
    [
        "SITE_NAME=Patiënten ❤\r\nDEBUG=0\r\n{real}",
        "\ufeffSITE_NAME='Patiënten ❤'  \n{real}",
        'SITE_NAME="Patiënten ❤"\nHTTPS_PROXY=http://10.0.0.1:3128\n{real}',
    ],
    ids=["ends of lines as on Windows", "a mark before the text", "names of other programs"],
)
def test_a_file_of_settings_may_come_from_any_editor(tmp_path: Path, written: str) -> None:
    path = tmp_path / "site.env"
    path.write_bytes(
        written.format(real="".join(f"{name}={value}\r\n" for name, value in REAL_SITE.items())).encode()
    )

    assert setting(tmp_path, "SITE_NAME", ENV_FILE=str(path)) == "Patiënten ❤"
    assert setting(tmp_path, "SECURE", ENV_FILE=str(path)) == "True"


def test_a_real_site_without_an_address_has_that_of_its_first_name(tmp_path: Path) -> None:
    hosts = {"ALLOWED_HOSTS": ".example.org,answers.example.com", "SITE_URL": ""}

    assert setting(tmp_path, "SITE_URL", **(REAL_SITE | hosts)) == "https://example.org"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://answers.example.org", "qa_site.W001"),
        ("https://elsewhere.example.org", "ALLOWED_HOSTS does not name its host"),
    ],
)
def test_check_tells_of_an_address_that_cannot_be_opened(tmp_path: Path, address: str, said: str) -> None:
    code = "import sys; sys.argv = ['manage.py', 'check', '--deploy']; import manage; manage.main()"

    finished = start(tmp_path, code, **(REAL_SITE | {"SITE_URL": address}))

    assert said in finished.stderr


def test_a_path_of_a_database_that_begins_nowhere_begins_in_the_checkout(tmp_path: Path) -> None:
    told = setting(tmp_path, "DATABASES['default']['NAME']", DATABASE_URL="sqlite:///db.sqlite3")

    assert told == str(ROOT / "db.sqlite3")


def test_quotes_that_a_container_leaves_around_a_value_belong_to_it_nowhere(tmp_path: Path) -> None:
    real = {name: f'"{value}" ' for name, value in REAL_SITE.items()}

    assert setting(tmp_path, "SITE_URL", **real) == "https://answers.example.org"
    assert setting(tmp_path, "ALLOWED_HOSTS", **real) == "['answers.example.org']"


@pytest.mark.parametrize(
    ("name", "address", "package"),
    [("DATABASE_URL", "postgres://10.0.0.5/site", "psycopg"), ("CACHE_URL", "redis://10.0.0.6", "redis")],
)
def test_a_package_that_only_some_sites_need_is_named_where_it_is_missing(
    tmp_path: Path, name: str, address: str, package: str
) -> None:
    code = "from importlib import util; util.find_spec = lambda name: None; import manage; manage.main()"

    finished = start(tmp_path, code, **{name: address})

    assert finished.returncode == 1
    assert finished.stderr.startswith(f"{name} needs the package {package}. Install it: ")


def test_a_password_in_a_wrong_address_is_not_shown(tmp_path: Path) -> None:
    finished = start(tmp_path, DATABASE_URL="postgres://citewell:hunter2@localhost:port/site")

    assert "DATABASE_URL cannot be read" in finished.stderr
    assert "hunter2" not in finished.stderr


def test_a_fresh_clone_starts_with_no_value_set(tmp_path: Path) -> None:
    finished = start(tmp_path)

    assert finished.returncode == 0
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_what_a_site_keeps_can_be_read_by_its_owner_alone(tmp_path: Path) -> None:
    start(tmp_path / "new" / "site")

    assert (tmp_path / "new" / "site").stat().st_mode & 0o777 == 0o700


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


WHOLE = REAL_SITE | {
    "SECRET_KEY": "a-Long_and-random.Text" * 3,
    "TRUSTED_PROXIES": "127.0.0.1",
    "PUBLISHER_NAME": "The Example Trust",
    "PUBLISHER_CONTACT": "answers@example.org",
    "DEFAULT_FROM_EMAIL": "answers@example.org",
    "EMAIL_URL": "smtp+tls://user:password@mail.example.org:587",
}


def deployment_check(folder: Path, **values: str) -> str:
    code = "import sys; sys.argv[1:] = ['check', '--deploy']; import manage; manage.main()"
    finished = start(folder, code, **WHOLE, **values)
    assert finished.returncode == 0, finished.stderr
    return finished.stderr


def test_check_finds_nothing_to_say_of_a_site_that_is_set_up_as_a_whole(tmp_path: Path) -> None:
    assert deployment_check(tmp_path, LANGUAGE="en_GB:en", HTTPS_PROXY="http://10.0.0.1:3128") == ""


def test_check_asks_after_a_name_that_is_almost_a_setting(tmp_path: Path) -> None:
    assert "Is SECURITY_CONTACT meant?" in deployment_check(tmp_path, SECURITY_CONTACTS="x")


def test_sqlite_waits_for_its_turn_and_survives_a_loss_of_power(tmp_path: Path) -> None:
    options = setting(tmp_path, "DATABASES['default']['OPTIONS']")

    assert "'transaction_mode': 'IMMEDIATE'" in options
    assert "journal_mode=WAL" in options
    assert "synchronous=FULL" in options
