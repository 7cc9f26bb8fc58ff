"""What the image holds is enough for the site, which writes nowhere but in its data. No engine is needed."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.bench import servers

ROOT = Path(__file__).resolve().parent.parent
COMPOSE = ROOT / "deploy" / "container" / "compose.yaml"
TOLD = (ROOT / "deploy" / "container" / "Containerfile").read_text().replace("\\\n", "")
IMAGE = TOLD.rpartition("\nFROM ")[2]
HOST = {"Host": "answers.example.org", "X-Forwarded-Proto": "https"}


def services() -> dict[str, dict[str, Any]]:
    told: dict[str, dict[str, Any]] = yaml.safe_load(COMPOSE.read_text())["services"]
    return told


class Image:
    """A folder with what the last stage copies, and the settings of a site whose data stand elsewhere."""

    def __init__(self, folder: Path) -> None:
        self.code, self.data = folder / "image", folder / "data"
        self.code.mkdir()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.environment = {
            "PATH": os.environ["PATH"],
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": "a-Long_and-random.Text" * 3,
            "ALLOWED_HOSTS": "answers.example.org",
            "SITE_URL": "https://answers.example.org",
            "TRUSTED_PROXIES": "127.0.0.1",
            "DATA_DIR": str(self.data),
            "WEB_BIND": f"0.0.0.0:{self.port}",
            "WEB_WORKERS": "1",
        }

    def copy(self) -> None:
        for line in re.findall(r"^COPY (?!--from)(.+)$", IMAGE, re.MULTILINE):
            *names, target = line.split()
            for name in names:
                place = self.code / target / name if target.endswith("/") else self.code / target
                if (ROOT / name).is_dir():
                    shutil.copytree(ROOT / name, place, ignore=shutil.ignore_patterns("__pycache__"))
                else:
                    shutil.copy(ROOT / name, place)

    def python(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self.code,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def files(self) -> set[Path]:
        return {path for path in self.code.rglob("*") if path.is_file()}

    def lock(self, *, is_read_only: bool) -> None:
        for path in [self.code, *self.code.rglob("*")]:
            if path.is_dir():
                path.chmod(0o555 if is_read_only else 0o755)


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Image]:
    made = Image(tmp_path_factory.mktemp("container"))
    made.copy()
    command = re.search(r"^RUN \S+python (-m compileall .+)$", IMAGE, re.MULTILINE)
    assert command is not None
    compiled = made.python(*shlex.split(command[1]))
    assert compiled.returncode == 0, compiled.stdout
    made.lock(is_read_only=True)
    yield made
    made.lock(is_read_only=False)


@pytest.mark.slow
def test_every_module_of_the_site_is_compiled_in_the_image(image: Image) -> None:
    modules = [path for path in image.files() if path.suffix == ".py" and path.parent != image.code]

    missing = [
        path.relative_to(image.code)
        for path in modules
        if not list((path.parent / "__pycache__").glob(f"{path.stem}.*.pyc"))
    ]

    assert modules
    assert missing == []


@pytest.mark.slow
def test_the_image_holds_what_a_site_needs_and_nothing_is_written_into_it(image: Image) -> None:
    before = image.files()
    for command in (["migrate", "--no-input"], ["collectstatic", "--no-input"]):  # the first checks all
        finished = image.python("manage.py", *command)
        assert finished.returncode == 0, finished.stderr

    _program, *arguments = shlex.split(
        TOLD[TOLD.rindex("\nCMD ") + 5 :].translate(str.maketrans("[],", "   "))
    )
    server = subprocess.Popen(
        [sys.executable, *arguments], cwd=image.code, env=image.environment, stderr=subprocess.DEVNULL
    )
    try:
        servers.wait_until_open(image.port, server)
        paths = ("/", "/es/", "/search/?q=x", "/admin/login/", "/api/v1/schema/", "/healthz/ready")
        statuses = {path: servers.fetch(image.port, path, HOST).status for path in paths}
        health = image.python("deploy/healthcheck.py")
    finally:
        server.terminate()
        server.wait(60)

    assert set(statuses.values()) == {200}, statuses
    assert (health.returncode, health.stderr) == (0, "")
    assert image.files() == before


@pytest.mark.slow
def test_the_health_check_fails_once_nobody_answers(image: Image) -> None:
    assert image.python("deploy/healthcheck.py").returncode == 1


def test_each_folder_that_compose_gives_the_site_belongs_to_its_person() -> None:
    made = re.search(r"install -d -o citewell -g citewell -m 0700 (.+)", IMAGE)
    compose = COMPOSE.read_text()
    given = re.findall(r'"(?:data|backups):(/\w+)"', compose)

    assert made is not None
    assert set(given) == set(made[1].split())
    assert "WEB_BIND: 0.0.0.0:8000" in compose  # which the example of settings, copied whole, would narrow


def test_a_container_starts_again_with_its_machine_and_waits_for_no_other_one() -> None:
    """podman starts again only what restarts always, and podman-compose waits for no condition."""
    always = {name: service for name, service in services().items() if "profiles" not in service}

    assert {service["restart"] for service in always.values()} == {"always"}
    assert [name for name, service in services().items() if "depends_on" in service] == []


def test_health_is_asked_in_a_shell_and_of_the_server_as_the_image_says() -> None:
    """podman drops the image's own check where its format is OCI; podman-compose mangles lists of words."""
    asked = {name: service["healthcheck"] for name, service in services().items() if "healthcheck" in service}
    image = re.search(r"^HEALTHCHECK .+ CMD (.+)$", TOLD, re.MULTILINE)

    assert asked.pop("due") == {"disable": True}
    assert asked.keys() == {"web", "postgres", "redis"}
    assert {each["test"][0] for each in asked.values()} == {"CMD-SHELL"}
    assert image is not None
    assert asked["web"]["test"][1].split() == json.loads(image[1])


def test_the_guide_starts_services_that_there_are_from_the_image_it_builds() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text()
    by_hand = {name for name, service in services().items() if "profiles" in service}

    built = re.search(r"^podman build --format docker -f \S+ -t (\S+) \.", guide, re.MULTILINE)
    run = set(re.findall(r"podman compose --profile by-hand run --rm (\w+)", guide))
    started = re.findall(
        r"podman compose (?:up -d(?: --force-recreate)?|stop|exec) ([a-z ]+?)(?= python|$)", guide, re.M
    )

    assert built is not None
    assert f"-{built[1]}:latest}}" in COMPOSE.read_text()
    assert run == by_hand
    assert {name for names in started for name in names.split()} == services().keys() - by_hand
    assert len(re.findall("podman compose", guide)) == len(started) + guide.count("--profile by-hand run")
