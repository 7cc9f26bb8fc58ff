"""A public form without a cookie is taken from our own pages only."""

from __future__ import annotations

import pytest
from django.conf import LazySettings
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from answers.views import same_origin

OWN = {"Sec-Fetch-Site": "same-origin"}


@same_origin.same_origin_required
def form(request: HttpRequest) -> HttpResponse:
    return HttpResponse("taken")


def sent(**headers: str) -> int:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return form(RequestFactory().post("/feedback/", headers=named)).status_code


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec_Fetch_Site": "same-origin"}, 200),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"Sec_Fetch_Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Origin": "http://testserver"}, 200),
        ({"Origin": "https://testserver"}, 403),
        ({"Origin": "http://testserver.evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[broken"}, 403),
        ({"Referer": "http://testserver/feedback/"}, 200),
        ({"Referer": "http://evil.example/?http://testserver/"}, 403),
        ({}, 403),
    ],
)
def test_only_a_form_from_our_own_pages_is_taken(headers: dict[str, str], status: int) -> None:
    assert sent(**headers) == status


def test_behind_a_proxy_the_address_that_readers_use_counts_too(settings: LazySettings) -> None:
    settings.SITE_URL = "https://answers.example.org"

    assert sent(Origin="https://answers.example.org") == 200


def test_a_page_is_shown_wherever_the_reader_comes_from() -> None:
    assert form(RequestFactory().get("/", headers={"Sec-Fetch-Site": "cross-site"})).status_code == 200
