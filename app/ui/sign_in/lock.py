"""Locks the window: hidden with all that is open in it, until somebody signs in."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QDialog, QMessageBox, QWidget

from app.domain.types import StaffId
from app.i18n import _
from app.ui.closing import EditedInPlace
from app.ui.context import Context
from app.ui.dialogs import DraftDialog
from app.ui.messages import ask, tell
from app.ui.printing import PreviewDialog
from app.ui.progress import ProgressDialog
from app.ui.sign_in.curtain import Curtain
from app.ui.sign_in.dialog import SignInDialog, Why

QUIET = (QMessageBox, PreviewDialog)
"""Windows in which nothing is typed."""


class Lock(QObject):
    """The sign-in before the hidden windows.

    Signals:
        signed_in: staff_id: whoever locked it is back, or somebody else wants to work.
        end_wanted: The program is to be ended.
    """

    signed_in = Signal(int)
    end_wanted = Signal()

    def __init__(self, context: Context, window: QWidget, staff_id: StaffId) -> None:
        super().__init__(window)
        self._window = window
        self.dialog = SignInDialog(context, Why.UNLOCK, staff_id)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.dialog.signed_in.connect(self.signed_in)
        self.dialog.end_wanted.connect(self.end_wanted)
        if window.isMinimized():
            self.dialog.showMinimized()
        else:
            self.dialog.show()
        self.dialog.raise_()
        self._curtain = Curtain(self.dialog)

    def open(self) -> None:
        """Show everything again as it was."""
        self._curtain.lift()
        self.dialog.finish()
        self._window.activateWindow()

    def leave(self, then: Callable[[], None]) -> None:
        """Keep the forms that are open for their owner, drop the rest after a question, go on."""
        windows = self._curtain.hidden
        if any(isinstance(window, ProgressDialog) for window in windows):
            told = _("还有工作没有做完（导入、导出或打印）。请等它做完，或由锁定的人解锁后取消。")
            tell(self.dialog, _("请等一会儿"), told)
            return
        for form in _forms(windows):
            if form.keeper is not None:
                form.keeper.keep_now()
        if not self._is_lost(windows):
            self._go(then)
            return
        told = _(
            "锁定的人还有没保存的内容，换人或退出会丢掉它们；表单里填的会留着，"
            "本人下次登录后在“今日”里可以继续填写。"
        )
        ask(self.dialog, _("还有没保存的内容"), told, _("仍然继续"), lambda: self._go(then))

    def end(self) -> None:
        """Take away the sign-in; the windows stay hidden."""
        self._curtain.end()
        self.dialog.finish()

    def _go(self, then: Callable[[], None]) -> None:
        for part in self._window.findChildren(EditedInPlace):
            if part.is_dirty():
                part.revert()
        self._curtain.end()
        then()

    def _is_lost(self, windows: list[QWidget]) -> bool:
        kept = {form for form in _forms(windows) if form.keeper or not form.form.is_dirty()}
        others = [w for w in windows if isinstance(w, QDialog) and not isinstance(w, QUIET)]
        dirty = any(part.is_dirty() for part in self._window.findChildren(EditedInPlace))
        return dirty or any(window not in kept for window in others)


def _forms(windows: list[QWidget]) -> list[DraftDialog[Any]]:
    return [window for window in windows if isinstance(window, DraftDialog)]
