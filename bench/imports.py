"""Taking in a workbook of bookings, against calamine and raw sqlite3 writing the same rows."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from app.db import Desk
from app.domain.imported import ImportOptions
from app.domain.types import ImportKind
from app.exchange.importing import take_in
from bench.desk import desk_copy
from bench.figures import Figure, once
from bench.office import TODAY

ROWS = 35_000
CLIENTS = 414
RUNS = 3
STATUS = {"已离店": "completed", "已取消": "cancelled", "未到店": "no_show"}
TITLES = [
    "预订号",
    "客户编号",
    "客户名称",
    "到店日期",
    "离店日期",
    "间数",
    "房夜",
    "金额",
    "成本",
    "状态",
]
INSERT = """INSERT INTO booking (number, client_id, arrival_on, departure_on, rooms, room_nights,
amount, cost, status, kind, room_type, status_reason, deposit_terms, guest, notes, due_on, version)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'rooms', '', '', '', '', '', ?, 1)"""


def figures(office: Path, rows: int = ROWS, runs: int = RUNS) -> Iterator[Figure]:
    """Take the file in, each time into a fresh copy of the office, in turns with the floor."""
    with desk_copy(office) as desk:
        path = desk.db.path.with_name("bookings.xlsx")
        make_bookings(path, some_names(desk), rows)
        pairs = [(_ours(office, path, rows), _floor(office, path, rows)) for _run in range(runs)]
    ours, floor = (sorted(times)[runs // 2] for times in zip(*pairs, strict=True))
    yield Figure(
        f"import of {rows:,} bookings (floor: calamine and raw sqlite3)",
        ours,
        floor=floor,
        most_ratio=3,
    )


def make_bookings(path: Path, names: list[tuple[str, str]], rows: int = ROWS) -> None:
    """Write a workbook of made-up bookings as an office exports them."""
    r = random.Random("workbook")
    book = Workbook(write_only=True)
    sheet = book.create_sheet("预订明细")
    sheet.append(TITLES)
    for number in range(rows):
        code, name = r.choice(names)
        arrival = TODAY - timedelta(r.randrange(700))
        nights, rooms = r.randrange(1, 5), r.choice((1, 1, 1, 2, 3, 12))
        amount = r.randrange(200, 9000) + r.randrange(100) / 100
        cost = round(amount * 0.6, 2) if r.random() < 0.85 else None
        status = r.choice(("已离店", "已离店", "已离店", "已取消", "未到店"))
        until = arrival + timedelta(nights)
        bought = (rooms, rooms * nights, amount, cost, status)
        sheet.append([f"N{number:06d}", code, name, arrival, until, *bought])
    book.save(path)


def some_names(desk: Desk) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(desk.db.path)) as raw:
        query = "SELECT code, name FROM client ORDER BY id LIMIT ?"
        return raw.execute(query, (CLIENTS,)).fetchall()


def _ours(office: Path, path: Path, rows: int) -> float:
    with desk_copy(office) as desk:
        taken: list[Any] = []

        def work() -> None:
            taken.append(take_in(desk, path, ImportKind.BOOKINGS, ImportOptions())[2])

        time = once(work)
    assert taken[0].added == rows, taken[0]
    return time


def _floor(office: Path, path: Path, rows: int) -> float:
    with desk_copy(office) as desk:
        time = once(lambda: _raw(desk.db.path, path))
        with closing(sqlite3.connect(desk.db.path)) as raw:
            found = raw.execute("SELECT count(*) FROM booking WHERE number LIKE 'N%'").fetchone()
    assert found == (rows,), found
    return time


def _raw(database: Path, path: Path) -> None:
    cells = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    with closing(sqlite3.connect(database)) as raw:
        raw.execute("PRAGMA synchronous=EXTRA")
        raw.execute("PRAGMA cache_size=-16000")
        ids = dict(raw.execute("SELECT code, id FROM client"))
        with raw:
            raw.executemany(INSERT, (_row(row, ids) for row in cells[1:]))


def _row(row: list[Any], ids: dict[str, int]) -> tuple[Any, ...]:
    number, code, _name, arrival, departure, rooms, nights, amount, cost, status = row
    fen = round(cost * 100) if cost != "" else None
    until = _day(departure)
    return (
        *(number, ids[code], _day(arrival), until, int(rooms), int(nights)),
        *(round(amount * 100), fen, STATUS[status], until),
    )


def _day(cell: date | datetime) -> str:
    return cell.isoformat()[:10]
