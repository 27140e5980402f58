"""Workbooks out, against openpyxl writing the same cells row by row without any look."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook

from app.db import Desk
from app.domain.exported import Imprint
from app.domain.screening.printed import PrintedScreening
from app.domain.types import ImportKind
from app.exchange.lists_book import export_list
from app.exchange.screening_book import write_screening_book
from app.queries.screening.printing import printed_screening
from app.services.screening.opening import compile_screening, open_screening
from bench.desk import desk_copy
from bench.figures import Figure, alternately, peak_megabytes
from bench.office import NOW
from bench.screening import YEAR

RUNS = 3
Sheets = dict[str, list[tuple[Any, ...]]]


def figures(office: Path, runs: int = RUNS) -> Iterator[Figure]:
    """Export the list of bookings, then a screening."""
    with desk_copy(office) as desk:
        path = desk.db.path.with_name("out.xlsx")
        count, _warnings = export_list(desk.db, ImportKind.BOOKINGS, path)
        yield Figure(
            f"memory at most, exporting {count:,} bookings", peak_megabytes(), "MB", most=300
        )
        yield _against(
            f"export of {count:,} bookings (floor: openpyxl write-only)",
            lambda: export_list(desk.db, ImportKind.BOOKINGS, path),
            path,
            runs,
        )
        printed = compiled(desk)
        yield _against(
            f"screening workbook of {len(printed.lines):,} clients",
            lambda: write_screening_book(path, printed),
            path,
            runs,
        )


def compiled(desk: Desk) -> PrintedScreening:
    """Return a compiled screening as it is printed."""
    screening = open_screening(desk, YEAR)
    compile_screening(desk, screening)
    with desk.db.read() as session:
        return printed_screening(session, screening, Imprint("", NOW))


def _against(name: str, work: Callable[[], object], path: Path, runs: int) -> Figure:
    work()
    cells = _cells(path)
    bare = path.with_name("bare.xlsx")
    ours, floor = alternately(work, lambda: _write(bare, cells), runs)
    return Figure(name, ours, floor=floor, most_ratio=1.3)


def _cells(path: Path) -> Sheets:
    book = load_workbook(path, read_only=True)
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets}


def _write(path: Path, sheets: Sheets) -> None:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)
