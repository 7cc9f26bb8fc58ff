"""Schemathesis over the whole description of the interface, staff scopes included: is it as it is told?

All it said is kept in build/, one file for each run; it is no part of the suite.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from typing import Any

from tests.bench import servers
from tests.bench.installed import NotInstalledError
from tests.verify import fuzzer, served
from tests.verify.desks import Desk
from tests.verify.outcomes import Outcome
from tests.verify.served import Server

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "ignored_auth",
)
EXAMPLES = 25
SECONDS = 280
MOSTLY = 0.8
TOLD = 4000


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Once as an administrator with every scope, once as nobody."""
    try:
        command = fuzzer.command()
    except NotInstalledError as reason:
        yield Outcome("the interface under fuzzing", server.site.database, str(reason), was_run=False)
        return
    known = served.inside(server.site, "keys.make_all()")
    (servers.ROOT / "build" / "verify-named.toml").write_text(_named(known), encoding="utf-8")
    for who, header in (
        ("an administrator", f"Authorization: Bearer {known['secret']}"),
        ("nobody", ""),
    ):
        yield _fuzzed(command, server, who, header)


def _named(known: dict[str, Any]) -> str:
    """What requests name most of the time, so that they get beyond “not found”; else it is made up."""
    lists = {**known["named"], **known["bodies"]}
    lines = [f"[dictionaries.{name}]\nvalues = {json.dumps(values)}" for name, values in lists.items()]
    bodies = [_bound(f"body.{name}", name) for name in known["bodies"]]
    for name in known["named"]:
        bound = [_bound(f"path.{each}", name) for each in ("number", "slug", "key")]
        lines.append(f'[[operations]]\ninclude-path-regex = "^/api/v1/{name}/"')
        lines.append("[operations.parameters]\n" + "\n".join([*bound, *bodies]))
    return "\n\n".join(lines) + "\n"


def _bound(place: str, name: str) -> str:
    return f'"{place}" = {{ dictionary = "{name}", probability = {MOSTLY} }}'


def _fuzzed(command: str, server: Server, who: str, header: str) -> Outcome:
    found = subprocess.run(
        [
            command,
            f"--config-file={servers.ROOT / 'build' / 'verify-named.toml'}",
            "run",
            f"http://127.0.0.1:{server.port}/api/v1/schema/",
            f"--checks={','.join(CHECKS)}",
            f"--max-examples={EXAMPLES}",
            "--phases=examples,coverage,fuzzing",
            "--seed=1",
            "--no-color",
            *(["--header", header] if header else []),
        ],
        cwd=servers.ROOT / "build",  # where it keeps what it found
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    kept = servers.ROOT / "build" / f"verify-{server.site.database}-{who.split()[-1]}.txt".lower()
    kept.write_text(found.stdout, encoding="utf-8")
    told = next((line.strip() for line in found.stdout.splitlines() if "generated, " in line), "")
    broken = (found.stdout[-TOLD:],) if found.returncode else ()
    return Outcome(f"the interface under fuzzing, as {who}", server.site.database, told, broken)
