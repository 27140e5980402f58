"""What a save that was cut off leaves beside the office file, and whether it belongs there.

SQLite plays a journal back into whatever file lies beside it. Where a clerk copied a backup over
the office file by hand, that would mix two files without a word.
"""

import os
import struct
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from app.config import OfficeFolder
from app.encryption.pages import PAGE, SALT
from app.errors import LockedFileError, StorageError
from app.i18n import _
from app.whole_files import make_folder, why

_SQLITE = b"SQLite format 3\0"
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEAD = struct.Struct(">8sIIIII")  # magic, records, nonce, pages, sector size, page size
_COUNTER = slice(24, 28)
"""Where the first page of a SQLite file counts its transactions."""
_SAVES = slice(60, 64)
"""Where that of an encrypted one does: as its user_version, see ``db/engine.py``."""
_COUNTED = slice(92, 96)
"""Where it says at which count it was written: the same again, unless the power failed in it."""


def journal_of(path: Path) -> Path:
    """Return where SQLite keeps the journal of a file."""
    return path.with_name(f"{path.name}-journal")


def remove_leftovers(path: Path) -> None:
    """Take away what lies beside a file that is about to be replaced, for good.

    Done before the other file comes: a moment in between without a journal is harmless, for a file
    that was kept, one with the wrong journal is not.
    """
    for suffix in ("-journal", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    with suppress(OSError):  # Windows does not open folders
        handle = os.open(path.parent, os.O_RDONLY)
        os.fsync(handle)
        os.close(handle)


def set_foreign_journal_aside(folder: OfficeFolder, now: datetime) -> Path | None:
    """Move a journal that belongs to another file to the damaged ones; return where it now is.

    To be called before anybody opens the office file: closing it gives up SQLite's locks.

    Raises:
        StorageError: It cannot be moved.
    """
    journal = journal_of(folder.database)
    if not journal.exists() or not is_foreign(folder):
        return None
    place = folder.damaged / f"keyou-{now.astimezone():%Y%m%d-%H%M%S}.db-journal"
    try:
        make_folder(folder.damaged)
        return journal.replace(place)
    except OSError as error:
        sentence = _("数据文件旁边有一个不属于它的 {journal}，移不走：{why}。请先把它移到别处。")
        raise StorageError(sentence.format(journal=journal.name, why=why(error))) from error


def is_foreign(folder: OfficeFolder) -> bool:
    """Tell whether the journal beside the office file was surely written for another one.

    A transaction counts the file's counter up by one and journals the first page as it was before:
    a file whose counter is neither the journalled one nor the next is another file. One whose
    first page was torn by a power cut says nothing: the journal is there to mend it.
    """
    path = folder.database
    try:
        key = folder.keys.of(path)
        with path.open("rb") as file:
            first = file.read(PAGE)
        if key is None:
            whole = first.startswith(_SQLITE) and first[_COUNTER] == first[_COUNTED]
            now = first if whole else None
            before = _journalled(journal_of(path))
        else:
            now = key.pages.plain(first, 1)
            torn = _journalled(journal_of(path))
            before = None if torn is None else key.pages.plain(torn, 1)
            if torn is not None and torn[:SALT] != first[:SALT]:
                return now is not None  # each key has its own
    except (OSError, LockedFileError):
        return False
    if now is None or before is None:
        return False
    where = _COUNTER if key is None else _SAVES
    counter, journalled = int.from_bytes(now[where]), int.from_bytes(before[where])
    return counter not in (journalled, journalled + 1)


def _journalled(journal: Path) -> bytes | None:
    """Return the first page as the journal keeps it; None where it does not."""
    with journal.open("rb") as file:
        head = file.read(_HEAD.size)
        if len(head) < _HEAD.size:
            return None
        magic, records, _nonce, _pages, sector, page = _HEAD.unpack(head)
        if magic != _MAGIC or not records or not sector:
            return None  # not synced: SQLite will not play it back either
        for number in range(records):
            file.seek(sector + number * (page + 8))
            record = file.read(4 + page)
            if len(record) < 4 + page:
                break
            if int.from_bytes(record[:4]) == 1:
                return record[4:]
    return None
