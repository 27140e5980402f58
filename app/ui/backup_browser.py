"""Looking into a backup before it is restored: the whole program on a copy of it, read-only."""

import shutil
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QWidget

from app.backups.office_file import contents_of, examine_copy, newest_version
from app.config import OfficeFolder
from app.db import Database, Desk
from app.domain.backups import Contents, age_text
from app.errors import StorageError
from app.i18n import _
from app.ui.backup_age import BackupAge
from app.ui.buttons import ActionButton
from app.ui.context import Context, News
from app.ui.navigation import Navigator
from app.ui.progress import run_with_progress
from app.ui.shell import MainWindow
from app.ui.theme import GAP
from app.ui.workers import Job, Workers
from app.upgrade import upgrade_file
from app.whole_files import new_half, remove_halves, why


@dataclass(frozen=True, slots=True)
class Look:
    """A copy of a backup, brought to this program's version, and what it and the office hold."""

    folder: OfficeFolder
    held: Contents
    now: Contents


def browse(context: Context, parent: QWidget, path: Path, at: datetime) -> None:
    """Show what the backup of that moment holds in a window of its own; its key is known."""

    def work(job: Job) -> Look:
        job.report(0, 0, _("正在打开并检查备份…"))
        return look_into(context.folder, path)

    def show(look: Look) -> None:
        BackupWindow(context, look, at, parent).show()

    run_with_progress(context.workers, parent, _("查看备份的内容"), work, show)


def look_into(folder: OfficeFolder, path: Path) -> Look:
    """Copy a backup, check the copy, and bring it to this program's version.

    Raises:
        StorageError: The backup is damaged, or there is no room for a copy.
    """
    remove_halves(folder.path)
    place = OfficeFolder(new_half(folder.path), folder.keys)
    try:
        place.path.mkdir()
        shutil.copyfile(path, place.database)
        held = examine_copy(place.database, folder.keys, of=path)
        if held.version != newest_version():
            upgrade_file(place.database, folder.keys)
        return Look(place, held, contents_of(folder.database, folder.keys))
    except OSError as error:
        shutil.rmtree(place.path, ignore_errors=True)
        told = _(
            "不能查看备份 {file}：{why}。查看时要在 {folder} 里放一份副本（看完就删），"
            "请在那个磁盘上腾出空间，或检查权限后再试。备份没有改动。"
        )
        said = told.format(file=path.name, why=why(error), folder=folder.path)
        raise StorageError(said) from error
    except StorageError:
        shutil.rmtree(place.path, ignore_errors=True)
        raise


class BackupWindow(MainWindow):
    """The main window on a backup: everything can be looked at and nothing changed.

    Who sits here has no right but to look, so that no page offers anything else.
    """

    def __init__(self, context: Context, look: Look, at: datetime, parent: QWidget) -> None:
        db = Database(look.folder.database, keys=look.folder.keys, only_looked_at=True)
        workers, desk = Workers(), Desk(db, None, context.desk.clock)
        seen = replace(
            context, desk=desk, news=News(db), workers=workers, navigator=Navigator(), staff=None
        )
        super().__init__(seen, parent)
        self.setObjectName("backupWindow")
        self.setWindowFlag(Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("只读：备份 {at:%Y-%m-%d %H:%M}").format(at=at.astimezone()))
        self.setMenuWidget(self._banner(look, at, context.desk.now()))
        for part in (
            *self.findChildren(BackupAge),
            *self.findChildren(QPushButton, "staff"),
        ):
            part.hide()
        self.destroyed.connect(lambda: _clear_away(db, workers, look.folder.path))
        self.show_page("clients")

    def _banner(self, look: Look, at: datetime, now: datetime) -> QWidget:
        banner = QWidget()
        banner.setObjectName("readOnly")
        told = QLabel(
            _("只读：这是 {at:%Y-%m-%d %H:%M}（{age}）的备份，什么也改不了。{difference}").format(
                at=at.astimezone(), age=age_text(at, now), difference=difference(look)
            )
        )
        told.setObjectName("readOnlyTold")
        told.setProperty("role", "warning")
        told.setWordWrap(True)
        told.setTextFormat(Qt.TextFormat.PlainText)
        leave = ActionButton(_("关上，回到现在"))
        leave.setObjectName("leaveBackup")
        leave.clicked.connect(lambda _on: self.close())
        row = QHBoxLayout(banner)
        row.setContentsMargins(2 * GAP, GAP, 2 * GAP, GAP)
        row.addWidget(told, 1)
        row.addWidget(leave)
        return banner


def difference(look: Look) -> str:
    """Say what the backup holds beside what there is now."""
    from app.domain.backups import COUNTED

    pairs = [
        _("{what} {held:,}（现在 {now:,}）").format(
            what=COUNTED[table], held=held, now=look.now.counts.get(table, 0)
        )
        for table, held in look.held.counts.items()
    ]
    return _("里面有：{pairs}。").format(pairs="，".join(pairs))


def _clear_away(db: Database, workers: Workers, place: Path) -> None:
    workers.stop()
    db.close()
    with suppress(OSError):
        shutil.rmtree(place)
