"""What stands in deploy/ works as it says, as far as that shows without systemd and containers running."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
SETTINGS = "".join(path.read_text() for path in (ROOT / "qa_site" / "settings").glob("*.py"))
READ_BY_THE_SERVER = {"WEB_BIND", "WEB_WORKERS", "WEB_THREADS"}


def example() -> dict[str, str]:
    lines = (DEPLOY / "site.env.example").read_text().splitlines()
    return dict(re.findall(r"^(?:# )?([A-Z][A-Z0-9_]+)=(.*)$", "\n".join(lines), re.MULTILINE))


def test_the_example_names_every_setting_and_no_other() -> None:
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z][A-Z0-9_]+)"', SETTINGS)) - {"ENV_FILE"}

    assert example().keys() == read | READ_BY_THE_SERVER


def test_the_example_starts_the_site_once_the_secret_and_the_names_are_there(tmp_path: Path) -> None:
    text = (DEPLOY / "site.env.example").read_text()
    path = tmp_path / "site.env"
    text = text.replace("SECRET_KEY=\n", f'SECRET_KEY="{"k" * 60}"\n', 1)
    text = text.replace("ALLOWED_HOSTS=\n", "ALLOWED_HOSTS=answers.example.org\n")
    text = text.replace("SITE_URL=http://127.0.0.1:8000\n", "SITE_URL=https://answers.example.org\n")
    path.write_text(text.replace("/var/lib/citewell", str(tmp_path / "data")))

    finished = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "ENV_FILE": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert (finished.returncode, finished.stderr) == (0, "")


def test_a_certificate_is_renewed_where_nginx_shows_its_proof_and_no_reader_waits_for_it() -> None:
    guide = (ROOT / "docs" / "operating.md").read_text()
    conf = (DEPLOY / "nginx" / "citewell.conf").read_text()

    asked = re.search(r"^certbot certonly --webroot -w (\S+) .+reload nginx", guide, re.MULTILINE)
    shown = re.search(r"acme-challenge/ \{\s+root (\S+);", conf)

    assert asked is not None
    assert shown is not None
    assert asked[1] == shown[1]


def test_containers_run_as_nobody_special_on_a_file_system_that_is_read_only() -> None:
    told = yaml.safe_load((DEPLOY / "container" / "compose.yaml").read_text())

    for name, service in told["services"].items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
    assert {told["services"][name]["user"] for name in ("web", "due", "prepare")} == {"10001:10001"}
    assert "healthcheck" in told["services"]["postgres"]


def test_the_image_copies_what_exists_and_ends_as_its_own_person() -> None:
    lines = (DEPLOY / "container" / "Containerfile").read_text().splitlines()
    copied = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]

    assert [name for names in copied for name in names if not (ROOT / name).exists()] == []
    assert [line for line in lines if line.startswith("USER ")][-1] == "USER 10001:10001"
    assert any(line.startswith("HEALTHCHECK ") for line in lines)
