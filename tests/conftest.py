"""Knows the ground every test stands on: its own database, fast passwords, and the parts it may ask for.

A test that asks for a part this machine lacks is left out with the reason; under REQUIRE=all it fails.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest import runner
from django.conf import LazySettings
from django.conf import settings as django_settings
from django.core.cache import caches
from django.db import connections
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker
from xdist.remote import Producer

from answers.pages.copies import COPIES
from qa_site import room
from tests import emptying, parts, sharing
from tests.emptying import _flush_is_quick  # noqa: F401 -- a fixture for every test

hypothesis_settings.register_profile("busy machine", deadline=None)
hypothesis_settings.load_profile("busy machine")

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}

CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """A test about one database runs on that one, and one that would say the same on both on SQLite alone."""
    runs = _runs_on_sqlite if connections["default"].vendor == "sqlite" else _runs_on_postgresql
    config.hook.pytest_deselected(items=[item for item in items if not runs(item)])
    items[:] = [item for item in items if runs(item)]
    for item in items:
        if "chromium" in _fixtures(item):
            item.add_marker(pytest.mark.browser)
    yield
    items[:] = sharing.longest_first(items)


def pytest_collection_finish() -> None:
    """What stands when the tests begin stands until they end: the collector of garbage looks elsewhere."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """As pytest does it, with room for the calls below."""
    return room.with_room(runner.pytest_runtest_protocol, item, nextitem)


def pytest_runtest_setup(item: pytest.Item) -> None:
    if item.get_closest_marker("browser") and not sharing.has_browser(item.nodeid):
        pytest.fail("This test has a browser: name its file in BROWSER of tests/sharing.py.")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> sharing.Shares:
    return sharing.Shares(config, log)


def _runs_on_sqlite(item: pytest.Item) -> bool:
    return not item.get_closest_marker("postgresql")


def _runs_on_postgresql(item: pytest.Item) -> bool:
    if item.get_closest_marker("postgresql"):
        return True
    if "barriers" in _fixtures(item):
        return False
    asks = item.get_closest_marker("django_db") or not _fixtures(item).isdisjoint(DATABASE_FIXTURES)
    return bool(asks) and not (item.get_closest_marker("sqlite") or item.get_closest_marker("any_database"))


def _fixtures(item: pytest.Item) -> set[str]:
    return set(getattr(item, "fixturenames", ()))


def needs(part: parts.Part) -> None:
    if not part.missing:
        return
    if os.environ.get("REQUIRE") == "all":
        pytest.fail(part.missing)
    pytest.skip(part.missing)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    tmp_path_factory: pytest.TempPathFactory, testrun_uid: str, worker_id: str
) -> None:
    """Every run and worker has a database of its own; SQLite's is a file, because memory knows no WAL."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            name = str(tmp_path_factory.mktemp("database") / "site.sqlite3")
        else:
            name = f"test_citewell_{testrun_uid[:8]}_{worker_id}"
        connection.settings_dict["TEST"]["NAME"] = name


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What migrations made is there again after each test that empties the tables. At the end nobody else is
    in the database: a thread that is done leaves its connection to the collector of garbage."""
    with django_db_blocker.unblock():
        for connection in connections.all():
            emptying.remember(connection)
    yield
    gc.collect()
    with django_db_blocker.unblock():
        for connection in connections.all():
            emptying.leave_alone(connection)


@pytest.fixture(scope="session", autouse=True)
def _pictures_apart(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Pictures are files: a worker that clears its caches must not take another's away."""
    django_settings.CACHES["pictures"]["LOCATION"] = str(tmp_path_factory.mktemp("pictures"))


@pytest.fixture(autouse=True)
def _quick_and_alone(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """No test waits for a slow password hash, writes into the checkout or meets another's cache."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.DATA_DIR = tmp_path
    COPIES.clear()
    for each in caches.all(initialized_only=True):
        each.clear()
    yield
    for each in caches.all(initialized_only=True):
        each.clear()


@pytest.fixture
def redis_cache(settings: LazySettings) -> None:
    """The shared cache as production has it; other tests use this process's memory."""
    needs(parts.redis_server())
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "qa_site.shared_cache.SharedCache",
            "LOCATION": parts.REDIS_URL,
            "KEY_PREFIX": os.urandom(4).hex(),
        }
    }


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the session; its driver runs a loop of its own, which Django must not refuse."""
    needs(parts.chromium())
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=parts.chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def live_site(live_server: LiveServer, settings: LazySettings) -> str:
    """The address of the whole site on loopback, under the strict policy and with debugging off."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture(scope="session")
def axe_source() -> Path:
    needs(parts.axe())
    return parts.AXE


@pytest.fixture(scope="session")
def nu_checker() -> list[str]:
    """The command that checks the HTML files named after it."""
    needs(parts.nu_checker())
    return ["java", "-jar", str(parts.NU_CHECKER)]
