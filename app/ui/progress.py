"""A long job in a window of its own: how far it is, and 取消."""

from collections.abc import Callable
from typing import TypeVar

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QProgressBar, QVBoxLayout, QWidget
from typing_extensions import override

from app.backups.making import Watch
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.messages import show_error
from app.ui.theme import GAP
from app.ui.workers import Job, Workers

T = TypeVar("T")


def run_with_progress(  # noqa: PLR0917 - read in the order of what happens
    workers: Workers,
    parent: QWidget,
    title: str,
    work: Callable[[Job], T],
    done: Callable[[T], None],
    failed: Callable[[Exception], None] | None = None,
) -> "ProgressDialog":
    """Run ``work`` while a modal window shows its progress; the main window keeps painting.

    Without ``failed`` an expected failure is told in a message. Being cancelled is such a failure.
    """
    dialog = ProgressDialog(title, parent)
    window = parent.window()
    below = _window_below(window)

    def finish(result: T) -> None:
        used = QApplication.activeWindow() is not None
        dialog.finish()
        done(result)
        if used and below is not None and not _is_open(window):
            _give_keys(below)

    def fail(error: Exception) -> None:
        dialog.finish()
        if failed is None:
            show_error(parent, error)
        else:
            failed(error)

    dialog.job = workers.run(parent, work, finish, fail, dialog.show_progress)
    dialog.open()
    return dialog


def watched(job: Job, text: str, last: str = "") -> Watch:
    """Let a work on the whole office file tell a job how far it is; ``last`` is its last step."""
    return Watch(
        lambda done, of: job.report(done, of, text),
        lambda: job.cancelled,
        lambda: job.report_last(last),
    )


def show_how_far(bar: QProgressBar, done: int, total: int) -> None:
    """Show how far a work is; nobody knows how long it goes on once all of that is done."""
    bar.setRange(0, total if done < total else 0)
    bar.setValue(done)


def _window_below(window: QWidget) -> QWidget | None:
    below = window.parentWidget()
    return None if below is None else below.window()


def _is_open(window: QWidget) -> bool:
    return shiboken6.isValid(window) and window.isVisible()


def _give_keys(window: QWidget) -> None:
    """Let a window be typed into again: two above it that close at once may keep the keys."""
    if _is_open(window) and QApplication.activeModalWidget() in (None, window):
        window.activateWindow()


class ProgressDialog(QDialog):
    """Shows the progress of one job. Esc and 取消 ask it to stop, while that helps."""

    job: Job

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setObjectName("progress")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self._text = QLabel(_("正在准备…"))
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._cancel = ActionButton(_("取消"))
        self._cancel.setAutoDefault(False)  # as the default it looked like what one is to press
        self._cancel.clicked.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(GAP)
        layout.addWidget(self._text)
        layout.addWidget(self._bar)
        layout.addWidget(self._cancel, 0, Qt.AlignmentFlag.AlignRight)

    def show_progress(self, done: int, total: int, text: str) -> None:
        """Show how far the job is; a total of 0 means that nobody knows."""
        show_how_far(self._bar, done, total)
        if text:
            self._text.setText(text)
        if not self.job.can_stop:
            self._cancel.setEnabled(False)

    def finish(self) -> None:
        """Close because the job ended."""
        super().accept()

    @override
    def reject(self) -> None:
        if not self.job.can_stop:
            return
        self._cancel.setEnabled(False)
        self._text.setText(_("正在停止…"))
        self.job.cancel()
