"""The list of problems: search, filters, the next step of each, as a workbook and on paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QPushButton, QWidget
from typing_extensions import override

from app.domain.rights import Right
from app.domain.types import CaseId
from app.i18n import _
from app.queries.cases import CaseColumn, CaseRow, case_ids, case_rows
from app.ui.cases.board import TABLES, fill_menu
from app.ui.cases.columns import VALUES, case_columns
from app.ui.cases.filters import CaseChips
from app.ui.cases.life import CaseLife
from app.ui.cases.output import preview_sheets
from app.ui.context import Context
from app.ui.icons import icon
from app.ui.list_output import Listed, export_list, print_list
from app.ui.pages import Empty, Listing, ListPage, ListSpec


class CasesList(ListPage[CaseRow]):
    """Finds problems; Enter opens one, Ctrl+D leads it on."""

    def __init__(
        self,
        context: Context,
        open_case: Callable[[int], None],
        new_case: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        self._open, self._new = open_case, new_case
        spec = ListSpec(
            name="cases",
            title=_("问题"),
            columns=case_columns(context.desk.now),
            tables=TABLES,
            order=(CaseColumn.RECEIVED.value, True),
            counted=_("共 {n} 个"),
            search_hint=_("编号、问题、要求、客户"),
            empty=Empty(
                _("还没有问题"),
                _("投诉、问讯、订房、接送、付款的事，登记后跟到办完；也可以从沟通记录转来。"),
                (
                    (_("登记第一个问题"), new_case, Right.LOG),
                    (
                        _("看沟通记录"),
                        lambda: context.navigator.page_wanted.emit("communications"),
                        Right.SEE,
                    ),
                ),
            ),
        )
        super().__init__(context, spec, parent)
        self._life = CaseLife(context, self)
        self.filters = CaseChips(context)
        for chip in self.filters.all:
            self.add_chip(chip)
        self._add_actions()
        self.table.opened.connect(open_case)

    @override
    def question(self) -> Callable[[], Listing]:
        only = None if self.only is None else self.only[1]
        wanted = self.filters.wanted(self.search.text(), only, self.context.desk.now())
        by, descending = CaseColumn(self.order), self.descending

        def ask() -> Listing:
            with self.context.db.read() as session:
                return Listing(case_ids(session, wanted, by=by, descending=descending))

        return ask

    @override
    def read_rows(self, ids: Sequence[int]) -> Sequence[CaseRow]:
        with self.context.db.read() as session:
            return case_rows(session, ids)

    def delete(self) -> None:
        """Put the chosen problems into the recycle bin."""
        self._life.delete([CaseId(id_) for id_ in self.table.chosen_ids()])

    def listed(self) -> Listed:
        """Return what is exported and printed: the columns as shown, the chosen ones or all."""
        header = self.table.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        shown = [self.spec.columns[n] for n in places if not self.table.isColumnHidden(n)]
        chosen = self.table.chosen_ids()
        ids = chosen if len(chosen) > 1 else self.model.ids
        return Listed(_("问题清单"), shown, ids, self.read_rows, VALUES)

    def _add_actions(self) -> None:
        new = self.add_button(
            "newCase", _("登记问题"), "plus", self._new, "Ctrl+N", needs=Right.LOG
        )
        new.setProperty("role", "primary")
        new.setIcon(icon("plus", "#ffffff"))
        self.add_button("export", _("导出"), "file-spreadsheet", self._export, needs=Right.SEE)
        self.add_button("printList", _("打印"), "printer", self._print, "Ctrl+P", needs=Right.SEE)
        columns: QPushButton = self.add_button(
            "columns", _("列"), "columns-3", lambda: None, needs=Right.SEE
        )
        columns.setMenu(self.table.column_menu())
        # the same menu as a card of the board has; its keys are those of hidden actions
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._offer)
        log, see = Right.LOG, Right.SEE
        for name, text, icon_name, then, keys, needs in (
            ("editCase", _("修改…"), "square-pen", self._life.edit, "Ctrl+E", log),
            ("advanceCase", _("下一步…"), "arrow-right", self._life.advance, "Ctrl+D", log),
            ("printSheets", _("问题处理单…"), "printer", self._sheets, "Ctrl+Shift+P", see),
        ):
            do = partial(self._with_current, then)
            self.add_row_action(name, text, icon_name, do, keys, needs=needs)
        self.add_row_action(
            "deleteCases", _("删除"), "trash-2", self.delete, "Del", needs=Right.LOG
        )

    def _with_current(self, then: Callable[[CaseId], None]) -> None:
        current = self.table.current_id()
        if current is not None:
            then(CaseId(current))

    def _sheets(self, case_id: CaseId) -> None:
        preview_sheets(self.context, self, case_id)

    def _export(self) -> None:
        export_list(self.context, self, self.listed())

    def _print(self) -> None:
        print_list(self.context, self, self.listed())

    def _offer(self, place: QPoint) -> None:
        row = self.model.record_at(self.table.currentIndex().row())
        if row is None:
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, self._life, row.id, row.state, self._open)
        menu.addAction(_("问题处理单…"), lambda: self._sheets(row.id))
        menu.addAction(
            _("打开客户档案"), lambda: self.context.navigator.client_wanted.emit(row.client_id)
        )
        menu.popup(self.table.viewport().mapToGlobal(place))
