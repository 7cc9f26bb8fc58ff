"""Schemathesis over the whole description of the interface, staff scopes included: is it as it is told?

All it said is kept in build/, one file for each run; it is no part of the suite.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator

from tests.bench import servers
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
SECONDS = 600
TOLD = 4000


def outcomes(server: Server, desks: dict[str, Desk]) -> Iterator[Outcome]:
    """Once as an administrator with every scope, once as nobody."""
    try:
        command = fuzzer.command()
    except fuzzer.NotInstalledError as reason:
        yield Outcome("the interface under fuzzing", server.site.database, str(reason), was_run=False)
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
    kept = servers.ROOT / "build" / f"verify-{server.site.database}-{who.split()[-1]}.txt".lower()
    kept.write_text(found.stdout, encoding="utf-8")
    told = next((line.strip() for line in found.stdout.splitlines() if "generated" in line), "")
    broken = (found.stdout[-TOLD:],) if found.returncode else ()
    return Outcome(f"the interface under fuzzing, as {who}", server.site.database, told, broken)
