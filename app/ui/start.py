"""Open the office in a window: sign-in, welcome, main window, and what begins it anew."""

import gc
import logging
import os
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.backups.journal import journal_of
from app.backups.page_check import PageCheck, is_large
from app.backups.place import doubts_about
from app.backups.record import Doer
from app.config import OfficeFolder
from app.crash_report import CrashWatch
from app.db import Commit, Database, Desk
from app.domain.backups import Reason
from app.domain.types import StaffId
from app.encryption.key import FileKey
from app.errors import AppError, DamagedFileError, LostTableError, StorageError
from app.i18n import _
from app.log import start_log
from app.office_lock import OfficeLock
from app.queries.office import StaffRow, office_settings, staff_members
from app.services.door import Door
from app.ui.application import make_application
from app.ui.backup_keeper import BackupKeeper
from app.ui.context import Context, News
from app.ui.ending import end_when_asked
from app.ui.files import remove_copies
from app.ui.messages import CrashWindow, ask
from app.ui.navigation import Navigator
from app.ui.on_screen import once_painted
from app.ui.opening import FAILED, go_on_after, show_when_asked, take_office
from app.ui.preferences import Preferences
from app.ui.seat import Seat
from app.ui.shell import MainWindow
from app.ui.watchdog import Watchdog
from app.ui.what_can_wait import AFTER, go_on
from app.ui.workers import Job, Workers

if TYPE_CHECKING:
    from app.backups.restoring import Restored
    from app.ui.start_sign import StartSign

RECORDED = Commit(frozenset({"action"}), None, "", undoable=False)
"""What is changed of the office by writing its file anew: that it was done is on record."""
A_MOMENT = 0.1
"""Seconds between two looks whether the program is to end."""


def run_window(folder: OfficeFolder, page: str = "", lock: OfficeLock | None = None) -> int:
    """Show the program until its window is closed; return the exit code.

    ``lock`` is the office's, if it was asked for already.
    """
    qt = make_application()
    crash = CrashWindow(qt)
    crash.install()
    start_log(folder.log)
    lock = lock or OfficeLock(folder.lock)
    end_when_asked(qt)
    if (ended := take_office(folder, lock)) is not None:
        return ended
    watch, watchdog = CrashWatch(folder), Watchdog(qt)
    session = Session(folder, looked=lock.ended_badly)
    show_when_asked(lock, lambda: session.front, qt)
    begin_soon(session, page or "today")
    QTimer.singleShot(AFTER, watchdog.start)
    begin_collecting()
    code = qt.exec()
    watchdog.stop()
    remove_copies()
    ended_well = session.end()
    watch.end()
    if not ended_well:
        # what goes on reads, or is a write that is not committed: the file is as it was before
        if not journal_of(folder.database).exists():
            lock.release()  # it only reads: nothing is cut off
        logging.shutdown()
        os._exit(code)
    lock.release()
    return code


def begin_soon(session: "Session", page: str) -> None:
    """Show the window once events are dealt with, where what goes wrong is caught and told."""
    QTimer.singleShot(0, partial(session.begin, page))


