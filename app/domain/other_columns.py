"""Columns known not by their headings alone: by the words in them, or by the columns beside."""

import re
from collections.abc import Iterable, Sequence

from app.domain.bookings import UNFULFILLED
from app.domain.cell_words import SIDES, booking_status, refund
from app.domain.cells import Cell, is_empty, word
from app.domain.headings import TOTAL, Mapped, Row, readable

FEWEST_STATES, MOST_STATES = 2, 30
_LEDGER = re.compile("余额|借方|贷方")
_TELEPHONES = ("contact_mobile", "telephones", "contact_telephone")


def with_status(columns: Mapped, rows: Sequence[Row]) -> Mapped:
    """Return the columns with that of the status, known by its words under whatever heading.

    Bookings whose cancelling nobody noticed would count in full.
    """
    for place, name in enumerate(columns):
        if name is None and _holds_states(row[place] for row in rows if place < len(row)):
            return (*columns[:place], "status", *columns[place + 1 :])
    return columns


def with_refunds(headings: Sequence[str], columns: Mapped, rows: Sequence[Row]) -> Mapped:
    """Return the columns with that which calls some payments refunds, under whatever heading.

    Beside the two amounts of a ledger a column of sides is that of the balance.
    """
    if any(_LEDGER.search(heading) for heading in headings):
        return columns
    for place, name in enumerate(columns):
        if name is None and _calls_refunds(row[place] for row in rows if place < len(row)):
            return (*columns[:place], "refund", *columns[place + 1 :])
    return columns


def _calls_refunds(cells: Iterable[Cell]) -> bool:
    words: set[str] = set()
    for cell in cells:
        if isinstance(cell, str) and cell:
            words.add(cell)
        if len(words) > MOST_STATES:
            return False
    said = set(map(word, words))
    return any(map(refund, said - SIDES)) or (bool(said) and said <= SIDES)


def _holds_states(cells: Iterable[Cell]) -> bool:
    words: set[str] = set()
    for cell in cells:
        if not isinstance(cell, str) or 0 < len(cell) < FEWEST_STATES or len(words) > MOST_STATES:
            return False  # a single letter may stand for anything
        words.add(cell)
    found = [booking_status(one) for one in words if readable(booking_status, one)]
    filled = sum(not is_empty(one) and not TOTAL.fullmatch(word(one)) for one in words)
    known = len(found) == filled or (2 * len(found) >= filled and not UNFULFILLED.isdisjoint(found))
    return known and len(set(found)) >= FEWEST_STATES


def with_own_telephones(columns: Mapped) -> Mapped:
    """Return the columns; a second telephone is the client's own where there is one contact."""
    found = list(columns)
    for n in (2, 3):
        if f"contact{n}_mobile" in found and f"contact{n}_name" not in found:
            free = [name for name in _TELEPHONES if name not in found]
            found[found.index(f"contact{n}_mobile")] = free[0] if free else None
    return tuple(found)
