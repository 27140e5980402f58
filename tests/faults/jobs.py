"""What the program is doing when the power goes: its own jobs, on a small office."""

import gzip
import shutil
import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.backups.making import back_up
from app.backups.restoring import restore
from app.config import OfficeFolder
from app.db import Commit, Database, Desk
from app.domain.backups import Reason
from app.domain.communications import CommunicationDraft
from app.domain.imported import ImportOptions, ImportSource
from app.domain.imports import ParsedRow
from app.domain.types import BookingStatus, ClientId, ImportKind, Post
from app.services.clients_bulk import delete_clients, set_major
from app.services.communications import add_communication
from app.services.imports import import_rows
from app.services.screening.handing_in import approve_screening, submit_screening
from app.services.undo import undo_action
from app.upgrade import open_office
from tests.clients import new_client
from tests.conftest import NOW, TODAY
from tests.encrypted import encrypt, office_in
from tests.faults.operations import Op, Tape, files_in, watched
from tests.faults.verdict import State, state_of
from tests.screening_office import Office

OLD = Path(__file__).parent.parent / "data" / "office-0001.sql.gz"
CLIENTS, BOOKINGS = 40, 300
SOME_TEXT = "问年会报价，已答复；" * 30


@dataclass(slots=True)
class Recording:
    """A job as the disk saw it. ``states`` holds the office's before it and after each step."""

    start: dict[str, bytes]
    ops: list[Op]
    states: list[State] = field(default_factory=list)
    end: dict[str, bytes] = field(default_factory=dict)


def small_office(empty: Path, place: Path, kind: str = "plain") -> OfficeFolder:
    """Make an office with some clients, plain or encrypted."""
    folder = office_in(place)
    folder.path.mkdir(parents=True)
    shutil.copy(empty, folder.database)
    with closing(Database(folder.database, keys=folder.keys)) as db:
        for number in range(CLIENTS):
            new_client(desk_at(db), f"样例客户{number}")
    return encrypt(folder) if kind == "encrypted" else folder


def with_pragmas(folder: OfficeFolder, *pragmas: str) -> Database:
    """Open an office with other settings than the program's."""

    def configure(raw: Any, _record: object) -> None:
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}")

    db = Database(folder.database, keys=folder.keys)
    event.listen(db._doors._plain, "connect", configure)
    return db


def desk_at(db: Database) -> Desk:
    """Sit at a desk where the clock stands still."""
    return Desk(db, None, lambda: NOW)


def record(folder: OfficeFolder, job: "Job") -> Recording:
    """Do a job and take down what it does to the disk."""
    tape = Tape()
    recording = Recording(files_in(folder.path), tape.ops, [state_of(folder.database)])
    with watched(folder.path, tape):
        for step in job(folder):
            step()
            tape.told()
            recording.states.append(state_of(folder.database))
    recording.end = files_in(folder.path)
    return recording


Steps = Sequence[Callable[[], object]]
Job = Callable[[OfficeFolder], Steps]


def save(folder: OfficeFolder) -> Steps:
    """Save two log entries."""
    return saves(Database(folder.database, keys=folder.keys))


def saves(db: Database) -> Steps:
    """Save two log entries through an office that is open."""
    desk = desk_at(db)
    return (lambda: log_entry(desk, 1), lambda: log_entry(desk, 2), db.close)


def bulk(folder: OfficeFolder) -> Steps:
    """Change many clients at once, and delete some."""
    db = Database(folder.database, keys=folder.keys)
    desk = desk_at(db)
    ids = [ClientId(number) for number in range(1, CLIENTS + 1)]
    return (
        lambda: set_major(desk, ids, major=True),
        lambda: delete_clients(desk, ids[:10]),
        db.close,
    )


def undo(folder: OfficeFolder) -> Steps:
    """Change many clients at once and take it back."""
    db = Database(folder.database, keys=folder.keys)
    desk = desk_at(db)
    told: list[Commit] = []
    db.on_commit(told.append)
    ids = [ClientId(number) for number in range(1, CLIENTS + 1)]

    def take_back() -> None:
        assert told[-1].action_id is not None
        undo_action(desk, told[-1].action_id)

    return (lambda: set_major(desk, ids, major=True), take_back, db.close)


