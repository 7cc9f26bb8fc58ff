"""A process of its own: on this test's database for kills and for two at once, or for the steps of a site."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from answers.management import steps
from answers.management.steps import Said

ROOT = Path(__file__).resolve().parent.parent


def environment(**also: str) -> dict[str, str]:
    """What such a process is told of the site."""
    told = {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "qa_site.settings"}
    return os.environ | told | also


def database_url() -> str:
    """This test's database, as a process of its own is told of it."""
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{quote(str(told['NAME']))}"
    person = ":".join(quote(str(told[part]), safe="") for part in ("USER", "PASSWORD") if told[part])
    return f"postgres://{person}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"


def in_turn(*commands: list[str], environment: Mapping[str, str], checkout: Path = ROOT) -> None:
    """Commands of a site in one process; in one each, every one of them would load the same code first."""
    finished = subprocess.run(
        [sys.executable, "-m", steps.__name__],
        cwd=checkout,
        env=environment,
        input=json.dumps({"must": commands, "may": []}),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=300,
    )
    said = [Said(**json.loads(line)) for line in finished.stdout.splitlines()]
    assert [each.went for each in said] == [True] * len(commands), said[-1].err
