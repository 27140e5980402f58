"""A file from outside as rows of values: what was read, and what could not be."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import Any

from app.domain.cell_readers import Circumstances, Manner, Reader, manner_of, own_reader, reader_of
from app.domain.cells import Cell, CellError, is_empty, shown
from app.domain.headings import (
    Header,
    Mapped,
    find_header,
    fits,
    header_at,
    is_total,
    propose,
)
from app.domain.importable import (
    Field,
    Holds,
    field_named,
    fields_of,
    own_columns,
)
from app.domain.other_columns import with_own_telephones, with_refunds, with_status
from app.domain.own_fields import OwnField, name_of_own
from app.domain.plain_text import clean
from app.domain.sheets import Sheet, Titles, above, unit_told
from app.domain.table_years import period_in
from app.domain.traditional import simplified
from app.domain.types import ImportKind
from app.domain.units import Unit, unit_in

LONGEST_SHOWN_CELL = 60
LOOKED_AT = 1000
"""Rows looked at to tell how amounts are signed."""
_UNIT_ALONE = re.compile(r"[(（\[]?\s*(?:人民币)?[百千仟万萬亿億]*[元圆圓]\s*[)）\]]?")
_PAID_BACK = re.compile("退[款费还]|返还|refund", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How one sheet is to be read: where its headings stand and what each column fills.

    ``own`` are the office's own fields, in a file of clients. ``visible_only`` leaves out the rows
    that Excel does not show.
    """

    kind: ImportKind
    sheet: int
    header: Header
    columns: Mapped
    own: tuple[OwnField, ...] = ()
    visible_only: bool = False


def hidden_rows(sheet: Sheet, layout: Layout) -> list[int]:
    """Return the rows under the headings, from 0, that hold something and that are hidden."""
    start, end = layout.header.row + layout.header.depth, len(sheet.rows)
    under = (row for row in sorted(sheet.hidden_rows) if start <= row < end)
    return [row for row in under if any(cell != "" for cell in sheet.rows[row])]


def fillable(layout: Layout) -> tuple[Field, ...]:
    """Return every field a column of this file can fill, last the office's own ones."""
    return (*fields_of(layout.kind), *own_columns(layout.own))


@dataclass(frozen=True, slots=True)
class CellProblem:
    """A cell that could not be taken in: the column's heading, what stands there, and why."""

    heading: str
    cell: str
    reason: str


@dataclass(frozen=True, slots=True)
class ParsedRow:
    """One row of the sheet; ``number`` counts as the clerk sees it, from 1.

    ``values`` holds what was read by field name; empty cells are not in it.
    """

    number: int
    values: Mapping[str, Any]
    problems: tuple[CellProblem, ...]


def guess_layout(
    sheets: Sequence[Sheet], kind: ImportKind | None, around: Circumstances
) -> Layout | None:
    """Find the sheet, its headings and its columns; None when no table is recognised.

    Args:
        sheets: Of the whole file.
        kind: What the file holds; None to guess that too.
        around: For looking at the cells; the file's name helps to guess the kind.
    """
    best: tuple[float, Layout] | None = None
    seen = [(index, sheet) for index, sheet in enumerate(sheets) if not sheet.hidden]
    for candidate in ImportKind if kind is None else (kind,):
        for index, sheet in seen or enumerate(sheets):
            found = find_header(sheet.rows, candidate, around.own)
            if found is None:
                continue
            layout = lay_out(sheets, candidate, index, found[0], around)
            score = _fit(layout, f"{sheet.name} {around.title}") + bool(sheet.pieces)
            if best is None or score > best[0]:
                best = score, layout
    return None if best is None else best[1]


def lay_out(
    sheets: Sequence[Sheet],
    kind: ImportKind,
    sheet: int,
    header: Header | int,
    around: Circumstances,
) -> Layout:
    """Return the proposed columns for a sheet whose headings, or their row, are known."""
    rows = sheets[sheet].rows
    if isinstance(header, int):
        header = header_at(rows, header, kind)
    below = (row for row in rows[header.row + header.depth :] if not is_total(row))
    _rows, titles = sheets[sheet].stretches(header)[0]
    period = period_in(*titles, (around.title,))
    here = replace(around, system_1904=sheets[sheet].system_1904, period=period)
    own = around.own if kind is ImportKind.CLIENTS else ()
    columns = propose(kind, header.headings, below, here)
    if kind is ImportKind.BOOKINGS and "status" not in columns:
        columns = with_status(columns, rows[header.row + header.depth :])
    if kind in _PAID and "refund" not in columns:
        columns = with_refunds(header.headings, columns, rows[header.row + header.depth :])
    if kind is ImportKind.CLIENTS:
        columns = with_own_telephones(columns)
    return Layout(kind, sheet, header, columns, own)


