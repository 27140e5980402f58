"""The seal of an approved year (R14): each line's frozen values chained by SHA-256."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

FIRST = "0" * 64
"""What the first line is chained to."""


def link(previous: str, values: Mapping[str, Any]) -> str:
    """Return the seal of one line, which also covers every line before it.

    Args:
        previous: The seal of the line before, or ``FIRST``.
        values: JSON values only; their order does not matter.
    """
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(f"{previous}\n{text}".encode()).hexdigest()