def bring_in(folder: OfficeFolder) -> Steps:
    """Import bookings."""
    db = Database(folder.database, keys=folder.keys)
    return (lambda: import_bookings(desk_at(db)), db.close)


def bring_in_much(folder: OfficeFolder) -> Steps:
    """Import more bookings than fit into memory: the file is written before the commit too."""
    db = with_pragmas(folder, "cache_size=20", "cache_spill=20")
    return (lambda: import_bookings(desk_at(db), 4 * BOOKINGS), db.close)


def approval(folder: OfficeFolder) -> Job:
    """Hand a year's screening in; return the job of approving it."""
    with closing(Database(folder.database, keys=folder.keys)) as db:
        office = Office(desk_at(db))
        boss = office.staff("总监", Post.DIRECTOR)
        for number in range(3):
            client = office.client(f"S{number}", manager_id=boss)
            booking = office.booking(client, date(2025, 3, 1), 10**number)
            office.receipt(client, date(2025, 4, 1), 10**number, booking)
        screening_id = office.compiled()
        submit_screening(office.at(boss), screening_id)

    def approve(folder: OfficeFolder) -> Steps:
        db = Database(folder.database, keys=folder.keys)
        return (lambda: approve_screening(Office(desk_at(db)).at(boss), screening_id), db.close)

    return approve


def upgrade(folder: OfficeFolder) -> Steps:
    """Open an office of an older version."""
    return (lambda: open_office(folder, now=NOW),)


def keep(folder: OfficeFolder) -> Steps:
    """Make two backups, with a save between them."""
    db = Database(folder.database, keys=folder.keys)
    return (
        lambda: back_up(folder, Reason.HAND, now=NOW),
        lambda: log_entry(desk_at(db), 1),
        lambda: back_up(folder, Reason.HAND, now=NOW + timedelta(hours=1)),
        db.close,
    )


def bring_back(folder: OfficeFolder) -> Steps:
    """Restore the one backup there is; the office has had a save since."""
    (source,) = folder.backups.glob("*.db")
    return (lambda: restore(folder, source, now=NOW + timedelta(hours=2)),)


def old_office(place: Path, kind: str = "plain") -> OfficeFolder:
    """Make an office of the first version, plain or encrypted."""
    folder = office_in(place)
    folder.path.mkdir(parents=True)
    with closing(sqlite3.connect(folder.database)) as raw:
        raw.executescript(gzip.decompress(OLD.read_bytes()).decode("utf-8"))
    return encrypt(folder) if kind == "encrypted" else folder


def log_entry(desk: Desk, number: int) -> None:
    """Save a log entry with its next step."""
    draft = CommunicationDraft(
        client_id=ClientId(number),
        held_on=TODAY,
        summary=f"第 {number} 次：{SOME_TEXT}",
        next_step="寄合同",
        next_on=TODAY + timedelta(days=7),
    )
    add_communication(desk, draft)


def import_bookings(desk: Desk, count: int = BOOKINGS) -> None:
    """Import bookings of clients that are there and of some that are not yet."""
    rows = [ParsedRow(number + 2, _booking(number), ()) for number in range(count)]
    source = ImportSource(ImportKind.BOOKINGS, "预订.xlsx", "0" * 64, rows, {"client_name": "公司"})
    import_rows(desk, source, ImportOptions(open_missing=True))


def _booking(number: int) -> dict[str, object]:
    day = date(2025, 1, 1) + timedelta(days=number)
    return {
        "number": f"B{number:05}",
        "client_name": f"样例客户{number % (CLIENTS + 5)}",
        "arrival_on": day,
        "departure_on": day + timedelta(days=2),
        "amount": Decimal(500 + number),
        "status": BookingStatus.COMPLETED,
    }
