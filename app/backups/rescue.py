"""Reading out of a damaged office file what can still be read, into a new file beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.office_file import examine_copy
from app.config import OfficeFolder
from app.db.engine import APPLICATION_ID
from app.domain.backups import Contents
from app.errors import StorageError
from app.i18n import _
from app.whole_files import whole_file, why

PAGE = 200
"""Rows read at once; where one of them cannot be, they are read one by one."""
HOLE = 1 << 16
"""Row numbers looked for beyond a place that cannot be read, by doubling steps."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """Where what could be read is, what it holds, and the tables of which rows may be missing."""

    path: Path
    contents: Contents
    incomplete: tuple[str, ...]


def rescue(folder: OfficeFolder, now: datetime) -> Rescued:
    """Read what can be read of the damaged office file; that one is only read.

    Raises:
        StorageError: Not even the list of tables can be read, or the result cannot be written.
    """
    try:
        folder.damaged.mkdir(exist_ok=True)
    except OSError as error:
        sentence = _("不能使用文件夹 {folder}：{why}")
        raise StorageError(sentence.format(folder=folder.damaged, why=why(error))) from error
    target = folder.damaged / f"rescued-{now.astimezone():%Y%m%d-%H%M%S}.db"
    with whole_file(target) as half:
        try:
            incomplete = _read_out(folder.database, half)
        except sqlite3.DatabaseError as error:
            sentence = _("{file} 里连有哪些表都读不出，抢救不了。请用备份恢复。")
            raise StorageError(sentence.format(file=folder.database)) from error
        contents = examine_copy(half)
    return Rescued(target, contents, incomplete)


def _read_out(source: Path, target: Path) -> tuple[str, ...]:
    uri = f"{source.absolute().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True)) as old:
        made = old.execute("SELECT type, name, sql FROM sqlite_master WHERE sql NOTNULL").fetchall()
        with closing(_new_file(target)) as new:
            for kind, _name, sql in made:
                if kind == "table":
                    new.execute(sql)
            tables = [name for kind, name, _sql in made if kind == "table"]
            incomplete = tuple(name for name in tables if not _copy_rows(old, new, name))
            for kind, _name, sql in made:
                if kind == "index":
                    new.execute(sql)
            new.commit()
    return incomplete


def _new_file(target: Path) -> sqlite3.Connection:
    new = sqlite3.connect(target)
    new.execute("PRAGMA synchronous=OFF")
    new.execute("PRAGMA journal_mode=OFF")
    new.execute(f"PRAGMA application_id={APPLICATION_ID}")
    return new


def _copy_rows(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> bool:
    """Copy the rows of a table that can be read; tell whether they were all."""
    whole = [True]
    with suppress(sqlite3.DatabaseError):  # not one row of it
        for row in _rows(old, table, whole):
            marks = ",".join("?" * len(row))
            with suppress(sqlite3.DatabaseError):  # the same row twice, by a wrong page
                new.execute(f'INSERT OR IGNORE INTO "{table}" VALUES({marks})', row)
        return whole[0]
    return False


def _rows(old: sqlite3.Connection, table: str, whole: list[bool]) -> Iterator[tuple[Any, ...]]:
    last, step = -1, 0
    while True:
        read = f'SELECT rowid, * FROM "{table}" WHERE rowid > ? ORDER BY rowid LIMIT ?'  # noqa: S608
        try:
            rows = old.execute(read, (last + step, PAGE)).fetchall()
        except sqlite3.DatabaseError:
            rows = _single_rows(old, read, last + step)
            whole[0] = False
            if not rows:
                step = max(2 * step, 1)  # leap over what cannot be read
                if step > HOLE:
                    return
                continue
        if not rows:
            return
        step, last = 0, rows[-1][0]
        for row in rows:
            yield row[1:]


def _single_rows(old: sqlite3.Connection, read: str, last: int) -> list[tuple[Any, ...]]:
    """Return the rows after ``last`` up to the one that cannot be read."""
    found: list[tuple[Any, ...]] = []
    with suppress(sqlite3.DatabaseError):
        while len(found) < PAGE and (row := old.execute(read, (last, 1)).fetchone()):
            found.append(row)
            last = row[0]
    return found
