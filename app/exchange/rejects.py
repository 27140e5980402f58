"""Rejected rows as a workbook that can be mended and imported again, read as the file was."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from app.domain.cell_readers import Circumstances
from app.domain.cells import Cell, is_empty, shown
from app.domain.headings import REASON
from app.domain.importable import Holds
from app.domain.imported import RejectedRow
from app.domain.imports import Layout, fillable, lay_out, merged_filled, signs_unclear, unit_of
from app.domain.sheets import Sheet, Titles
from app.domain.table_years import period_in
from app.domain.units import YUAN, Unit, unit_in
from app.exchange.columns import BookColumn, CellValue, Format
from app.exchange.importing import OpenedFile
from app.i18n import _

_REASON_WIDTH = 60
_COLUMN_WIDTH = 16


def write_rejects(
    opened: OpenedFile, layout: Layout, rejected: Sequence[RejectedRow], path: Path
) -> tuple[str, ...]:
    """Write the rejected rows as they stood, the reasons in a last column.

    What stood outside the rows goes with them: the unit above the table, the client merged over
    several rows, and what a column is where its heading does not say it.

    Returns what could not be written as it was.

    Raises:
        StorageError: It cannot be written; a file that was there before is as it was.
    """
    # with the library that makes workbooks
    from app.exchange.book import new_book, write_rows

    sheet = opened.sheets[layout.sheet]
    whole = merged_filled(sheet, layout)
    there = [whole(row.number - 1) for row in rejected]
    headings = _with_signs(_telling_headings(sheet, layout), sheet, layout, there)
    rows = [_cells(cells, len(headings), row) for cells, row in zip(there, rejected, strict=True)]
    columns = [
        BookColumn(heading, _format(row[place] for row in rows), _COLUMN_WIDTH)
        for place, heading in enumerate(headings)
    ]
    columns.append(BookColumn(REASON, Format.LONG, _REASON_WIDTH))
    tables: dict[str, list[list[CellValue]]] = {}
    for row, cells, kept in zip(rejected, there, rows, strict=True):
        tables.setdefault(_sheet_name(opened, layout, row.number - 1, cells), []).append(kept)
    with new_book(path, _("退回的行")) as book:
        for name, own in tables.items():
            table = book.sheet(name, columns)
            table.header()
            write_rows(table, own, of=len(own))
            table.filter_rows()
    return book.warnings


def reasons_text(row: RejectedRow) -> str:
    """Return why a row was rejected, column by column."""
    return " ".join(
        _("{heading}“{cell}”：{reason}").format(heading=p.heading, cell=p.cell, reason=p.reason)
        if p.cell
        else _("{heading}：{reason}").format(heading=p.heading, reason=p.reason)
        for p in row.problems
    )


def _telling_headings(sheet: Sheet, layout: Layout) -> list[str]:
    """Return the headings, each with what its column is and its unit where it lacks them."""
    around = Circumstances(date.today(), own=layout.own)  # noqa: DTZ011 - no birthday is read
    alone, headings = replace(layout.header, row=0, depth=1), layout.header.headings
    known = lay_out([Sheet(sheet.name, [headings])], layout.kind, 0, alone, around).columns
    fields = {field.name: field for field in fillable(layout)}
    found = []
    for place, (heading, name) in enumerate(zip(headings, layout.columns, strict=True)):
        telling = heading
        if name is not None and known[place] != name:
            telling = _("{label}（{heading}）").format(label=fields[name].label, heading=heading)
        if name is not None and fields[name].holds is Holds.MONEY:
            telling = _with_unit(telling, unit_of(sheet, layout, place))
        found.append(telling)
    return found


def _sheet_name(opened: OpenedFile, layout: Layout, index: int, row: Sequence[Cell]) -> str:
    """Return the sheet in which a row goes back: one for each year or month its days are of.

    Its name tells the import what stood above the row.
    """
    fields = {field.name: field for field in fillable(layout)}
    named = zip(row, layout.columns, strict=False)
    cells = [cell for cell, name in named if name and fields[name].holds in _DAYS]
    period = period_in(*_titles(opened, layout, index)) if any(map(_lacks_year, cells)) else None
    if period is None:
        return _("退回的行")
    return _("退回的行（{period}）").format(period=period.label)


def _titles(opened: OpenedFile, layout: Layout, index: int) -> Titles:
    """Return what may say of which year the days of a row are."""
    stretches = opened.sheets[layout.sheet].stretches(layout.header)
    titles = next(titles for rows, titles in stretches if index in rows)
    return (*titles, (opened.path.stem,))


_DAYS = {Holds.DAY, Holds.STAY, Holds.MOMENT, Holds.MONTH}
_YEAR = re.compile(r"\d{4}")


def _lacks_year(cell: Cell) -> bool:
    return isinstance(cell, str) and not is_empty(cell) and not _YEAR.search(cell)


def _with_signs(
    headings: Sequence[str], sheet: Sheet, layout: Layout, rows: Sequence[Sequence[Cell]]
) -> list[str]:
    """Return the headings; what was clearly paid back is so among few rows as well."""
    found = list(headings)
    few = Sheet(sheet.name, [layout.header.headings, *rows])
    alone = replace(layout, header=replace(layout.header, row=0, depth=1))
    if signs_unclear(few, alone) and not signs_unclear(sheet, layout):
        place = layout.columns.index("amount")
        found[place] = _("{heading}（退款为负）").format(heading=found[place])
    return found


def _with_unit(heading: str, unit: Unit) -> str:
    if unit == YUAN or unit_in(heading) is not None:
        return heading
    return _("{heading}（{unit}）").format(heading=heading, unit=unit.label)


def _cells(cells: Sequence[Cell], width: int, row: RejectedRow) -> list[CellValue]:
    there: list[CellValue] = [_kept(cell) for cell in cells[:width]]
    return [*there, *[None] * (width - len(there)), reasons_text(row)]


def _kept(cell: Cell) -> CellValue:
    if isinstance(cell, str | bool):
        return cell or None
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else Decimal(repr(cell))
    return shown(cell) if isinstance(cell, timedelta | datetime) else cell


def _format(values: Iterator[CellValue]) -> Format:
    return Format.DAY if any(isinstance(value, date) for value in values) else Format.TEXT
