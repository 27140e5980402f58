"""Kills a process that saves and says so, at moments nobody chose; then looks what is there.

A program of its own: ``python -m tests.faults.kills FOLDER ROUNDS SEED`` prints its figures as
JSON. It forks, so that no round has to load the program anew.
"""

import json
import os
import random
import select
import signal
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from app.config import OfficeFolder
from app.db import Database, Desk
from app.office_lock import OfficeLock
from app.upgrade import open_office
from tests.conftest import NOW
from tests.encrypted import office_in, raw_of
from tests.faults.jobs import BOOKINGS, desk_at, import_bookings, log_entry
from tests.faults.verdict import look

LONGEST = 0.12
"""Seconds until the kill: about two saves, or most of an import."""
IMPORT_EVERY = 4


@dataclass(slots=True)
class Killed:
    """What came of the kills. ``inside`` are those that left a journal: in the midst of a save."""

    kills: int = 0
    inside: int = 0
    confirmed: int = 0
    unconfirmed_there: int = 0
    wrong: list[str] = field(default_factory=list)


def kill_often(folder: OfficeFolder, rounds: int, seed: int) -> Killed:
    """Kill so many times, on one office that goes on growing."""
    chance, done = random.Random(seed), Killed()
    for number in range(rounds):
        imports = number % IMPORT_EVERY == IMPORT_EVERY - 1
        before = _counts(folder)
        confirmed = _killed(folder, _import if imports else _save, chance.uniform(0, LONGEST))
        done.kills += 1
        done.inside += folder.database.with_name("keyou.db-journal").exists()
        said = _opened(folder)
        entries, bookings = (now - then for now, then in zip(_counts(folder), before, strict=True))
        done.confirmed += confirmed
        if imports:
            whole = entries == 1 and bookings in ((0, BOOKINGS) if confirmed == 1 else (BOOKINGS,))
        else:
            done.unconfirmed_there += entries - confirmed
            whole = entries - confirmed in (0, 1)
        if said or not whole:
            done.wrong.append(f"{number}: {confirmed=} {entries=} {bookings=} {said}")
    return done


def _save(desk: Desk, confirm: Callable[[], object]) -> None:
    while True:
        log_entry(desk, 1)
        confirm()


def _import(desk: Desk, confirm: Callable[[], object]) -> None:
    import_bookings(desk)
    confirm()
    signal.pause()


def _killed(
    folder: OfficeFolder, work: Callable[[Desk, Callable[[], object]], None], after: float
) -> int:
    """Let a child work and kill it so many seconds after its first save.

    Returns how often it confirmed, that first save included.
    """
    hears, says = os.pipe()
    child = os.fork()
    if child == 0:
        OfficeLock(folder.lock).take()
        desk = desk_at(Database(folder.database, keys=folder.keys))
        log_entry(desk, 1)
        os.write(says, b".")
        work(desk, lambda: os.write(says, b"."))
        os._exit(0)
    os.close(says)
    select.select([hears], [], [])
    select.select([], [], [], after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(hears, "rb") as told:
        return len(told.read())


def _opened(folder: OfficeFolder) -> str:
    lock = OfficeLock(folder.lock)
    assert lock.take(), "the killed one cannot hold it"
    open_office(folder, now=NOW, thoroughly=lock.ended_badly)
    lock.release()
    verdict = look(folder.database, ())
    return verdict.wrong if verdict.state is None else ""


def _counts(folder: OfficeFolder) -> tuple[int, int]:
    with closing(raw_of(folder.database)) as raw:
        # An import of the same bookings again would find them all: each round has its own.
        raw.execute("UPDATE booking SET number = 'x' || id WHERE number LIKE 'B%'")
        raw.commit()
        entries = raw.execute("SELECT count(*) FROM communication").fetchone()[0]
        return entries, raw.execute("SELECT count(*) FROM booking").fetchone()[0]


if __name__ == "__main__":
    figures = kill_often(office_in(Path(sys.argv[1])), int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps(asdict(figures)))