def begin_collecting() -> None:
    """Begin to search for cycles where the start was made without, see ``app.__main__``.

    What the start loaded stays for good, so no later search looks through it.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


class Session:
    """One office open in a window, and who sits there; another person means another window.

    ``leave`` ends the program with an exit code, where there is no office to go on with.
    ``door`` is what all checks of passwords share. ``looked`` tells that all pages of the file
    were looked through already.
    """

    def __init__(
        self,
        folder: OfficeFolder,
        leave: Callable[[int], None] = QApplication.exit,
        door: Door | None = None,
        *,
        looked: bool = False,
    ) -> None:
        self._folder, self._end_with = folder, leave
        self._door = Door() if door is None else door
        look = is_large(folder.database) and not looked
        self._check = PageCheck(folder.database, folder.keys) if look else None
        self._db = Database(folder.database, self._wait_for_check, folder.keys)
        self._preferences = Preferences(folder.preferences)
        self._workers = Workers()
        self._workers.hold()
        self._news = News(self._db)
        self._keeper = BackupKeeper(folder, self._workers, self._news)
        self._keeper.damaged.connect(self._tell_damage)
        if self._check is not None:
            wait = partial(_wait, self._check)
            self._workers.run(self._keeper, wait, self._keep_sound, self._leave)
        self._welcome: QDialog | None = None
        self._sign: StartSign | None = None
        self._doer: Doer | None = None
        self.window: MainWindow | None = None
        self._seat = Seat(self._context(None))
        self._seat.changed.connect(self._change_window)
        self._seat.ended.connect(self._end_locked)
        self._seat.lock_wanted.connect(self._lock)

    @property
    def front(self) -> QWidget | None:
        """What stands before everything else: a sign, the sign-in, or the window."""
        return self._sign or self._seat.front or self.window

    def begin(self, page: str) -> None:
        """Show the welcome at the first start, then the main window; then begin what was held."""
        try:
            self._begin(page)
        except LostTableError as error:
            what = _("里面没有“{table}”这张表了").format(table=error.table)
            self._leave(DamagedFileError(self._folder.database, what))
        except StorageError:
            if not self._check_failed():  # else what it found is about to be told
                raise
        finally:
            self._go_on_once_painted()

    def _go_on_once_painted(self) -> None:
        """Let nothing take turns with the first painting; a window that is folded away has none."""
        if (shown := self.front or self._welcome) is not None:
            once_painted(shown, self._workers.go_on)
        QTimer.singleShot(AFTER, self._workers, self._workers.go_on)

    def _begin(self, page: str) -> None:
        with self._db.read() as session:
            known = bool(office_settings(session).hotel_name or staff_members(session))
        if known:
            self._erase_again(lambda: self._seat.arrive(lambda: self.show_window(page)))
            return
        from app.ui.first_start import welcome

        context = self._context(None)
        context.navigator.sign_in_begun.connect(self._begin_sign_in)
        self._welcome = welcome(context, lambda: self.show_window(page), self._show_import)

    def show_window(self, page: str, view: str = "") -> None:
        """Show the main window of whoever sits here."""
        context = self._context(self._seat.staff())
        staff = context.staff
        self._doer = None if staff is None else Doer(staff.id, staff.name)
        old = self.window
        self.window = MainWindow(context)
        self.window.staff_wanted.connect(self._sit_down)
        self.window.lock_wanted.connect(self._lock)
        self.window.rights_changed.connect(self._change_window)
        context.navigator.sign_in_begun.connect(self._begin_sign_in)
        context.navigator.restore_wanted.connect(self._restore)
        context.navigator.encryption_wanted.connect(self._encrypt)
        context.navigator.browsing_wanted.connect(partial(_browse, context, self.window))
        self.window.begin_at(page, view)
        if old is not None:
            self.window.resize(old.size())
            self.window.move(old.pos())
        self.window.show()
        QTimer.singleShot(AFTER, self.window, partial(go_on, context, self.window))
        if old is not None:
            old.close()
            old.deleteLater()
        else:
            if self._check is None:
                QTimer.singleShot(0, self.window, lambda: self._keeper.keep(Reason.START))
            if doubts := doubts_about(self._folder.path):
                self.window.notices.say(doubts)

    def end(self) -> bool:
        """Stop the work that is going on, tell whether it ended, and release the office file."""
        begun = time.monotonic()
        ended = self._workers.stop()
        self._db.close()
        if ended:
            self._keeper.keep_at_end(begun)
        return ended

    def _context(self, staff: StaffRow | None) -> Context:
        desk = Desk(self._db, None if staff is None else staff.id)
        go, preferences = Navigator(), self._preferences
        return Context(desk, self._news, self._workers, go, preferences, staff, self._door)

    def _show_import(self) -> None:
        if self.window is not None:
            self.window.import_file()

    def _restore(self, path: str) -> None:
        """Put a backup in the office file's place and begin anew with it."""
        from app.ui.progress import run_with_progress
        from app.ui.replacing import restoring

        window = self.window
        if window is None or not window.may_close(lambda: self._restore(path)):
            return

        def done(restored: "Restored") -> None:
            self._erase_again(lambda: self._show_restored(restored))
            if self._sign is not None:
                window.hide()  # what it shows is no longer the office

        work = restoring(self._db, self._folder, Path(path), self._doer)
        run_with_progress(self._workers, window, _("恢复备份"), work, done)

    def _erase_again(self, then: Callable[[], None]) -> None:
        """Erase whoever was erased since what now is the office file was copied; go on then.

        What cannot be done is told, and done at the next start.
        """
        if not self._folder.erased.exists():  # as nearly always
            then()
            return
        from app.ui.erasing_again import erase_those_back, tell_not_erased

        def go_on(sign: "StartSign", error: Exception | None) -> None:
            if self._sign is not sign:
                return  # put away, since the file turned out to be damaged
            self._sign = None
            if error is None or not self._check_failed():
                then()
                tell_not_erased(self.front, error)
            sign.hide()  # only now: with the last window gone the program would end
            sign.deleteLater()

        desk = Desk(self._db)
        self._sign = erase_those_back(desk, self._folder, self._workers, go_on)
        if self._sign is None:
            then()

    def _show_restored(self, restored: "Restored") -> None:
        """Show the backups again; by other passwords than before, if those were others then."""

        def show() -> None:
            self.show_window("settings")
            if self.window is not None:
                told = _("已恢复，共 {n:,} 个客户。要回到刚才，再恢复列表最上面“恢复前”那一份。")
                self.window.show_backups()
                self.window.notices.say(told.format(n=restored.contents.counts["client"]))

        old = self.window
        self._seat.arrive(show)
        if old is not None and self._seat.front is not None:
            old.hide()

    def _encrypt(self, key: FileKey | None) -> None:
        """Write the office file anew under a key, or without one, and go on with it."""
        from app.ui.progress import run_with_progress
        from app.ui.replacing import encrypting

        window = self.window
        if window is None or not window.may_close(lambda: self._encrypt(key)):
            return

        def done(told: str) -> None:
            window.notices.say(told)
            self._news.committed.emit(RECORDED)
            self._news.backed_up.emit("")
            self._keeper.keep(Reason.HAND)

        work = encrypting(self._db, self._folder, key, self._doer)
        run_with_progress(self._workers, window, _("加密"), work, done)

    def _wait_for_check(self) -> None:
        """Let nobody write before every page was looked through."""
        if self._check is not None:
            self._check.wait()

    def _check_failed(self) -> bool:
        try:
            self._wait_for_check()
        except AppError:
            return True
        return False

    def _keep_sound(self, _nothing: None) -> None:
        """Make the backup of the start, now that every page is sound."""
        self._check = None
        self._keeper.keep(Reason.START)

    def _leave(self, error: Exception) -> None:
        """Put away what is shown, and begin anew if there is an office to go on with."""
        if not isinstance(error, AppError):
            raise error
        page = "today" if self.window is None else self.window.page_key
        QApplication.setQuitOnLastWindowClosed(False)  # the page for damage is the last one
        self._seat.clear()
        for shown in filter(None, (self.window, self._welcome, self._sign)):
            shown.hide()
            shown.deleteLater()
        self.window = self._welcome = self._sign = self._check = None
        self._db.close()
        if go_on_after(self._folder, error):
            QApplication.setQuitOnLastWindowClosed(True)
            self.begin(page)
        else:
            self._end_with(FAILED)

    def _tell_damage(self, error: DamagedFileError) -> None:
        """Lead to the page for damage: what a full check found, no start would find again."""
        if self.window is not None:
            told = _(
                "{what}\n正在填的内容请先另外记下。按“现在处理…”，窗口会关上，"
                "接着可以用备份恢复，或抢救还能读出的内容。"
            ).format(what=error)
            leave, later = partial(self._leave, error), _("以后再说")
            ask(self.window, _("数据文件损坏"), told, _("现在处理…"), leave, no=later)

    def _sit_down(self, staff_id: StaffId) -> None:
        window = self.window
        if window is not None and window.may_close(lambda: self._sit_down(staff_id)):
            self._seat.change(staff_id, window, self._change_window)

    def _change_window(self) -> None:
        """Show the page that is shown in a window of whoever sits here now; lock who left out."""
        if self._seat.is_left:
            self._lock()
        elif self.window is None:
            self.show_window("today")
        else:
            self.show_window(self.window.place.page, self.window.place.view)

    def _lock(self) -> None:
        if self.window is not None:
            self._seat.lock(self.window)

    def _end_locked(self) -> None:
        if self.window is not None:
            self.window.close()
        self._end_with(0)

    def _begin_sign_in(self, staff_id: StaffId) -> None:
        """Go on as the person who set the first password."""
        self._seat.sit(staff_id)
        if self.window is not None and self.window.may_close(self._change_window):
            self._change_window()


def _browse(context: Context, window: MainWindow, path: str, at: datetime) -> None:
    from app.ui.backup_browser import browse

    browse(context, window, Path(path), at)


def _wait(check: PageCheck, job: Job) -> None:
    while not job.cancelled and not check.wait(A_MOMENT):
        pass
