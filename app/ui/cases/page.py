"""The page 问题: the board, the list and the numbers, one beside the other."""

from collections.abc import Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from app.domain.types import CaseId, ClientId, CommunicationId
from app.i18n import _
from app.queries.one_case import case_of_entry, case_record
from app.ui.cases.board import CaseBoard
from app.ui.cases.case_list import CasesList
from app.ui.cases.dialog import CaseDialog
from app.ui.cases.numbers import CaseNumbers
from app.ui.cases.window import CaseWindow
from app.ui.context import Context
from app.ui.messages import tell


class CasesPage(QWidget):
    """Three views of the problems; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("casesPage")
        self._context = context
        self.board = CaseBoard(context, self._open, self._new)
        self.list = CasesList(context, self._open, self._new)
        self.numbers = CaseNumbers(context)
        self.tabs = QTabWidget()
        self.tabs.setObjectName("caseViews")
        self.tabs.setDocumentMode(True)
        views: tuple[QWidget, ...] = (self.board, self.list, self.numbers)
        for number, title in enumerate((_("看板"), _("列表"), _("统计"))):
            self.tabs.addTab(views[number], title)
            keys = f"Alt+{number + 1}"
            self.tabs.setTabToolTip(number, f"{title} ({keys})")
            turn = QShortcut(QKeySequence(keys), self)
            turn.activated.connect(lambda n=number: self.tabs.setCurrentIndex(n))
        self.setFocusProxy(self.board)
        self.tabs.currentChanged.connect(lambda n: self.setFocusProxy(views[n]))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.tabs)

    def show_cases(self, title: str, ids: Sequence[int]) -> None:
        """Show just these problems, the rows behind a number."""
        self.tabs.setCurrentWidget(self.list)
        self.list.show_only(title, ids)

    def _open(self, case_id: int) -> None:
        open_case(self._context, CaseId(case_id), self)

    def _new(self) -> None:
        new_case(self._context, None, None, self)


def open_case(context: Context, case_id: CaseId, parent: QWidget) -> None:
    """Open a problem's window; tell where it is gone."""
    with context.db.read() as session:
        there = case_record(session, case_id) is not None
    if there:
        CaseWindow(context, case_id, parent.window()).show()
    else:
        tell(parent, _("已经没有了"), _("这个问题已被删除，可在回收站里恢复。"))


def new_case(
    context: Context,
    client_id: ClientId | None,
    entry_id: CommunicationId | None,
    parent: QWidget,
) -> None:
    """Note a problem, of a client or from a log entry; one made from it already is opened."""
    if entry_id is None:
        CaseDialog.for_new(context, client_id, parent).open()
        return
    with context.db.read() as session:
        known = case_of_entry(session, entry_id)
    if known is not None:
        open_case(context, known, parent)
        return
    dialog = CaseDialog.for_entry(context, entry_id, parent)
    if dialog is None:
        tell(parent, _("已经没有了"), _("这条沟通记录已被删除，可在回收站里恢复。"))
    else:
        dialog.open()
