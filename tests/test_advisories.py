"""No locked package is one that an advisory names. How to renew the list: SECURITY.md."""

from __future__ import annotations

import json

import pytest
from packaging.version import Version

from tests import advisories


def known() -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(advisories.KEPT.read_text())["advisories"]
    return found


def is_named(version: str, ranges: list[list[str]]) -> bool:
    here = Version(version)
    return any(Version(first) <= here and (not end or here < Version(end)) for first, end in ranges)


def test_no_locked_package_is_named_by_an_advisory() -> None:
    locked = advisories.locked()

    named = [
        f"{each['id']} names {each['package']} {locked[str(each['package'])]}"
        for each in known()
        if str(each["package"]) in locked and is_named(locked[str(each["package"])], each["ranges"])  # type: ignore[arg-type]  # from JSON
    ]

    assert named == []


@pytest.mark.parametrize(("version", "is_bad"), [("3.2.0", True), ("3.3.0", False), ("6.4.0", False)])
def test_an_older_package_would_be_noticed(version: str, is_bad: bool) -> None:  # noqa: FBT001
    ranges = [
        span
        for each in known()
        if each["package"] == "bleach" and "CVE-2021-23980" in each["aliases"]  # type: ignore[operator]
        for span in each["ranges"]  # type: ignore[attr-defined]
    ]

    assert is_named(version, ranges) == is_bad