_PAID = (ImportKind.BOOKINGS, ImportKind.RECEIPTS)
_TITLE_WORDS: Mapping[ImportKind, Sequence[str]] = {
    ImportKind.CLIENTS: ("档案", "资料", "客户表", "名录", "名单", "通讯录", "client", "account"),
    ImportKind.BOOKINGS: ("预订", "预定", "订房", "消费", "入住", "booking", "reservation"),
    ImportKind.RECEIPTS: ("收款", "回款", "到账", "入账", "入帐", "来款", "receipt", "payment"),
    ImportKind.COMMUNICATIONS: ("沟通", "拜访", "联系记录", "日志", "log", "visit", "call"),
}


def _fit(layout: Layout, title: str) -> float:
    named = any(word in simplified(title).lower() for word in _TITLE_WORDS[layout.kind])
    filled = sum(name is not None for name in layout.columns)
    return 100 * fits(layout.kind, layout.columns) + 4 * named + filled


def parse_rows(sheet: Sheet, layout: Layout, around: Circumstances) -> Iterator[ParsedRow]:
    """Read the rows under the headings; blank rows, totals and repeated headings are left out."""
    here = replace(around, system_1904=sheet.system_1904)
    manners = _manners(sheet, layout)
    heading_row = [folded_row(cell) for cell in sheet.rows[layout.header.row]]
    fill = _merged_values(sheet, layout)
    left_out = sheet.hidden_rows if layout.visible_only else frozenset()
    for rows, titles in sheet.stretches(layout.header):
        columns = _columns(layout, here, manners, titles)
        for index in (row for row in rows if row not in left_out) if left_out else rows:
            row = sheet.rows[index]
            if not any(cell != "" for cell in row) or _is_no_data(row, heading_row):
                continue
            if index in fill:
                row = _filled(row, fill[index])
            yield _parsed(row, index + 1, columns)


_Column = tuple[int, str, str, Reader, dict[Any, Any] | None]
"""Place, field, heading, reader, and what its cells were read as, where they repeat."""

_REPEATING = frozenset({str, date, float})
_SELDOM_REPEATED = frozenset({Holds.CODE, Holds.LINES, Holds.MONEY})
_UNREAD = object()


def _parsed(row: Sequence[Cell], number: int, columns: Sequence[_Column]) -> ParsedRow:
    values: dict[str, Any] = {}
    problems: list[CellProblem] = []
    width = len(row)
    for place, name, heading, read, known in columns:
        cell = row[place] if place < width else ""
        if not cell and cell == "":
            continue
        repeats = known is not None and type(cell) in _REPEATING
        value = known.get(cell, _UNREAD) if known is not None and repeats else _UNREAD
        if value is _UNREAD:
            try:
                value = read(cell)
            except CellError as error:
                problems.append(_problem(heading, cell, error))
                continue
            if known is not None and repeats:
                known[cell] = value
        if value is not None:
            values[name] = value
    return ParsedRow(number, values, tuple(problems))


def _problem(heading: str, cell: Cell, error: CellError) -> CellProblem:
    return CellProblem(heading, shown(cell)[:LONGEST_SHOWN_CELL], str(error))


def _manners(sheet: Sheet, layout: Layout) -> list[Manner]:
    unclear = signs_unclear(sheet, layout)
    return [
        manner_of(
            _cells_of(sheet, layout, place),
            unit_of(sheet, layout, place),
            heading,
            clear_signs=not (unclear and layout.columns[place] == "amount"),
        )
        for place, heading in enumerate(layout.header.headings)
    ]


def signs_unclear(sheet: Sheet, layout: Layout) -> bool:
    """Tell whether most payments lie below zero and no title says that they were paid back.

    There are ledgers that write so what clients paid.
    """
    if layout.kind is not ImportKind.RECEIPTS or "amount" not in layout.columns:
        return False
    place = layout.columns.index("amount")
    titles = [layout.header.headings[place], sheet.name, *above(sheet, layout.header)]
    if any(_PAID_BACK.search(shown(title)) for title in titles):
        return False
    cells = islice(_cells_of(sheet, layout, place)(), LOOKED_AT)
    signs = [str(cell).lstrip("¥￥ ")[:1] in "-(（−" for cell in cells if not is_empty(cell)]
    return 2 * sum(signs) > len(signs)


