"""What the program says: notices with 撤销, questions where there is no way back, errors."""

import sys
import threading
import time
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from app import __version__
from app.errors import AppError
from app.i18n import _
from app.log import log_bug

PAUSE = 3.0
"""Seconds in which the same bug is not shown again: one that strikes in painting would be."""


def tell(parent: QWidget, title: str, text: str) -> None:
    """Say something that must be read, without stopping the program."""
    _open(parent, QMessageBox.Icon.Information, title, text)


def show_error(parent: QWidget, error: Exception) -> None:
    """Tell an expected failure in its own words; raise anything else, which is a bug."""
    if not isinstance(error, AppError):
        raise error
    _open(parent, QMessageBox.Icon.Warning, _("没有完成"), str(error))


def ask(
    parent: QWidget, title: str, text: str, yes: str, then: Callable[[], None], *, no: str = ""
) -> QMessageBox:
    """Ask before something that cannot be taken back; ``then`` runs on ``yes``.

    ``no`` says it otherwise than 取消, where what is asked is itself to cancel something.
    """
    box = QMessageBox(QMessageBox.Icon.Question, title, text, parent=parent)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    go = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    stay = box.addButton(no or _("取消"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(stay)
    box.setEscapeButton(stay)
    go.clicked.connect(then)
    box.open()
    return box


def ask_unsaved(parent: QWidget, save: Callable[[], None], drop: Callable[[], None]) -> QMessageBox:
    """Ask what to do with what was typed and not saved: 保存, 不保存, or 继续填写."""
    text = _("填写的内容还没有保存。")
    box = QMessageBox(QMessageBox.Icon.Question, _("还没有保存"), text, parent=parent)
    box.setObjectName("unsaved")
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    keep = box.addButton(_("保存"), QMessageBox.ButtonRole.AcceptRole)
    lose = box.addButton(_("不保存"), QMessageBox.ButtonRole.DestructiveRole)
    stay = box.addButton(_("继续填写"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(stay)
    keep.clicked.connect(save)
    lose.clicked.connect(drop)
    box.open()
    return box


class CrashWindow(QObject):
    """Shows what no one expected, from whatever thread it comes; the file stays whole.

    Signals:
        crashed: the details, as text.
        failed: a sentence of an expected failure that no screen caught.
    """

    crashed = Signal(str)
    failed = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._box: QMessageBox | None = None  # without a parent it lives only as long as this
        self._shown, self._closed_at = "", -PAUSE
        self.crashed.connect(self._show)
        self.failed.connect(self._tell)

    def install(self) -> None:
        """Catch what leaves slots and threads; what Python cannot raise is logged."""
        sys.excepthook = self._caught
        sys.unraisablehook = lambda what: _log(what.exc_value)
        threading.excepthook = lambda args: self._caught(
            args.exc_type, args.exc_value or args.exc_type(), args.exc_traceback
        )

    def _caught(
        self, _kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if isinstance(error, AppError):
            self.failed.emit(str(error))
            return
        self.crashed.emit(f"客友 {__version__}\n{log_bug(error.with_traceback(trace))}")

    def _show(self, details: str) -> None:
        again = details == self._shown and time.monotonic() < self._closed_at + PAUSE
        if self._box is not None or again:
            return
        self._shown = details
        self._box = box = QMessageBox(
            QMessageBox.Icon.Critical,
            _("程序遇到意外错误"),
            _("这一步没有完成，数据文件没有损坏，已保存的内容都在。请复制详情交给维护人员。"),
        )
        box.setObjectName("crash")
        box.setDetailedText(details)
        copy = box.addButton(_("复制详情"), QMessageBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(details))
        go_on = box.addButton(_("继续使用"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(go_on)
        self._open(box)

    def _tell(self, text: str) -> None:
        if self._box is None:
            self._box = QMessageBox(QMessageBox.Icon.Warning, _("没有完成"), text)
            self._box.addButton(_("确定"), QMessageBox.ButtonRole.AcceptRole)
            self._box.setTextFormat(Qt.TextFormat.PlainText)
            self._box.setObjectName("message")
            self._open(self._box)

    def _open(self, box: QMessageBox) -> None:
        """Show it over all windows: it belongs to none of them, and any would cover it."""
        box.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        box.finished.connect(self._closed)
        box.open()

    def _closed(self, _result: int) -> None:
        if self._box is not None:
            self._box.deleteLater()
            self._box = None
            self._closed_at = time.monotonic()


def _log(error: BaseException | None) -> None:
    if error is not None:
        log_bug(error)


def _open(parent: QWidget, kind: QMessageBox.Icon, title: str, text: str) -> None:
    box = QMessageBox(kind, title, text, parent=parent)
    box.addButton(_("确定"), QMessageBox.ButtonRole.AcceptRole)  # Qt's own has a foreign icon
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setObjectName("message")
    box.open()
