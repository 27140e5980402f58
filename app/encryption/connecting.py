"""The one door to SQLite: the plain library for plain files, SQLCipher's for encrypted ones."""

import sqlite3
import sys
from pathlib import Path
from typing import Any, cast

from app.encryption.key import FileKey

_CIPHER = "sqlcipher3.dbapi2"


def connect(
    path: Path,
    key: FileKey | None,
    *,
    mode: str = "rw",
    timeout: float = 5.0,
    check_same_thread: bool = True,
) -> sqlite3.Connection:
    """Open a file by its key, without one if it is plain. ``mode`` is SQLite's: ro, rw, rwc."""
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    if key is None:
        return sqlite3.connect(uri, uri=True, timeout=timeout, check_same_thread=check_same_thread)
    return _by_cipher(uri, key, timeout=timeout, check_same_thread=check_same_thread)


def connect_to_export(path: Path, key: FileKey | None) -> sqlite3.Connection:
    """Open a file, plain ones too, by the library that can write it again under another key.

    Both libraries in one process must not have the same file open at once.
    """
    return _by_cipher(f"{path.absolute().as_uri()}?mode=rw", key)


def _by_cipher(uri: str, key: FileKey | None, **how: Any) -> sqlite3.Connection:
    from sqlcipher3 import dbapi2

    raw = dbapi2.connect(uri, uri=True, **how)
    raw.execute("PRAGMA cipher_log_level=NONE")  # else it writes to standard error
    if key is not None:
        raw.execute(f'PRAGMA key="{key.spec}"')
    return cast("sqlite3.Connection", raw)  # made after it


def database_errors() -> tuple[type[sqlite3.DatabaseError], ...]:
    """Return what either library raises; an encrypted file's is loaded only when there is one."""
    return (sqlite3.DatabaseError, *_of_cipher("DatabaseError"))


def all_errors() -> tuple[type[sqlite3.Error], ...]:
    """Return what everything either library raises goes back to."""
    return (sqlite3.Error, *_of_cipher("Error"))


def _of_cipher(name: str) -> tuple[type[sqlite3.DatabaseError], ...]:
    loaded = sys.modules.get(_CIPHER)
    return () if loaded is None else (getattr(loaded, name),)
