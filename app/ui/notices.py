"""The status bar's quiet notice: what was just done, and 撤销."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStatusBar, QWidget

from app.db import Commit
from app.domain.types import ActionId
from app.errors import AppError, StorageError
from app.i18n import _
from app.ui.buttons import ActionButton
from app.ui.context import Context
from app.ui.messages import show_error

REMEMBERED = 50
BAR_HEIGHT = 38


class NoticeBar(QStatusBar):
    """Shows the last action with 撤销 until the next one; Ctrl+Z takes back one after another.

    Signals:
        undone: An action was taken back.
    """

    undone = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._actions: list[ActionId] = []
        self._undoing = False
        self._text, self._undo = QLabel(), ActionButton(_("撤销"))
        self._text.setObjectName("notice")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._undo.setObjectName("undo")
        self._undo.setToolTip(_("撤销 (Ctrl+Z)"))
        self._undo.setFlat(True)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # by keyboard it is Ctrl+Z, never Space
        self._undo.hide()
        self._undo.clicked.connect(self.undo)
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(8, 0, 0, 0)
        row.addWidget(self._text)
        row.addWidget(self._undo)
        self.addWidget(holder)
        self.setSizeGripEnabled(False)
        self.setFixedHeight(BAR_HEIGHT)  # else the page jumps whenever 撤销 comes and goes
        context.news.committed.connect(self._on_commit)

    def say(self, text: str) -> None:
        """Show a sentence that needs no answer."""
        self._text.setText(text)
        self._undo.hide()

    def undo(self) -> None:
        """Take back the last action of this session that has not been taken back."""
        if not self._actions:
            self.say(_("没有可以撤销的操作。"))
            return
        from app.services.undo import undo_action  # knows every table: not loaded at the start

        self._undoing = True
        action = self._actions.pop()
        try:
            undo_action(self._context.desk, action)
        except StorageError as error:
            self._actions.append(action)  # the next Ctrl+Z is for the same one, not another
            show_error(self.window(), error)
        except AppError as error:
            self._undo.hide()  # what stands beside it cannot be taken back
            show_error(self.window(), error)
        else:
            self.undone.emit()
        finally:
            self._undoing = False

    def _on_commit(self, commit: Commit) -> None:
        if not commit.summary:
            return
        self._text.setText(commit.summary)
        can_undo = commit.undoable and commit.action_id is not None and not self._undoing
        self._undo.setVisible(can_undo)
        if can_undo and commit.action_id is not None:
            self._actions = [*self._actions, commit.action_id][-REMEMBERED:]
