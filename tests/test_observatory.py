"""Every kind of address scores A+ by the rules of Mozilla's HTTP Observatory, errors and interface included.

The rules are those of mdn-http-observatory (src/grader/charts.js): start at 100, add and subtract.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver

from qa_site import health
from tests import cast, make

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

ROOT = Path(__file__).resolve().parent.parent
LEAST = 140
HALF_A_YEAR = 15_768_000
AS_IN_PRODUCTION = (
    "CSRF_COOKIE_NAME",
    "CSRF_COOKIE_SECURE",
    "LANGUAGE_COOKIE_SECURE",
    "SECURE_HSTS_INCLUDE_SUBDOMAINS",
    "SECURE_HSTS_PRELOAD",
    "SECURE_HSTS_SECONDS",
    "SECURE_REDIRECT_EXEMPT",
    "SECURE_SSL_REDIRECT",
    "SESSION_COOKIE_NAME",
    "SESSION_COOKIE_SECURE",
)


@pytest.fixture(scope="module")
def production(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a real site sets, read from the settings themselves under its environment."""
    code = (
        "import json; from qa_site import settings as s; "
        f"print(json.dumps({{name: getattr(s, name) for name in {AS_IN_PRODUCTION!r}}}))"
    )
    environment = {
        "PATH": os.environ["PATH"],
        "DATA_DIR": str(tmp_path_factory.mktemp("data")),
        "SECRET_KEY": "k" * 60,
        "ALLOWED_HOSTS": "answers.example.org",
        "SITE_URL": "https://answers.example.org",
    }
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    found: dict[str, Any] = json.loads(told.stdout)
    return found


@pytest.fixture(autouse=True)
def _as_in_production(settings: LazySettings, production: dict[str, Any]) -> None:
    for name, value in production.items():
        setattr(settings, name, value)


def visitor(name: str = "") -> Client:
    client = Client(raise_request_exception=False)
    if name:
        client.force_login(cast.person(name))
    return client


def points(headers: Mapping[str, str], cookies: Mapping[str, Any] | None = None) -> int:
    """The score: penalties always count, bonuses only where no more than ten points were lost."""
    losses, gains = 0, 0
    for loss, gain in (
        _policy(headers.get("Content-Security-Policy", "")),
        _cookies(cookies or {}),
        (0 if headers.get("Access-Control-Allow-Credentials") is None else 50, 0),
        _transport(headers.get("Strict-Transport-Security", "")),
        (0, 5 if headers.get("Referrer-Policy") in ("no-referrer", "same-origin", "strict-origin") else 0),
        (0 if headers.get("X-Content-Type-Options") == "nosniff" else 5, 0),
        _own(headers.get("Cross-Origin-Resource-Policy"), ("same-origin", "same-site"), ("cross-origin",)),
        _own(headers.get("Cross-Origin-Embedder-Policy"), ("require-corp",), ("unsafe-none",)),
        _own(headers.get("Cross-Origin-Opener-Policy"), ("same-origin",), ("unsafe-none",)),
    ):
        losses, gains = losses + loss, gains + gain
    score = 100 - losses
    return score + gains if score >= 90 else score


def _policy(policy: str) -> tuple[int, int]:
    if not policy or "unsafe" in policy or re.search(r"(script|default)-src[^;]*(\*|data:|https?:)", policy):
        return 25, 0
    framed = 5 if "frame-ancestors 'none'" in policy else 0
    return (0, 10 + framed) if "default-src 'none'" in policy else (0, 5 + framed)


def _cookies(cookies: Mapping[str, Any]) -> tuple[int, int]:
    if not cookies:
        return 0, 0
    is_safe = all(each["secure"] and each["httponly"] and each["samesite"] for each in cookies.values())
    return (0, 5) if is_safe else (40, 0)


def _transport(told: str) -> tuple[int, int]:
    seconds = re.search(r"max-age=(\d+)", told)
    if seconds is None:
        return 20, 0
    return (0, 0) if int(seconds[1]) >= HALF_A_YEAR else (10, 0)


def _own(value: str | None, best: tuple[str, ...], neutral: tuple[str, ...]) -> tuple[int, int]:
    if value in best:
        return 0, 10
    return (0, 0) if value is None or value in neutral else (5, 0)


