"""Sheets of a file from outside, and those that are one table cut into pieces: a sheet a month."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.cells import Cell
from app.domain.headings import Header, columns_by_heading, find_header
from app.domain.types import ImportKind
from app.domain.units import Unit, unit_above
from app.i18n import _

CLOSING_LINES, MOST_IN_LINE = 5, 2
"""Rows at the end of a table that may say of what unit it was; cells such a line has at most."""
Headed = tuple[tuple[str, ...], Unit]
"""What pieces of one table have in common: headings and unit."""


Titles = tuple[tuple[Cell, ...], ...]
"""The texts above a table, then the name of its sheet."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A sheet that was put together with others.

    Attributes:
        before: Rows of the whole before it.
        first: Number in the piece of its first row there.
        name: Of the piece.
        above: The texts above its headings.
    """

    before: int
    first: int
    name: str
    above: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as it stands in the file; row 1 of the sheet is ``rows[0]``.

    ``merged`` holds cells merged downwards: (first row, last row, column), from 0. ``pieces`` are
    those a sheet was put together from. ``parted`` tells that the last column was made of rows
    that name the client of those below them. ``hidden_rows`` and ``hidden_columns``, from 0, are
    those that Excel does not show or has filtered out.
    """

    name: str
    rows: Sequence[Sequence[Cell]]
    merged: Sequence[tuple[int, int, int]] = ()
    system_1904: bool = False
    hidden: bool = False
    pieces: tuple[Piece, ...] = ()
    parted: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()

    def place(self, number: int) -> str:
        """Return where the row of this number, from 1, stands in the file."""
        for piece in reversed(self.pieces):
            if number > piece.before:
                there = piece.first + number - piece.before - 1
                return _("{sheet} {n}").format(sheet=piece.name, n=there)
        return str(number)

    def stretches(self, header: Header) -> list[tuple[range, Titles]]:
        """Return the rows under the headings, from 0, with what stands above each part of them."""
        start, end = header.row + header.depth, len(self.rows)
        pieces = self.pieces or (Piece(0, 1, self.name, above(self, header)),)
        ends = [*(piece.before for piece in pieces[1:]), end]
        return [
            (range(max(start, piece.before), last), (piece.above, (piece.name,)))
            for piece, last in zip(pieces, ends, strict=True)
        ]


def with_whole_tables(sheets: Sequence[Sheet]) -> tuple[Sheet, ...]:
    """Return the sheets, last those put together of pieces that have the same headings.

    Sheets that share rows are copies, not pieces, and stay apart.
    """
    if len(sheets) == 1:
        return tuple(sheets)
    headed: dict[Headed, list[tuple[Sheet, Header]]] = {}
    for sheet in sheets:
        if not sheet.hidden and (header := _header_of(sheet)) is not None:
            headed.setdefault(_headed(sheet, header), []).append((sheet, header))
    tables = [pieces for pieces in headed.values() if len(pieces) > 1 and not _copies(pieces)]
    return (*sheets, *(_put_together(pieces) for pieces in tables))


def unit_told(rows: Sequence[Sequence[Cell]], header: Header) -> Unit:
    """Return the unit told beside the table: above it, in a line under the headings, or below."""
    start = header.row + header.depth
    lines = (*rows[start : start + 1], *rows[max(start + 1, len(rows) - CLOSING_LINES) :])
    alone = (row for row in lines if sum(cell != "" for cell in row) <= MOST_IN_LINE)
    return unit_above((*rows[: start - 1], *alone))


def above(sheet: Sheet, header: Header) -> tuple[Cell, ...]:
    """Return the texts above the headings."""
    return tuple(
        cell for row in sheet.rows[: header.row] for cell in row if isinstance(cell, str) and cell
    )


def _header_of(sheet: Sheet) -> Header | None:
    found = [header for kind in ImportKind if (header := find_header(sheet.rows, kind))]
    return max(found, key=lambda one: one[1])[0] if found else None


def _headed(sheet: Sheet, header: Header) -> Headed:
    forms = columns_by_heading(header.headings, (None,) * len(header.headings))
    return tuple(form for form, _column in forms), unit_told(sheet.rows, header)


def _copies(pieces: Sequence[tuple[Sheet, Header]]) -> bool:
    seen: set[tuple[Cell, ...]] = set()
    for sheet, header in pieces:
        rows = {tuple(row) for row in sheet.rows[header.row + header.depth :] if len(row) > 1}
        if len(rows & seen) * 2 > min(len(rows), len(seen)):
            return True
        seen |= rows
    return False


def _put_together(pieces: Sequence[tuple[Sheet, Header]]) -> Sheet:
    first = pieces[0][0]
    rows = list(first.rows)
    merged = list(first.merged)
    unseen = set(first.hidden_rows)
    begins = [Piece(0, 1, first.name, above(*pieces[0]))]
    for sheet, header in pieces[1:]:
        start, before = header.row + header.depth, len(rows)
        begins.append(Piece(before, start + 1, sheet.name, above(sheet, header)))
        moved = before - start
        merged += [(a + moved, b + moved, c) for a, b, c in sheet.merged if a >= start]
        unseen |= {row + moved for row in sheet.hidden_rows if row >= start}
        rows += sheet.rows[start:]
    name = _("{first} 至 {last}，共 {n} 张")
    name = name.format(first=first.name, last=pieces[-1][0].name, n=len(pieces))
    whole = replace(first, name=name, rows=rows, merged=merged, pieces=tuple(begins))
    return replace(whole, hidden_rows=frozenset(unseen))
