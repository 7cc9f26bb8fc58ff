"""Schemathesis over the whole description of the interface, staff scopes included: is it as it is told?

It runs where the command `schemathesis` is on the path, or named in SCHEMATHESIS; it is no part of the suite.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator

from tests.verify import served
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
SECONDS = 600
TOLD = 4000


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Once as an administrator with every scope, once as nobody."""
    database, command = server.site.database, os.environ.get("SCHEMATHESIS") or shutil.which("schemathesis")
    if not command:
        yield Outcome("the interface under fuzzing", database, "no schemathesis on the path", was_run=False)
        return
    secret = served.inside(server.site, "keys.make()")
    for who, header in (("an administrator", f"Authorization: Bearer {secret}"), ("nobody", "")):
        yield _fuzzed(command, server, who, header)


def _fuzzed(command: str, server: Server, who: str, header: str) -> Outcome:
    found = subprocess.run(
        [
            command,
            "run",
            f"http://127.0.0.1:{server.port}/api/v1/schema/",
            f"--checks={','.join(CHECKS)}",
            f"--max-examples={EXAMPLES}",
            "--phases=examples,coverage,fuzzing",
            "--seed=1",
            "--no-color",
            *(["--header", header] if header else []),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    told = next((line.strip() for line in found.stdout.splitlines() if "generated" in line), "")
    broken = (found.stdout[-TOLD:],) if found.returncode else ()
    return Outcome(f"the interface under fuzzing, as {who}", server.site.database, told, broken)
