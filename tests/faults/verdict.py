"""Opens what a crash left as the program does, and says what is wrong with it."""

import hashlib
import shutil
import sqlite3
from collections.abc import Collection
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from app.encryption.connecting import all_errors, database_errors
from app.errors import AppError
from app.office_lock import OfficeLock
from app.upgrade import open_office
from tests.conftest import NOW
from tests.encrypted import office_in, raw_of
from tests.faults.disk import Image

State = tuple[tuple[str, str], ...]
"""All that an office holds, journal included: each table with the digest of its rows."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one image: the office's state, or what is wrong."""

    wrong: str
    state: State | None = None


def state_of(path: Path) -> State:
    """Read every row of every table of an office file."""
    with closing(raw_of(path)) as raw:
        return state_read(raw)


def state_read(raw: sqlite3.Connection) -> State:
    """Read every row of every table through a connection."""
    schema = raw.execute("SELECT name, sql FROM sqlite_master ORDER BY name").fetchall()
    found = [("", _digest([(name, _sorted(sql or "")) for name, sql in schema]))]
    for (table,) in raw.execute("SELECT name FROM sqlite_master WHERE type='table' ORDER BY name"):
        rows = raw.execute(f'SELECT * FROM "{table}"')
        found.append((table, _digest(sorted(map(repr, rows)))))
    return tuple(found)


def judge(image: Image, allowed: Collection[State], scratch: Path) -> Verdict:
    """Open an image and compare what it holds with what it may hold."""
    lay_out(image, scratch)
    folder = office_in(scratch)
    try:
        lock = OfficeLock(folder.lock)
        assert lock.take(), "nobody holds it"
        open_office(folder, now=NOW, thoroughly=lock.ended_badly)
        lock.release()
    except (AppError, *all_errors()) as error:
        return Verdict(f"does not open: {error}")
    return look(folder.database, allowed)


def look(path: Path, allowed: Collection[State]) -> Verdict:
    """Check an office file that nobody has open, and compare what it holds."""
    try:
        return _look(path, allowed)
    except database_errors() as error:
        return Verdict(f"damaged: {error}")


def _look(path: Path, allowed: Collection[State]) -> Verdict:
    with closing(raw_of(path)) as raw:
        said = raw.execute("PRAGMA integrity_check").fetchone()[0]
        orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
        if said != "ok" or orphans:
            return Verdict(f"damaged: {said} {orphans}")
        state = state_read(raw)
    return Verdict("" if state in allowed else told_apart(state, allowed), state)


def told_apart(state: State, allowed: Collection[State]) -> str:
    """Say in which tables a state differs from each of those allowed."""
    differences = [sorted(name for name, _ in set(state) ^ set(other)) for other in allowed]
    return f"neither before nor after: other in {[sorted(set(d)) for d in differences]}"


def lay_out(image: Image, scratch: Path) -> None:
    """Make a folder that holds what the crash left."""
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    for name, content in image.items():
        place = scratch / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _sorted(sql: str) -> list[str]:
    """Return a table's lines in order: a migration writes its constraints in any."""
    return sorted(line.strip().rstrip(", ") for line in sql.splitlines())


def _digest(rows: object) -> str:
    return hashlib.blake2b(repr(rows).encode(), digest_size=12).hexdigest()
