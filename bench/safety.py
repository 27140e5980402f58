"""What it costs to keep the work safe: the journal, the encryption, checks, backups, restoring.

Each is measured with and without, in turns: without the journal is the same service with a
recorder that keeps nothing, without encryption the same file in plain.
"""

import shutil
import sqlite3
import statistics
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from sqlalchemy.orm import Session
from typing_extensions import override

from app.backups.encrypting import switch_encryption
from app.backups.making import back_up
from app.backups.office_file import check_quickly
from app.config import OfficeFolder
from app.db import Database, Desk
from app.db.journal import Recorder
from app.domain.backups import Reason
from app.domain.communications import CommunicationDraft
from app.domain.imported import ImportOptions
from app.domain.types import Channel, ClientId, ImportKind, StaffId
from app.encryption.key import FileKey
from app.exchange.importing import take_in
from app.services.communications import add_communication
from app.ui.clients.page import ClientsPage
from app.upgrade import restore_and_open
from bench.answers import NEVER_COMPUTED, SALT, run_beside
from bench.desk import window_over
from bench.figures import Figure, once
from bench.imports import ROWS, make_bookings, some_names
from bench.office import NOW, TODAY
from bench.starts import start

SAVES = 40
RUNS = 3
STARTS = 7
LARGE = 200 * 10**6
ACTIONS_A_DAY, DAYS = 200, 250

Work = Callable[[Desk], object]


class Forgetful(Recorder):
    """A journal that keeps nothing; the news are told all the same."""

    @override
    def _note(self, table: str, *_told: object) -> None:
        self.touch(table)

    @override
    def store(self, session: Session) -> None:
        pass


def figures(office: Path) -> Iterator[Figure]:
    """Measure each price, then what is done with a file of 200 MB."""
    with TemporaryDirectory() as place:
        plain, old, locked = (_copy(office, Path(place) / name) for name in ("plain", "old", "it"))
        _work_for_a_year(old)
        locking = once(lambda: switch_encryption(locked, NEVER_COMPUTED, now=NOW))
        yield from prices(plain, locked)
        yield from _starts(plain, old, locked)
        yield Figure("encrypting an office, backup before included", locking / 1000, "s")
        key = once(lambda: FileKey.from_password("correct horse", bytes(SALT)))
        yield Figure("computing the key of a password, beside the window", key)
        yield from _checks(old, locked)
        yield from _backups(old)


def _copy(office: Path, place: Path) -> OfficeFolder:
    place.mkdir()
    folder = OfficeFolder(place)
    shutil.copyfile(office / "keyou.db", folder.database)
    return folder


def prices(
    plain: OfficeFolder,
    locked: OfficeFolder,
    saves: int = SAVES,
    rows: int = ROWS,
    runs: int = RUNS,
) -> Iterator[Figure]:
    """Time a save and an import: as they are, without the journal, and encrypted."""
    with _desk(plain) as desk:
        book = desk.db.path.with_name("bookings.xlsx")
        make_bookings(book, some_names(desk), rows)

        def take(desk: Desk) -> None:
            take_in(desk, book, ImportKind.BOOKINGS, ImportOptions())

        yield from _price("save of one entry", save_entry, plain, locked, saves, fresh=False)
        yield from _price(f"import of {rows:,} bookings", take, plain, locked, runs, fresh=True)


def _price(
    name: str, work: Work, plain: OfficeFolder, locked: OfficeFolder, runs: int, *, fresh: bool
) -> Iterator[Figure]:
    """Time the work as it is, without the journal, and encrypted, in turns.

    ``fresh`` gives it a new copy each time, else it works on in its own.
    """
    with ExitStack() as open_ones:
        folders = (plain, plain, locked)
        kept = [] if fresh else [open_ones.enter_context(_desk(one)) for one in folders]
        times = [
            [
                _timed(work, kept[place] if kept else folder, journal=place != 1)
                for place, folder in enumerate(folders)
            ]
            for _run in range(runs)
        ]
    usual, untold, encrypted = map(statistics.median, zip(*times, strict=True))
    yield Figure(f"{name} (floor: without the journal)", usual, floor=untold)
    yield Figure(f"{name}, encrypted (floor: plain)", encrypted, floor=usual)


def _timed(work: Work, where: Desk | OfficeFolder, *, journal: bool) -> float:
    with ExitStack() as open_ones:
        desk = where if isinstance(where, Desk) else open_ones.enter_context(_desk(where))
        if not journal:
            open_ones.enter_context(patch("app.db.database.Recorder", Forgetful))
        return once(lambda: work(desk))