def _columns(
    layout: Layout, here: Circumstances, manners: Sequence[Manner], titles: Titles
) -> list[_Column]:
    own = {name_of_own(one): one for one in layout.own}
    found: list[_Column] = []
    for place, name in enumerate(layout.columns):
        if name is None:
            continue
        heading = layout.header.headings[place]
        if name in own:
            found.append((place, name, heading, own_reader(own[name], here), {}))
            continue
        field = field_named(layout.kind, name)
        known: dict[Any, Any] | None = None if field.holds in _SELDOM_REPEATED else {}
        period = period_in((heading,), *titles, (here.title,))
        read = reader_of(field, replace(here, period=period), manners[place])
        found.append((place, name, heading, read, known))
    return found


def _cells_of(sheet: Sheet, layout: Layout, place: int) -> Callable[[], Iterator[Cell]]:
    """Return what gives all cells of a column."""
    start = layout.header.row + layout.header.depth
    return lambda: (row[place] for row in sheet.rows[start:] if place < len(row))


def unit_of(sheet: Sheet, layout: Layout, place: int) -> Unit:
    """Return the unit of a column's amounts: its heading's, else the one told above the table.

    A room's rate is in yuan also where a table of turnover is in ten thousands.
    """
    header = layout.header
    if (unit := unit_in(header.headings[place])) is not None:
        return unit
    below = sheet.rows[header.row + header.depth :][:1]
    if unit := next((_unit_alone(row[place]) for row in below if place < len(row)), None):
        return unit
    told = unit_told(sheet.rows, header)
    return Unit() if layout.columns[place] == "rate" and not told.foreign else told


def _unit_alone(cell: Cell) -> Unit | None:
    """Return the unit that a cell is which holds nothing else, as in a line under the headings."""
    return unit_in(cell) if isinstance(cell, str) and _UNIT_ALONE.fullmatch(clean(cell)) else None


def folded_row(cell: Cell) -> str:
    """Return a cell as it is compared with a heading."""
    return "".join(shown(cell).split())


def _is_no_data(row: Sequence[Cell], heading_row: Sequence[str]) -> bool:
    for cell in row[:3]:
        if type(cell) is str and _PERHAPS_TOTAL.search(cell) and is_total(row):
            return True
    first = row[0]
    return first in heading_row and [folded_row(cell) for cell in row] == heading_row


_PERHAPS_TOTAL = re.compile(
    "[计計均制製打审審填导導复複报報第共:：]|[Tt][Oo][Tt]|[Ss][Uu][Mm]|[Pp][Rr][Ii]|[Pp][Aa][Gg]"
)


def merged_filled(sheet: Sheet, layout: Layout) -> Callable[[int], Sequence[Cell]]:
    """Return what gives the row of an index, from 0, with what a merge above gives it."""
    fill = _merged_values(sheet, layout)
    return lambda index: _filled(sheet.rows[index], fill.get(index, ()))


def _merged_values(sheet: Sheet, layout: Layout) -> dict[int, list[tuple[int, Cell]]]:
    """Return, by row, the cells that a merge above it gives to this row.

    Merges that overlap, which no spreadsheet makes, count once: else they would fill the memory.
    """
    found: dict[int, list[tuple[int, Cell]]] = {}
    start = layout.header.row + layout.header.depth
    downwards = {field.name for field in fields_of(layout.kind) if field.downwards}
    until: dict[int, int] = {}
    for first, last, column in sorted(sheet.merged):
        name = layout.columns[column] if column < len(layout.columns) else None
        if first < start or name not in downwards or first <= until.get(column, -1):
            continue
        until[column] = last
        row = sheet.rows[first] if first < len(sheet.rows) else ()
        if column < len(row) and not is_empty(row[column]):
            for index in range(first + 1, min(last + 1, len(sheet.rows))):
                found.setdefault(index, []).append((column, row[column]))
    return found


def _filled(row: Sequence[Cell], cells: Sequence[tuple[int, Cell]]) -> Sequence[Cell]:
    whole = [*row]
    for column, cell in cells:
        whole += [""] * (column + 1 - len(whole))
        if whole[column] == "":
            whole[column] = cell
    return whole
