"""The way back: a backup takes the place of the office file, which is kept first (R5).

Whatever moment the power fails: the office file is the one from before or the restored one, and
no journal of the one lies beside the other, since SQLite would play it back into the wrong file.
"""

import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.backups.encrypting import copy_under
from app.backups.journal import remove_leftovers
from app.backups.listing import Backup, backups
from app.backups.making import Watch, back_up, free_place
from app.backups.office_file import examine_copy, size_of
from app.backups.record import Doer, note_step
from app.backups.second_folder import second_backups
from app.config import OfficeFolder
from app.domain.backups import Contents, Reason
from app.errors import DamagedFileError, ForeignFileError, LockedFileError, StorageError
from app.i18n import _
from app.whole_files import new_half, whole_file


@dataclass(frozen=True, slots=True)
class Restored:
    """What the office now holds, and where the file from before is kept; None if there was none."""

    contents: Contents
    kept: Path | None


def restore(
    folder: OfficeFolder,
    source: Path,
    *,
    now: datetime,
    watch: Watch | None = None,
    by: Doer | None = None,
    is_damaged: bool = False,
) -> Restored:
    """Put a backup in the office file's place, after keeping that one; its record tells of it.

    Where the present file is encrypted, what is restored gets its key: an office has one password.
    One that ``is_damaged`` is put aside, where nothing is ever deleted, though it may pass for a
    backup. The caller holds the office alone and has closed it; afterwards ``open_office`` brings
    what was restored to the program's version.

    Raises:
        CancelledError: ``watch`` said so.
        DamagedFileError: The backup is damaged.
        LockedFileError: It is encrypted, and the folder's keys do not open it.
        StorageError: It is none of ours or from a newer program, or the disk does not allow it.
            In every case the office file is as it was.
    """
    watch = watch or Watch()
    size_of(source)
    folder.keys.of(source)  # before any work: is its password known?
    with whole_file(folder.database) as half:
        _copy_bytes(source, half)  # first: keeping the present file thins the backups
        contents = examine_copy(half, folder.keys, of=source)
        kept = keep_present_file(folder, now, watch, is_damaged=is_damaged)
        _encrypt_as_present(folder, half, watch)
        done = _("已用备份 {file} 恢复").format(file=source.name)
        note_step(folder, half, done, now=now, by=by)
        watch.last_step()
        remove_leftovers(folder.database)
    folder.keys.forget(folder.database)
    return Restored(contents, kept)


def newest_good_backup(folder: OfficeFolder) -> tuple[Backup, Contents] | None:
    """Open the backups, here and in the second place, until one passes; return what it holds.

    Those under a key that was not given are passed over, and those of which an index does not fit
    its table: it may be just that for which one is looked for.
    """
    found = [*backups(folder), *second_backups(folder)]
    for one in sorted(found, key=lambda backup: backup.at, reverse=True):
        with suppress(StorageError):
            return one, examine_copy(one.path, folder.keys, fully=True)
    return None


def keep_present_file(
    folder: OfficeFolder, now: datetime, watch: Watch | None = None, *, is_damaged: bool = False
) -> Path | None:
    """Keep the office file before something takes its place: as a backup, or, damaged, as it is.

    Returns where it is kept, or None where there is none.
    """
    if not folder.database.exists():
        return None
    if not is_damaged:
        with suppress(DamagedFileError, ForeignFileError, LockedFileError):
            return back_up(folder, Reason.RESTORE, now=now, watch=watch).path
    return _put_aside(folder, now)


def _encrypt_as_present(folder: OfficeFolder, half: Path, watch: Watch) -> None:
    try:
        key = folder.keys.of(folder.database)
    except LockedFileError:
        return  # nobody knows it any more: that is why a backup comes back
    if key is None or key == folder.keys.of(half):
        return
    place = new_half(folder.path)
    try:
        place.touch()
        copy_under(half, place, folder.keys, key, watch)
        place.replace(half)
    finally:
        place.unlink(missing_ok=True)
    folder.keys.forget(half)


def _put_aside(folder: OfficeFolder, now: datetime) -> Path:
    """Copy the damaged office file to where nothing is ever deleted."""
    place = free_place(folder.damaged, f"keyou-{now.astimezone():%Y%m%d-%H%M%S}")
    with whole_file(place) as half:
        _copy_bytes(folder.database, half)
    return place


def _copy_bytes(source: Path, target: Path) -> None:
    with source.open("rb") as old, target.open("wb") as new:
        shutil.copyfileobj(old, new, 1 << 20)
