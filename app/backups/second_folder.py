"""The second place for backups, on another disk or a stick, and what else has to be remembered."""

import json
import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.backups.listing import Backup, backups_in
from app.backups.making import thin
from app.backups.office_file import examine_copy
from app.config import OfficeFolder
from app.domain.backups import is_ahead
from app.errors import StorageError
from app.i18n import _
from app.whole_files import remove_halves, whole_file, why

ITS_FOLDER = "keyou-backups"
"""Backups get a folder of their own there: nothing else on a stick is touched."""
LONGEST_WITHOUT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Safety:
    """What keeping the office safe remembers between starts. Losing it loses no record."""

    second_folder: Path | None = None
    copied_at: datetime | None = None
    checked_at: datetime | None = None

    def copy_overdue(self, now: datetime) -> bool:
        """Tell whether the second place has had no backup for long."""
        if self.second_folder is None:
            return False
        if self.copied_at is None or is_ahead(self.copied_at, now):
            return True
        return now - self.copied_at > LONGEST_WITHOUT


def safety(folder: OfficeFolder) -> Safety:
    """Return what is remembered; nothing where the file is gone or damaged."""
    try:
        said = json.loads(folder.safety.read_bytes())
        second = said.get("second_folder")
        return Safety(
            Path(second) if second else None,
            _moment(said.get("copied_at")),
            _moment(said.get("checked_at")),
        )
    except (OSError, ValueError, TypeError, AttributeError):
        return Safety()


def remember(folder: OfficeFolder, what: Safety) -> None:
    """Keep it.

    Raises:
        StorageError: The office folder cannot be written.
    """
    said = {
        "second_folder": what.second_folder and str(what.second_folder),
        "copied_at": what.copied_at and what.copied_at.astimezone(UTC).isoformat(),
        "checked_at": what.checked_at and what.checked_at.astimezone(UTC).isoformat(),
    }
    with whole_file(folder.safety) as half:
        half.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")


def copy_to_second_folder(folder: OfficeFolder, backup: Backup, now: datetime) -> bool:
    """Bring a backup to the second place, check it there, and thin what is there by the same rule.

    Returns False where no second place was chosen.

    Raises:
        StorageError: It is not there now, is full, or does not take the copy.
    """
    known = safety(folder)
    if known.second_folder is None:
        return False
    try:
        place = _its_folder(known.second_folder, was_there=known.copied_at is not None)
        copy = place / backup.path.name
        is_there = copy.exists() and copy.stat().st_size == backup.size
    except OSError as error:  # pulled out, a stick may still seem to be there
        sentence = _("第二个备份文件夹 {folder} 不能写入：{why}。备份只留在本机。")
        raise StorageError(sentence.format(folder=known.second_folder, why=why(error))) from error
    if not is_there:
        with whole_file(copy) as half:
            shutil.copyfile(backup.path, half)
            examine_copy(half, folder.keys, of=copy)
        with suppress(OSError), whole_file(copy.with_suffix(".json")) as half:
            shutil.copyfile(backup.manifest, half)
    thin(place, now)
    remember(folder, replace(safety(folder), copied_at=now))
    return True


def _its_folder(chosen: Path, *, was_there: bool) -> Path:
    """Return where the backups go in the second place, making it the first time."""
    if not chosen.is_dir():
        sentence = _("第二个备份文件夹 {folder} 现在找不到（U 盘没插？），备份只留在本机。")
        raise StorageError(sentence.format(folder=chosen))
    place = chosen / ITS_FOLDER
    if was_there and not place.is_dir():  # a place where a stick would be
        sentence = _(
            "{folder} 里没有以前的备份（U 盘没插，还是换了一个？），这次的备份只留在本机。"
            "换了的，请在 设置 → 备份 里重新选择文件夹。"
        )
        raise StorageError(sentence.format(folder=chosen))
    place.mkdir(exist_ok=True)
    return place


def second_backups(folder: OfficeFolder) -> list[Backup]:
    """Return the backups in the second place, the newest first; none where it is not there now."""
    second = safety(folder).second_folder
    return [] if second is None else backups_in(second / ITS_FOLDER)


def remove_leftovers(folder: OfficeFolder) -> None:
    """Remove what was left half written when the program was cut off, or open elsewhere."""
    second = safety(folder).second_folder
    places = [folder.path, folder.backups, Path(tempfile.gettempdir())]
    for place in (*places, *([] if second is None else [second / ITS_FOLDER])):
        remove_halves(place)


def _moment(said: object) -> datetime | None:
    return datetime.fromisoformat(said).astimezone(UTC) if isinstance(said, str) else None