def plain_addresses() -> list[str]:
    """Every address of the site that takes no number and no word, from the table of addresses itself."""
    found: list[str] = []

    def walk(resolver: URLResolver, before: str) -> None:
        for each in resolver.url_patterns:
            whole = before + str(each.pattern)
            if isinstance(each, URLResolver):
                walk(each, whole)
            elif not re.search(r"[<(\\^$]", whole):
                found.append(f"/{whole}")

    walk(get_resolver(), "")
    return sorted(set(found))


def test_the_rules_see_what_is_missing() -> None:
    assert points({}) <= 50
    assert points({"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}) < 60


@pytest.mark.parametrize("name", ["", "admin"])
def test_every_plain_address_scores_for_readers_and_for_staff(name: str) -> None:
    client = visitor(name)
    addresses = plain_addresses()

    low = {}
    for path in addresses:
        response = client.get(path, secure=True)
        score = points(response.headers, response.cookies)
        if score < LEAST:
            low[path] = score

    assert low == {}
    assert len(addresses) > 60


def test_every_kind_of_page_with_a_number_or_a_word_scores() -> None:
    published = make.published()
    slug, answer = published.answer.question.slug, published.answer.pk
    source = published.revision.content().works[0].key
    staff = visitor("admin")
    paths = [
        f"/questions/{slug}/",
        f"/questions/{slug}/history/",
        f"/questions/{slug}/references.ris",
        f"/questions/{slug}/print/easy/",
        f"/q/{published.answer.question_id}/",
        f"/sources/{source}/",
        "/search/?q=rest",
        "/review/none-such-link/",
        "/admin/sign-in/none-such-link/",
        f"/api/v1/answers/{answer}/",
        f"/admin/answers/answer/{answer}/change/",
        f"/admin/answers/answer/{answer}/history/",
        f"/admin/review/{published.revision_id}/",
        f"/admin/review/{published.revision_id}/approve/",
        "/admin/review/log/log.csv",
        "/static/css/site.css",
    ]

    low = {}
    for path in paths:
        response = staff.get(path, secure=True)
        response.close()
        score = points(response.headers, response.cookies)
        if score < LEAST:
            low[path] = score

    assert low == {}


def broken(request: HttpRequest, **named: object) -> HttpResponse:
    raise RuntimeError


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/nowhere/", 404),
        ("get", "/questions/none/", 404),
        ("get", "/topics", 301),
        ("post", "/feedback/", 403),
        ("post", "/topics/", 403),
        ("get", "/api/v1/nowhere/", 404),
        ("get", "/api/v1/revisions/", 401),
        ("get", "/api/v1/topics/?odd=1", 400),
        ("options", "/api/v1/topics/", 204),
        ("get", "/admin/nowhere/", 302),
        ("post", "/admin/login/", 403),
    ],
)
def test_refusals_score_too(method: str, path: str, status: int) -> None:
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)

    response = client.generic(method.upper(), path, secure=True)

    assert response.status_code == status
    assert points(response.headers, response.cookies) >= LEAST


def test_a_fault_of_ours_and_a_strange_host_score_too(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    monkeypatch.setattr(health, "MigrationRecorder", broken)

    fault = visitor().get("/healthz/ready", secure=True)
    stranger = visitor().get("/", secure=True, headers={"Host": "evil.example"})

    assert (fault.status_code, points(fault.headers) >= LEAST) == (500, True)
    assert (stranger.status_code, points(stranger.headers) >= LEAST) == (400, True)


def test_a_visit_without_https_is_led_to_it_on_the_same_host() -> None:
    response = visitor().get("/topics/")

    assert response.status_code == 301
    assert response["Location"] == "https://testserver/topics/"


def test_signing_in_sets_only_cookies_that_belong_to_this_host_alone() -> None:
    cast.person("editor")
    client = visitor()
    page = client.get("/admin/login/", secure=True)

    response = client.post("/admin/login/", {"username": "editor", "password": cast.PASSWORD}, secure=True)

    assert all(name.startswith("__Host-") for name in {**page.cookies, **response.cookies})
    assert points(response.headers, response.cookies) >= LEAST
