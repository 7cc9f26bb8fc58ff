"""The pages that come instead of a page, in a real browser: no barriers on a telephone, and valid."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from playwright.sync_api import Browser, Page

from answers import workflow
from answers.views import replies
from qa_site import lockout, trouble
from tests import cast, make
from tests.journeys.test_public_pages import faults

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.any_database]

LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
BY_PATH: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/topics/": trouble.at_fault,
    "/questions/": trouble.out_of_reach,
    "/": lockout.locked_out,
}


@pytest.fixture
def paths(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Where each page stands, and its status."""
    near = make.published(wording=f"Do I need a blood thinner for {LONG}?")
    gone = make.published(make.answer(topic_=near.answer.question.main_topic)).answer
    workflow.withdraw(gone, by=cast.person("managing"), at=make.NOW, reason=f"It was about {LONG}.")

    def listed(request: HttpRequest, *rest: object) -> HttpResponse:
        return BY_PATH[request.path](request)

    monkeypatch.setattr(replies, "listed", listed)
    lost = {"/questions/blood-thinner/": 404, "/nowhere/": 404, gone.question.get_absolute_url(): 410}
    return lost | {"/topics/": 500, "/questions/": 503, "/": 429}


@pytest.fixture
def telephone(chromium: Browser) -> Iterator[Page]:
    with chromium.new_context(viewport={"width": 390, "height": 800}) as context:
        yield context.new_page()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_error_has_a_barrier_or_is_wider_than_a_telephone(
    live_site: str, paths: dict[str, int], telephone: Page, axe_source: Path, scheme: str
) -> None:
    telephone.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    axe, found = axe_source.read_text(encoding="utf-8"), {}

    for path in paths:
        answered = telephone.goto(live_site + path)
        assert answered is not None
        width = telephone.evaluate("document.documentElement.scrollWidth")
        found[path] = (answered.status, width, faults(telephone, axe))

    assert found == {path: (status, 390, []) for path, status in paths.items()}


def test_every_error_is_valid_html(
    client: Client, paths: dict[str, int], nu_checker: list[str], tmp_path: Path
) -> None:
    files = [tmp_path / f"error-{number}.html" for number in range(len(paths))]
    for path, file in zip(paths, files, strict=True):
        file.write_bytes(client.get(path).content)

    finished = subprocess.run([*nu_checker, *files], capture_output=True, text=True, check=False)

    assert finished.stderr == ""
