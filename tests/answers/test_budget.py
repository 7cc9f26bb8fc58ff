"""What a question page may weigh on a slow line: one stylesheet, one script, both within their budget."""

from __future__ import annotations

import gzip

import pytest
from django.conf import settings
from django.test import Client

from tests import make

STATIC = settings.BASE_DIR / "static"


def test_the_stylesheet_of_a_question_page_keeps_its_budget() -> None:
    stylesheet = (STATIC / "css" / "site.css").read_bytes()

    assert len(stylesheet) <= 14_700
    assert len(gzip.compress(stylesheet, 9)) <= 4_500


def test_the_script_of_a_question_page_keeps_its_budget() -> None:
    assert (STATIC / "js" / "site.js").stat().st_size <= 3_072


@pytest.mark.django_db
def test_a_question_page_asks_for_one_stylesheet_and_one_script(client: Client) -> None:
    page = make.published().answer.page

    html = client.get(f"/questions/{page.slug}/").content.decode()

    assert html.count('rel="stylesheet"') == 1
    assert html.count("<script src=") == 1


@pytest.mark.django_db
def test_a_list_adds_its_own_stylesheet(client: Client) -> None:
    html = client.get("/questions/").content.decode()

    assert "css/lists" in html
