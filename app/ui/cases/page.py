"""The page 问题: the board, the list and the numbers, one beside the other."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from app.domain.types import CaseId, ClientId, CommunicationId
from app.i18n import _
from app.queries.one_case import case_of_entry, case_record
from app.ui.cases.board import CaseBoard
from app.ui.context import Context
from app.ui.messages import tell
from app.ui.views import View, Views


class CasesPage(Views):
    """Three views of the problems; Alt+1, Alt+2 and Alt+3 turn to them."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        views = (
            View("board", _("看板"), self._make_board),
            View("list", _("列表"), self._make_list),
            View("numbers", _("统计"), _numbers),
        )
        super().__init__(context, "casesPage", views, parent)
        self.board = self.view("board", CaseBoard)

    def show_cases(self, title: str, ids: Sequence[int]) -> None:
        """Show just these problems, the rows behind a number."""
        from app.ui.cases.case_list import CasesList

        self.show_view("list")
        self.view("list", CasesList).show_only(title, ids)

    def _make_board(self, context: Context) -> QWidget:
        return CaseBoard(context, self._open, self._new)

    def _make_list(self, context: Context) -> QWidget:
        from app.ui.cases.case_list import CasesList

        return CasesList(context, self._open, self._new)

    def _open(self, case_id: int) -> None:
        open_case(self.context, CaseId(case_id), self)

    def _new(self) -> None:
        from app.ui.cases.dialog import CaseDialog

        dialog = CaseDialog.for_new(self.context, None, self)
        dialog.accepted.connect(lambda: self._show_new(dialog.case_id))
        dialog.open()

    def _show_new(self, case_id: CaseId | None) -> None:
        """Put the cursor on the problem just noted, in the view shown."""
        view = self.focusProxy()
        if case_id is None:
            return
        if view is self.board:
            self.board.go_to(case_id)
        else:
            from app.ui.cases.case_list import CasesList

            self.view("list", CasesList).table.go_to(case_id)


def _numbers(context: Context) -> QWidget:
    from app.ui.cases.numbers import CaseNumbers

    return CaseNumbers(context)


def open_case(context: Context, case_id: CaseId, parent: QWidget) -> None:
    """Open a problem's window; tell where it is gone."""
    from app.ui.cases.window import CaseWindow

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
    from app.ui.cases.dialog import CaseDialog

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
