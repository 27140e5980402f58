"""``keyou backup`` and ``keyou restore``: a verified copy of the office, and the way back."""

import argparse
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.making import Watch, copy_office
from app.backups.restoring import Restored
from app.backups.zipped import bring_back, is_zip, needs_password, write_zip
from app.cli.file_password import backup_password, new_backup_password, unlock_file, unlock_office
from app.cli.output import print_json, print_line
from app.cli.parser import path_given
from app.cli.signing_in import sign_in_to_restore
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.backups import Contents
from app.encryption.pages import Kind, kind_of
from app.errors import AppError, DamagedFileError, StorageError
from app.i18n import _
from app.office_lock import OfficeLock
from app.upgrade import prepare_folder, restore_and_open

OpenDesk = Callable[[], Desk]


def register(commands: Any) -> None:
    """Add the commands."""
    backup = commands.add_parser("backup", help=_("把数据文件备份到另一个文件，并检查"))
    told = _("写到哪里；写成 .zip 的带密码，密码在环境变量 KEYOU_BACKUP_PASSWORD 里或在终端输入")
    backup.add_argument("file", type=path_given, metavar=_("文件.db|文件.zip"), help=told)
    backup.add_argument("--json", action="store_true", help=_("输出 JSON"))
    backup.set_defaults(run=run_backup)
    back = commands.add_parser("restore", help=_("用备份恢复；现在的数据文件先留一份"))
    told = _("用哪一份备份，.db 或带密码的 .zip")
    back.add_argument("file", type=path_given, metavar=_("文件.db|文件.zip"), help=told)
    back.add_argument("--json", action="store_true", help=_("输出 JSON"))
    back.set_defaults(run=run_restore)


def run_backup(_open_desk: OpenDesk, wanted: argparse.Namespace) -> None:
    """Copy the office file, also while the window is open, and say what the copy holds."""
    folder: OfficeFolder = wanted.folder
    target = wanted.file.absolute()
    if target.resolve() == folder.database.resolve():
        raise AppError(_("备份不能写到数据文件自己身上，请换一个文件名。"))
    _refuse_other_files(target)
    unlock_office(folder)
    if is_zip(target):
        contents = write_zip(folder, target, new_backup_password(), Watch())
    else:
        contents = copy_office(folder, target, Watch())
    if wanted.json:
        print_json({**_as_json(target, contents), "size": target.stat().st_size})
        return
    print_line(_("已备份并检查：{file}").format(file=target))
    print_line(contents.text)


def run_restore(_open_desk: OpenDesk, wanted: argparse.Namespace) -> None:
    """Put a backup in the office file's place and say where that one is kept."""
    folder: OfficeFolder = wanted.folder
    source, now = wanted.file.absolute(), datetime.now().astimezone()
    prepare_folder(folder)
    lock = OfficeLock(folder.lock)
    lock.hold()
    try:
        with suppress(DamagedFileError):  # what is damaged is put aside as it is
            unlock_office(folder)
        person = sign_in_to_restore(folder, wanted.person)
        backup = _brought_back(folder, source, now) if is_zip(source) else source
        unlock_file(folder, backup)
        restored = restore_and_open(folder, backup, now=now, by=person)
        _say_restored(source, restored, as_json=wanted.json)  # also where the next step fails
        _erase_again(folder)
    finally:
        lock.release()


def _refuse_other_files(target: Path) -> None:
    """Let a backup take the place of an earlier one alone, not of a workbook named by mistake."""
    if is_zip(target) or not target.is_file() or not target.stat().st_size:
        return
    if kind_of(target) is Kind.OTHER:
        told = _("“{name}”是别的文件，不是备份，没有盖掉它。请换一个文件名。")
        raise AppError(told.format(name=target.name))


def _say_restored(source: Path, restored: Restored, *, as_json: bool) -> None:
    if as_json:
        kept = None if restored.kept is None else str(restored.kept)
        print_json({**_as_json(source, restored.contents), "kept": kept})
        return
    print_line(_("已恢复：{file}").format(file=source))
    print_line(restored.contents.text)
    if restored.kept is not None:
        print_line(_("恢复前的数据留在：{file}").format(file=restored.kept))


def _brought_back(folder: OfficeFolder, source: Path, now: datetime) -> Path:
    password = backup_password(source) if needs_password(source) else ""
    return bring_back(folder, source, password, now=now, watch=Watch()).path


def _erase_again(folder: OfficeFolder) -> None:
    """Erase in the restored file whoever was erased since it was copied.

    Raises:
        StorageError: Somebody was not erased again; the next start does it.
    """
    from app.services.personal.again import erase_again

    db = Database(folder.database, keys=folder.keys)
    try:
        erase_again(Desk(db), folder)
    except StorageError as error:
        told = _("有以前清除过的个人信息还在里面，没能再次清除：{why}下次打开客友时会再清除。")
        raise StorageError(told.format(why=error)) from error
    finally:
        db.close()


def _as_json(file: Path, contents: Contents) -> dict[str, Any]:
    return {"file": str(file), "version": contents.version, "counts": dict(contents.counts)}
