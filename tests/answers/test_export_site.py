"""The public site as files: each address of the sitemap byte for byte, and links that lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.test import Client

from answers import workflow
from answers.management import static_site
from answers.models import Refused
from tests import cast, make

pytestmark = pytest.mark.django_db

SITE = "http://testserver"


@pytest.fixture(autouse=True)
def here(settings: LazySettings) -> None:
    settings.SITE_URL = SITE


def export(into: Path) -> static_site.Exported:
    return static_site.export(into, say=lambda _line: None)


def places(client: Client) -> list[str]:
    """Every address of the sitemap."""
    parts = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").text)
    pages = [found for part in parts for found in re.findall(r"<loc>([^<]+)</loc>", client.get(part).text)]
    return [each.removeprefix(SITE) for each in (*parts, *pages)]


def test_every_address_of_the_sitemap_is_a_file_with_the_bytes_that_the_server_sends(
    client: Client, tmp_path: Path
) -> None:
    for _ in range(2):
        make.published()

    done = export(tmp_path / "site")

    found = places(client)
    assert len(found) > 15
    assert done.missing == []
    for where in found:
        file = tmp_path / "site" / static_site.file_of(where)
        assert file.read_bytes() == client.get(where).content, where


def test_files_that_pages_need_are_there_and_nothing_of_staff_is(tmp_path: Path) -> None:
    make.published()
    draft = make.answer()

    export(tmp_path / "site")

    names = {str(path.relative_to(tmp_path / "site")) for path in (tmp_path / "site").rglob("*")}
    assert {"robots.txt", "feed.atom", ".well-known/security.txt", "headers.conf"} <= names
    assert any(re.match(r"static/css/site\..*css|static/css/site\.css", name) for name in names)
    assert any(name.endswith(".woff2") for name in names)
    assert any(name.endswith("references.ris") for name in names)
    assert [name for name in names if name.startswith(("admin", "api", "review/", "mail"))] == []
    assert [name for name in names if draft.question.slug in name] == []


def test_a_long_list_goes_on_in_further_files(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("answers.views.lists.PAGE_SIZE", 1)
    for _ in range(2):
        make.published()

    export(tmp_path / "site")

    second = tmp_path / "site" / "questions" / "index@page=2.html"
    assert second.read_bytes() == client.get("/questions/?page=2").content


def test_a_second_export_touches_only_what_changed(tmp_path: Path) -> None:
    make.published()
    export(tmp_path / "site")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "site").rglob("*") if path.is_file()}

    make.published()
    done = export(tmp_path / "site")

    touched = {path.name for path, moment in before.items() if path.stat().st_mtime_ns != moment}
    assert "robots.txt" not in touched
    assert not any(name.endswith((".css", ".woff2")) for name in touched)
    assert 0 < done.written < done.files / 2


def test_what_was_withdrawn_is_taken_away_and_noted_as_gone(client: Client, tmp_path: Path) -> None:
    answer = make.published().answer
    where = answer.question.get_absolute_url()
    export(tmp_path / "site")
    workflow.withdraw(answer, by=cast.person("managing"), at=make.NOW, reason="It was wrong.")

    done = export(tmp_path / "site")

    assert done.gone == [where]
    assert done.removed > 0
    assert not (tmp_path / "site" / static_site.file_of(where)).exists()
    assert (tmp_path / "site" / where.lstrip("/") / "gone.html").read_bytes() == client.get(where).content
    assert f'"{where}" "1";' in (tmp_path / "site" / "gone.map").read_text()


def test_the_short_address_is_noted_as_moved(tmp_path: Path) -> None:
    question = make.published().answer.question

    done = export(tmp_path / "site")

    assert done.moved[f"/q/{question.pk}/"] == question.get_absolute_url()


def test_a_folder_with_something_else_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")

    with pytest.raises(Refused, match="holds something else"):
        export(tmp_path)

    with pytest.raises(CommandError, match="holds something else"):
        call_command("export_site", str(tmp_path))


def test_a_site_in_trouble_takes_nothing_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make.published()
    export(tmp_path / "site")
    before = sorted((tmp_path / "site").rglob("*"))
    broken = static_site.Sent(503, {}, b"")
    monkeypatch.setattr(static_site._Site, "get", lambda site, where: broken)

    with pytest.raises(Refused, match="answered 503"):
        export(tmp_path / "site")

    assert sorted((tmp_path / "site").rglob("*")) == before
