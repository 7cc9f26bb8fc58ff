"""What every response carries, what readers never get, and what an outage says."""

from ipaddress import ip_network

import pytest
from csp.decorators import csp_update
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.test import Client, RequestFactory

from qa_site import health, middleware
from qa_site.middleware import Handler
from tests import cast

WRONG_PASSWORD = {"username": "editor", "password": "wrong"}


def address_seen(peer: str, forwarded: str) -> str:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)
    seen: list[str] = []

    def view(request: HttpRequest) -> HttpResponse:
        seen.append(middleware.client_address(request))
        return HttpResponse()

    middleware.trusted_proxies(view)(request)
    return seen[0]


def outage(request: HttpRequest) -> HttpResponse:
    raise OperationalError


@pytest.mark.parametrize("path", ["/healthz/live", "/nowhere/", "/admin/login/"])
@pytest.mark.django_db
def test_every_response_carries_the_strict_policy(client: Client, path: str) -> None:
    response = client.get(path)

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "nonce" not in policy
    assert response.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert response.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(("kind", "may_load"), [("text/html; charset=utf-8", True), ("image/svg+xml", False)])
def test_what_is_no_page_may_load_nothing_and_says_less(kind: str, may_load: bool) -> None:  # noqa: FBT001
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(content_type=kind)

    request = RequestFactory().get("/")
    response = middleware.isolation_headers(view)(request)
    response = middleware.ContentPolicy(view).process_response(request, response)

    assert ("'self'" in response.headers["Content-Security-Policy"]) == may_load
    assert ("Permissions-Policy" in response.headers) == may_load
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]


def test_a_page_that_did_not_change_keeps_the_policy_of_a_page() -> None:
    request = RequestFactory().get("/")

    response = middleware.ContentPolicy(outage).process_response(request, HttpResponseNotModified())

    assert "style-src 'self'" in response.headers["Content-Security-Policy"]


@pytest.mark.parametrize(("path", "kept"), [("/questions/x/", False), ("/admin/x/", True)])
def test_a_reader_gets_no_cookie_whatever_a_view_does(path: str, kept: bool) -> None:  # noqa: FBT001
    def view(request: HttpRequest) -> HttpResponse:
        response = HttpResponse()
        response.set_cookie("tracked", "yes")
        return response

    response = middleware.no_cookie_for_readers(view)(RequestFactory().get(path))

    assert ("tracked" in response.cookies) == kept


def test_a_view_may_widen_the_policy_of_its_own_response_only() -> None:
    @csp_update({"img-src": ["https://images.example"]})
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    def policy(answer: Handler) -> str:
        response = middleware.ContentPolicy(answer)(RequestFactory().get("/"))
        assert isinstance(response, HttpResponse)
        return str(response.headers["Content-Security-Policy"])

    usual, own, again = (
        policy(lambda request: HttpResponse()),
        policy(view),
        policy(lambda request: HttpResponse()),
    )

    assert "img-src 'self' https://images.example" in own
    assert "img-src 'self';" in f"{usual};"
    assert again == usual


@pytest.mark.parametrize(
    ("method", "path", "stays"),
    [
        ("get", "/healthz/live", True),
        ("head", "/healthz/live", True),
        ("post", "/healthz/live", False),
        ("get", "/admin/login/", False),
        ("get", "/topics", False),
        ("get", "/nowhere/", False),
    ],
)
def test_only_a_reader_is_answered_before_sessions_and_people(method: str, path: str, stays: bool) -> None:  # noqa: FBT001
    def further(request: HttpRequest) -> HttpResponse:
        return HttpResponse("further")

    request = RequestFactory().generic(method.upper(), path)

    response = middleware.readers_leave_here(further)(request)

    assert isinstance(response, HttpResponse)
    assert (response.content != b"further") == stays


@pytest.mark.parametrize(
    ("peer", "forwarded", "seen"),
    [
        ("203.0.113.9", "198.51.100.1", "203.0.113.9"),
        ("10.0.0.2", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "1.2.3.4, 198.51.100.1", "198.51.100.1"),
        ("10.0.0.2", "198.51.100.1, 10.0.0.7", "198.51.100.1"),
        ("10.0.0.2", "", "10.0.0.2"),
    ],
)
def test_a_forwarded_address_counts_only_from_our_proxies(
    settings: LazySettings, peer: str, forwarded: str, seen: str
) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]

    assert address_seen(peer, forwarded) == seen


