"""docs/reliability.md names every fault, and tests of it that are there and carry its number."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = set(range(1, 75)) - {30, 41}
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (.+) \|$", re.MULTILINE)


def test_every_fault_has_its_line_and_every_test_named_is_there():
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    rows = {int(number): tests for number, tests in ROW.findall(page)}
    assert rows.keys() == FAULTS
    for number, tests in rows.items():
        assert re.search(rf"`test_faults?_(?:\d+_(?:and_)?)*0?{number}_", tests), number
        for part in tests.split("; "):
            path, _, names = part.partition(": ")
            for name in re.findall(r"`(test_\w+)`", names):
                assert f"def {name}(" in (ROOT / "tests" / path).read_text("utf-8"), (path, name)
