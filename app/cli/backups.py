"""``keyou backup`` and ``keyou restore``: a verified copy of the office, and the way back."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from app.backups.making import Watch, copy_office
from app.cli.output import print_json, print_line
from app.cli.signing_in import sign_in_to_restore
from app.config import OfficeFolder
from app.db import Desk
from app.domain.backups import Contents
from app.errors import AppError
from app.i18n import _
from app.office_lock import OfficeLock
from app.upgrade import prepare_folder, restore_and_open

OpenDesk = Callable[[], Desk]


def register(commands: Any) -> None:
    """Add the commands."""
    backup = commands.add_parser("backup", help=_("把数据文件备份到另一个文件，并检查"))
    backup.add_argument("file", type=Path, metavar=_("文件.db"), help=_("写到哪里"))
    backup.add_argument("--json", action="store_true", help=_("输出 JSON"))
    backup.set_defaults(run=run_backup)
    back = commands.add_parser("restore", help=_("用备份恢复；现在的数据文件先留一份"))
    back.add_argument("file", type=Path, metavar=_("文件.db"), help=_("用哪一份备份"))
    back.add_argument("--json", action="store_true", help=_("输出 JSON"))
    back.set_defaults(run=run_restore)


def run_backup(_open_desk: OpenDesk, wanted: argparse.Namespace) -> None:
    """Copy the office file, also while the window is open, and say what the copy holds."""
    folder: OfficeFolder = wanted.folder
    target = wanted.file.absolute()
    if target.resolve() == folder.database.resolve():
        raise AppError(_("备份不能写到数据文件自己身上，请换一个文件名。"))
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
        sign_in_to_restore(folder, wanted.person)
        restored = restore_and_open(folder, source, now=now)
    finally:
        lock.release()
    if wanted.json:
        kept = None if restored.kept is None else str(restored.kept)
        print_json({**_as_json(source, restored.contents), "kept": kept})
        return
    print_line(_("已恢复：{file}").format(file=source))
    print_line(restored.contents.text)
    if restored.kept is not None:
        print_line(_("恢复前的数据留在：{file}").format(file=restored.kept))


def _as_json(file: Path, contents: Contents) -> dict[str, Any]:
    return {"file": str(file), "version": contents.version, "counts": dict(contents.counts)}
