"""The list of problems: search, filters, the next step of each, as a workbook and on paper."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget
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
from app.ui.output_list import OutputList
from app.ui.pages import Empty, Listing, ListSpec


class CasesList(OutputList[CaseRow]):
    """Finds problems; Enter opens one, Ctrl+D leads it on."""

    values = VALUES

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

    @override
    def output_title(self) -> str:
        return _("问题清单")

    def _add_actions(self) -> None:
        self.add_first_button(
            "newCase", _("登记问题"), "plus", self._new, "Ctrl+N", needs=Right.LOG
        )
        self.add_export_and_print()
        self.add_columns_button()
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

    def _offer(self, place: QPoint) -> None:
        row = self.current_row()
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
