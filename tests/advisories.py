"""Makes tests/advisories.json anew from a copy of PyPA's advisory database, for the packages that are locked.

It asks nobody by itself: git clone --depth 1 https://github.com/pypa/advisory-database, then name the folder.
"""

import argparse
import datetime
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (ROOT / "requirements.lock", ROOT / "tests" / "requirements.lock", ROOT / "deploy" / "production.txt")
KEPT = ROOT / "tests" / "advisories.json"


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Renew the list of advisories that the tests hold us against."
    )
    parser.add_argument("folder", type=Path, help="a copy of github.com/pypa/advisory-database")
    parser.add_argument("--of", default=f"{datetime.datetime.now(datetime.UTC):%Y-%m-%d}", help="its day")
    wanted = parser.parse_args()
    if not (wanted.folder / "vulns").is_dir():
        sys.exit(
            f"{wanted.folder} holds no folder “vulns”. Clone github.com/pypa/advisory-database and name it."
        )
    found = [each for name in sorted(locked()) for each in advisories(wanted.folder / "vulns" / name, name)]
    KEPT.write_text(json.dumps({"of": wanted.of, "advisories": found}, indent=1) + "\n")
    sys.stdout.write(f"{len(found)} advisories on {len({each['package'] for each in found})} packages.\n")


def locked() -> dict[str, str]:
    """Each locked package with its version, under the name that the database files it by."""
    lines = [line for path in LOCKS if path.exists() for line in path.read_text().splitlines()]
    pinned = [re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([\w.]+)", line) for line in lines]
    return {re.sub(r"[-_.]+", "-", each[1]).lower(): each[2] for each in pinned if each}


def advisories(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    """What is known of one package: which versions, from where to where; withdrawn ones are left out."""
    for path in sorted(folder.glob("*.yaml")):
        told = yaml.safe_load(path.read_text())
        if told.get("withdrawn"):
            continue
        ranges = [
            spans(each["events"])
            for affected in told.get("affected", [])
            for each in affected.get("ranges", [])
            if each["type"] == "ECOSYSTEM"
        ]
        yield {
            "id": told["id"],
            "aliases": sorted(alias for alias in told.get("aliases", []) if alias.startswith("CVE")),
            "package": name,
            "ranges": [span for found in ranges for span in found],
        }


def spans(events: list[dict[str, str]]) -> list[list[str]]:
    """From where to where, the end not included; no end where nothing has been mended."""
    found: list[list[str]] = []
    for event in events:
        if "introduced" in event:
            found.append([str(event["introduced"]), ""])
        elif "fixed" in event and found:
            found[-1][1] = str(event["fixed"])
    return found


if __name__ == "__main__":
    main()
