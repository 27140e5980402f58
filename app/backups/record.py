"""What is done to an office file as a whole, told in its own record of steps (操作记录)."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.backups.office_file import opened
from app.config import OfficeFolder
from app.domain.tasks import one_line
from app.domain.types import StaffId
from app.i18n import _

_STEP = """
    INSERT INTO action (at, staff_id, summary, undoable)
    VALUES (?, (SELECT id FROM staff WHERE id = ? AND name = ?), ?, 0)
"""
_KNOWN = "SELECT count(*) FROM staff WHERE id = ? AND name = ?"


@dataclass(frozen=True, slots=True)
class Doer:
    """Who does it. A file of other days may not know the person: then the line names them."""

    staff_id: StaffId
    name: str


def note_step(
    folder: OfficeFolder, half: Path, summary: str, *, now: datetime, by: Doer | None
) -> None:
    """Write a line into the record of the file that is about to become the office file.

    Raises:
        StorageError: It cannot be written.
    """
    person = (None, None) if by is None else (by.staff_id, by.name)
    at = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S.%f")
    with opened(half, folder.keys, named=folder.database) as raw:
        raw.execute("PRAGMA synchronous=OFF")  # forced to the disk once, when it is whole
        raw.execute("PRAGMA journal_mode=OFF")
        if by is not None and raw.execute(_KNOWN, person).fetchone() == (0,):
            summary = _("{name}：{what}").format(name=by.name, what=summary)
        raw.execute(_STEP, (at, *person, one_line(summary)[:500]))
        raw.commit()