def test_a_stranger_cannot_claim_https(settings: LazySettings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8")]
    request = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9", HTTP_X_FORWARDED_PROTO="https")

    middleware.trusted_proxies(lambda request: HttpResponse())(request)

    assert not request.is_secure()


def test_a_database_that_is_away_answers_503_and_when_to_return(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "migrations_missing", lose_database)

    response = client.get("/healthz/ready")

    assert response.status_code == 503
    assert response.headers["Retry-After"] == "10"


@pytest.mark.django_db
def test_a_database_lost_outside_a_view_is_an_outage_too(monkeypatch: pytest.MonkeyPatch) -> None:
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("django.middleware.csrf.CsrfViewMiddleware.process_response", lose_database)

    response = client.get("/admin/login/")

    assert response.status_code == 503


def lose_database(*arguments: object) -> HttpResponse:
    raise OperationalError


@pytest.mark.django_db
def test_ready_means_the_tables_are_those_of_this_release(client: Client) -> None:
    assert client.get("/healthz/ready").status_code == 200


def test_alive_asks_nothing_of_the_database(client: Client) -> None:
    assert client.get("/healthz/live").status_code == 200


@pytest.mark.django_db
def test_the_fifth_wrong_password_locks_this_name_from_this_address_only(client: Client) -> None:
    User.objects.create_superuser("editor", password="right")
    statuses = [client.post("/admin/login/", WRONG_PASSWORD).status_code for _ in range(5)]

    same_address = client.post("/admin/login/", {"username": "editor", "password": "right"})
    elsewhere = client.post(
        "/admin/login/", {"username": "editor", "password": "right"}, REMOTE_ADDR="198.51.100.7"
    )

    assert statuses == [200, 200, 200, 200, 429]
    assert same_address.status_code == 429
    assert same_address.headers["Retry-After"] == "900"
    assert elsewhere.status_code == 302


@pytest.mark.django_db
def test_one_password_is_not_tried_on_every_name_from_one_address(client: Client) -> None:
    User.objects.create_superuser("editor", password="right")
    for number in range(30):
        client.post("/admin/login/", {"username": f"name{number}", "password": "Summer2026"})

    here = client.post("/admin/login/", {"username": "editor", "password": "right"})
    elsewhere = client.post(
        "/admin/login/", {"username": "editor", "password": "right"}, REMOTE_ADDR="198.51.100.7"
    )

    assert here.status_code == 429
    assert elsewhere.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(("path", "language"), [("/", "en"), ("/es/", "es"), ("/es/questions/", "es")])
def test_the_address_names_the_language_and_neither_browser_nor_cookie_does(path: str, language: str) -> None:
    client = Client(headers={"Accept-Language": "es, ar"})
    client.cookies["language"] = "es"

    response = client.get(path)

    assert f'<html lang="{language}"' in response.text
    assert "Accept-Language" not in response.headers.get("Vary", "")


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/de/", "/ar/", "/en/questions/", "/es/admin/"])
def test_a_language_that_the_site_does_not_speak_has_no_addresses(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.django_db
def test_a_member_of_staff_works_in_the_language_that_they_choose(client: Client) -> None:
    client.force_login(cast.person("editor"))
    before = client.get("/admin/").text

    response = client.post("/admin/language/", {"language": "es", "next": "/admin/"})

    assert response["Location"] == "/admin/"
    assert '<html lang="en"' in before
    assert '<html lang="es"' in client.get("/admin/").text
    assert '<html lang="en"' in client.get("/").text


@pytest.mark.django_db
@pytest.mark.parametrize("word", ["ar", "xx", "", "es'"])
def test_a_language_that_staff_cannot_have_is_the_sites_own(client: Client, word: str) -> None:
    client.force_login(cast.person("editor"))
    client.cookies["language"] = word

    assert '<html lang="en"' in client.get("/admin/").text
