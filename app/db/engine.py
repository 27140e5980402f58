"""How the office file is opened, and what its failures mean to a person."""

import re
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, ExceptionContext, create_engine, event
from sqlalchemy.exc import DBAPIError

from app.encryption.connecting import all_errors, connect
from app.encryption.keyring import Keyring
from app.errors import LostTableError, StorageError
from app.i18n import _

APPLICATION_ID = 0x4B656B75
"""Marks a SQLite file as an office file (R3, R7)."""

CACHE, CACHE_DECRYPTED = 16_000, 64_000
"""Kilobytes of pages a connection keeps; to read an encrypted one again it is decrypted again."""
UNWRITTEN = 25_000
"""Changed pages that wait in memory for the end of a save: 100 MB.

Once SQLite begins to write them into the file, nobody can read it until the save has ended.
"""

_MEANINGS = {
    5: _("另一个程序正在使用数据文件，请稍等片刻再试；如一直如此，请关闭其他打开它的程序。"),
    6: _("另一个程序正在使用数据文件，请稍等片刻再试；如一直如此，请关闭其他打开它的程序。"),
    8: _("数据文件是只读的，无法保存。请检查文件属性或所在文件夹的权限。"),
    10: _("读写磁盘时出错，没有保存。请检查磁盘或网络盘后再试。"),
    11: _("数据文件已损坏。请不要继续录入，先用备份恢复。"),
    13: _("数据文件所在的磁盘已满，没有保存，原来的内容都在。请腾出空间后再试。"),
    14: _("打不开数据文件。请检查文件夹是否还在、是否有权限。"),
    26: _("这个文件不是客友的数据文件。"),
}
_LOST = re.compile(r"no such table: (?:main\.)?(\w+)")
_MOVED = _("数据文件不在原来的地方了：它被移走、改名或删除了，没有保存。请把它放回原处再试。")
_UNSURE = _(
    "磁盘没有确认这次保存，内容可能已经写入。请重新打开这条记录看一看，没有的话再保存一次，"
    "并检查磁盘。"
)
"""The one failure after the commit: its journal is gone, but the folder was not forced to disk."""


class _Libraries:
    """Both SQLite libraries as one: a file may be encrypted, or no longer, between two opens."""

    @property
    def Error(self) -> tuple[type[sqlite3.Error], ...]:  # noqa: N802 - the name SQLAlchemy asks for
        return all_errors()

    def __getattr__(self, name: str) -> Any:
        return getattr(sqlite3, name)


def open_engine(
    path: Path, keys: Keyring | None = None, *, foreign_keys: bool = True, make: bool = False
) -> Engine:
    """Make an engine whose transactions begin when SQLAlchemy says, schema changes included.

    ``keys`` open it if it is encrypted. Only with ``make`` is a file made where there is none: one
    that was moved away while it was open must not turn into an empty office.
    """

    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # else sqlite3 itself decides when to begin
        connection.execute(f"PRAGMA foreign_keys={foreign_keys:d}")
        connection.execute("PRAGMA journal_mode=DELETE")
        connection.execute("PRAGMA synchronous=EXTRA")
        connection.execute("PRAGMA busy_timeout=1000")
        connection.execute("PRAGMA secure_delete=FAST")
        plain = isinstance(connection, sqlite3.Connection)
        connection.execute(f"PRAGMA cache_size=-{CACHE if plain else CACHE_DECRYPTED}")
        connection.execute(f"PRAGMA cache_spill={UNWRITTEN}")

    # the connection given back last is the next one: its pages and kept answers are at hand
    engine = create_engine(
        f"sqlite:///{path}",
        creator=partial(_connect, path, Keyring() if keys is None else keys, make=make),
        module=_Libraries(),
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", configure)
    event.listen(engine, "begin", _begin)
    event.listen(engine, "commit", _count_up)
    event.listen(engine, "handle_error", partial(_tell_closer, path))
    return engine


def _connect(path: Path, keys: Keyring, *, make: bool) -> sqlite3.Connection:
    mode = "rwc" if make else "rw"
    return connect(path, keys.of(path), mode=mode, check_same_thread=False)


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
    connection.info["changes"] = _raw(connection).total_changes


def _count_up(connection: Connection) -> None:
    """Number the saves of an encrypted file, where SQLCipher has noise for SQLite's own count.

    By that a journal is known to belong to it, see ``backups/journal.py``.
    """
    raw = _raw(connection)
    if isinstance(raw, sqlite3.Connection) or raw.total_changes == connection.info["changes"]:
        return
    number = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    connection.exec_driver_sql(f"PRAGMA user_version={(number + 1) & 0x7FFFFFFF}")


def _tell_closer(path: Path, context: ExceptionContext) -> None:
    """Tell apart what Python's own library does by SQLite's longer codes and SQLCipher's does not.

    An end of a save that the disk does not confirm may have been written or not.
    """
    error: Any = context.original_exception
    if isinstance(error, sqlite3.Error):
        return
    code = getattr(error, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY and not path.exists():
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY_DBMOVED
    if code == sqlite3.SQLITE_IOERR and context.statement is None:
        error.sqlite_errorcode = sqlite3.SQLITE_IOERR_DIR_FSYNC


def _raw(connection: Connection) -> Any:
    return connection.connection.driver_connection


def storage_error(error: DBAPIError) -> StorageError | None:
    """Return what to tell the user when the cause lies outside the program, else None."""
    if (known := _known_by_words(str(error.orig))) is not None:
        return known
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return StorageError(_MOVED)
    if code == sqlite3.SQLITE_IOERR_DIR_FSYNC:
        return StorageError(_UNSURE)
    sentence = "" if code is None else _MEANINGS.get(code & 0xFF, "")
    return StorageError(sentence) if sentence else None


def _known_by_words(words: str) -> StorageError | None:
    """Return what SQLite says in words alone, without a code of its own, means to a person."""
    if "pattern too complex" in words:  # over 50,000 bytes after LIKE
        return StorageError(_("要查找的文字太长，请缩短后再找。"))
    if "integer overflow" in words:
        return StorageError(_("有一个金额大得不可能，合计算不出来。请找出并改正，或用备份恢复。"))
    if "Could not decode to UTF-8" in words:
        return StorageError(_MEANINGS[sqlite3.SQLITE_CORRUPT])
    if (lost := _LOST.search(words)) and _is_ours(lost[1]):
        return LostTableError(lost[1])
    return None


def _is_ours(table: str) -> bool:
    from app.models import Base, load_all

    load_all()
    return table in Base.metadata.tables
