"""What 今日 says when nothing is to be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.rights import Right
from app.i18n import _
from app.queries.workload import has_clients
from app.ui.context import Context
from app.ui.empty_state import Empty, EmptyState


class NothingToDo(QWidget):
    """Says that there is nothing to do, or, in an office without clients, how to begin."""

    def __init__(self, context: Context, add_task: Callable[[], None]) -> None:
        super().__init__()
        self._context, self._add_task = context, add_task
        self._shown: EmptyState | None = None
        self._begun: bool | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def say(self) -> None:
        """Look which of the two it is, and say it."""
        with self._context.db.read() as session:
            begun = has_clients(session)
        if begun is self._begun:  # what has the focus keeps it
            return
        self._begun = begun
        if self._shown is not None:
            self._column.removeWidget(self._shown)
            self._shown.hide()
            self._shown.deleteLater()
        self._shown = EmptyState(self._context, self._day_off() if begun else self._first_steps())
        self._column.addWidget(self._shown)
        self.setFocusProxy(self._shown)

    def _day_off(self) -> Empty:
        return Empty(
            _("今天没有要办的事"),
            _("到期的待办、该联系的客户、问题、生日、到期的协议和逾期的账款，会自己出现在这里。"),
            (
                (_("记一笔"), lambda: self._context.navigator.entry_wanted.emit(None), Right.LOG),
                (_("加待办"), self._add_task, Right.LOG),
            ),
        )

    def _first_steps(self) -> Empty:
        go = self._context.navigator
        return Empty(
            _("还没有客户档案"),
            _(
                "有了客户，每天该联系谁、什么到期、谁过生日，会自己出现在这里。先把原来的表格导进来。"
            ),
            (
                (_("导入原来的表格"), lambda: go.import_wanted.emit(""), Right.IMPORT),
                (_("新建客户"), go.new_client_wanted.emit, Right.EDIT),
            ),
        )
