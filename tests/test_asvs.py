"""The table of OWASP ASVS items is whole, and what it names is there."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TABLE = (ROOT / "docs" / "asvs.md").read_text()
ROWS = re.findall(r"^\| (V\d+\.\d+\.\d+) \| ([12]) \| [^|]+ \| ([^|]+) \| ([^|]+) \|$", TABLE, re.MULTILINE)
ITEMS = {1: 61, 2: 149}
"""How many items of each level the standard has without the chapters V9, V10 and V17."""


def test_each_item_of_both_levels_stands_there_once() -> None:
    found = [item for item, _level, _here, _how in ROWS]

    assert len(set(found)) == len(found)
    assert {level: [each[1] for each in ROWS].count(str(level)) for level in ITEMS} == ITEMS


def test_each_item_is_met_or_says_why_not() -> None:
    assert {here for _item, _level, here, _how in ROWS} <= {"met", "operator", "n/a", "not met"}
    assert all(how.strip() for _item, _level, _here, how in ROWS)


def test_each_test_that_the_table_names_exists() -> None:
    tests = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))

    gone = [name for name in re.findall(r"`(test_\w+)`", TABLE) if f"def {name}(" not in tests]

    assert gone == []


def test_the_sum_at_the_top_is_right() -> None:
    told = re.search(r"(\d+) are met, (\d+) are the operator's, (\d+) concern .+, (\d+) are not met", TABLE)
    states = [here for _item, _level, here, _how in ROWS]

    assert told is not None
    assert [int(each) for each in told.groups()] == [
        states.count(each) for each in ("met", "operator", "n/a", "not met")
    ]
