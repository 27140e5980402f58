"""docs/reliability.md names tests that are there, and every fault."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FAULTS = set(range(1, 75)) - {30, 41}
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (.+) \|$", re.MULTILINE)


def test_every_fault_has_its_line_and_every_test_named_is_there():
    page = (ROOT / "docs" / "reliability.md").read_text("utf-8")
    rows = {int(number): tests for number, tests in ROW.findall(page)}
    assert rows.keys() == FAULTS
    for tests in rows.values():
        for part in tests.split("; "):
            path, _, names = part.partition(": ")
            for name in re.findall(r"`(test_\w+)`", names):
                assert f"def {name}(" in (ROOT / "tests" / path).read_text("utf-8"), (path, name)
