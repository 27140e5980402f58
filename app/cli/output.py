"""How commands speak: results on standard output, progress and errors on standard error."""

import json
import sys
from collections.abc import Mapping
from contextlib import suppress
from decimal import Decimal
from typing import Any


def print_json(result: Mapping[str, Any]) -> None:
    """Print one JSON object; amounts are strings with two decimals."""
    sys.stdout.write(json.dumps(result, ensure_ascii=False, default=_amount) + "\n")


def print_line(text: str) -> None:
    """Print a line for people."""
    sys.stdout.write(text + "\n")


def print_progress(text: str) -> None:
    """Tell how far a long job is, on standard error; if nobody listens any more, it goes on."""
    with suppress(OSError):
        sys.stderr.write(text + "\n")


def _amount(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    raise TypeError(value)
