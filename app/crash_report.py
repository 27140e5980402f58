"""What the interpreter still writes when the program is killed by a fault of its own (a segfault).

Python's faulthandler writes where every thread was into a file in the office folder: places in the
program, nothing of what it works with. At a good end the file goes; what is found of one at a start
is offered for saving.
"""

import faulthandler
import platform
import sqlite3
import sys
from collections import deque
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import IO

from app import __version__
from app.config import OfficeFolder
from app.log import without_folders

LOG_LINES = 60
"""So many of the log's last lines go into a report."""


class CrashWatch:
    """Has the interpreter write where it was, from now until a good end."""

    def __init__(self, folder: OfficeFolder) -> None:
        self._trace = _trace(folder)
        self._file: IO[bytes] | None = None
        with suppress(OSError):  # where nothing can be written the program works without
            self._trace.parent.mkdir(parents=True, exist_ok=True)
            if self._trace.exists() and self._trace.stat().st_size:
                _found(folder).write_text(_report(folder), "utf-8")
            self._file = self._trace.open("wb")
        if self._file is not None:
            faulthandler.enable(self._file)

    def end(self) -> None:
        """Stop, and take the file away: whatever is in it, the program went on."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._trace.unlink()


def crash_report(folder: OfficeFolder) -> str | None:
    """Return the report of a crash that nobody has dealt with yet, without personal data."""
    try:
        return _found(folder).read_text("utf-8", errors="replace")
    except OSError:
        return None


def forget_crash(folder: OfficeFolder) -> None:
    """Drop the report: it was saved, or nobody wants it."""
    with suppress(OSError):
        _found(folder).unlink()


def _report(folder: OfficeFolder) -> str:
    trace = _trace(folder)
    at = datetime.fromtimestamp(trace.stat().st_mtime).astimezone()
    about = (
        f"客友 {__version__}, {at:%Y-%m-%d %H:%M}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {sys.platform}",
    )
    places = without_folders(trace.read_text("ascii", errors="replace"))
    return "\n".join((*about, "", places, *_last_lines(folder.log)))


def _last_lines(path: Path) -> deque[str]:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return deque((line.rstrip() for line in file), LOG_LINES)
    except OSError:
        return deque()


def _trace(folder: OfficeFolder) -> Path:
    return folder.log.with_name("crash.txt")


def _found(folder: OfficeFolder) -> Path:
    return folder.log.with_name("crash-found.txt")
