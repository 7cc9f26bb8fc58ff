"""What a page says of its own address: one canonical address each, and none where there is no page."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from django.test import Client

from answers import workflow
from tests import cast, make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("template", ["429.html", "500.html", "503.html"])
def test_what_is_said_instead_of_a_page_is_kept_out_of_search_engines(template: str) -> None:
    assert_is_no_page(render_to_string(template, {"minutes": 15}))


def test_a_page_that_is_nowhere_is_kept_out_of_search_engines(client: Client) -> None:
    sent = client.get("/questions/nowhere/")

    assert sent.status_code == 404
    assert_is_no_page(sent.content.decode())


def test_a_page_that_is_gone_is_kept_out_of_search_engines(client: Client) -> None:
    answer = make.published().answer
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    sent = client.get(answer.question.get_absolute_url())

    assert sent.status_code == 410
    assert_is_no_page(sent.content.decode())


def assert_is_no_page(html: str) -> None:
    assert '<meta name="robots" content="noindex">' in html
    assert 'rel="canonical"' not in html
    assert "og:url" not in html
