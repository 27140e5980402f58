"""SQLite's quick check in two threads: all pages, and the rows of every table, side by side (R3).

SQLite by itself does one after the other in one thread.
"""

import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from typing_extensions import override

from app.db.quoting import quoted
from app.encryption.connecting import database_errors

Open = Callable[[], AbstractContextManager[sqlite3.Connection]]

LARGE = 20_000_000
"""Bytes from which the check takes long enough to be felt at the start."""
_TABLES = "SELECT name FROM sqlite_master WHERE type='table'"
_PAGES = ""
"""Stands among the tables for all pages of the file."""
_STEPS = 10_000
"""Steps of SQLite's machine within which it comes to the look through all pages."""


def is_large(path: Path) -> bool:
    """Tell whether checking the file takes long enough to be felt."""
    return path.exists() and path.stat().st_size > LARGE


def quick_check(open_file: Open) -> str:
    """Return what SQLite finds wrong with a file, or nothing; each thread opens it for itself.

    Raises whatever reading the file raises.
    """
    with open_file() as raw:
        left = deque((_PAGES, *_tables(raw)))  # what a cut-off save left is taken back by now
        beside = _Beside(open_file, left)
        beside.start()
        try:
            found = _look(raw, left)
        finally:
            beside.join()
    return found or beside.found()


class _Beside(threading.Thread):
    """Looks at what is left too. The program may end before a slow disk has given everything."""

    def __init__(self, open_file: Open, left: deque[str]) -> None:
        super().__init__(name="quick check", daemon=True)
        self._open, self._left = open_file, left
        self._found = ""
        self._error: Exception | None = None

    @override
    def run(self) -> None:
        try:
            with self._open() as raw:
                self._found = _look(raw, self._left)
        except Exception as error:  # noqa: BLE001 - raised where it is waited for
            self._error = error

    def found(self) -> str:
        """Return what it found, or raise what stopped it."""
        if self._error is not None:
            raise self._error
        return self._found


def _tables(raw: sqlite3.Connection) -> list[str]:
    """Return all tables, those with the highest row numbers first: they take longest."""
    names = [row[0] for row in raw.execute(_TABLES)]
    return sorted(names, key=lambda name: _highest(raw, name), reverse=True)


def _highest(raw: sqlite3.Connection, table: str) -> int:
    try:
        return raw.execute(f"SELECT max(rowid) FROM {quoted(table)}").fetchone()[0] or 0  # noqa: S608
    except database_errors():  # it has none, or the look at it will tell why
        return 0


def _look(raw: sqlite3.Connection, left: deque[str]) -> str:
    """Look at one after the other of what is left, until something is wrong or nothing is left."""
    found = ""
    try:
        while left and not found:
            table = left.popleft()
            found = answer(raw, "quick_check", quoted(table)) if table else _in_pages(raw)
    except IndexError:  # the other thread took the last one
        pass
    if found:
        left.clear()
    return found


def _in_pages(raw: sqlite3.Connection) -> str:
    """Look through all pages, as the check does first, and stop it when it comes to the rows.

    A look at a page counts as two steps at most.
    """
    pages = int(raw.execute("PRAGMA page_count").fetchone()[0])
    sound = False

    def at_the_rows() -> bool:
        nonlocal sound
        sound = True
        return True

    raw.set_progress_handler(at_the_rows, _STEPS + 2 * pages)
    try:
        return answer(raw, "quick_check", "1")
    except database_errors():
        if sound:
            return ""
        raise
    finally:
        raw.set_progress_handler(None, 0)


def answer(raw: sqlite3.Connection, check: str, of: str) -> str:
    """Return the first thing that one of SQLite's checks finds wrong, or nothing."""
    found = str(raw.execute(f"PRAGMA {check}({of})").fetchone()[0])
    return "" if found == "ok" else found
