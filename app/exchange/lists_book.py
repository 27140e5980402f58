"""All clients, bookings or log entries as a file that an import takes in again unchanged."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from app.db import Database
from app.domain.importable import Field, Holds, fields_of, own_heading
from app.domain.own_fields import OwnField
from app.domain.types import ImportKind, Labelled
from app.exchange.columns import BookColumn, CellValue, Format
from app.exchange.csv_file import write_either
from app.exchange.writing import Progress, Stop
from app.i18n import _
from app.queries.exports import ExportedRow, exported_ids, exported_rows
from app.queries.own_fields import own_fields

EXPORTED = (ImportKind.CLIENTS, ImportKind.COMMUNICATIONS, ImportKind.BOOKINGS)

_PAGE = 500
_LEFT_OUT = re.compile(
    "month|day|nights|refund|stay|gross_profit|contact_(?:lunar_birthday|calendar|notes)|contact[23]_.*"
)
"""Columns that only say again what others say, or more contacts than the main one."""
_FORMATS = {
    Holds.CODE: Format.CODE,
    Holds.TELEPHONE: Format.CODE,
    Holds.MOBILE: Format.CODE,
    Holds.MONEY: Format.MONEY,
    Holds.WHOLE: Format.WHOLE,
    Holds.TERMS: Format.WHOLE,
    Holds.DAY: Format.DAY,
    Holds.MOMENT: Format.DAY,
    Holds.TIME: Format.TIME,
}
_WIDTHS = {Holds.TEXT: 16, Holds.LINES: 40, Holds.CHOICE_OR_LINES: 20, Holds.TELEPHONE: 18}
_NAME_WIDTH = 34


def export_list(
    db: Database,
    kind: ImportKind,
    path: Path,
    *,
    progress: Progress | None = None,
    cancelled: Stop | None = None,
) -> tuple[int, tuple[str, ...]]:
    """Write all of one kind, and return how many rows and what could not be written as it was.

    A file named .csv is written as CSV, any other as a workbook.

    Raises:
        StorageError: The file cannot be written; one that was there before is as it was.
        CancelledError: ``cancelled`` said so; likewise.
    """
    fields = exported_fields(kind)
    with db.read() as session:
        ids = exported_ids(session, kind)
        own = own_fields(session) if kind is ImportKind.CLIENTS else ()
    rows = ([*_cells(row, fields), *_own_cells(row, own)] for row in _pages(db, kind, ids))
    columns = [*map(_column, fields), *(BookColumn(own_heading(one.name)) for one in own)]
    warnings = write_either(
        path, kind.label, columns, rows, of=len(ids), progress=progress, cancelled=cancelled
    )
    return len(ids), warnings


def exported_fields(kind: ImportKind) -> list[Field]:
    """Return the columns that are written, in order."""
    return [field for field in fields_of(kind) if not _LEFT_OUT.fullmatch(field.name)]


def _pages(db: Database, kind: ImportKind, ids: Sequence[int]) -> Iterator[ExportedRow]:
    """Give the rows page by page; no session stays open while they are written."""
    for start in range(0, len(ids), _PAGE):
        with db.read() as session:
            rows = exported_rows(session, kind, ids[start : start + _PAGE])
        yield from rows


def _cells(row: ExportedRow, fields: Sequence[Field]) -> list[CellValue]:
    return [_cell(row.get(field.name)) for field in fields]


def _cell(value: CellValue) -> CellValue:
    if isinstance(value, Labelled):
        return value.label
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return value


def _own_cells(row: ExportedRow, own: Sequence[OwnField]) -> list[CellValue]:
    return [row["extra"].get(one.key) for one in own]


def _column(field: Field) -> BookColumn:
    if field.name in ("name", "client_name"):
        return BookColumn(field.label, Format.TEXT, _NAME_WIDTH)
    wanted = _FORMATS.get(field.holds, Format.TEXT)
    return BookColumn(field.label, wanted, _WIDTHS.get(field.holds, 13))
