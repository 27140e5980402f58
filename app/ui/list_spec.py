"""What a list page is, and what it found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic

from app.ui.empty_state import Empty
from app.ui.tables import Column, Row


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list found: the ids in order, and a sentence about them, such as their totals."""

    ids: Sequence[int]
    note: str = ""


@dataclass(frozen=True, slots=True)
class ListSpec(Generic[Row]):
    """What one list page is.

    ``name`` is its object name and key in the preferences. ``tables`` are those whose changes it
    must show. ``order`` is the column it is sorted by at first, and whether downwards. ``counted``
    is the sentence with ``{n}`` under the title, such as 共 {n} 个客户.
    """

    name: str
    title: str
    columns: Sequence[Column[Row]]
    tables: frozenset[str]
    order: tuple[str, bool]
    counted: str
    search_hint: str
    empty: Empty
