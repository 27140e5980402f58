"""From plain to encrypted, back, or from one key to another: always a whole new file, verified."""

import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from app.backups.journal import remove_leftovers
from app.backups.listing import Backup, backups, write_manifest
from app.backups.making import Watch, back_up, free_place
from app.backups.office_file import examine_copy, opened, row_counts, told
from app.backups.record import Doer, note_step
from app.backups.second_folder import second_backups
from app.config import OfficeFolder
from app.domain.backups import Contents, Reason
from app.encryption.connecting import connect_to_export, database_errors
from app.encryption.key import FileKey
from app.encryption.keyring import Keyring
from app.encryption.pages import is_plain
from app.errors import CancelledError, StorageError
from app.i18n import _
from app.whole_files import whole_file

_COPIED = ("application_id", "user_version")
"""What SQLCipher's own export leaves behind."""
STEPS = 100_000
"""Steps of SQLite's, some hundredths of a second, between two looks how far the copy is."""


def switch_encryption(
    folder: OfficeFolder,
    key: FileKey | None,
    *,
    now: datetime,
    watch: Watch | None = None,
    by: Doer | None = None,
) -> Contents:
    """Encrypt the office file by a key, or, without one, no longer; a backup is made before.

    The caller holds the office alone and has closed it. At every moment the file is the old or the
    new one, whole.

    Raises:
        CancelledError: ``watch`` said so.
        DamagedFileError: The office file is damaged.
        StorageError: It did not work; the file is as it was.
    """
    watch = watch or Watch()
    back_up(folder, Reason.ENCRYPTION, now=now, watch=watch)
    if key is not None:
        folder.keys.add(key)
    with whole_file(folder.database) as half:
        contents = copy_under(folder.database, half, folder.keys, key, watch)
        done = _what_is_done(folder.keys.of(folder.database), key)
        note_step(folder, half, done, now=now, by=by)
        if key is not None:
            _keep_first(folder, half, contents, now)
        watch.last_step()
        remove_leftovers(folder.database)
    folder.keys.forget(folder.database)
    return contents


def copy_under(
    source: Path, target: Path, keys: Keyring, key: FileKey | None, watch: Watch | None = None
) -> Contents:
    """Write what a file holds into an empty one under another key, and compare them.

    Raises:
        CancelledError: ``watch`` said so.
        StorageError: It did not work.
    """
    with opened(source, keys) as raw:
        before = _shape(raw)
        own = {name: raw.execute(f"PRAGMA {name}").fetchone()[0] for name in _COPIED}
    watch = watch or Watch()
    _export(source, target, (keys.of(source), key), watch)
    whole = source.stat().st_size
    watch.step(whole, whole)  # written anew it may be smaller
    keys.forget(target)
    with opened(target, keys, named=source) as raw:
        for name, value in own.items():
            raw.execute(f"PRAGMA {name}={int(value)}")
        same, orphans = _shape(raw) == before, _orphans(raw)
    if not same or (orphans and orphans != _orphans_of(source, keys)):
        raise StorageError(_("写成的文件与原来的不一致，没有使用它，原文件没有改动。"))
    return examine_copy(target, keys, of=source)


def plain_files(folder: OfficeFolder) -> list[Path]:
    """Return the copies of the office that anybody can read: backups, and what was put aside."""
    found = [one.path for one in (*backups(folder), *second_backups(folder))]
    found += sorted(folder.damaged.glob("*.db")) if folder.damaged.is_dir() else []
    return [path for path in found if _is_plain(path)]


def encrypt_backups(folder: OfficeFolder, watch: Watch) -> int:
    """Encrypt every plain backup, here and in the second folder, by the office file's key.

    Returns how many. What is put aside as damaged stays as it is.

    Raises:
        StorageError: One could not be written; it is as it was.
    """
    key = folder.keys.of(folder.database)
    plain = [one for one in (*backups(folder), *second_backups(folder)) if one.is_plain]
    count = 0
    with suppress(CancelledError):
        for done, one in enumerate(plain):
            watch.step(done, len(plain))
            encrypt_backup(folder, one, key, _share(watch, done, len(plain)))
            count = done + 1
    return count


def _share(watch: Watch, before: int, of: int) -> Watch:
    """Return the watch over one of several files, after those before it."""
    return Watch(lambda done, whole: watch.step(before * whole + done, of * whole))


def encrypt_backup(
    folder: OfficeFolder, backup: Backup, key: FileKey | None, watch: Watch | None = None
) -> None:
    """Put the same backup under a key in its own place."""
    with whole_file(backup.path) as half:
        copy_under(backup.path, half, folder.keys, key, watch)
    folder.keys.forget(backup.path)
    write_manifest(backup)


def _keep_first(folder: OfficeFolder, half: Path, contents: Contents, now: datetime) -> None:
    """Keep the file under its new key as a backup, before it is the office file.

    An encrypted office has a backup of its key at every moment: where none has, it is damaged.
    """
    begins = f"keyou-{now.astimezone():%Y%m%d-%H%M%S}-{Reason.ENCRYPTED.value}"
    place = free_place(folder.backups, begins)
    with whole_file(place) as copy:
        shutil.copyfile(half, copy)
    write_manifest(Backup(place, now, Reason.ENCRYPTED, place.stat().st_size, contents))


def _what_is_done(old: FileKey | None, new: FileKey | None) -> str:
    if new is None:
        return _("已取消数据文件的加密")
    return _("已给数据文件加密") if old is None else _("已更换文件密码")


def _is_plain(path: Path) -> bool:
    try:
        return is_plain(path)
    except OSError:
        return False


def _export(
    source: Path, target: Path, keys: tuple[FileKey | None, FileKey | None], watch: Watch
) -> None:
    old, new = keys
    whole = source.stat().st_size
    stopped: list[Exception] = []

    def look() -> bool:
        try:
            watch.step(min(target.stat().st_size, whole), whole)
        except CancelledError as error:
            stopped.append(error)
        return bool(stopped)

    try:
        with closing(connect_to_export(source, old)) as raw:
            raw.execute("ATTACH DATABASE ? AS other KEY ?", (str(target), new.spec if new else ""))
            raw.execute("PRAGMA other.synchronous=OFF")  # forced to the disk once, when it is whole
            raw.execute("PRAGMA other.journal_mode=OFF")
            raw.set_progress_handler(look, STEPS)
            raw.execute("SELECT sqlcipher_export('other')")
            raw.set_progress_handler(None, 0)
            raw.commit()
            raw.execute("DETACH DATABASE other")
    except database_errors() as error:
        raise (stopped or [told(source, error)])[0] from error


def _shape(raw: sqlite3.Connection) -> object:
    """Return what must be the same in both files."""
    tables = raw.execute("SELECT type, name, sql FROM sqlite_master ORDER BY type, name").fetchall()
    return tables, row_counts(raw)


def _orphans(raw: sqlite3.Connection) -> int:
    """Count the rows whose parent is gone; takes seconds where there are many rows."""
    return len(raw.execute("PRAGMA foreign_key_check").fetchall())


def _orphans_of(path: Path, keys: Keyring) -> int:
    with opened(path, keys) as raw:
        return _orphans(raw)
