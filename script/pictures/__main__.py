"""Takes every picture, or only those named."""

import sys
import tempfile
from pathlib import Path

from script.pictures import (
    cases,
    courtesies,
    key_accounts,
    office,
    reports,
    screening,
    sign_in,
    start,
    today,
    trade,
)
from script.pictures.stage import Stage, offscreen

PARTS = (start, today, office, cases, trade, key_accounts, courtesies, reports, screening, sign_in)
PICTURES = Path(__file__).parents[2] / "docs" / "pictures"


def main() -> None:
    """Go through the program in the order of the manual."""
    told_by = sys.excepthook
    try:
        taken = _take(frozenset(sys.argv[1:]))
    finally:
        # the stage's own is for slots alone: what ends the program is told
        sys.excepthook = told_by
    sys.stdout.write(f"{taken} pictures in {PICTURES}\n")


def _take(wanted: frozenset[str]) -> int:
    with tempfile.TemporaryDirectory(prefix="keyou-") as folder:
        _app = offscreen(Path(folder))
        with Stage(Path(folder), PICTURES, wanted) as stage:
            for part in PARTS:
                part.take(stage)
            return stage.taken


if __name__ == "__main__":
    main()