@contextmanager
def _desk(office: OfficeFolder) -> Iterator[Desk]:
    """Give a desk on a copy of the office, opened by the same keys."""
    with TemporaryDirectory() as place:
        path = Path(place) / "keyou.db"
        shutil.copyfile(office.database, path)
        db = Database(path, None, office.keys)
        yield Desk(db, None, lambda: NOW)
        db.close()


def save_entry(desk: Desk) -> None:
    """Note a call that ends with something to do."""
    draft = CommunicationDraft(
        client_id=ClientId(1),
        channel=Channel.CALL,
        held_on=TODAY,
        summary="电话了解年会人数和会场要求，对方希望月底前收到报价。",
        next_step="发报价单",
        next_on=TODAY + timedelta(7),
        staff_id=StaffId(1),
    )
    add_communication(desk, draft)


def _work_for_a_year(folder: OfficeFolder) -> None:
    """Fill the journal with a year's actions, and on until the file has 200 MB."""
    told = '{"summary": "电话了解年会人数和会场要求", "next_on": "2025-12-27"}'
    with closing(sqlite3.connect(folder.database)) as raw, raw:
        raw.execute("PRAGMA synchronous=OFF")
        number = raw.execute("SELECT coalesce(max(id), 0) FROM action").fetchone()[0]
        for day in range(1, 100_000):
            numbers = range(number + 1, number + ACTIONS_A_DAY + 1)
            number = numbers[-1]
            at = str(NOW - timedelta(day % 365))[:19]
            actions = ((one, at, "已记下与 样例客户 的沟通") for one in numbers)
            changes = ((one, 1 + one % 20_000, told, told) for one in numbers)
            raw.executemany("INSERT INTO action VALUES (?, ?, 1, ?, 1, NULL, NULL)", actions)
            raw.executemany(
                "INSERT INTO change VALUES (NULL, ?, 'communication', ?, 'update', ?, ?)", changes
            )
            if day >= DAYS and _bytes(raw) >= LARGE:
                break


def _bytes(raw: sqlite3.Connection) -> int:
    query = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    size: int = raw.execute(query).fetchone()[0]
    return size


def _starts(plain: OfficeFolder, old: OfficeFolder, locked: OfficeFolder) -> Iterator[Figure]:
    with TemporaryDirectory() as compiled:
        around = {
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": compiled,
            "QT_QPA_PLATFORM": "offscreen",
        }
        key = (NEVER_COMPUTED.raw + NEVER_COMPUTED.salt).hex()
        words = [
            ("bench.start_app", str(plain.path)),
            ("bench.start_app", str(old.path)),
            ("bench.start_app", str(locked.path), key),
        ]
        for one in words:
            start(one, around)
        times = [[start(one, around)[0][0] for one in words] for _run in range(STARTS)]
    usual, told, encrypted = map(statistics.median, zip(*times, strict=True))
    yield Figure("start with a year's journal (floor: an empty one)", told, floor=usual)
    yield Figure(
        "start of an encrypted office, its key given (floor: plain)", encrypted, floor=usual
    )


def _checks(old: OfficeFolder, locked: OfficeFolder) -> Iterator[Figure]:
    times = [[_check(one) for one in (old, locked)] for _run in range(RUNS)]
    usual, encrypted = map(statistics.median, zip(*times, strict=True))
    size = old.database.stat().st_size / 10**6
    yield Figure(f"check at the start of {size:.0f} MB, beside the window", usual, most=500)
    yield Figure("the same, encrypted (floor: plain)", encrypted, floor=usual)


def _check(folder: OfficeFolder) -> float:
    return once(lambda: check_quickly(folder.database, folder.keys))


def _backups(old: OfficeFolder) -> Iterator[Figure]:
    size = old.database.stat().st_size / 10**6
    with window_over(old.path) as (qt, window):
        page = window.show_page("clients")
        assert isinstance(page, ClientsPage)
        took, wait, idle = run_beside(qt, page, lambda _job: back_up(old, Reason.HAND, now=NOW))
    yield Figure(f"backup of {size:.0f} MB beside the window", took, "s", most=3)
    longest = "longest wait of the window meanwhile (floor: of an idle process)"
    yield Figure(longest, wait, floor=idle, most=200)
    made = back_up(old, Reason.HAND, now=NOW + timedelta(minutes=1))
    back = once(lambda: restore_and_open(old, made.path, now=NOW + timedelta(minutes=2)))
    yield Figure(f"restoring {size:.0f} MB", back / 1000, "s", most=10)
