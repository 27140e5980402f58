"""Lets the n-th file operation of the program's work fail, and says what should not be so."""

import errno
from collections.abc import Callable, Iterable
from contextlib import closing

from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.types import ClientId
from app.errors import StorageError
from app.services.clients_bulk import set_major
from tests.faults.jobs import desk_at
from tests.faults.operations import Failing, Op, Tape, Watcher, watched
from tests.faults.verdict import look, state_of

WHYS = (errno.ENOSPC, errno.EIO, errno.EACCES)
UNSURE = "可能已经写入"
"""What is told where only the very last sync of a commit fails: all of it is in the file then."""
Work = Callable[[Desk], object]


class Turns:
    """Lets one watcher after the other see what happens."""

    def __init__(self) -> None:
        self.now: Watcher = Tape()

    def before(self, op: Op) -> int:
        return self.now.before(op)

    def after(self, op: Op) -> None:
        self.now.after(op)


def operations_of(work: Work, folder: OfficeFolder) -> int:
    """Count the file operations of a piece of work that goes well; it is taken back."""
    original, counting = folder.database.read_bytes(), Failing(0, 0)
    with watched(folder.path, counting), closing(Database(folder.database)) as db:
        work(desk_at(db))
    folder.database.write_bytes(original)
    return counting.count


def fails_each(
    work: Work, folder: OfficeFolder, numbers: Iterable[int], *, lasting: bool
) -> list[str]:
    """Let the n-th operation fail for each n; return what is wrong, if anything."""
    turns, wrong = Turns(), []
    original = folder.database.read_bytes()
    with watched(folder.path, turns):
        for number in numbers:
            turns.now = Tape()
            folder.database.write_bytes(original)
            with closing(Database(folder.database)) as db:
                failing = Failing(number, WHYS[number % len(WHYS)], lasting=lasting)
                if said := _fails(work, db, turns, failing):
                    wrong.append(f"{number} {failing.failed}: {said}")
    return wrong


def _fails(work: Work, db: Database, turns: Turns, failing: Failing) -> str:
    before = state_of(db.path)
    told = _told(work, db, turns, failing)
    after = look(db.path, [before])
    written = after.state is not None and after.state != before
    if failing.failed is None or after.state is None:
        return after.wrong or "nothing failed"
    if UNSURE not in told and written == bool(told):
        return f"told {told!r}, written: {written}"
    if told and not written:
        work(desk_at(db))
    else:
        set_major(desk_at(db), [ClientId(20)], major=True)
    again = look(db.path, [after.state])
    return "" if again.state not in (None, after.state) else f"afterwards nothing: {again.wrong}"


def _told(work: Work, db: Database, turns: Turns, failing: Failing) -> str:
    turns.now = failing
    try:
        work(desk_at(db))
    except StorageError as error:
        return str(error)
    finally:
        turns.now = Tape()
    return ""
