"""Lets the n-th file operation of the program's work fail, and says what should not be so."""

import errno
from collections.abc import Callable, Iterable
from contextlib import closing

from app.backups.listing import backups
from app.config import OfficeFolder
from app.db import Database, Desk
from app.errors import AppError, StorageError
from tests.faults.disk import Image
from tests.faults.jobs import desk_at, log_entry
from tests.faults.operations import Failing, Op, Tape, Watcher, files_in, watched
from tests.faults.verdict import State, lay_out, look, state_of

WHYS = (errno.ENOSPC, errno.EIO, errno.EACCES)
UNSURE = "可能已经写入"
"""What is told where only the very last sync of a commit fails: all of it is in the file then."""
Work = Callable[[Desk], object]
FolderWork = Callable[[OfficeFolder], object]
"""Work on an office that nobody has open: a backup, a restore, an upgrade."""


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
    with watched(folder.path, counting), closing(Database(folder.database, keys=folder.keys)) as db:
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
            with closing(Database(folder.database, keys=folder.keys)) as db:
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
        log_entry(desk_at(db), 20)
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


def folder_fails_each(
    work: FolderWork, folder: OfficeFolder, every: int, *, lasting: bool, first: int = 0
) -> tuple[int, list[str]]:
    """Let every so-manieth operation of work on a folder fail, and the last ones.

    Returns how many were tried, and what is wrong: the office neither as before nor as after, the
    failure not told, a backup that is none, or the same work impossible once the disk is well.
    """
    start, before = files_in(folder.path), state_of(folder.database)
    counting = Failing(0, 0)
    with watched(folder.path, counting):
        work(folder)
    allowed, wrong = (before, state_of(folder.database)), []
    count = counting.count
    numbers = sorted({*range(1 + first, count + 1, every), *range(count - 4, count + 1)})
    for number in numbers:
        failing = Failing(number, WHYS[number % len(WHYS)], lasting=lasting)
        if said := _folder_fails(work, folder, start, failing, allowed):
            wrong.append(f"{number} {failing.failed}: {said}")
    return len(numbers), wrong


def _folder_fails(
    work: FolderWork,
    folder: OfficeFolder,
    start: Image,
    failing: Failing,
    allowed: tuple[State, State],
) -> str:
    lay_out(start, folder.path)
    told = False
    with watched(folder.path, failing):
        try:
            work(folder)
        except AppError:
            told = True
    after = look(folder.database, allowed)
    if after.wrong:
        return after.wrong
    if not told and after.state != allowed[1]:
        return "neither told nor done"
    known = {state_of(one.path) for one in backups(folder)}
    if not known <= {*allowed, *_states_in(start, folder)}:
        return "a backup that is none"
    work(folder)
    return look(folder.database, allowed[1:]).wrong


def _states_in(start: Image, folder: OfficeFolder) -> set[State]:
    """Return the states of the backups that were there before."""
    names = [name for name in start if name.startswith("backups/") and name.endswith(".db")]
    there = [folder.path / name for name in names]
    return {state_of(path) for path in there if path.exists()}
