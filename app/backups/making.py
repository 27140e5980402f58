"""Verified copies of the office file, and which of them are kept (R4)."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.backups.listing import Backup, Source, backups, backups_in, write_manifest
from app.backups.office_file import WAIT, check_end, examine_copy, opened, row_counts, told
from app.config import OfficeFolder
from app.domain.backups import Contents, Reason, kept
from app.encryption.connecting import connect, database_errors
from app.encryption.key import FileKey
from app.encryption.keyring import Keyring
from app.errors import CancelledError, DamagedFileError, StorageError
from app.i18n import _
from app.whole_files import make_folder, whole_file, why

PAGES_A_STEP = 2000
"""Between two steps somebody who saves gets his turn."""
ALWAYS = {Reason.HAND, Reason.RESTORE, Reason.UPGRADE, Reason.ENCRYPTION}
"""What an earlier backup does not serve for: it was asked for, or the way back hangs on it."""
PATIENCE = 10.0
"""Seconds after which a copy that others keep from going on is given up."""
Progress = Callable[[int, int], None]
Stop = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Watch:
    """Who is told how far a work is and says when to stop; ``last``: that it no longer can be."""

    progress: Progress | None = None
    cancelled: Stop | None = None
    last: Callable[[], None] | None = None

    def step(self, done: int, of: int) -> None:
        """Say how far it is, in pages or bytes.

        Raises:
            CancelledError: It is to stop.
        """
        self._stop_if_asked()
        if self.progress is not None:
            self.progress(done, of)

    def last_step(self) -> None:
        """Say that from now on it can no longer be stopped.

        Raises:
            CancelledError: It is to stop.
        """
        self._stop_if_asked()
        if self.last is not None:
            self.last()

    def _stop_if_asked(self) -> None:
        if self.cancelled is not None and self.cancelled():
            raise CancelledError


def back_up(
    folder: OfficeFolder, reason: Reason, *, now: datetime, watch: Watch | None = None
) -> Backup:
    """Make a backup, verify it, and thin the others; where nothing changed, return the last one.

    Only a backup that was opened and checked is kept, and only then others go.

    Raises:
        DamagedFileError: The office file is damaged; every earlier backup is left alone.
        StorageError: The backup could not be made, and why.
    """
    earlier = backups(folder)
    source = Source.of(folder.database)
    if reason not in ALWAYS and earlier and earlier[0].source == source:
        return earlier[0]
    if source is None:  # the stick it is on was pulled out: no folder is made in its place
        raise _missing(folder.database)
    path = _new_path(folder, reason, now)
    contents = copy_office(folder, path, watch or Watch())
    made = Backup(path, now, reason, path.stat().st_size, contents, source)
    write_manifest(made)
    thin(folder.backups, now)
    return made


def copy_office(
    folder: OfficeFolder, target: Path, watch: Watch, *, named: Path | None = None
) -> Contents:
    """Write a verified copy of the office file, whole or not at all, also while others save.

    The copy of an encrypted file is encrypted by the same key. ``named`` is what errors tell of
    instead of a copy that is not to stay.

    Raises:
        DamagedFileError: The office file is damaged: what was copied does not pass.
        StorageError: It cannot be read or written.
    """
    source, keys = folder.database, folder.keys
    if not source.exists():
        raise _missing(source)
    with whole_file(target) as half:
        try:
            with opened(source, keys) as raw:
                check_end(raw, source)
                before = row_counts(raw), _data_version(raw)
                with _written(half, keys.of(source), named or target) as copy:
                    patience = _Patience(watch)
                    raw.backup(copy, pages=PAGES_A_STEP, progress=patience.step, sleep=0.05)
                undisturbed = _data_version(raw) == before[1]
            contents = examine_copy(half, keys, of=source)
        except DamagedFileError as error:
            none_made = _("这次没有留下备份，以前的备份都在")
            what = "；".join(filter(None, (error.what, none_made)))
            raise DamagedFileError(source, what) from error
        if undisturbed and _rows_of_copy(half, keys) != before[0]:
            raise StorageError(_("备份与数据文件的记录数不一致，没有留下这份备份，请再试一次。"))
    return contents


def thin(place: Path, now: datetime) -> None:
    """Delete the backups in a folder that the rule does not keep."""
    found = backups_in(place)
    stay = kept((one.at.astimezone() for one in found), now.astimezone().date())
    for one in found:
        if one.at.astimezone() not in stay:
            one.delete()


@contextmanager
def _written(half: Path, key: FileKey | None, target: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(connect(half, key, timeout=WAIT)) as copy:
            copy.execute("PRAGMA synchronous=OFF")  # forced to the disk once, when it is whole
            copy.execute("PRAGMA journal_mode=OFF")
            yield copy
    except database_errors() as error:
        raise told(target, error) from error


class _Patience:
    """Passes on how far a copy is, and gives it up when nothing moves for long.

    Whenever somebody saves meanwhile, SQLite begins anew; while somebody locks the file, it waits.
    """

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._deadline = time.monotonic() + PATIENCE
        self._least_left: int | None = None

    def step(self, _status: int, left: int, of: int) -> None:
        if self._least_left is None or left < self._least_left:
            self._least_left = left
            self._deadline = time.monotonic() + PATIENCE
        if left and time.monotonic() > self._deadline:
            raise StorageError(_("数据文件一直被占用，备份没有做成，请稍后再试。"))
        self._watch.step(of - left, of)


def _data_version(raw: sqlite3.Connection) -> int:
    """Return a number that changes when somebody else has written."""
    return int(raw.execute("PRAGMA data_version").fetchone()[0])


def _rows_of_copy(half: Path, keys: Keyring) -> object:
    with opened(half, keys, alone=True) as raw:
        return row_counts(raw)


def _missing(path: Path) -> StorageError:
    return StorageError(_("找不到数据文件 {file}。").format(file=path))


def _new_path(folder: OfficeFolder, reason: Reason, now: datetime) -> Path:
    return free_place(folder.backups, f"keyou-{now.astimezone():%Y%m%d-%H%M%S}-{reason.value}")


def free_place(folder: Path, begins: str) -> Path:
    """Return where a file of this name goes, making the folder and leaving what is there alone.

    Raises:
        StorageError: The folder cannot be used.
    """
    try:
        make_folder(folder)
    except OSError as error:
        sentence = _("不能使用文件夹 {folder}：{why}。请检查它的权限和所在的磁盘后再试。")
        raise StorageError(sentence.format(folder=folder, why=why(error))) from error
    places = (folder / f"{begins}{n}.db" for n in ("", *(f"-{n}" for n in range(2, 100))))
    return next(path for path in places if not path.exists())
