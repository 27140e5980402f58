"""From a start to an office file that can be worked with: alone, checked, upgraded, or restored."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from app.backups.journal import set_foreign_journal_aside
from app.backups.office_file import file_version, newest_version
from app.backups.page_check import is_large
from app.backups.second_folder import remember, safety
from app.config import OfficeFolder
from app.errors import AppError, CancelledError, DamagedFileError, LockedFileError, StorageError
from app.i18n import _
from app.office_lock import OfficeLock
from app.ui.workers import Job, Workers
from app.upgrade import open_office, prepare_folder

RAISED, FAILED = 0, 1


def take_office(folder: OfficeFolder, lock: OfficeLock) -> int | None:
    """Open the office alone; return None, or the exit code where another window has it or it fails.

    A second start brings the first window to the front and ends. The pages of a large file are
    left to a ``PageCheck``, unless the program was cut off the last time.
    """
    try:
        prepare_folder(folder)
    except AppError as error:
        _tell(str(error))
        return FAILED
    if not lock.take():
        if lock.ask_to_show():
            return RAISED
        _tell(
            _("这个数据文件正在别处使用（{who}），一次只能在一处打开。请先关闭那里。").format(
                who=lock.holder()
            )
        )
        return FAILED
    meanwhile = QObject()  # a question for a password, a long check
    show_when_asked(lock, _question, meanwhile)
    if _open(folder, thoroughly=lock.ended_badly):
        return None
    lock.release()
    return FAILED


def show_when_asked(lock: OfficeLock, window: Callable[[], QWidget | None], owner: QObject) -> None:
    """Bring the window to the front whenever a second start asks for it, while ``owner`` lives."""
    watcher = QFileSystemWatcher([str(lock.path)], owner)

    def look() -> None:
        shown = window()
        if lock.answer() and shown is not None:
            shown.setWindowState(shown.windowState() & ~Qt.WindowState.WindowMinimized)
            shown.show()
            shown.raise_()
            shown.activateWindow()

    watcher.fileChanged.connect(look)
    QTimer.singleShot(0, watcher, look)  # it may have been asked before


def go_on_after(folder: OfficeFolder, error: AppError, *, thoroughly: bool = False) -> bool:
    """Tell what is wrong with the office file, by its own page if it is damaged or encrypted.

    Returns whether there is an office file now that can be worked with.
    """
    if isinstance(error, LockedFileError):
        return _unlocked(folder, thoroughly=thoroughly)
    if isinstance(error, DamagedFileError):
        return _repaired(folder, error) and _open(folder, thoroughly=False)
    _tell(str(error))
    return False


def _open(folder: OfficeFolder, *, thoroughly: bool) -> bool:
    try:
        set_foreign_journal_aside(folder, _now())  # before anybody looks into the file
        if text := _long_work(folder, thoroughly=thoroughly):
            from app.ui.start_sign import run_beside

            run_beside(text, lambda job: _ready(folder, thoroughly=thoroughly, job=job))
        else:
            _ready(folder, thoroughly=thoroughly)
    except CancelledError:  # the system ends the program: nobody is there to be told
        return False
    except AppError as error:
        return go_on_after(folder, error, thoroughly=thoroughly)
    return True


def _unlocked(folder: OfficeFolder, *, thoroughly: bool) -> bool:
    """Ask for the file's password, then go on as at the start."""
    from app.ui.file_password import office_dialog

    workers = Workers(parent=QApplication.instance())
    dialog = office_dialog(folder, workers)
    try:
        if dialog.exec():
            return _open(folder, thoroughly=thoroughly)
        return dialog.never_set and go_on_after(folder, DamagedFileError(folder.database))
    finally:
        workers.stop()
        dialog.deleteLater()


def _repaired(folder: OfficeFolder, error: DamagedFileError) -> bool:
    from app.ui.damage import DamageDialog

    workers = Workers(parent=QApplication.instance())  # outlives a search that goes on
    dialog = DamageDialog(folder, error, workers, _now)
    try:
        return bool(dialog.exec())
    finally:
        workers.stop()
        dialog.deleteLater()


def _ready(folder: OfficeFolder, *, thoroughly: bool, job: Job | None = None) -> None:
    look = not is_large(folder.database)
    tell = None if job is None else job.report
    open_office(folder, now=_now(), thoroughly=thoroughly, look=look, tell=tell)
    if thoroughly:  # so that it is not done once more this week
        with suppress(StorageError):
            remember(folder, replace(safety(folder), checked_at=_now()))


def _long_work(folder: OfficeFolder, *, thoroughly: bool) -> str:
    try:
        if (
            folder.database.exists()
            and file_version(folder.database, folder.keys) < newest_version()
        ):
            return _("正在检查数据文件，接着备份并升级…")
    except (OSError, AppError):
        return ""
    if thoroughly and is_large(folder.database):
        return _("上次没有正常结束，正在全面检查数据文件…")
    return ""


def _question() -> QWidget | None:
    """Return what is shown before there is a main window."""
    return next((shown for shown in QApplication.topLevelWidgets() if shown.isVisible()), None)


def _tell(text: str) -> None:
    QMessageBox.critical(None, _("打不开数据文件"), text)


def _now() -> datetime:
    return datetime.now().astimezone()
