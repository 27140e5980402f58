"""Reading out of a damaged office file what can still be read, into a new file beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.making import Watch, free_place
from app.backups.office_file import examine_copy, told
from app.config import OfficeFolder
from app.db.engine import APPLICATION_ID
from app.db.quoting import quoted
from app.domain.backups import Contents
from app.encryption.connecting import connect, database_errors
from app.encryption.key import FileKey
from app.errors import DamagedFileError, StorageError
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
_HEAD = (
    b"SQLite format 3\0"
    + bytes.fromhex("1000 01 01 00 40 20 20")  # pages of 4096 bytes with nothing kept free
    + bytes(20)
    + bytes.fromhex("00000004 00000000 00000000 00000001")  # newest format, UTF-8
).ljust(100, b"\0")
"""How the first page begins where the count of pages is left to the size of the file."""
_TABLES = "SELECT name FROM sqlite_master WHERE type='table'"
_VERSION = "SELECT version_num FROM alembic_version"
CAME_WITH = {"0003": "consent", "0002": "form_draft", "0001": "client"}
"""By which table each version of an office file is known, the newest first."""


@dataclass(frozen=True, slots=True)
class Rescued:
    """Where what could be read is, what it holds, and the tables of which rows may be missing."""

    path: Path
    contents: Contents
    incomplete: tuple[str, ...]


def rescue(folder: OfficeFolder, now: datetime, watch: Watch | None = None) -> Rescued:
    """Read what can be read of the damaged office file; that one is only read.

    ``watch`` is told how many tables are done.

    Raises:
        CancelledError: ``watch`` said so.
        StorageError: Not even the list of tables can be read, or the result cannot be written.
    """
    target = free_place(folder.damaged, f"rescued-{now.astimezone():%Y%m%d-%H%M%S}")
    with whole_file(target) as half:
        incomplete = _read_out(folder, half, watch or Watch())
        contents = examine_copy(half, folder.keys, of=folder.database)
    return Rescued(target, contents, incomplete)


def _read_out(folder: OfficeFolder, target: Path, watch: Watch) -> tuple[str, ...]:
    key = folder.keys.of(folder.database)
    old, made = _readable(folder.database, key)
    with closing(old):
        try:
            with closing(_new_file(target, key)) as new:
                for _name, sql in made:  # indexes too: what they keep apart is then left out twice
                    new.execute(sql)
                tables = [name for (name,) in new.execute(_TABLES).fetchall()]
                incomplete = []
                for done, name in enumerate(tables):
                    watch.step(done, len(tables))
                    if not _copy_rows(old, new, name) and name != "alembic_version":
                        incomplete.append(name)
                _tell_version(new, tables)
                new.commit()
        except database_errors() as error:
            meant = told(folder.damaged, error)
            lost = isinstance(meant, DamagedFileError)  # of how a table was made
            raise (_hopeless(folder.database) if lost else meant) from error
    return tuple(incomplete)


def _tell_version(new: sqlite3.Connection, tables: list[str]) -> None:
    """Say the version where the page that says it is damaged: its tables tell it too."""
    if "alembic_version" in tables and not new.execute(_VERSION).fetchone():
        known = next((number for number, name in CAME_WITH.items() if name in tables), "")
        new.execute("INSERT INTO alembic_version VALUES(?)", (known,))


def _readable(path: Path, key: FileKey | None) -> tuple[sqlite3.Connection, list[tuple[str, str]]]:
    """Open a damaged file, and return its tables, then its indexes, with how each was made."""
    for opened_so in (_as_it_is, _with_head) if key is None else (_decrypted,):
        old = opened_so(path, key)
        try:
            old.execute("PRAGMA writable_schema=ON")  # else SQLite refuses what was cut short
            if made := old.execute(_MADE).fetchall():
                return old, made
        except database_errors():
            pass
        old.close()
    raise _hopeless(path)


def _hopeless(path: Path) -> StorageError:
    sentence = _("{file} 里连有哪些表都读不出，抢救不了。请用备份恢复。")
    return StorageError(sentence.format(file=path))


def _as_it_is(path: Path, _key: FileKey | None) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)


def _with_head(path: Path, _key: FileKey | None) -> sqlite3.Connection:
    """Open what has lost its first bytes, in memory: they are the same in every office file."""
    return _in_memory(_HEAD + path.read_bytes()[len(_HEAD) :])


def _decrypted(path: Path, key: FileKey | None) -> sqlite3.Connection:
    """Open an encrypted file in memory: SQLCipher gives up at the first bad page.

    Nothing of it comes to the disk unencrypted.
    """
    return _in_memory(b"" if key is None else key.pages.all_plain(path))


def _in_memory(content: bytes) -> sqlite3.Connection:
    old = sqlite3.connect(":memory:")
    if content:
        old.deserialize(content)
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
    read = f"SELECT rowid, * FROM {quoted(table)} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 - quoted
    last, step = -1, 0
    while step <= HOLE:
        begin, sound = last + step, True
        try:
            rows = old.execute(read, (begin, PAGE)).fetchall()
        except database_errors():
            rows, sound = _single_rows(old, read, begin), False
        rising = _rising(rows, begin)
        sound &= len(rising) == len(rows)
        whole[0] &= sound
        if rising:
            yield from (row[1:] for row in rising)
            last, step = rising[-1][0], 0
        elif sound:
            return
        else:
            step = max(2 * step, 1)  # leap over what cannot be read


def _rising(rows: list[tuple[Any, ...]], last: int) -> list[tuple[Any, ...]]:
    """Return the rows up to one that a wrong page gives: going back there would have no end."""
    found: list[tuple[Any, ...]] = []
    for row in rows:
        if row[0] <= last:
            break
        found.append(row)
        last = row[0]
    return found


def _single_rows(old: sqlite3.Connection, read: str, last: int) -> list[tuple[Any, ...]]:
    """Return the rows after ``last`` up to the one that cannot be read."""
    found: list[tuple[Any, ...]] = []
    with suppress(*database_errors()):
        while len(found) < PAGE and (row := old.execute(read, (last, 1)).fetchone()):
            found.append(row)
            last = row[0]
    return found
