"""The clients handed over, one a row, each with a remark that is typed into the table."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from app.domain.handover import HandoverFigures
from app.domain.types import ClientId
from app.i18n import _
from app.ui.fields import Field
from app.ui.key_accounts.columns import amount_text
from app.ui.theme import current_look

REMARK = 1
"""The column of what is to be known of a client, the only one that is typed into."""

TITLES = (
    _("客户"),
    _("交接说明（双击或 F2 填写）"),
    _("等级"),
    _("今年"),
    _("去年"),
    _("应收"),
    _("逾期"),
    _("待办"),
    _("问题"),
    _("最近联系"),
)
WIDTHS = (190, 210, 46, 96, 96, 96, 90, 46, 46, 90)
NUMBERS = range(3, 9)
OVERDUE, OPEN_ONES = 6, (7, 8)


class HandoverTable(QTableWidget):
    """Shows how each client stands and keeps the remarks, also on clients not listed now.

    Signals:
        edited: A remark was typed.
    """

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(TITLES), parent)
        self._ids: list[ClientId] = []
        self._remarks: dict[ClientId, str] = {}
        self.setObjectName("handoverTable")
        self.setAccessibleName(_("要交接的客户"))
        self.setHorizontalHeaderLabels(list(TITLES))
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(REMARK, QHeaderView.ResizeMode.Stretch)
        self.itemChanged.connect(self._typed)

    def show_clients(self, figures: Mapping[ClientId, HandoverFigures]) -> None:
        """List these clients in this order, with what was typed of them before."""
        self.blockSignals(True)  # noqa: FBT003 - filling is no typing
        self._ids = list(figures)
        self.setRowCount(len(figures))
        for row, (id_, state) in enumerate(figures.items()):
            self._fill(row, state, self._remarks.get(id_, ""))
        self.blockSignals(False)  # noqa: FBT003
        if figures:
            self.setCurrentCell(0, REMARK)
        self.viewport().update()

    def remarks(self) -> dict[ClientId, str]:
        """Return every remark there is, by client."""
        return dict(self._remarks)

    def show_remarks(self, remarks: Mapping[Any, str]) -> None:
        """Take remarks as they were kept: by client, whose number may be text."""
        self._remarks = {ClientId(int(id_)): text for id_, text in remarks.items() if text}
        for row, id_ in enumerate(self._ids):
            if (item := self.item(row, REMARK)) is not None:
                item.setText(self._remarks.get(id_, ""))

    def _typed(self, item: QTableWidgetItem) -> None:
        id_, text = self._ids[item.row()], item.text()
        if text == self._remarks.get(id_, ""):
            return
        self._remarks[id_] = text
        if not text:
            del self._remarks[id_]
        self.edited.emit()

    def _fill(self, row: int, state: HandoverFigures, remark: str) -> None:
        last = state.last_contact_on
        texts = (
            state.name,
            remark,
            state.grade or "",
            amount_text(state.amount),
            amount_text(state.last_amount),
            amount_text(state.receivable),
            amount_text(state.overdue),
            str(state.open_tasks or ""),
            str(state.open_cases or ""),
            "" if last is None else last.isoformat(),
        )
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip("\n".join(state.matters) if column in OPEN_ONES else text)
            if column in NUMBERS:
                item.setTextAlignment(right)
            if column != REMARK:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if column == OVERDUE and state.overdue:
                item.setForeground(QColor(current_look().bad))
            self.setItem(row, column, item)


REMARKS: Field[HandoverTable] = Field(
    "remarks",
    TITLES[REMARK],
    HandoverTable,
    HandoverTable.remarks,
    HandoverTable.show_remarks,
    lambda table: table.edited,
)
"""The remarks as a part of the window's draft."""
