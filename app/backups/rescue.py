"""Reading out of a damaged office file what can still be read, into a new file beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.making import free_place
from app.backups.office_file import examine_copy, told
from app.config import OfficeFolder
from app.db.engine import APPLICATION_ID
from app.db.quoting import quoted
from app.domain.backups import Contents
from app.encryption.connecting import connect, database_errors
from app.encryption.key import FileKey
from app.errors import StorageError
from app.i18n import _
from app.whole_files import whole_file

PAGE = 200
"""Rows read at once; where one of them cannot be, they are read one by one."""
HOLE = 1 << 16
"""Row numbers looked for beyond a place that cannot be read, by doubling steps."""
_MADE = """
    SELECT name, sql FROM sqlite_master
    WHERE type IN ('table', 'index') AND sql NOTNULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'
    ORDER BY type DESC
"""
"""What SQLite keeps for itself is left out: it lets nobody make that."""
_TABLES = "SELECT name FROM sqlite_master WHERE type='table'"


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
    target = free_place(folder.damaged, f"rescued-{now.astimezone():%Y%m%d-%H%M%S}")
    with whole_file(target) as half:
        incomplete = _read_out(folder, half)
        contents = examine_copy(half, folder.keys)
    return Rescued(target, contents, incomplete)


def _read_out(folder: OfficeFolder, target: Path) -> tuple[str, ...]:
    key = folder.keys.of(folder.database)
    with closing(_damaged(folder.database, key)) as old:
        made = _made(old, folder.database)
        try:
            with closing(_new_file(target, key)) as new:
                for _name, sql in made:  # indexes too: what they keep apart is then left out twice
                    new.execute(sql)
                tables = [name for (name,) in new.execute(_TABLES).fetchall()]
                incomplete = tuple(name for name in tables if not _copy_rows(old, new, name))
                new.commit()
        except database_errors() as error:
            raise told(folder.damaged, error) from error
    return incomplete


def _made(old: sqlite3.Connection, path: Path) -> list[tuple[str, str]]:
    """Return the tables, then the indexes, with how each was made."""
    try:
        return old.execute(_MADE).fetchall()
    except database_errors() as error:
        sentence = _("{file} 里连有哪些表都读不出，抢救不了。请用备份恢复。")
        raise StorageError(sentence.format(file=path)) from error


def _damaged(path: Path, key: FileKey | None) -> sqlite3.Connection:
    """Open a damaged file. SQLCipher gives up at the first bad page: that one is opened in memory.

    Nothing of it comes to the disk unencrypted.
    """
    if key is None:
        return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    old = sqlite3.connect(":memory:")
    old.deserialize(key.pages.all_plain(path))
    return old


def _new_file(target: Path, key: FileKey | None) -> sqlite3.Connection:
    new = connect(target, key)
    new.execute("PRAGMA synchronous=OFF")
    new.execute("PRAGMA journal_mode=OFF")
    new.execute(f"PRAGMA application_id={APPLICATION_ID}")
    return new


def _copy_rows(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> bool:
    """Copy the rows of a table that can be read; tell whether they were all."""
    whole = [True]
    for row in _rows(old, table, whole):
        marks = ",".join("?" * len(row))
        # the same row twice, by a wrong page, goes in once
        done = new.execute(f"INSERT OR IGNORE INTO {quoted(table)} VALUES({marks})", row)
        whole[0] &= bool(done.rowcount)
    return whole[0]


def _rows(old: sqlite3.Connection, table: str, whole: list[bool]) -> Iterator[tuple[Any, ...]]:
    last, step = -1, 0
    while True:
        read = f"SELECT rowid, * FROM {quoted(table)} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608
        try:
            rows = old.execute(read, (last + step, PAGE)).fetchall()
        except database_errors():
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
    with suppress(*database_errors()):
        while len(found) < PAGE and (row := old.execute(read, (last, 1)).fetchone()):
            found.append(row)
            last = row[0]
    return found
